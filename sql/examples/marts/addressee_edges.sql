-- addressee_edges: who is copied by whom; run in the home folder.
select post, addressee, sum(cables) as cables
from 'marts/addressee_edges.parquet'
where role = 'info'
group by all
order by cables desc, post, addressee
limit 10;
