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

create or replace temp macro in_year(cable_id, shift) as
    lpad(((try_cast(left(cable_id, 2) as integer) + 100 + shift) % 100)::varchar, 2, '0') || substr(cable_id, 3);

create or replace temp table came_or_went as
select cable_id from touched_cables where was_loaded <> (cable_id in (select cable_id from standing));

create or replace temp table unsettled as
with references_now as (
    select rowid as reference, ref_cable_id, year_inferred
    from fact_references
    where rowid > getvariable('last_rows').fact_references
    union all
    select rowid, ref_cable_id, year_inferred
    from fact_references
    where rowid <= getvariable('last_rows').fact_references
        and ref_cable_id in (
            select cable_id from came_or_went
            union
            select in_year(cable_id, 1) from came_or_went
        )
)
select reference, ref_cable_id, case when year_inferred then in_year(ref_cable_id, -1) end as or_cable_id
from references_now
where reference > getvariable('last_rows').fact_references
    or ref_cable_id in (from came_or_went)
    or (year_inferred and in_year(ref_cable_id, -1) in (from came_or_went));

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
