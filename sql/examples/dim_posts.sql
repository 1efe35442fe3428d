-- dim_posts: cables by region and country of the post that sent them.
select region, country, count(*) as cables
from cables join dim_posts using (post)
group by all
order by cables desc, region, country
limit 10;
