-- fact_distribution: one row per office that the archive's print of a version says got copies.

delete from fact_distribution using leaving
where fact_distribution.cable_id = leaving.cable_id and fact_distribution.message_id = leaving.message_id;

insert into fact_distribution by name
select lake.* exclude (message_ordinal, dump)
from lake_rows('distribution') as lake
semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump;
