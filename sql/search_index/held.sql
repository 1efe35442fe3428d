-- What the search index is to hold: every current cable, with a hash that changes when what is indexed of it does.
with guarded as (
    select cable_id, list(ordinal order by ordinal) as ordinals
    from marts.paragraphs
    where is_protected
    group by cable_id
)
select
    cable_id,
    md5(concat_ws(
        '|', message_id, loaded_at, date, post, classification, word_count, subject, ordinals, shown.is_protected
    )) as content
from (
    select cable_id, message_id, loaded_at, date, post, classification, word_count, subject from cables.cables
) as current_version
left join guarded using (cable_id)
left join (select cable_id, is_protected from marts.cables) as shown using (cable_id)
order by cable_id;
