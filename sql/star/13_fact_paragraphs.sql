-- fact_paragraphs: one row per paragraph of a version's text, in order.

delete from fact_paragraphs using leaving
where fact_paragraphs.cable_id = leaving.cable_id and fact_paragraphs.message_id = leaving.message_id;

-- Those that ask to protect a source stand together, so that what looks for them reads no other text: the rows of one
-- statement come before those of the next, while the order of rows within one is nobody's.
insert into fact_paragraphs by name
select lake.* exclude (message_ordinal, dump)
from lake_rows('paragraphs') as lake
semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump
where has_protect_phrase;

insert into fact_paragraphs by name
select lake.* exclude (message_ordinal, dump)
from lake_rows('paragraphs') as lake
semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump
where has_protect_phrase is distinct from true;
