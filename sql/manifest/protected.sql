-- Paragraphs, of every version, that ask to protect a source or name one, and the cables they stand in.
select
    count(*) filter (reason = 'protect phrase') as paragraphs_with_phrase,
    count(*) filter (reason = 'name of a source') as paragraphs_with_name,
    count(distinct cable_id) as cables,
    (select coalesce(sum(len(names)), 0)::bigint from source_names) as names
from withheld_paragraphs;
