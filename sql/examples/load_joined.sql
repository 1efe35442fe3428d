-- load_joined: cables that were put together from sections, and how many were joined to the first.
select cable_id, count(*) as joined
from load_joined
group by cable_id
order by joined desc, cable_id;
