-- Texts that the marts may have left out, of the cables to be indexed.
create or replace temp table withheld as
select cable_id, ordinal, text
from cables.paragraphs
semi join (select cable_id, ordinal from marts.paragraphs where is_protected) as guarded using (cable_id, ordinal)
semi join entering using (cable_id);
