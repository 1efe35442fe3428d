-- tag_lift: TAGS borne together, and how much oftener than by chance: cables x all / (cables of a x cables of b).
with tagged as (select cable_id, unnest(tags) as tag from selected($from_date, $to_date, $posts, $levels, $tags)),
sums as (select count(distinct cable_id) as of_all from tagged),
singles as (select tag, count(*) as of_tag from tagged group by tag),
pairs as (
    select one.tag as tag_a, other.tag as tag_b, count(*) as cables
    from tagged as one join tagged as other using (cable_id)
    where one.tag < other.tag
    group by all
    having count(*) >= $at_least
)
select tag_a, tag_b, cables, a.of_tag as cables_a, b.of_tag as cables_b, cables * of_all / (a.of_tag * b.of_tag) as lift
from pairs cross join sums join singles as a on a.tag = tag_a join singles as b on b.tag = tag_b
order by lift desc, cables desc, tag_a, tag_b;
