-- paragraphs: no mart holds a text that names a source or asks to protect one, unless the marts are to hold them.
with texts as (
    select
        'paragraphs' as mart, cable_id, concat_ws(' ', heading, text) as said,
        has_protect_phrase and text is not null as asks
    from marts.paragraphs
    union all
    select 'cables', cable_id, concat_ws(' ', subject, array_to_string(tags, ' ')), false from marts.cables
    union all
    select
        'cable_details', cable_id,
        concat_ws(
            ' ', header, security_note, time_note, from_address, class_line, array_to_string(pass_lines, ' '), eo_value,
            classified_by, drafter, approver, signer, attributes
        ),
        false
    from marts.cable_details
    union all
    select 'recipients', cable_id, attention, false from marts.recipients
    union all
    select 'reference_edges', cable_id, concat_ws(' ', raw, note), false from marts.reference_edges
    union all
    select 'tags', cable_id, concat_ws(' ', tag, name, raw), false from marts.tags
    union all
    select 'issues', cable_id, detail, false from marts.issues
    union all
    select 'versions', cable_id, subject, false from marts.versions
    union all
    select 'version_changes', cable_id, concat_ws(' ', before, after), false from marts.version_changes
)
select mart, cable_id, count(*) as texts
from texts left join source_names using (cable_id)
where getvariable('include_protected') is distinct from true
    and (asks or names_source(said, source_words))
group by all
order by all;
