-- dim_tags: one row per TAG and era, as codes change their meaning.

delete from dim_tags;

insert into dim_tags by name
select
    code as tag, era, first_year::integer as first_year, last_year::integer as last_year, kind, name, category, iso2,
    note, confidence, source
from read_csv(getvariable('reference') || '/tags.csv', header = true, all_varchar = true);
