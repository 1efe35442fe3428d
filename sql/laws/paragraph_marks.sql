-- paragraph_marks: sums are the paragraphs and words of cables of a known year.
with compared as (
    select
        'paragraphs' as measure,
        (select coalesce(sum(paragraphs), 0) from marts.paragraph_marks) as in_mart,
        (
            select count(*) from paragraphs semi join (from cables where coalesce(date_part('year', date), year)
            is not null) as dated using (cable_id, message_id)
        ) as in_warehouse
    union all
    select
        'words' as measure,
        (select coalesce(sum(words), 0) from marts.paragraph_marks) as in_mart,
        (
            select coalesce(sum(word_count), 0) from cables where coalesce(date_part('year', date), year) is not
            null
        ) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
