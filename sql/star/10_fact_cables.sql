-- fact_cables: one row per version of a cable; the version's number and which one is current.

delete from fact_cables using leaving
where fact_cables.cable_id = leaving.cable_id and fact_cables.message_id = leaving.message_id;

-- a version that was only read again, by the same parser, keeps the time it entered
insert into fact_cables by name
select lake.* exclude (dump), coalesce(leaving.loaded_at, getvariable('loaded_at')) as loaded_at
from lake_rows('cables') as lake
semi join entering on entering.ordinal = lake.ordinal and entering.dump_id = lake.dump
left join leaving
    on leaving.cable_id = lake.cable_id
    and leaving.message_id = lake.message_id
    and leaving.parts = lake.parts
    and leaving.parser_version = lake.parser_version;

-- An unknown date of release counts as the oldest. Current is: a text rather than part of one or none; not a
-- text that bears another cable's number; the newest release; not redacted; the longest.
create or replace temp table standing as
with versions as (
    select rowid as row, * from fact_cables where rowid > getvariable('last_rows').fact_cables
    union all
    select rowid as row, * from fact_cables
    where rowid <= getvariable('last_rows').fact_cables and rowid in (select row from known_versions)
)
select
    row,
    cable_id,
    message_id,
    date,
    row_number() over (
        partition by cable_id
        order by try_cast(released_on as timestamp) nulls first, load_order, ordinal
    ) as version,
    row_number() over (
        partition by cable_id
        order by
            case text_status when 'text' then 0 when 'partial' then 1 else 2 end,
            coalesce(not body_matches_id, false),
            try_cast(released_on as timestamp) desc nulls last,
            is_redacted,
            word_count desc,
            message_id
    ) = 1 as is_current
from versions
semi join touched_cables using (cable_id)
join dump_orders using (dump_id);

update fact_cables
set version = standing.version, is_current = standing.is_current
from standing
where fact_cables.rowid = standing.row
    and (fact_cables.version, fact_cables.is_current) is distinct from (standing.version, standing.is_current);

-- versions that tell of stations no more, and those not new that do from now on (11, 15, 37, 38)
create or replace temp table gone as
select cable_id, message_id, origin_ri
from known_versions
left join (from standing where is_current) as current_version using (cable_id, message_id)
where (cable_id, message_id) in (select (cable_id, message_id) from leaving)
    or (known_versions.is_current and current_version.row is null);

create or replace temp table promoted as
select cable_id, message_id, origin_ri, standing.date
from standing join known_versions using (cable_id, message_id)
anti join entering using (cable_id, message_id)
where standing.is_current and not known_versions.is_current;
