-- recipients: addressees copied on most cables.
select address, count(*) as cables
from recipients
where role = 'info'
group by address
order by cables desc, address
limit 10;
