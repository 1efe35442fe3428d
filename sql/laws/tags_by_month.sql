-- tags_by_month: sums are the TAGS of cables with a date, each once a cable.
with compared as (
    select
        'tags' as measure,
        (select coalesce(sum(cables), 0) from marts.tags_by_month) as in_mart,
        (
            select count(distinct (cable_id, tag)) from tags join cables using (cable_id, message_id) left join
            source_names using (cable_id) where unless_source(tag, source_words) is not null and date is not
            null
        ) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
