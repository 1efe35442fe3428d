-- release_totals: what is loaded of each release beside what was published of it, for dumps loaded as that release.
create or replace view release_totals as
with dumps as (from load_dumps where release is not null),
records as (
    select release, cable_id, message_id from fact_cables join dumps using (dump_id)
    union all
    select release, cable_id, message_id from load_duplicates join dumps using (dump_id)
),
facts as (
    select records.release, cable_id, message_id, year, post, classification_label
    from records join fact_cables using (cable_id, message_id)
),
counted as (
    select release, 'total' as grain, 'messages' as key, sum(messages) as found from dumps group by release
    union all by name
    select release, 'total' as grain, 'distinct_cables' as key, count(distinct cable_id) as found
    from records group by release
    union all by name
    select release, 'classification_label' as grain, classification_label as key, count(*) as found from facts group by all
    union all by name
    select release, 'year' as grain, year::varchar as key, count(*) as found from facts group by all
    union all by name
    select release, 'post' as grain, post as key, count(*) as found from facts group by all
    union all by name
    select release, 'tag' as grain, tag as key, count(distinct (cable_id, message_id)) as found
    from facts join fact_tags using (cable_id, message_id) group by all
)
select
    expected_totals.source_release, expected_totals.grain, expected_totals.key, expected,
    coalesce(found, 0)::bigint as found,
    (coalesce(found, 0) - expected)::bigint as difference,
    abs(coalesce(found, 0) - expected) <= coalesce(tolerance, 0) as agrees,
    citation
from expected_totals
left join counted
    on counted.release = expected_totals.source_release
    and counted.grain = expected_totals.grain
    and counted.key = expected_totals.key
where source_release in (select release from dumps);
