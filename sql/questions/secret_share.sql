-- secrecy: What share of a post's cables is secret, month by month?
--
-- Watch out: cables whose text was lost count, since in the files of 1973 to 1979 secret ones are those most
-- often lost; with their text alone the share comes out too low. A release is a choice made by others: a share
-- of what was released is not a share of what was sent.
--
-- Columns:
--   post: post that sent them
--   month: first day of the month, by the best date of the cable; null where it has none
--   cables: cables, those without text and without a known level included
--   without_text: of these, how many have lost their text or have it withheld
--   level_known: of these, how many have a classification that could be read
--   secret: of these, how many are of the level asked for or above it
--   secret_share: secret to level_known
--   serial_share: share of the post's serials of that year that is loaded, estimated (see serial_gaps)
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
--   level (INTEGER, 3): lowest level that counts as secret: 2 CONFIDENTIAL, 3 SECRET, 4 TOP SECRET
--   min_cables (INTEGER, 20): fewest cables of a month that is shown
with months as (
    select
        post,
        date_trunc('month', date)::date as month,
        count(*) as cables,
        count(*) filter (text_status in ('lost', 'withheld')) as without_text,
        count(class_level) as level_known,
        count(*) filter (class_level >= coalesce(getvariable('level'), 3)) as secret
    from cables
    where getvariable('post') is null or post = getvariable('post')
    group by all
    having count(*) >= coalesce(getvariable('min_cables'), 20)
)
select
    months.*,
    round(secret / nullif(level_known, 0), 4) as secret_share,
    round(share_present, 6) as serial_share
from months
left join serial_coverage on serial_coverage.post = months.post and serial_coverage.year = year(month)
order by months.post, month;
