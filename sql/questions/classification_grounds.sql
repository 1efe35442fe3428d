-- secrecy: Who classifies, on which ground, and for how long?
--
-- Watch out: a cable with three grounds counts at each of them, so the cables of an officer are not the sum of
-- the rows. Names stand as written: one officer may be spelt in several ways. Unclassified cables are left out.
-- Cables that name no authority or no ground are there with null.
--
-- Columns:
--   post: post that sent them
--   classified_by: name and title of the authority, as written
--   reason: ground as 1.4(b); sections differ with the executive order
--   cables: cables of this authority and ground
--   with_date: of these, how many give a date of declassification
--   median_years: median of the years from the cable's date to that date
--   exemptions: of these, how many claim an exemption (25X1-human) instead
--   oadr: of these, how many leave it to the originating agency (OADR)
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
--   min_cables (INTEGER, 1): fewest cables of a row that is shown
with graded as (
    select
        post,
        classified_by,
        date,
        declassify_on,
        declass_rule,
        unnest(if(len(class_reasons) > 0, class_reasons, [null])) as reason
    from cables
    where class_level >= 2
        and (getvariable('post') is null or post = getvariable('post'))
)
select
    post,
    classified_by,
    reason,
    count(*) as cables,
    count(declassify_on) as with_date,
    round(median(date_diff('day', date, declassify_on)) / 365.25, 1) as median_years,
    count(*) filter (declass_rule = 'exemption') as exemptions,
    count(*) filter (declass_rule = 'oadr') as oadr
from graded
group by post, classified_by, reason
having count(*) >= coalesce(getvariable('min_cables'), 1)
order by count(*) desc, post, classified_by, reason;
