-- refs: the references of the current version of every cable.
create or replace view refs as
from fact_references anti join (from fact_cables where not is_current) as other_version using (cable_id, message_id);
