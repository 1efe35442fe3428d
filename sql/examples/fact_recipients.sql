-- fact_recipients: to whom the versions of a cable were addressed, where these differ.
select cable_id, address, role, count(distinct message_id) as versions
from fact_recipients
where cable_id in (select cable_id from fact_cables where version > 1)
group by all
order by cable_id, address;
