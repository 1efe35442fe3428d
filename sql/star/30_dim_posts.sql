-- dim_posts: one row per post or office that sends cables.

delete from dim_posts;

insert into dim_posts by name
select
    mrn_id as post, post as name, page_line_name, address, kind, country, country_tag, iso2, region,
    lat::double as lat, lon::double as lon, geo_source, routing_indicator, ri_source,
    wikileaks_origin as origin_label, if(contains(source, 'general knowledge'), 'recalled', 'source') as confidence, source
from read_csv(getvariable('reference') || '/posts.csv', header = true, all_varchar = true);
