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
--   serial_share: share of the post's serials that is loaded, all its years, estimated (see serial_gaps)
-- Parameters:
--   role (info|action, 'info'): info for those copied, action for those written to
--   post (POST, all): post as it stands in numbers (TELAVIV)
--   tag (TAG, all): a TAG of any kind, such as GG for Georgia
--   from_date (DATE, all): first day
--   to_date (DATE, all): last day
--   min_cables (INTEGER, 2): fewest cables of a row that is shown
with copies as (
    select distinct cable_id, coalesce(post, address) as copied, is_collective
    from recipients
    where role = coalesce(getvariable('role'), 'info')
),
tagged as (
    select distinct cable_id, tag
    from tags
    where (getvariable('tag') is null and kind = 'subject') or tag = getvariable('tag')
),
counted as (
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
    join copies using (cable_id)
    join tagged using (cable_id)
    where (getvariable('post') is null or post = getvariable('post'))
        and (getvariable('from_date') is null or date >= getvariable('from_date'))
        and (getvariable('to_date') is null or date <= getvariable('to_date'))
    group by all
    having count(*) >= coalesce(getvariable('min_cables'), 2)
),
coverage as (
    select post, sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    where estimate is not null
    group by post
)
select counted.*, round(serial_share, 6) as serial_share
from counted
left join coverage using (post)
order by cables desc, post, copied, is_collective, tag;
