-- fact_routing: stations that most messages were routed to.
select routing_indicator, count(*) as messages
from fact_routing
group by routing_indicator
order by messages desc, routing_indicator
limit 10;
