-- places: the posts that sent the cables, with their place where it is known.
select post, coalesce(any_value(posts.name), post) as name, any_value(posts.country) as country,
    any_value(lat) as lat, any_value(lon) as lon, count(*) as cables
from selected($from_date, $to_date, $posts, $levels, $tags) as cables left join posts using (post)
group by post
order by cables desc, post;
