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
update fact_cables
set version = ranked.version, is_current = ranked.is_current
from (
    select
        cable_id,
        message_id,
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
    from fact_cables
    semi join touched_cables using (cable_id)
    join dump_orders using (dump_id)
) as ranked
where fact_cables.cable_id = ranked.cable_id
    and fact_cables.message_id = ranked.message_id
    and (fact_cables.version, fact_cables.is_current) is distinct from (ranked.version, ranked.is_current);
