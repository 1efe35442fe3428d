-- distribution: cables that most offices got.
select cable_id, count(*) as offices, sum(copies) as copies, list(office order by position) as got_by
from distribution
group by cable_id
order by offices desc, cable_id
limit 10;
