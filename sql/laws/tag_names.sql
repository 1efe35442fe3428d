-- tag_names: one row a TAG, and sums are the TAGS of cables, each once a cable.
with compared as (
    select
        'names' as measure,
        (select count(*) from marts.tag_names) as in_mart,
        (
            select count(distinct tag) from tags join cables using (cable_id, message_id) left join source_names
            using (cable_id) where unless_source(tag, source_words) is not null
        ) as in_warehouse
    union all
    select
        'tags' as measure,
        (select coalesce(sum(cables), 0) from marts.tag_names) as in_mart,
        (
            select count(distinct (cable_id, tag)) from tags join cables using (cable_id, message_id) left join
            source_names using (cable_id) where unless_source(tag, source_words) is not null
        ) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
