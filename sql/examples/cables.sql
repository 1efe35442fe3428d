-- cables: cables by post and classification.
select post, classification, count(*) as cables, min(date) as first_date, max(date) as last_date
from cables
group by all
order by cables desc, post, classification
limit 10;
