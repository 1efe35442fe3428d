-- serial_coverage: how much of its traffic is here, for the posts and years with most of it.
select post, year, serials_present, round(estimate) as estimate, low, high, round(share_present, 3) as share_present
from serial_coverage
order by serials_present desc, post, year
limit 10;
