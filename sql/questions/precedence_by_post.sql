-- traffic: How urgent do posts say their cables are?
--
-- Watch out: cables without a readable precedence (headings that were cut off) have null and count in the
-- shares. `precedence_info` is null where the heading gives one precedence for all addressees.
--
-- Columns:
--   post: post that sent them
--   precedence_action: precedence for action addressees
--   precedence_info: precedence for information addressees, where it differs
--   cables: cables with these
--   share: cables to all cables of the post
--   post_cables: all cables of the post
--   post_urgent_share: share of the post's cables that are IMMEDIATE or above for action
--   serial_share: share of the post's serials that is loaded, all its years, estimated (see serial_gaps)
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
--   from_date (DATE, all): first day
--   to_date (DATE, all): last day
--   min_cables (INTEGER, 1): fewest cables of a post that is shown
with counted as (
    select post, precedence_action, precedence_info, count(*) as cables
    from cables
    where (getvariable('post') is null or post = getvariable('post'))
        and (getvariable('from_date') is null or date >= getvariable('from_date'))
        and (getvariable('to_date') is null or date <= getvariable('to_date'))
    group by all
),
shares as (
    select
        *,
        (sum(cables) over by_post)::bigint as post_cables,
        (
            sum(cables) filter (precedence_action in ('FLASH', 'NIACT IMMEDIATE', 'IMMEDIATE')) over by_post
        )::bigint as post_urgent
    from counted
    window by_post as (partition by post)
),
coverage as (
    select post, sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    where estimate is not null
    group by post
)
select
    post,
    precedence_action,
    precedence_info,
    cables,
    round(cables / post_cables, 4) as share,
    post_cables,
    round(coalesce(post_urgent, 0) / post_cables, 4) as post_urgent_share,
    round(serial_share, 6) as serial_share
from shares
left join coverage using (post)
where post_cables >= coalesce(getvariable('min_cables'), 1)
order by post_cables desc, post, cables desc, precedence_action, precedence_info;
