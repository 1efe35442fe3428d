-- secrecy: Which cables hold paragraphs that are marked higher than the cable itself?
--
-- Watch out: only cables whose text bears their own number are looked at; on pages that carry another cable's
-- text the marks belong to that other cable. SBU is no classification but a handling control: an UNCLASSIFIED
-- cable with paragraphs marked SBU breaks no rule on secrets, so `breach` tells it apart.
--
-- Columns:
--   breach: 'classified' where a paragraph is CONFIDENTIAL or above and above the cable, else 'SBU over U'
--   cable_id: number of the cable
--   post: post that sent it
--   date: best date of the cable
--   classification: its classification
--   marks: canonical marks above it
--   paragraphs: paragraphs so marked
--   first_paragraph: place of the first of them in the text, from 1
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
select
    if(max(mark_level) >= 2, 'classified', 'SBU over U') as breach,
    cable_id,
    post,
    date,
    classification,
    list_sort(list(distinct mark)) as marks,
    count(*) as paragraphs,
    min(paragraphs.ordinal) as first_paragraph
from paragraphs
join cables using (cable_id, message_id)
where mark_level > class_level
    and body_matches_id
    and (getvariable('post') is null or post = getvariable('post'))
group by cable_id, post, date, classification
order by max(mark_level) desc, cable_id;
