-- summary: how many cables the filters leave, and how many bear a date.
select
    count(*) as cables, count(date) as dated, count(distinct post) as posts, coalesce(sum(word_count), 0)::bigint as words,
    min(date) as first_date, max(date) as last_date, count(*) filter (class_level >= 3) as secret,
    count(*) filter (class_level is not null) as classified_known
from selected($from_date, $to_date, $posts, $levels, $tags);
