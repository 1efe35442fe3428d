-- paragraphs: as many rows, words and marks as the current versions have.
with compared as (
    select
        'paragraphs' as measure,
        (select count(*) from marts.paragraphs) as in_mart,
        (select count(*) from paragraphs) as in_warehouse
    union all
    select
        'words' as measure,
        (select sum(word_count) from marts.paragraphs) as in_mart,
        (select sum(word_count) from paragraphs) as in_warehouse
    union all
    select
        'marked' as measure,
        (select count(mark) from marts.paragraphs) as in_mart,
        (select count(mark) from paragraphs) as in_warehouse
    union all
    select
        'protected' as measure,
        (select count(*) filter (where is_protected) from marts.paragraphs) as in_mart,
        (
            select count(*) from paragraphs semi join withheld_paragraphs using (cable_id, message_id, ordinal)
        ) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
