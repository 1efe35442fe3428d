-- fact_routing: one row per routing indicator on format line 2 of a version.

-- stations that may be named no more: they are looked for once more (38)
create or replace temp table stations_before as
select routing_indicator from pairs_before
union
select origin_ri from gone where origin_ri is not null
union
select routing_indicator from fact_routing semi join gone using (cable_id, message_id);

delete from fact_routing using leaving
where fact_routing.cable_id = leaving.cable_id and fact_routing.message_id = leaving.message_id;

insert into fact_routing by name
select lake.* exclude (message_ordinal, dump)
from lake_rows('routing') as lake
semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump;
