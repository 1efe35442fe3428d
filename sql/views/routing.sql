-- routing: the routing indicators on format line 2 of the current version of every cable.
create or replace view routing as
from fact_routing anti join (from fact_cables where not is_current) as other_version using (cable_id, message_id);
