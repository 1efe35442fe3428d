-- most_cited: the cables that others cite most.
select cable_id, date, post, level, subject, is_protected, cited_by, reference_count
from selected($from_date, $to_date, $posts, $levels, $tags)
where cited_by > 0
order by cited_by desc, date, cable_id
limit 25;
