-- posts: posts with traffic, to be drawn on a map; run in the home folder.
select post, country, lat, lon, cables
from 'marts/posts.parquet'
where cables > 0
order by cables desc, post;
