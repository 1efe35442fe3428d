-- traffic: Which posts write to one another, and which more than they are written to?
--
-- Watch out: only action addressees that are known posts; lists kept by the relay are left out, and so is what a
-- post sends to itself. A ratio says as much of the release as of the posts: where one side's cables were not
-- released, it looks silent.
--
-- Columns:
--   from_post: post that writes
--   to_post: post that is written to
--   cables: cables from the one to the other, for action
--   back: cables the other way, for action
--   ratio: cables to back + 1, so that silence does not divide by zero
-- Parameters:
--   post (VARCHAR, all): only pairs with this post, on either side
--   min_cables (INTEGER, 1): fewest cables of a pair that is shown
with sent as (
    select cables.post as from_post, recipients.post as to_post, count(distinct cable_id) as cables
    from cables
    join recipients using (cable_id, message_id)
    where role = 'action' and not is_collective and cables.post <> recipients.post
    group by all
)
select
    there.from_post,
    there.to_post,
    there.cables,
    coalesce(back.cables, 0) as back,
    round(there.cables / (coalesce(back.cables, 0) + 1), 2) as ratio
from sent as there
left join sent as back on back.from_post = there.to_post and back.to_post = there.from_post
where there.cables >= coalesce(getvariable('min_cables'), 1)
    and (getvariable('post') is null or getvariable('post') in (there.from_post, there.to_post))
order by ratio desc, there.cables desc, there.from_post, there.to_post;
