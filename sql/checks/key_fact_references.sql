-- fact_references: no two rows have the same cable_id, message_id and position.
select cable_id, message_id, position, count(*) as rows
from fact_references
group by all
having count(*) > 1
order by all;
