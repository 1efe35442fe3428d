-- tags_by_time: cables by TAG and stretch of time ($bucket), of the TAGS of most cables ($shown of them).
with chosen as (select date_trunc($bucket, date)::date as period, tags from selected($from_date, $to_date, $posts, $levels, $tags) where date is not null),
periods as (select period, count(*) as of_period from chosen group by period),
used as (select tag, period, count(*) as cables from (select period, unnest(tags) as tag from chosen) group by tag, period),
top as (select tag, sum(cables)::bigint as of_tag from used group by tag order by of_tag desc, tag limit $shown)
select
    tag, coalesce(name, '') as name, of_tag, period, used.cables, of_period, used.cables / of_period as share
from used join top using (tag) join periods using (period) left join tag_names using (tag)
order by of_tag desc, tag, period;
