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
--   warning: what else is to be known of these years
-- Parameters:
--   tags (VARCHAR, 'BEXP,BTIO,BBSR,BENC,BPRO,ETRD'): TAGS that count as promotion, with commas between
--   country (VARCHAR, all): ISO code, such as FR
with promoting as (
    select distinct cable_id
    from tags
    where list_contains(string_split(coalesce(getvariable('tags'), 'BEXP,BTIO,BBSR,BENC,BPRO,ETRD'), ','), tag)
)
select
    iso2,
    country,
    year,
    count(*) as cables,
    count(promoting.cable_id) as promotion,
    round(promotion / count(*), 4) as promotion_share,
    if(year between 1973 and 1979, 'cables with temporary TAGS alone were destroyed', null) as warning
from cables
left join dim_posts using (post)
left join promoting using (cable_id)
where getvariable('country') is null or iso2 = getvariable('country')
group by iso2, country, year
order by iso2, year, country;
