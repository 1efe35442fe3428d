-- load_issues: one row per thing to know about a version's facts.

delete from load_issues using leaving
where load_issues.cable_id = leaving.cable_id and load_issues.message_id = leaving.message_id;

insert into load_issues by name
select lake.* exclude (message_ordinal, dump)
from lake_rows('issues') as lake
semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump;
