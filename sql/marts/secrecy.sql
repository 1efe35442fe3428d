-- secrecy: cables by month, post and level, and how their paragraph marks stand to it.
with marked as (
    select cable_id, message_id, max(mark_level) as highest_mark_level
    from paragraphs
    group by all
)
select
    date_trunc('month', date)::date as month, coalesce(post, 'unknown') as post, count(*) as cables,
    count_if(class_level = 0) as unclassified,
    count_if(class_level = 1) as official_use,
    count_if(class_level = 2) as confidential,
    count_if(class_level = 3) as secret,
    count_if(class_level = 4) as top_secret,
    count_if(class_level is null) as unread,
    count_if(is_noforn) as noforn,
    count_if(class_level is not null and highest_mark_level is not null) as marked,
    count_if(highest_mark_level < class_level) as over_marked,
    count_if(highest_mark_level > class_level) as under_marked
from cables left join marked using (cable_id, message_id)
where date is not null
group by month, coalesce(post, 'unknown');
