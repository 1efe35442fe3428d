-- gaps: as many distinct serials as the current versions have; no row lacks fewer than it must.
with compared as (
    select
        'serials' as measure,
        (select coalesce(sum(serials_present), 0) from marts.gaps) as in_mart,
        (
            select count(distinct (post, year, serial)) from cables
            where post is not null and year is not null and serial is not null
        ) as in_warehouse
    union all
    select
        'impossible' as measure,
        (select count(*) from marts.gaps where missing < missing_at_least or share_present > 1) as in_mart,
        0 as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
