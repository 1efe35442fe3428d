-- secrecy: Which cables hold NOFORN paragraphs though the cable itself is not marked NOFORN?
--
-- Watch out: only cables whose text bears their own number are looked at. Whether a cable is NOFORN is read from
-- its classification line and its captions; in a text of which only a part is left the line may be missing.
--
-- Columns:
--   cable_id: number of the cable
--   post: post that sent it
--   date: best date of the cable
--   classification: its classification
--   captions: its captions
--   marks: canonical marks that forbid release to foreign nationals
--   paragraphs: paragraphs so marked
--   marked_paragraphs: paragraphs with any mark
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
with leaking as (
    select cable_id, list_sort(list(distinct mark)) as marks, count(*) as paragraphs
    from paragraphs
    where is_noforn
    group by cable_id
)
select
    cable_id,
    post,
    date,
    classification,
    captions,
    any_value(leaking.marks) as marks,
    any_value(leaking.paragraphs) as paragraphs,
    count(mark) as marked_paragraphs
from leaking
join cables using (cable_id)
join paragraphs using (cable_id)
where not cables.is_noforn
    and body_matches_id
    and (getvariable('post') is null or post = getvariable('post'))
group by cable_id, post, date, classification, captions
order by paragraphs desc, cable_id;
