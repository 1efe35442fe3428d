-- refs: the references of the current version of every cable.
create or replace view refs as
from fact_references semi join (from fact_cables where is_current) as current_version using (cable_id, message_id);
