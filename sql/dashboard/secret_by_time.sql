-- secret_by_time: by stretch of time ($bucket), cables by level and their share.
select
    date_trunc($bucket, date)::date as period, count(*) as cables, count(*) filter (class_level >= 3) as secret,
    count(*) filter (class_level >= 3) / count(class_level) as share
from selected($from_date, $to_date, $posts, $levels, $tags)
where date is not null
group by all
having count(class_level) > 0
order by period;
