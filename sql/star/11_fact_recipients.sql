-- fact_recipients: one row per addressee of a version.

-- addresses of which a line may be gone: they are counted once more (37)
create or replace temp table pairs_before as
select distinct routing_indicator, address
from fact_recipients semi join gone using (cable_id, message_id)
where routing_indicator is not null;

delete from fact_recipients using leaving
where fact_recipients.cable_id = leaving.cable_id and fact_recipients.message_id = leaving.message_id;

insert into fact_recipients by name
select lake.* exclude (message_ordinal, dump)
from lake_rows('recipients') as lake
semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump;
