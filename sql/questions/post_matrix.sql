-- traffic: Which posts write to one another, and which more than they are written to?
--
-- Watch out: only action addressees that are known posts; lists kept by the relay are left out, and so is what a
-- post sends to itself. A ratio says as much of the release as of the posts: where one side's cables were not
-- released, it looks silent: `serial_share` and `serial_share_back` say how much of either is here.
--
-- Columns:
--   from_post: post that writes
--   to_post: post that is written to
--   cables: cables from the one to the other, for action
--   back: cables the other way, for action
--   ratio: cables to back + 1, so that silence does not divide by zero
--   serial_share: share of from_post's serials that is loaded, all its years, estimated (see serial_gaps)
--   serial_share_back: the same of to_post; null where none of its cables is loaded
-- Parameters:
--   post (POST, all): only pairs with this post, on either side
--   min_cables (INTEGER, 1): fewest cables of a pair that is shown
with sent as (
    select cables.post as from_post, recipients.post as to_post, count(distinct cable_id) as cables
    from cables
    join recipients using (cable_id, message_id)
    where role = 'action' and not is_collective and cables.post <> recipients.post
    group by all
),
coverage as (
    select post, sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    where estimate is not null
    group by post
)
select
    there.from_post,
    there.to_post,
    there.cables,
    coalesce(back.cables, 0) as back,
    round(there.cables / (coalesce(back.cables, 0) + 1), 2) as ratio,
    round(coverage.serial_share, 6) as serial_share,
    round(coverage_back.serial_share, 6) as serial_share_back
from sent as there
left join sent as back on back.from_post = there.to_post and back.to_post = there.from_post
left join coverage on coverage.post = there.from_post
left join coverage as coverage_back on coverage_back.post = there.to_post
where there.cables >= coalesce(getvariable('min_cables'), 1)
    and (getvariable('post') is null or getvariable('post') in (there.from_post, there.to_post))
order by ratio desc, there.cables desc, there.from_post, there.to_post;
