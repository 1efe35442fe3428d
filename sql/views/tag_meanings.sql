-- tag_meanings: the TAGS of the current version of every cable, each with its meaning in the era of the cable's date.
--
-- Codes change their meaning: the era is that of dim_tags in which the year of the cable's date falls, or the year of
-- its number where it has no date. Where no era holds that year, as for names of persons, the meaning is null.
create or replace view tag_meanings as
select
    cable_id, position, fact_tags.tag, fact_tags.kind, raw, cables.date, era, name, category, iso2, note, confidence,
    source
from fact_tags
join cables using (cable_id, message_id)
left join dim_tags
    on dim_tags.tag = fact_tags.tag
    and coalesce(year(cables.date), cables.year) between first_year and coalesce(last_year, 9999);
