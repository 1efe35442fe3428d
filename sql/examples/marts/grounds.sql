-- grounds: grounds of classification by year; run in the home folder.
select year, reason, sum(cables) as cables
from 'marts/grounds.parquet'
group by all
order by year, cables desc, reason;
