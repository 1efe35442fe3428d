-- bursts: months in which a TAG stands in far more cables than its share of all months would make.
-- score: (cables - expected) / square root of expected, the distance in standard deviations of chance.
with chosen as (select date_trunc('month', date)::date as period, tags from selected($from_date, $to_date, $posts, $levels, $tags) where date is not null),
periods as (select period, count(*) as of_period from chosen group by period),
used as (select period, unnest(tags) as tag from chosen),
shares as (select tag, count(*) / (select count(*) from chosen) as share from used group by tag having count(*) >= 5)
select
    tag, any_value(name) as name, period, count(*) as cables, round(any_value(share * of_period), 2) as expected,
    round((count(*) - any_value(share * of_period)) / sqrt(any_value(share * of_period)), 1) as score
from used join periods using (period) join shares using (tag) left join tag_names using (tag)
group by tag, period
having count(*) >= 3 and score >= 2
order by score desc, tag, period
limit 25;
