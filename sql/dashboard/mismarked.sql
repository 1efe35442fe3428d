-- mismarked: cables that are over- or under-marked, newest first.
select cable_id, date, post, level, subject, is_protected, marking, highest_mark_level, cited_by
from selected($from_date, $to_date, $posts, $levels, $tags)
where marking in ('over', 'under')
order by date desc nulls last, cable_id
limit 200;
