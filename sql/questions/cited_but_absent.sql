-- what is missing: Which cables are cited but not here, and so to be asked for (FOIA)?
--
-- Watch out: a number may be misread or mistyped by the drafter: one that several cables cite with its year is
-- surer. Cables of which only the number of the year before is loaded are left out as ambiguous. A post that is not
-- known may be no post at all.
--
-- Columns:
--   cable_id: number of the cable that is cited
--   post: post of that number
--   year: year of that number
--   post_is_known: the post is one of dim_posts
--   cited_by: cables that cite it, each once
--   year_given_by: of these, how many give its year; for the others it is taken from the citing cable
--   top_citing_level: highest level among them: 0 U, 1 FOUO or LOU, 2 C, 3 S, 4 TS
--   first_cited: date of the first; the cable is not younger
--   last_cited: date of the last
--   citing_cables: their numbers, by date
-- Parameters:
--   post (POST, all): only cables of this post (TELAVIV)
--   year (INTEGER, all): year of the number
--   min_cited_by (INTEGER, 1): fewest cables that cite one that is shown
select
    cited_cable_id as cable_id,
    cited_post as post,
    cited_year as year,
    cited_post in (select post from dim_posts) as post_is_known,
    in_degree as cited_by,
    year_given_by,
    top_citing_level,
    first_cited,
    last_cited,
    reference_targets.cited_by as citing_cables
from reference_targets
where presence = 'absent'
    and in_degree >= coalesce(getvariable('min_cited_by'), 1)
    and (getvariable('post') is null or cited_post = getvariable('post'))
    and (getvariable('year') is null or cited_year = getvariable('year'))
order by in_degree desc, year_given_by desc, cited_cable_id;
