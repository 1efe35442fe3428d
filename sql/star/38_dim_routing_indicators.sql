-- dim_routing_indicators: one row per station named on format lines 2, 3, 7, 8 or 9, or in the list of them.
--
-- As with their addresses: only a station that may be named no more is looked for in all rows once more. A version
-- that is not current names a station, and does not say when it was seen.

create or replace temp table stations as
with come as (
    select routing_indicator, cable_id, message_id
    from lake_rows('routing') as lake
    semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump
    union all
    select origin_ri, cable_id, message_id
    from lake_rows('cables') as lake
    semi join entering on entering.ordinal = lake.ordinal and entering.dump_id = lake.dump
    where origin_ri is not null
    union all
    select routing_indicator, cable_id, message_id
    from fact_routing semi join promoted using (cable_id, message_id)
    union all
    select origin_ri, cable_id, message_id from promoted where origin_ri is not null
),
named as (
    select routing_indicator, first_seen, last_seen
    from dim_routing_indicators
    where first_seen is not null or not in_reference
    union all
    select routing_indicator, if(is_current, date, null), if(is_current, date, null)
    from come join standing using (cable_id, message_id)
),
named_before as (
    select routing_indicator, cable_id, message_id
    from fact_routing semi join stations_before using (routing_indicator)
    union all
    select origin_ri, cable_id, message_id
    from fact_cables semi join stations_before on routing_indicator = origin_ri
)
select routing_indicator, min(first_seen) as first_seen, max(last_seen) as last_seen
from (
    from named anti join stations_before using (routing_indicator)
    union all
    select routing_indicator, if(is_current, date, null), if(is_current, date, null)
    from named_before join (select cable_id, message_id, date, is_current from fact_cables)
        using (cable_id, message_id)
    union all
    select routing_indicator, first_seen, last_seen from bridge_routing_addresses
    union all
    select routing_indicator, null, null
    from read_csv(getvariable('reference') || '/routing_indicators.csv', header = true, all_varchar = true)
)
group by routing_indicator;

delete from dim_routing_indicators;

insert into dim_routing_indicators by name
with listed as (
    select routing_indicator, is_collective::boolean as is_collective
    from read_csv(getvariable('reference') || '/routing_indicators.csv', header = true, all_varchar = true)
),
addressed as (
    select
        routing_indicator,
        first(address order by lines desc, address) as address,
        count(*) as addresses,
        sum(lines)::bigint as lines,
        first(is_collective order by lines desc, address) as is_collective
    from bridge_routing_addresses
    group by routing_indicator
),
served as (
    select
        routing_indicator,
        first(post order by (dim_posts.address is not distinct from addressed.address) desc, post) as post
    from dim_posts left join addressed using (routing_indicator)
    where routing_indicator is not null
    group by routing_indicator
)
select
    routing_indicator,
    addressed.address,
    coalesce(addressed.addresses, 0) as addresses,
    coalesce(addressed.lines, 0) as lines,
    first_seen,
    last_seen,
    served.post,
    coalesce(listed.is_collective, addressed.is_collective, false) as is_collective,
    listed.routing_indicator is not null as in_reference
from stations
left join addressed using (routing_indicator)
left join served using (routing_indicator)
left join listed using (routing_indicator);
