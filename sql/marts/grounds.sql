-- grounds: classified cables by year, post, classifying authority and ground; a cable of several grounds in each.
with classified as (
    select
        coalesce(year(date), year)::integer as year, coalesce(post, 'unknown') as post,
        coalesce(
            unless_source(classified_by, source_words),
            case when classified_by is null then 'not stated' else 'withheld' end
        ) as authority,
        unnest(case when len(class_reasons) > 0 then list_distinct(class_reasons) else ['not stated'] end) as reason
    from cables left join source_names using (cable_id)
    where class_level >= 2 and coalesce(year(date), year) is not null
)
select year, post, authority, reason, count(*) as cables
from classified
group by all;
