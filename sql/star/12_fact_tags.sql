-- fact_tags: one row per TAG of a version.

delete from fact_tags using leaving
where fact_tags.cable_id = leaving.cable_id and fact_tags.message_id = leaving.message_id;

insert into fact_tags by name
select lake.* exclude (message_ordinal, dump)
from lake_rows('tags') as lake
semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump;
