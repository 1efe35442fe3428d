-- topics: How much of a country's cables is about promoting trade, year by year?
--
-- Watch out: the National Archives destroyed cables that bear only TAGS they hold to be temporary (CVIS, APER,
-- BPUB and others), so in the files of 1973 to 1979 absence is policy, not silence: `warning` says so on each
-- row of those years. Codes were introduced and dropped: a TAG that a year does not have is not a topic that it
-- did not have.
--
-- Columns:
--   iso2: ISO code of the country the post stands in; null where it is not known
--   country: its name
--   year: year of the number
--   cables: all cables of its posts
--   promotion: of these, how many bear one of the TAGS
--   promotion_share: promotion to cables
--   serial_share: share of the serials of these posts and year that is loaded, estimated (see serial_gaps)
--   warning: what else is to be known of these years
-- Parameters:
--   tags (TAG[], 'BEXP,BTIO,BBSR,BENC,BPRO,ETRD'): TAGS that count as promotion, with commas between
--   country (COUNTRY, all): ISO code, such as FR
with promoting as (
    select distinct cable_id
    from tags
    where list_contains(string_split(coalesce(getvariable('tags'), 'BEXP,BTIO,BBSR,BENC,BPRO,ETRD'), ','), tag)
),
coverage as (
    select iso2, year, sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    left join dim_posts using (post)
    where estimate is not null
    group by all
),
counted as (
    select iso2, country, year, count(*) as cables, count(promoting.cable_id) as promotion
    from cables
    left join dim_posts using (post)
    left join promoting using (cable_id)
    where getvariable('country') is null or iso2 = getvariable('country')
    group by all
)
select
    counted.*,
    round(promotion / cables, 4) as promotion_share,
    round(serial_share, 6) as serial_share,
    if(counted.year between 1973 and 1979, 'cables with temporary TAGS alone were destroyed', null) as warning
from counted
left join coverage on coverage.iso2 is not distinct from counted.iso2 and coverage.year = counted.year
order by counted.iso2, counted.year, country;
