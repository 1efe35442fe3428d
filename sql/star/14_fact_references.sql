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

create or replace temp table loaded_cables as
select distinct cable_id from fact_cables;

create or replace temp table came_or_went as
select cable_id from touched_cables
where was_loaded <> (cable_id in (from loaded_cables));

update fact_references
set resolution = case
    when kind <> 'cable' then 'not_a_cable'
    when ref_cable_id is null then 'ambiguous'
    when ref_cable_id in (from loaded_cables) then 'resolved'
    when year_inferred and year_before(ref_cable_id) in (from loaded_cables) then 'ambiguous'
    else 'absent'
end
where resolution is null
    or ref_cable_id in (from came_or_went)
    or (year_inferred and year_before(ref_cable_id) in (from came_or_went));
