-- load_dumps: no two rows have the same dump_id.
select dump_id, count(*) as rows
from load_dumps
group by all
having count(*) > 1
order by all;
