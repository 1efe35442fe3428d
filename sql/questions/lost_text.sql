-- what is missing: Which days and levels have lost their text, or have it withheld?
--
-- Watch out: `cables` counts all cables of the day and level, with text or without, so a share of 1 means that
-- nothing is left to read; cables that were never released are in neither. In the files of 1973 to 1979 whole months were lost (June 1976).
--
-- Columns:
--   period: first day of the day, month or year
--   class_level: 0 U, 1 FOUO or LOU, 2 C, 3 S, 4 TS; null where it could not be read
--   text_status: partial, lost or withheld
--   affected: cables of that period and level in that state
--   cables: all cables of that period and level
--   share: affected to cables
--   serial_share: share of the serials of that year that is loaded, of all posts, estimated (see serial_gaps)
-- Parameters:
--   period (day|month|year, 'day'): what an affected day is counted under
--   from_date (DATE, all): first day
--   to_date (DATE, all): last day
with counted as (
    select
        date_trunc(coalesce(getvariable('period'), 'day'), date)::date as period,
        class_level,
        text_status,
        count(*) as affected
    from cables
    where (getvariable('from_date') is null or date >= getvariable('from_date'))
        and (getvariable('to_date') is null or date <= getvariable('to_date'))
    group by all
),
coverage as (
    select year, sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    where estimate is not null
    group by year
)
select
    counted.*,
    (sum(affected) over (partition by period, class_level))::bigint as cables,
    round(affected / cables, 4) as share,
    round(serial_share, 6) as serial_share
from counted
left join coverage on coverage.year = year(period)
qualify text_status <> 'text'
order by affected desc, period, class_level, text_status;
