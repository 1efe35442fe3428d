-- missing: by year, the share of the cables that posts numbered which is not here, as far as serials tell.
-- Serials know of posts and years only: of the filters, these alone count.
select
    year, make_date(year, 1, 1) as starts, make_date(year + 1, 1, 1) as ends,
    (sum(estimate) - sum(missing))::bigint as present, round(sum(estimate))::bigint as estimate,
    sum(missing) / sum(estimate) as missing, sum(missing_at_least) / sum(low) as at_least, count(*) as posts
from gaps
where estimate is not null
    and ($from_date is null or year >= year($from_date::date))
    and ($to_date is null or year <= year($to_date::date))
    and ($posts is null or list_contains($posts::varchar[], post))
group by year
order by year;
