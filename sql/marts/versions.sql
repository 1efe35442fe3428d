-- versions: every version of every cable.
select
    cable_id, version, is_current, message_id, classification, unless_source(subject, source_words) as subject,
    text_status, is_redacted, paragraph_count, word_count, released_on, carrier, dump_id, source_path, source_offset, loaded_at,
    names_source(subject, source_words) as is_protected
from fact_cables left join source_names using (cable_id);
