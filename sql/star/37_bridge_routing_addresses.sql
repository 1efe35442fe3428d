-- bridge_routing_addresses: one row per address that a station delivers to, learnt from the addressees of the
-- current versions and from the list of routing indicators.
--
-- Lines that come are added. Only an address of which one may be gone is counted in all rows once more.

create or replace temp table lines_before as
select cable_id, message_id, routing_indicator, address, is_collective
from fact_recipients semi join pairs_before using (routing_indicator, address);

create or replace temp table pairs as
with come as (
    select lake.*, standing.date
    from lake_rows('recipients') as lake
    semi join entering on entering.ordinal = lake.message_ordinal and entering.dump_id = lake.dump
    join standing using (cable_id, message_id)
    where standing.is_current
    union all by name
    select fact_recipients.*, promoted.date from fact_recipients join promoted using (cable_id, message_id)
),
lines as (
    select routing_indicator, address, lines, first_seen, last_seen, is_collective
    from bridge_routing_addresses
    where lines > 0
    union all
    select routing_indicator, address, 1, date, date, is_collective from come where routing_indicator is not null
),
seen as (
    from lines anti join pairs_before using (routing_indicator, address)
    union all
    select routing_indicator, address, 1, date, date, is_collective
    from lines_before join (select cable_id, message_id, date from fact_cables where is_current)
        using (cable_id, message_id)
),
listed as (
    select routing_indicator, address, is_collective::boolean as is_collective
    from read_csv(getvariable('reference') || '/routing_indicators.csv', header = true, all_varchar = true)
    where address is not null
)
select
    routing_indicator,
    address,
    coalesce(sum(seen.lines), 0)::bigint as lines,
    min(seen.first_seen) as first_seen,
    max(seen.last_seen) as last_seen,
    coalesce(bool_or(seen.is_collective), false) or coalesce(bool_or(listed.is_collective), false) as is_collective,
    bool_or(listed.address is not null) as in_reference
from seen full join listed using (routing_indicator, address)
group by routing_indicator, address;

delete from bridge_routing_addresses;

insert into bridge_routing_addresses by name from pairs;
