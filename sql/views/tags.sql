-- tags: the TAGS of the current version of every cable.
create or replace view tags as
from fact_tags anti join (from fact_cables where not is_current) as other_version using (cable_id, message_id);
