-- load_issues: what was odd or doubtful, how often; docs/ISSUES.md says what the codes mean.
select severity, code, count(*) as times, any_value(cable_id) as example
from load_issues
group by all
order by severity desc, times desc, code;
