-- traffic: How long from the date-time group to the filing of a cable?
--
-- Watch out: sent_at is the date-time group (format line 5), filed_at the day of the year and time on format
-- line 3; the carriers' own date ("Created") is not used: on the pages of December 2010 its minutes are wrong.
-- Cables that give only one of the two are counted, not measured. In modern cables the two are mostly the same.
--
-- Columns:
--   year: year of the date-time group
--   cables: cables with a date-time group
--   measured: of these, how many give a filing time too
--   median_minutes: median of the minutes from the one to the other
--   p90_minutes: nine in ten are filed within this many minutes
--   before: of the measured, how many are filed before their date-time group
--   over_a_day: of the measured, how many are filed more than 24 hours after it
--   over_a_day_share: over_a_day to measured
--   serial_share: share of the serials of that year that is loaded, of all these posts, estimated (see serial_gaps)
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
with delays as (
    select year(sent_at) as year, date_diff('second', sent_at, filed_at) / 60 as minutes
    from cables
    where sent_at is not null
        and (getvariable('post') is null or post = getvariable('post'))
),
coverage as (
    select year, sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    where estimate is not null and (getvariable('post') is null or post = getvariable('post'))
    group by year
)
select
    year,
    count(*) as cables,
    count(minutes) as measured,
    median(minutes) as median_minutes,
    round(quantile_cont(minutes, 0.9), 1) as p90_minutes,
    count(*) filter (minutes < 0) as before,
    count(*) filter (minutes > 24 * 60) as over_a_day,
    round(over_a_day / nullif(measured, 0), 4) as over_a_day_share,
    round(any_value(serial_share), 6) as serial_share
from delays
left join coverage using (year)
group by year
order by year;
