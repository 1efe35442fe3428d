-- dim_routing_indicators: no two rows have the same routing_indicator.
select routing_indicator, count(*) as rows
from dim_routing_indicators
group by all
having count(*) > 1
order by all;
