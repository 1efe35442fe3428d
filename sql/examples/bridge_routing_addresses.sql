-- bridge_routing_addresses: stations that deliver to more than one address.
select routing_indicator, count(*) as addresses, list(address order by lines desc, address) as delivers_to
from bridge_routing_addresses
group by routing_indicator
having addresses > 1
order by addresses desc, routing_indicator
limit 10;
