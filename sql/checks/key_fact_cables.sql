-- fact_cables: no two rows have the same cable_id and message_id.
select cable_id, message_id, count(*) as rows
from fact_cables
group by all
having count(*) > 1
order by all;
