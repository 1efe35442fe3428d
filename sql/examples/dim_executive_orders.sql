-- dim_executive_orders: the orders that cables were classified under.
select eo_number, president, in_force_from, in_force_to, count(*) as cables
from cables join dim_executive_orders using (eo_number)
group by all
order by in_force_from;
