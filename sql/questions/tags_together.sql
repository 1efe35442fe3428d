-- topics: Which TAGS go together more often than chance would have it?
--
-- Watch out: lift is the number of cables with both TAGS to the number expected if the one said nothing of the
-- other. Of rare TAGS it is easily large: keep `min_cables` up. Codes changed their meaning between eras; give
-- years to stay in one.
--
-- Columns:
--   tag_a: TAG of a subject
--   tag_b: another, later in the alphabet
--   cables_a: cables with tag_a
--   cables_b: cables with tag_b
--   cables_both: cables with both
--   expected: cables_a times cables_b to all cables with a TAG of a subject
--   lift: cables_both to expected
--   serial_share: share of the serials of these years that is loaded, of all posts, estimated (see serial_gaps)
-- Parameters:
--   tag (TAG, all): only pairs with this TAG
--   from_year (INTEGER, all): first year, of the number
--   to_year (INTEGER, all): last year, of the number
--   min_cables (INTEGER, 10): fewest cables with both
with tagged as materialized (
    select distinct cable_id, tag
    from tags
    join cables using (cable_id, message_id)
    where kind = 'subject'
        and (getvariable('from_year') is null or year >= getvariable('from_year'))
        and (getvariable('to_year') is null or year <= getvariable('to_year'))
),
sets as (select cable_id, list(tag order by tag) as tags from tagged group by cable_id),
totals as (select count(*) as cables from sets),
counted as (select tag, count(*) as cables from tagged group by tag),
pairs as (
    select a.tag as tag_a, b.tag as tag_b, count(*) as cables_both
    from (select unnest(tags) as tag, tags from sets) as a, unnest(a.tags) as b(tag)
    where a.tag < b.tag
    group by all
    having cables_both >= coalesce(getvariable('min_cables'), 10)
),
coverage as (
    select sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    where estimate is not null
        and (getvariable('from_year') is null or year >= getvariable('from_year'))
        and (getvariable('to_year') is null or year <= getvariable('to_year'))
)
select
    tag_a,
    tag_b,
    a.cables as cables_a,
    b.cables as cables_b,
    cables_both,
    round(a.cables * b.cables / totals.cables, 2) as expected,
    round(cables_both * totals.cables / (a.cables * b.cables), 2) as lift,
    round(serial_share, 6) as serial_share
from pairs
join counted as a on a.tag = tag_a
join counted as b on b.tag = tag_b
cross join totals
cross join coverage
where getvariable('tag') is null or getvariable('tag') in (tag_a, tag_b)
order by cables_both * totals.cables / (a.cables * b.cables) desc, cables_both desc, tag_a, tag_b;
