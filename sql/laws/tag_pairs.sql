-- tag_pairs: sums are the pairs of different TAGS in cables of a known year; none is in more cables than either TAG.
with compared as (
    select
        'pairs' as measure,
        (select coalesce(sum(cables), 0) from marts.tag_pairs) as in_mart,
        (
            select coalesce(sum(n * (n - 1) // 2), 0) from (select count(distinct tag) as n from tags join
            cables using (cable_id, message_id) left join source_names using (cable_id) where unless_source(tag,
            source_words) is not null and coalesce(date_part('year', date), year) is not null group by cable_id)
        ) as in_warehouse
    union all
    select
        'impossible' as measure,
        (
            select count(*) from marts.tag_pairs where cables > least(cables_a, cables_b) or greatest(cables_a,
            cables_b) > cables_tagged
        ) as in_mart,
        (0) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
