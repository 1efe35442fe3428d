-- topics: How much attention did a country get, and from where?
--
-- Watch out: attention is a TAG of the country, read in the meaning that the code had in the year of the cable;
-- State's codes are not those of ISO. Posts whose country is not known (abolished ones, missions at sea) count
-- in `cables` only.
--
-- Columns:
--   iso2: ISO code of the country
--   country: its name
--   year: year of the number
--   cables: cables with its TAG
--   share_of_year: of all cables of the year
--   from_inside: from posts in the country
--   from_elsewhere: from posts in other countries, Washington left out
--   from_washington: from the Department
--   serial_share: share of the serials of that year that is loaded, of all posts, estimated (see serial_gaps)
-- Parameters:
--   country (COUNTRY, all): ISO code, such as GE for Georgia
--   min_cables (INTEGER, 1): fewest cables of a row that is shown
with meant as (
    select cable_id, post, year, dim_tags.iso2, min(dim_tags.name) as name
    from tags
    join cables using (cable_id)
    join dim_tags
        on dim_tags.tag = tags.tag
        and dim_tags.kind = 'country'
        and year between first_year and coalesce(last_year, year)
    where tags.kind = 'country'
        and dim_tags.iso2 is not null
        and (getvariable('country') is null or dim_tags.iso2 = getvariable('country'))
    group by cable_id, post, year, dim_tags.iso2
),
years as (select year, count(*) as cables from cables group by year),
coverage as (
    select year, sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    where estimate is not null
    group by year
)
select
    meant.iso2,
    min(meant.name) as country,
    year,
    count(*) as cables,
    round(count(*) / any_value(years.cables), 4) as share_of_year,
    count(*) filter (dim_posts.iso2 = meant.iso2 and post <> 'STATE') as from_inside,
    count(*) filter (dim_posts.iso2 <> meant.iso2 and post <> 'STATE') as from_elsewhere,
    count(*) filter (post = 'STATE') as from_washington,
    round(any_value(serial_share), 6) as serial_share
from meant
join years using (year)
left join coverage using (year)
left join dim_posts using (post)
group by meant.iso2, year
having count(*) >= coalesce(getvariable('min_cables'), 1)
order by count(*) desc, meant.iso2, year;
