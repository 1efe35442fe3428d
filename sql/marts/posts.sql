-- posts: every post with its place and its traffic.
with sent as (
    select coalesce(post, 'unknown') as post, count(*) as cables, sum(word_count) as words,
        min(date) as first_date, max(date) as last_date
    from cables
    group by coalesce(post, 'unknown')
)
select
    post, name, kind, address, country, iso2, region, lat, lon, geo_source, coalesce(cables, 0) as cables,
    coalesce(words, 0) as words, first_date, last_date
from dim_posts full join sent using (post);
