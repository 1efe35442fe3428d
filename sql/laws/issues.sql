-- issues: as many rows as the current versions have issues.
with compared as (
    select
        'issues' as measure,
        (select count(*) from marts.issues) as in_mart,
        (select count(*) from load_issues semi join cables using (cable_id, message_id)) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
