-- secrecy: the share of secret cables by post; run in the home folder.
select post, sum(cables) as cables, round(100.0 * sum(secret + top_secret) / sum(cables), 1) as percent_secret
from 'marts/secrecy.parquet'
group by post
order by percent_secret desc, post
limit 10;
