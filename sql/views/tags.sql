-- tags: the TAGS of the current version of every cable.
create or replace view tags as
from fact_tags semi join (from fact_cables where is_current) as current_version using (cable_id, message_id);
