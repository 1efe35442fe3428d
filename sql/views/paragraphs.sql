-- paragraphs: the paragraphs of the current version of every cable.
create or replace view paragraphs as
from fact_paragraphs semi join (from fact_cables where is_current) as current_version using (cable_id, message_id);
