-- load_checks: checks by how many dumps they hold for; run in the home folder.
select check_name, severity, count(*) filter (passed) as held, count(*) filter (not passed) as failed
from 'marts/load_checks.parquet'
group by all
order by failed desc, check_name;
