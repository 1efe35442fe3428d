-- tag_lift: TAGS borne together, and how much oftener than by chance: cables x all / (cables of a x cables of b).
with tagged as (
    select tags from selected($from_date, $to_date, $posts, $levels, $tags) where len(tags) > 0
),
sums as (select count(*) as of_all from tagged),
singles as (select tag, count(*) as of_tag from (select unnest(tags) as tag from tagged) group by tag),
pairs as (
    select tag_a, tag_b, count(*) as cables
    from (select tag_a, unnest(tags) as tag_b from (select tags, unnest(tags) as tag_a from tagged))
    where tag_a < tag_b
    group by all
    having count(*) >= $at_least
)
select tag_a, tag_b, cables, a.of_tag as cables_a, b.of_tag as cables_b, cables * of_all / (a.of_tag * b.of_tag) as lift
from pairs cross join sums join singles as a on a.tag = tag_a join singles as b on b.tag = tag_b
order by lift desc, cables desc, tag_a, tag_b;
