-- topics: On which days was there far more of a topic than in the weeks before?
--
-- Watch out: the mean and spread of the days before count the days without a cable too, as zeros. The spread is
-- taken no smaller than chance alone would make it (Poisson: the variance is the mean), so a topic that was
-- silent before is not infinitely surprising. Days are left out whose days before reach beyond the calendar, or
-- of which too few have any cable at all: where the release has a gap, everything after it looks like a burst.
-- `all_cables` and `all_mean` tell a burst of the topic from one of all traffic. Thousands of days are looked
-- at: some pass any threshold by chance.
--
-- Columns:
--   tag: TAG
--   day: the day
--   cables: cables with the TAG on that day
--   mean: mean of cables with the TAG a day, over the days before
--   spread: standard deviation over the same days, at least the square root of the mean
--   z: cables less mean, to spread
--   all_cables: cables of any kind on that day
--   all_mean: mean of these a day, over the days before
--   serial_share: share of the serials of that year that is loaded, of all these posts, estimated (see serial_gaps)
-- Parameters:
--   tag (TAG, all): one TAG
--   post (POST, all): only cables of this post; a number's form (TELAVIV)
--   days (INTEGER, 90): days before that a day is compared with
--   active_days (INTEGER, 45): fewest of these with any cable
--   min_cables (INTEGER, 5): fewest cables of a day that is shown
--   min_z (DOUBLE, 4.0): smallest z that is shown
with sent as (
    select cable_id, message_id, date as day
    from cables
    where date is not null and (getvariable('post') is null or post = getvariable('post'))
),
traffic as (
    select dim_dates.date as day, count(cable_id) as cables
    from dim_dates
    left join sent on sent.day = dim_dates.date
    group by dim_dates.date
),
calendar as (
    select
        day,
        cables as all_cables,
        count(*) over before as days_before,
        count(*) filter (cables > 0) over before as active_before,
        avg(cables) over before as all_mean
    from traffic
    window before as (
        order by day
        range between to_days(coalesce(getvariable('days'), 90)) preceding and interval 1 day preceding
    )
),
tagged as (
    select tag, day, count(distinct cable_id) as cables
    from sent
    join tags using (cable_id, message_id)
    where getvariable('tag') is null or tag = getvariable('tag')
    group by all
),
-- days without the TAG add nothing to these sums; the calendar says by how many days they are divided
summed as (
    select
        tag,
        day,
        cables,
        coalesce(sum(cables) over before, 0)::double as total,
        coalesce(sum(cables * cables) over before, 0)::double as squares
    from tagged
    window before as (
        partition by tag
        order by day
        range between to_days(coalesce(getvariable('days'), 90)) preceding and interval 1 day preceding
    )
),
compared as (
    select
        *,
        total / days_before as mean,
        -- one cable in the days before, where there was none: as much as can be said of a silent topic
        sqrt(greatest((squares - total * mean) / (days_before - 1), mean, 1 / days_before)) as spread,
        (cables - mean) / spread as z
    from summed
    join calendar using (day)
    where days_before = coalesce(getvariable('days'), 90)
        and active_before >= coalesce(getvariable('active_days'), 45)
        and cables >= coalesce(getvariable('min_cables'), 5)
),
coverage as (
    select year, sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    where estimate is not null and (getvariable('post') is null or post = getvariable('post'))
    group by year
)
select
    tag,
    day,
    cables,
    round(mean, 3) as mean,
    round(spread, 3) as spread,
    round(z, 2) as z,
    all_cables,
    round(all_mean, 3) as all_mean,
    round(serial_share, 6) as serial_share
from compared
left join coverage on coverage.year = year(day)
where compared.z >= coalesce(getvariable('min_z'), 4.0)
order by compared.z desc, tag, day;
