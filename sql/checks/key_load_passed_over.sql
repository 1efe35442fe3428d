-- load_passed_over: no two rows have the same dump_id, source_path and reason.
select dump_id, source_path, reason, count(*) as rows
from load_passed_over
group by all
having count(*) > 1
order by all;
