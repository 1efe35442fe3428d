-- load_checks: no two rows have the same dump_id and check_name.
select dump_id, check_name, count(*) as rows
from load_checks
group by all
having count(*) > 1
order by all;
