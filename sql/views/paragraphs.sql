-- paragraphs: the paragraphs of the current version of every cable.
create or replace view paragraphs as
from fact_paragraphs anti join (from fact_cables where not is_current) as other_version using (cable_id, message_id);
