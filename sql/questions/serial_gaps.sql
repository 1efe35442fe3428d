-- what is missing: How much of a post's traffic is here, as far as the serials of its cables tell?
--
-- Watch out: an estimate, on the supposition that what was released is a fair draw from the year's serials; a
-- release that ends within the year counts only up to its end. One misread serial ruins `naive_estimate`, which
-- is of the highest serial there is: `estimate` leaves out what lies far above all others (see serial_coverage).
-- With one or two serials the interval is as wide as it must be.
--
-- Columns:
--   post: post
--   year: year of the numbers
--   serials_present: distinct serials loaded
--   highest_present: highest of them
--   left_out: serials far above all others, taken for misread
--   robust_highest: highest without those
--   highest_cited: highest serial that is not loaded but cited with its year
--   naive_estimate: cables numbered, from highest_present
--   estimate: cables numbered, from robust_highest and highest_cited
--   low: at least so many
--   high: at most so many, in 95 of 100 cases; null where a citation shows that the draw was not fair
--   share_present: serials loaded, those left out not counted, to estimate
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
--   year (INTEGER, all): year of the numbers
--   min_serials (INTEGER, 1): fewest serials loaded of a row that is shown
select
    post,
    year,
    serials_present,
    highest_present,
    left_out,
    robust_highest,
    highest_cited,
    round(highest_present * (1 + 1 / serials_present) - 1, 1) as naive_estimate,
    round(estimate, 1) as estimate,
    low,
    high,
    round(share_present, 8) as share_present
from serial_coverage
where serials_present >= coalesce(getvariable('min_serials'), 1)
    and (getvariable('post') is null or post = getvariable('post'))
    and (getvariable('year') is null or year = getvariable('year'))
order by serial_coverage.estimate desc nulls last, post, year;
