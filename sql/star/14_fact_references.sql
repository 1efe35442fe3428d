-- fact_references: one row per reference of a version, and whether the cable it cites is loaded.
--
-- A reference without a year was given the citing cable's; where only the cable of the year before is loaded,
-- either may be meant. Earlier references are looked at again when a cable they may mean came or went.

delete from fact_references using leaving
where fact_references.cable_id = leaving.cable_id and fact_references.message_id = leaving.message_id;

insert into fact_references by name
select lake.* exclude (message_ordinal, dump)
from lake_rows('references') as lake
semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump;

create or replace temp macro year_before(cable_id) as
    lpad(((try_cast(left(cable_id, 2) as integer) + 99) % 100)::varchar, 2, '0') || substr(cable_id, 3);

create or replace temp table came_or_went as
select cable_id from touched_cables
where was_loaded <> (cable_id in (select cable_id from fact_cables semi join touched_cables using (cable_id)));

create or replace temp table unsettled as
select rowid as reference, ref_cable_id, case when year_inferred then year_before(ref_cable_id) end as or_cable_id
from fact_references
where resolution is null
    or ref_cable_id in (from came_or_went)
    or (year_inferred and year_before(ref_cable_id) in (from came_or_went));

create or replace temp table cited as
select cable_id
from (select ref_cable_id as cable_id from unsettled union select or_cable_id from unsettled)
semi join fact_cables using (cable_id);

update fact_references
set resolution = case
    when kind <> 'cable' then 'not_a_cable'
    when fact_references.ref_cable_id is null then 'ambiguous'
    when fact_references.ref_cable_id in (from cited) then 'resolved'
    when or_cable_id in (from cited) then 'ambiguous'
    else 'absent'
end
from unsettled
where fact_references.rowid = unsettled.reference;
