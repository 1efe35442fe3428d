-- dim_routing_indicators: stations that serve a known post.
select routing_indicator, post, address, addresses, lines
from dim_routing_indicators
where post is not null and lines > 0
order by lines desc, routing_indicator
limit 10;
