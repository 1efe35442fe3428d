-- tags: as many rows as the current versions have TAGS.
with compared as (
    select
        'tags' as measure,
        (select count(*) from marts.tags) as in_mart,
        (select count(*) from tags) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
