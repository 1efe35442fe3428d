-- secret_grid: the share of secret by post and stretch of time ($bucket), of the 15 posts with most cables.
with chosen as (select * from selected($from_date, $to_date, $posts, $levels, $tags) where date is not null and class_level is not null),
busiest as (select post, count(*) as of_post from chosen group by post order by of_post desc, post limit 15)
select
    post, of_post, date_trunc($bucket, date)::date as period, count(*) as cables,
    count(*) filter (class_level >= 3) as secret, count(*) filter (class_level >= 3) / count(*) as share
from chosen join busiest using (post)
group by all
order by of_post desc, post, period;
