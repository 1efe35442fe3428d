-- recipients: posts that get most with the word IMMEDIATE or above; run in the home folder.
select coalesce(post, address) as addressee, count(*) as cables
from 'marts/recipients.parquet'
where precedence in ('IMMEDIATE', 'FLASH')
group by addressee
order by cables desc, addressee
limit 10;
