-- traffic: cables by stretch of time ($bucket: day, month or year) and level.
select
    date_trunc($bucket, date)::date as period, level, coalesce(any_value(class_level), -1) as class_level,
    count(*) as cables
from selected($from_date, $to_date, $posts, $levels, $tags)
where date is not null
group by all
order by period, class_level;
