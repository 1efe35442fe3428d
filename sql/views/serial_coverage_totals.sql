-- serial_coverage_totals: one row per published count of cables of a year or a post, beside what serial_coverage estimates.
--
-- The estimate is the sum over posts and years with a loaded cable (post_years), so it is too low while others have
-- none; the sum of the lower bounds is certain, posts known from citations alone included. Upper bounds do not add up
-- to one of the sum, and are left out. The published count over the estimate is the share of the traffic that the
-- release holds; it is null until at least 99 in 100 of the published count are loaded.
create or replace view serial_coverage_totals as
select
    source_release,
    grain,
    key,
    expected as published,
    count(*) filter (serials_present > 0) as post_years,
    coalesce(sum(serials_present), 0)::bigint as serials_present,
    sum(estimate) as estimate,
    sum(low)::bigint as low,
    case when sum(serials_present) >= 0.99 * expected then expected / sum(estimate) end as published_share,
    citation
from expected_totals
left join serial_coverage
    on (grain = 'year' and key = serial_coverage.year::varchar) or (grain = 'post' and key = serial_coverage.post)
where grain in ('year', 'post')
group by source_release, grain, key, expected, citation;
