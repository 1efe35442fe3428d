-- checks_failing: checks that do not hold, and of how many dumps.
select check_name, severity, description, count(*) as dumps, sum(wrong_rows) as wrong_rows
from checks_failing
group by all
order by severity, dumps desc, check_name;
