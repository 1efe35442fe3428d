-- load_dumps: every record seen is a new version, a duplicate or quarantined, or a section joined to one before it:
-- by the account of each dump, by the rows of the tables, and for all dumps together, touched by the load or not.
with records as (
    select dump_id, 'cables' as became, len(parts) - 1 as further_parts from cables.main.fact_cables
    union all
    select dump_id, 'duplicates', len(parts) - 1 from cables.main.load_duplicates
    union all
    select dump_id, 'joined', 0 from cables.main.load_joined
    union all
    select dump_id, 'quarantined', 0 from cables.main.load_quarantine
),
counted as (
    select dump_id, messages, cables, duplicates, quarantined, joined from cables.main.load_dumps
    union all
    select 'all dumps', coalesce(sum(messages), 0), coalesce(sum(cables), 0), coalesce(sum(duplicates), 0),
        coalesce(sum(quarantined), 0), coalesce(sum(joined), 0)
    from cables.main.load_dumps
),
found as (
    select
        coalesce(dump_id, 'all dumps') as dump_id,
        count(*) filter (became = 'cables') as cables_found,
        count(*) filter (became = 'duplicates') as duplicates_found,
        count(*) filter (became = 'quarantined') as quarantined_found,
        count(*) filter (became = 'joined') as joined_found,
        coalesce(sum(further_parts), 0) as further_parts
    from records
    group by grouping sets ((dump_id), ())
)
from counted left join found using (dump_id)
where messages is distinct from cables + duplicates + quarantined
    or (cables, duplicates, quarantined, joined, joined) is distinct from (
        coalesce(cables_found, 0), coalesce(duplicates_found, 0), coalesce(quarantined_found, 0),
        coalesce(joined_found, 0), coalesce(further_parts, 0)
    )
order by dump_id;
