-- dim_dates: no two rows have the same date.
select date, count(*) as rows
from dim_dates
group by all
having count(*) > 1
order by all;
