-- tags: the TAGS of the current version of every cable, with what they stood for in its year.
with named as (
    select tag, coalesce(year(date), year) as year, arg_max(dim_tags.name, dim_tags.first_year) as name
    from (select distinct tag, year, date from tags join cables using (cable_id, message_id)) as used
    join dim_tags using (tag)
    where coalesce(year(date), year) between coalesce(first_year, 0) and coalesce(last_year, 9999)
    group by all
)
select
    cable_id, position, unless_source(tag, source_words) as tag, kind, unless_source(name, source_words) as name,
    unless_source(raw, source_words) as raw, repair,
    names_source(concat_ws(' ', tag, name, raw), source_words) as is_protected
from tags
join (select cable_id, message_id, coalesce(year(date), year) as year from cables) as dated
    using (cable_id, message_id)
left join named using (tag, year)
left join source_names using (cable_id);
