-- load_checks: what every check found when a dump was loaded last.
select dump_id, check_name, table_name, description, severity, passed, value
from load_checks;
