-- paragraphs: the paragraphs of the current version of every cable; text and heading null where they are withheld.
select
    cable_id, ordinal, number, label, portion_mark, mark, mark_level, is_noforn, section, section_kind,
    unless_source(heading, source_words) as heading,
    case when reason is null or getvariable('include_protected') is not distinct from true then text end as text,
    word_count, has_protect_phrase, reason is not null as is_protected
from paragraphs
left join withheld_paragraphs using (cable_id, message_id, ordinal)
left join source_names using (cable_id);
