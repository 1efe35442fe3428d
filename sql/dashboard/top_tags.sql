-- top_tags: the TAGS of most cables.
select tag, coalesce(any_value(name), '') as name, count(*) as cables
from (select unnest(tags) as tag from selected($from_date, $to_date, $posts, $levels, $tags)) left join tag_names using (tag)
group by tag
order by cables desc, tag
limit 15;
