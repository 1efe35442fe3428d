-- issues_by_code: sums are all issues.
with compared as (
    select
        'issues' as measure,
        (select coalesce(sum(issues), 0) from marts.issues_by_code) as in_mart,
        (select count(*) from load_issues) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
