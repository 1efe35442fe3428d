-- traffic: How many days does a post take to answer, from a cable to those that refer to it?
--
-- Watch out: only references whose cable is loaded and sure: what was answered by a cable that was not released
-- is missing. A post refers to its own cables too, which is no answer: `others_` is about cables of other posts.
-- A cable cannot refer to a later one, so the share of negative lags is a gauge of the reading of dates and numbers.
-- In the files of 1973 to 1979 it was published as 2.73 %, with a median of 6 days and nine in ten within 40.
--
-- Columns:
--   post: post that refers
--   pairs: cables and those they refer to, where both are loaded and dated
--   median_days: median of the days between them
--   p90_days: nine in ten lie within this many days
--   others_pairs: of the pairs, how many refer to another post's cable
--   others_median_days: median of the days between those
--   negative: of the pairs, how many refer to a later cable
--   negative_share: negative to pairs
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
--   min_pairs (INTEGER, 50): fewest pairs of a post that is shown
select
    post,
    count(*) as pairs,
    median(lag_days) as median_days,
    round(quantile_cont(lag_days, 0.9), 1) as p90_days,
    count(*) filter (cited_post <> post) as others_pairs,
    median(lag_days) filter (cited_post <> post) as others_median_days,
    count(*) filter (lag_days < 0) as negative,
    round(negative / count(*), 4) as negative_share
from reference_edges
join cables using (cable_id)
where is_counted
    and confidence in ('exact', 'year_inferred', 'contradicted')
    and lag_days is not null
    and cable_id <> cited_cable_id
    and (getvariable('post') is null or post = getvariable('post'))
group by post
having count(*) >= coalesce(getvariable('min_pairs'), 50)
order by median_days, post;
