-- traffic: Who is copied on what?
--
-- Watch out: a list kept by the relay ("NATO EU COLLECTIVE") is one addressee here, told apart by
-- `is_collective`: who stood on it is not known from the cable. Addressees that a heading excludes (XMT) do not
-- count. A cable with several TAGS counts at each. Without `tag` only TAGS of subjects are looked at.
--
-- Columns:
--   post: post that sent them
--   copied: post of the addressee where it is a known one, else its address
--   is_collective: the addressee is a list kept by the relay
--   tag: TAG of the cables
--   cables: cables of the post with this TAG that the addressee got
--   level_known: of these, how many have a classification that could be read
--   confidential: of these, how many are CONFIDENTIAL
--   secret: of these, how many are SECRET or above
--   first_date: date of the first
--   last_date: date of the last
-- Parameters:
--   role (VARCHAR, 'info'): info for those copied, action for those written to
--   post (VARCHAR, all): post as it stands in numbers (TELAVIV)
--   tag (VARCHAR, all): a TAG of any kind, such as GG for Georgia
--   from_date (DATE, all): first day
--   to_date (DATE, all): last day
--   min_cables (INTEGER, 2): fewest cables of a row that is shown
with copies as (
    select distinct cable_id, message_id, coalesce(post, address) as copied, is_collective
    from recipients
    where role = coalesce(getvariable('role'), 'info')
),
tagged as (
    select distinct cable_id, message_id, tag
    from tags
    where (getvariable('tag') is null and kind = 'subject') or tag = getvariable('tag')
)
select
    post,
    copied,
    is_collective,
    tag,
    count(*) as cables,
    count(class_level) as level_known,
    count(*) filter (class_level = 2) as confidential,
    count(*) filter (class_level >= 3) as secret,
    min(date) as first_date,
    max(date) as last_date
from cables
join copies using (cable_id, message_id)
join tagged using (cable_id, message_id)
where (getvariable('post') is null or post = getvariable('post'))
    and (getvariable('from_date') is null or date >= getvariable('from_date'))
    and (getvariable('to_date') is null or date <= getvariable('to_date'))
group by post, copied, is_collective, tag
having count(*) >= coalesce(getvariable('min_cables'), 2)
order by count(*) desc, post, copied, is_collective, tag;
