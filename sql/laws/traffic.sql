-- traffic: sums are the cables with a date and their words.
with compared as (
    select
        'cables' as measure,
        (select coalesce(sum(cables), 0) from marts.traffic) as in_mart,
        (select count(date) from cables) as in_warehouse
    union all
    select
        'words' as measure,
        (select coalesce(sum(words), 0) from marts.traffic) as in_mart,
        (select coalesce(sum(word_count), 0) from cables where date is not null) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
