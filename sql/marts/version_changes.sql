-- version_changes: in what a version of a cable differs from the version before it.
with several as (
    select cable_id, message_id, version
    from fact_cables
    where cable_id in (select cable_id from fact_cables where version > 1)
),
fields as (
    unpivot (
        select
            cable_id, version, subject, classification, from_address, classified_by, signer, eo_value, text_status,
            date::varchar as date, is_redacted::varchar as is_redacted, word_count::varchar as word_count,
            paragraph_count::varchar as paragraph_count, array_to_string(captions, ', ') as captions,
            array_to_string(class_reasons, ', ') as class_reasons
        from fact_cables semi join several using (cable_id, message_id)
    )
    on columns(* exclude (cable_id, version)) into name name value said
),
field_pairs as (
    select cable_id, new.version, name, old.said as before, new.said as after
    from (select cable_id, version, name, said from several cross join (select distinct name from fields)
          left join fields using (cable_id, version, name)) as new
    join (select cable_id, version + 1 as version, name, said from several
          cross join (select distinct name from fields) left join fields using (cable_id, version, name)) as old
        using (cable_id, version, name)
    where old.said is distinct from new.said
),
rows as (
    select 'paragraph' as part, cable_id, version, ordinal as place,
        concat_ws(' ', number || '.', '(' || portion_mark || ')', text) as said,
        reason is not null as is_withheld
    from fact_paragraphs
    join several using (cable_id, message_id)
    left join withheld_paragraphs using (cable_id, message_id, ordinal)
    union all
    select 'recipient', cable_id, version, position, concat_ws('  ', role, address, attention, precedence_stated), false
    from fact_recipients join several using (cable_id, message_id)
    union all
    select 'tag', cable_id, version, position, tag, false
    from fact_tags join several using (cable_id, message_id)
    union all
    select 'reference', cable_id, version, position, concat_ws(' ', label || '.', raw), false
    from fact_references join several using (cable_id, message_id)
),
-- of rows that say the same, each has its equal
counted as (select *, row_number() over (partition by part, cable_id, version, said order by place) as nth from rows),
changes as (
    select
        cable_id, version, 'field' as part, 'changed' as change, name, 0 as place, before, after,
        false as is_withheld
    from field_pairs
    union all
    select cable_id, version + 1, part, 'removed', place::varchar, place, said, null, is_withheld
    from counted
    where (cable_id, version + 1) in (select (cable_id, version) from several)
        and not exists (
            from counted as new
            where new.cable_id = counted.cable_id and new.version = counted.version + 1
                and (new.part, new.said, new.nth) = (counted.part, counted.said, counted.nth)
        )
    union all
    select cable_id, version, part, 'added', place::varchar, place, null, said, is_withheld
    from counted
    where version > 1
        and not exists (
            from counted as old
            where old.cable_id = counted.cable_id and old.version = counted.version - 1
                and (old.part, old.said, old.nth) = (counted.part, counted.said, counted.nth)
        )
),
judged as (
    select changes.*, source_words,
        is_withheld or names_source(concat_ws(chr(10), before, after), source_words) as is_protected
    from changes left join source_names using (cable_id)
)
select
    cable_id, version,
    row_number() over (
        partition by cable_id, version order by part <> 'field', part, place, change desc, name
    ) as position,
    part, change, name,
    case when not is_protected or getvariable('include_protected') is not distinct from true then before end as before,
    case when not is_protected or getvariable('include_protected') is not distinct from true then after end as after,
    is_protected
from judged;
