-- dim_dates: cables by day of the week, days without traffic counted.
select weekday, count(distinct dim_dates.date) as days, count(cable_id) as cables
from dim_dates left join cables using (date)
group by weekday
order by cables desc;
