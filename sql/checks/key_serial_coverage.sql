-- serial_coverage: no two rows have the same post and year.
select post, year, count(*) as rows
from serial_coverage
group by all
having count(*) > 1
order by all;
