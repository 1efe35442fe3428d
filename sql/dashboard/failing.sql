-- failing: checks that do not hold, by dump.
select name, check_name, severity, description, value
from load_checks join dumps using (dump_id) where not passed order by severity, name, check_name;
