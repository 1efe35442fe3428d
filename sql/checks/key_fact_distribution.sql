-- fact_distribution: no two rows have the same cable_id, message_id and position.
select cable_id, message_id, position, count(*) as rows
from fact_distribution
group by all
having count(*) > 1
order by all;
