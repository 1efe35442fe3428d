-- reference_edges: which posts cite which; run in the home folder.
select post, ref_post, count(*) as times, count(*) filter (resolution = 'resolved') as found
from 'marts/reference_edges.parquet'
where ref_post is not null
group by all
order by times desc, post, ref_post
limit 10;
