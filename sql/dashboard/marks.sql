-- marks: paragraphs by their mark, by the level of the document.
-- Whole years without TAGS are counted in a mart; what is finer, cable by cable.
with whole as (
    select $tags is null and ($from_date is null or dayofyear($from_date::date) = 1)
        and ($to_date is null or dayofyear($to_date::date + 1) = 1) as is_counted
),
found as (
    select level_name(class_level) as level, class_level, mark, mark_level, paragraphs
    from paragraph_marks
    where (select is_counted from whole)
        and ($from_date is null or year >= year($from_date::date)) and ($to_date is null or year <= year($to_date::date))
        and ($posts is null or list_contains($posts::varchar[], post))
        and ($levels is null or list_contains($levels::varchar[], level_name(class_level)))
    union all
    select level, class_level, coalesce(mark, 'unmarked'), mark_level, 1
    from paragraphs join selected($from_date, $to_date, $posts, $levels, $tags) as cables using (cable_id)
    where not (select is_counted from whole) and year is not null
)
select
    level, coalesce(class_level, -1) as class_level, mark, coalesce(any_value(mark_level), 9) as mark_level,
    sum(paragraphs)::bigint as paragraphs,
    sum(paragraphs) / sum(sum(paragraphs)) over (partition by level) as share
from found
group by level, class_level, mark
order by class_level, mark_level, mark;
