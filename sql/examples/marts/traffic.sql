-- traffic: cables by year and classification; run in the home folder.
select year(date) as year, classification, sum(cables) as cables, sum(words) as words
from 'marts/traffic.parquet'
group by all
order by year, classification;
