-- distribution: offices that the archive's print says got copies, of the current version of every cable.
create or replace view distribution as
from fact_distribution anti join (from fact_cables where not is_current) as other_version using (cable_id, message_id);
