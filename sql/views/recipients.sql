-- recipients: the addressees of the current version of every cable.
create or replace view recipients as
from fact_recipients semi join (from fact_cables where is_current) as current_version using (cable_id, message_id);
