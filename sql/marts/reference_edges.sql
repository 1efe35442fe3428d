-- reference_edges: the references of the current version of every cable, each with what is known of both ends.
select
    cable_id, cables.date, coalesce(cables.post, 'unknown') as post, position, label,
    unless_source(raw, source_words) as raw, kind, ref_cable_id,
    nullif(regexp_extract(ref_cable_id, '^\d\d(\D.*?)\d+$', 1), '') as ref_post, cited.date as ref_date,
    year_inferred, unless_source(note, source_words) as note, resolution,
    names_source(concat_ws(' ', raw, note), source_words) as is_protected
from refs
join cables using (cable_id, message_id)
left join cables as cited on cited.cable_id = refs.ref_cable_id
left join source_names on source_names.cable_id = refs.cable_id;
