-- tag_names: every TAG that cables bear.
with used as (
    select tag, mode(tags.kind order by tags.kind) as kind, count(distinct cable_id) as cables,
        min(date) as first_date, max(date) as last_date, max(coalesce(year(date), year)) as last_year_used
    from tags
    join cables using (cable_id, message_id)
    left join source_names using (cable_id)
    where unless_source(tag, source_words) is not null
    group by tag
),
named as (
    select tag, arg_max(dim_tags.name, first_year) as name
    from used join dim_tags using (tag)
    where last_year_used between coalesce(first_year, 0) and coalesce(last_year, 9999)
    group by tag
)
select tag, kind, name, cables, first_date, last_date
from used left join named using (tag);
