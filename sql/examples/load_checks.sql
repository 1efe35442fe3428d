-- load_checks: what each check found of each dump, what failed first.
select dump_id, check_name, severity, passed, value, description
from load_checks
order by passed, severity, dump_id, check_name;
