-- fact_paragraphs: one row per paragraph of a version's text, in order.

delete from fact_paragraphs using leaving
where fact_paragraphs.cable_id = leaving.cable_id and fact_paragraphs.message_id = leaving.message_id;

insert into fact_paragraphs by name
select lake.* exclude (message_ordinal, dump)
from lake_rows('paragraphs') as lake
semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump;
