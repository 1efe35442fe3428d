-- withheld_paragraphs: paragraphs, of every version, whose text marts and exports leave out, and why.
create or replace view withheld_paragraphs as
select cable_id, message_id, ordinal, 'protect phrase' as reason
from fact_paragraphs
where has_protect_phrase
union all
select cable_id, message_id, ordinal, 'name of a source'
from fact_paragraphs join source_names using (cable_id)
where not has_protect_phrase and names_source(concat_ws(chr(10), heading, text), source_words);
