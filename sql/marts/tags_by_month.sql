-- tags_by_month: cables by month and TAG.
with months as (
    select date_trunc('month', date)::date as month, count(*) as cables_of_month
    from cables where date is not null
    group by month
),
used as (
    select date_trunc('month', date)::date as month, tag, mode(tags.kind order by tags.kind) as kind,
        count(distinct cable_id) as cables
    from tags join cables using (cable_id, message_id)
    left join source_names using (cable_id)
    where date is not null and unless_source(tag, source_words) is not null
    group by all
),
named as (
    select tag, month, arg_max(dim_tags.name, first_year) as name
    from used join dim_tags using (tag)
    where year(month) between coalesce(first_year, 0) and coalesce(last_year, 9999)
    group by all
)
select month, tag, kind, name, cables, cables_of_month
from used join months using (month) left join named using (tag, month);
