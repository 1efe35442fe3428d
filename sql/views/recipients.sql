-- recipients: the addressees of the current version of every cable.
create or replace view recipients as
from fact_recipients anti join (from fact_cables where not is_current) as other_version using (cable_id, message_id);
