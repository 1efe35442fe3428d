-- issues: what was repaired or remarkable, by code.
select code, severity, sum(issues)::bigint as issues, sum(versions)::bigint as versions
from issues_by_code group by all order by issues desc, code;
