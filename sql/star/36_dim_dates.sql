-- dim_dates: one row per day from the first to the last date of a cable, days without traffic included.

delete from dim_dates;

-- a date outside these centuries is an error of reading, and must not stretch the calendar
insert into dim_dates by name
with bounds as (
    select min(date) as first_day, max(date) as last_day
    from fact_cables
    where date between date '1900-01-01' and date '2100-12-31'
),
days as (
    select unnest(generate_series(first_day, last_day, interval 1 day))::date as date from bounds
)
select
    date,
    year(date) as year,
    month(date) as month,
    day(date) as day,
    isoyear(date) as iso_year,
    week(date) as iso_week,
    dayname(date) as weekday,
    isodow(date) >= 6 as is_weekend
from days;
