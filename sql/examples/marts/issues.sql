-- issues: warnings, and the cables they are about; run in the home folder.
select code, count(*) as times, min(cable_id) as example
from 'marts/issues.parquet'
where severity = 'warning'
group by code
order by times desc, code;
