-- secrecy: How much of the text of secret cables is marked unclassified?
--
-- Watch out: paragraphs without a mark are left out of the shares and counted beside them. Only cables whose
-- text bears their own number are looked at. SBU counts as marked, not as unclassified.
-- Early releases gave single paragraphs of a cable: only one whose paragraph numbers start at 1 and have no gaps
-- can say that none of its paragraphs is as high as it is.
--
-- Columns:
--   post: post that sent them
--   cables: cables of the level with at least one marked paragraph
--   unmarked_paragraphs: their paragraphs without a mark
--   marked_paragraphs: their paragraphs with a mark
--   unclassified_paragraphs: of these, marked U
--   unclassified_share: unclassified_paragraphs to marked_paragraphs
--   whole_cables: of the cables, how many have all paragraphs up to their last number
--   whole_without_own_level: of these, how many have no paragraph marked as high as the cable
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
--   level (INTEGER, 3): level of the cables: 2 CONFIDENTIAL, 3 SECRET, 4 TOP SECRET
with secret as (
    select
        post,
        class_level,
        count(*) as paragraphs,
        count(mark_level) as marked,
        count(*) filter (mark_level = 0) as unclassified,
        max(mark_level) as top_mark,
        coalesce(max(number), 0) = count(distinct number) as is_whole
    from paragraphs
    join cables using (cable_id, message_id)
    where class_level = coalesce(getvariable('level'), 3)
        and body_matches_id
        and (getvariable('post') is null or post = getvariable('post'))
    group by cable_id, post, class_level
    having marked > 0
)
select
    post,
    count(*) as cables,
    sum(paragraphs - marked)::bigint as unmarked_paragraphs,
    sum(marked)::bigint as marked_paragraphs,
    sum(unclassified)::bigint as unclassified_paragraphs,
    round(unclassified_paragraphs / marked_paragraphs, 4) as unclassified_share,
    count(*) filter (is_whole) as whole_cables,
    count(*) filter (is_whole and top_mark < class_level) as whole_without_own_level
from secret
group by post
order by marked_paragraphs desc, post;
