-- reference_edges: as many rows, and as many resolved, as the current versions have references.
with compared as (
    select
        'references' as measure,
        (select count(*) from marts.reference_edges) as in_mart,
        (select count(*) from refs) as in_warehouse
    union all
    select
        'resolved' as measure,
        (select count(*) filter (where resolution = 'resolved') from marts.reference_edges) as in_mart,
        (select count(*) filter (where resolution = 'resolved') from refs) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
