-- tag_pairs: TAGS that cables of a year bear together, and how much oftener than by chance.
with tagged as (
    select distinct coalesce(year(date), year)::integer as year, cable_id, tag
    from tags
    join cables using (cable_id, message_id)
    left join source_names using (cable_id)
    where coalesce(year(date), year) is not null and unless_source(tag, source_words) is not null
),
years as (select year, count(distinct cable_id) as cables_tagged from tagged group by year),
singles as (select year, tag, count(*) as cables from tagged group by all),
pairs as (
    select year, one.tag as tag_a, other.tag as tag_b, count(*) as cables
    from tagged as one join tagged as other using (year, cable_id)
    where one.tag < other.tag
    group by all
)
select
    pairs.year, tag_a, tag_b, pairs.cables, a.cables as cables_a, b.cables as cables_b, cables_tagged,
    pairs.cables * cables_tagged / (a.cables * b.cables) as lift
from pairs
join years using (year)
join singles as a on a.year = pairs.year and a.tag = tag_a
join singles as b on b.year = pairs.year and b.tag = tag_b;
