-- grounds: classified cables by authority and ground; a cable with several grounds in each.
with classified as (
    select
        coalesce(classified_by, case when is_protected then 'withheld' else 'not stated' end) as authority,
        unnest(case when len(class_reasons) > 0 then list_distinct(class_reasons) else ['not stated'] end) as reason
    from (select cable_id, class_reasons from selected($from_date, $to_date, $posts, $levels, $tags) where class_level >= 2)
    join cable_details using (cable_id)
)
select authority, reason, count(*) as cables
from classified
group by all
order by cables desc, authority, reason;
