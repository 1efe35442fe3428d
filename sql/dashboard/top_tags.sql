-- top_tags: the TAGS of most cables.
with used as (
    select tag, count(*) as cables
    from (select unnest(tags) as tag from selected($from_date, $to_date, $posts, $levels, $tags))
    group by tag
    order by cables desc, tag
    limit 15
)
select tag, coalesce(name, '') as name, used.cables
from used left join tag_names using (tag)
order by used.cables desc, tag;
