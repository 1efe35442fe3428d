-- thread_edges: which of the cables $cables cites which.
select distinct cable_id, ref_cable_id
from reference_edges
where kind = 'cable' and list_contains($cables::varchar[], cable_id) and list_contains($cables::varchar[], ref_cable_id)
order by all;
