-- grounds: sums are the grounds of classified cables of a known year, one for a cable that states none.
with compared as (
    select
        'grounds' as measure,
        (select coalesce(sum(cables), 0) from marts.grounds) as in_mart,
        (
            select coalesce(sum(greatest(len(list_distinct(class_reasons)), 1)), 0) from cables where
            class_level >= 2 and coalesce(date_part('year', date), year) is not null
        ) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
