-- topics: How does a topic's share change from year to year, while the posts that were released change too?
--
-- Watch out: a share of all cables moves when a post with much of the topic comes or goes. `mean_of_posts` lets
-- every post of the year weigh the same, those without the topic included: where it moves the other way, it is
-- the release that changed, not the topic. Shares of a year add up to more than one, since cables have several
-- TAGS. Codes were introduced and dropped between eras.
--
-- Columns:
--   year: year of the number
--   tag: TAG
--   cables: cables with it
--   share: cables to all cables of the year
--   mean_of_posts: mean over the posts of the year of each one's own share
--   posts: posts with such cables
--   year_cables: all cables of the year
--   year_posts: all posts of the year
--   serial_share: share of the serials of that year that is loaded, of all these posts, estimated (see serial_gaps)
-- Parameters:
--   tag (TAG, all): one TAG
--   post (POST, all): post as it stands in numbers (TELAVIV)
--   min_cables (INTEGER, 5): fewest cables of a row that is shown
with sent as (
    from cables where getvariable('post') is null or post = getvariable('post')
),
by_post as (select year, post, count(*) as cables from sent group by all),
by_year as (select year, sum(cables)::bigint as cables, count(*) as posts from by_post group by all),
tagged as (
    select year, post, tag, count(*) as cables
    from (select distinct cable_id, tag from tags where getvariable('tag') is null or tag = getvariable('tag'))
    join sent using (cable_id)
    group by all
),
coverage as (
    select year, sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    where estimate is not null and (getvariable('post') is null or post = getvariable('post'))
    group by year
)
select
    year,
    tag,
    sum(tagged.cables)::bigint as cables,
    round(sum(tagged.cables) / any_value(by_year.cables), 4) as share,
    round(sum(tagged.cables / by_post.cables) / any_value(by_year.posts), 4) as mean_of_posts,
    count(*) as posts,
    any_value(by_year.cables) as year_cables,
    any_value(by_year.posts) as year_posts,
    round(any_value(serial_share), 6) as serial_share
from tagged
join by_post using (year, post)
join by_year using (year)
left join coverage using (year)
group by year, tag
having sum(tagged.cables) >= coalesce(getvariable('min_cables'), 5)
order by year, sum(tagged.cables) desc, tag;
