-- gaps: the posts and years of which most is missing, where enough is loaded to tell.
select post, year, serials_present, round(estimate) as estimate, low, high, round(share_present, 2) as share_present
from 'marts/gaps.parquet'
where serials_present >= 2
order by missing desc nulls last, post, year
limit 10;
