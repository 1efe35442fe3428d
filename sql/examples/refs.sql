-- refs: cables cited most, and whether they are here.
select ref_cable_id, resolution, count(*) as times
from refs
where kind = 'cable'
group by all
order by times desc, ref_cable_id
limit 10;
