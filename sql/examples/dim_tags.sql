-- dim_tags: what TAGS meant in the year they were used: a code has a row for each era.
select tag, dim_tags.name, era, count(*) as cables
from tags
join cables using (cable_id, message_id)
join dim_tags using (tag)
where cables.year between dim_tags.first_year and coalesce(dim_tags.last_year, 9999)
group by all
order by cables desc, tag
limit 10;
