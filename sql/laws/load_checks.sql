-- load_checks: as many checks, and as many that failed, as the loads kept.
with compared as (
    select
        'checks' as measure,
        (select count(*) from marts.load_checks) as in_mart,
        (select count(*) from load_checks) as in_warehouse
    union all
    select
        'failed' as measure,
        (select count(*) filter (where not passed) from marts.load_checks) as in_mart,
        (select count(*) filter (where not passed) from load_checks) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
