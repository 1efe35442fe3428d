-- bursts: months in which a TAG stands in far more cables than its share of all months would make.
-- score: (cables - expected) / square root of expected, the distance in standard deviations of chance.
with chosen as (select date_trunc('month', date)::date as period, tags from selected($from_date, $to_date, $posts, $levels, $tags) where date is not null),
periods as (select period, count(*) as of_period from chosen group by period),
used as (select tag, period, count(*) as cables from (select period, unnest(tags) as tag from chosen) group by tag, period),
shares as (
    select tag, sum(cables) / (select sum(of_period) from periods) as share from used group by tag having sum(cables) >= 5
)
select
    tag, name, period, used.cables, round(share * of_period, 2) as expected,
    round((used.cables - share * of_period) / sqrt(share * of_period), 1) as score
from used join periods using (period) join shares using (tag) left join tag_names using (tag)
where used.cables >= 3 and score >= 2
order by score desc, tag, period
limit 25;
