-- versions: as many rows as there are versions, and one of each cable current.
with compared as (
    select
        'versions' as measure,
        (select count(*) from marts.versions) as in_mart,
        (select count(*) from fact_cables) as in_warehouse
    union all
    select
        'current' as measure,
        (select count(*) filter (where is_current) from marts.versions) as in_mart,
        (select count(*) from cables) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
