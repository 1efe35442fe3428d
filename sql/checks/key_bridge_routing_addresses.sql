-- bridge_routing_addresses: no two rows have the same routing_indicator and address.
select routing_indicator, address, count(*) as rows
from bridge_routing_addresses
group by all
having count(*) > 1
order by all;
