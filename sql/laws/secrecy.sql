-- secrecy: sums are the cables with a date; the levels of a row add up to its cables.
with compared as (
    select
        'cables' as measure,
        (select coalesce(sum(cables), 0) from marts.secrecy) as in_mart,
        (select count(date) from cables) as in_warehouse
    union all
    select
        'levels' as measure,
        (
            select coalesce(sum(unclassified + official_use + confidential + secret + top_secret + unread), 0)
            from marts.secrecy
        ) as in_mart,
        (select count(date) from cables) as in_warehouse
    union all
    select
        'secret' as measure,
        (select coalesce(sum(secret), 0) from marts.secrecy) as in_mart,
        (select count(date) from cables where class_level = 3) as in_warehouse
    union all
    select
        'contrasts' as measure,
        (select count(*) from marts.secrecy where over_marked + under_marked > marked) as in_mart,
        (0) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
