-- routing: cables sent to most stations.
select cable_id, count(*) as stations, list(routing_indicator order by position) as indicators
from routing
group by cable_id
order by stations desc, cable_id
limit 10;
