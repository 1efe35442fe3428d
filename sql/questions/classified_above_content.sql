-- secrecy: Which cables are classified above every paragraph they contain?
--
-- Watch out: a sign of over-classification, no proof. What the whole says may be worth more than its parts, and
-- a paragraph without a mark may be as high as the cable: `unmarked_paragraphs` says how many there are. Only
-- texts that bear the cable's own number are looked at, and of these only whole ones: early releases gave single
-- paragraphs of a cable, so one whose paragraph numbers start late or have gaps is left out. Marks of subjects do
-- not count.
--
-- Columns:
--   cable_id: number of the cable
--   post: post that sent it
--   date: best date of the cable
--   classification: its classification
--   class_level: 0 U, 1 FOUO or LOU, 2 C, 3 S, 4 TS
--   top_mark_level: highest level of its marked paragraphs, on the same scale
--   top_marks: canonical marks of that level
--   marked_paragraphs: paragraphs with a mark
--   unmarked_paragraphs: paragraphs without
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
--   max_unmarked (INTEGER, all): most unmarked paragraphs of a cable that is shown; 0 for wholly marked ones
with tops as (
    select cable_id, max(mark_level) as top_mark_level
    from paragraphs
    group by cable_id
),
marked as (
    select cable_id, post, date, classification, class_level, top_mark_level, number, mark, mark_level
    from cables
    join tops using (cable_id)
    join paragraphs using (cable_id)
    where text_status = 'text'
        and body_matches_id
        and top_mark_level < class_level
        and (getvariable('post') is null or post = getvariable('post'))
)
select
    cable_id,
    post,
    date,
    classification,
    class_level,
    top_mark_level,
    list_sort(list(distinct mark) filter (mark_level = top_mark_level)) as top_marks,
    count(mark_level) as marked_paragraphs,
    count(*) - count(mark_level) as unmarked_paragraphs
from marked
group by cable_id, post, date, classification, class_level, top_mark_level
having coalesce(max(number), 0) = count(distinct number)
    and (getvariable('max_unmarked') is null or unmarked_paragraphs <= getvariable('max_unmarked'))
order by class_level - top_mark_level desc, cable_id;
