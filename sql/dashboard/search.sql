-- search: cables in whose number, subject or paragraphs all words stand ($words, in small letters; [] for any).
-- Where the first word stands is looked up in all texts, where the others do only in what that leaves.
with chosen as (
    select * from selected($from_date, $to_date, $posts, $levels, $tags)
),
first_found as (
    select cable_id from chosen where contains(lower(concat_ws(' ', cable_id, subject)), ($words::varchar[])[1])
    union
    select cable_id
    from paragraphs
    where contains(lower(text), ($words::varchar[])[1]) or contains(lower(heading), ($words::varchar[])[1])
),
found as (
    select cable_id, word
    from (select cable_id, subject from chosen semi join first_found using (cable_id))
    cross join unnest(($words::varchar[])[2:]) as words(word)
    where contains(lower(concat_ws(' ', cable_id, subject)), word)
    union
    select cable_id, word
    from (select cable_id, heading, text from paragraphs semi join first_found using (cable_id))
    cross join unnest(($words::varchar[])[2:]) as words(word)
    where contains(lower(text), word) or contains(lower(heading), word)
),
matching as (
    select cable_id
    from first_found left join found using (cable_id)
    group by cable_id
    having count(word) = len($words::varchar[]) - 1
)
select
    cable_id, date, post, level, subject, is_protected, tags, cited_by, version_count, protected_count,
    count(*) over () as found
from chosen
where len($words::varchar[]) = 0 or cable_id in (from matching)
order by
    case when $sort = 'most cited' then cited_by end desc nulls last,
    case when $sort = 'oldest first' then date end nulls last,
    case when $sort <> 'oldest first' then date end desc nulls last,
    cable_id
limit $rows offset $skipped;
