-- bridge_routing_addresses: one row per address that a station delivers to, learnt from the addressees of the
-- current versions and from the list of routing indicators.

delete from bridge_routing_addresses;

insert into bridge_routing_addresses by name
with seen as (
    select
        routing_indicator,
        address,
        count(*) as lines,
        min(date) as first_seen,
        max(date) as last_seen,
        bool_or(is_collective) as is_collective
    from fact_recipients
    join (select cable_id, message_id, date from fact_cables where is_current) as current_version
        using (cable_id, message_id)
    where routing_indicator is not null
    group by routing_indicator, address
),
listed as (
    select routing_indicator, address, is_collective::boolean as is_collective
    from read_csv(getvariable('reference') || '/routing_indicators.csv', header = true, all_varchar = true)
    where address is not null
)
select
    routing_indicator,
    address,
    coalesce(seen.lines, 0) as lines,
    seen.first_seen,
    seen.last_seen,
    coalesce(seen.is_collective, false) or coalesce(listed.is_collective, false) as is_collective,
    listed.address is not null as in_reference
from seen full join listed using (routing_indicator, address);
