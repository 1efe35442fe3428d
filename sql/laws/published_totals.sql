-- published_totals: as many totals, and as many that agree, as the comparison has.
with compared as (
    select
        'totals' as measure,
        (select count(*) from marts.published_totals) as in_mart,
        (select count(*) from release_totals) as in_warehouse
    union all
    select
        'agreeing' as measure,
        (select count(*) filter (where agrees) from marts.published_totals) as in_mart,
        (select count(*) filter (where agrees) from release_totals) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
