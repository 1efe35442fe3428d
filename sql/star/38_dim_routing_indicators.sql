-- dim_routing_indicators: one row per station named on format lines 2, 3, 7, 8 or 9, or in the list of them.

delete from dim_routing_indicators;

insert into dim_routing_indicators by name
with stations as (
    select routing_indicator from bridge_routing_addresses
    union
    select routing_indicator from fact_routing
    union
    select origin_ri from fact_cables where origin_ri is not null
    union
    select routing_indicator
    from read_csv(getvariable('reference') || '/routing_indicators.csv', header = true, all_varchar = true)
),
listed as (
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
current_versions as (select cable_id, message_id, origin_ri, date from fact_cables where is_current),
seen as (
    select routing_indicator, min(date) as first_seen, max(date) as last_seen
    from (
        select routing_indicator, date from fact_routing join current_versions using (cable_id, message_id)
        union all
        select origin_ri, date from current_versions
        union all
        select routing_indicator, unnest([first_seen, last_seen]) from bridge_routing_addresses
    )
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
left join seen using (routing_indicator)
left join served using (routing_indicator)
left join listed using (routing_indicator);
