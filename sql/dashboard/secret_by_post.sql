-- secret_by_post: by post, the share of cables that are secret or higher.
select
    post, count(class_level) as cables, count(*) filter (class_level >= 3) as secret,
    count(*) filter (class_level >= 3) / count(class_level) as share
from selected($from_date, $to_date, $posts, $levels, $tags)
group by post
having count(class_level) >= $at_least
order by share desc, cables desc, post;
