-- load_dumps: every record seen is a new version, a duplicate or quarantined, or a section joined to one before it:
-- by the account of each dump, by the rows of the tables, and for all dumps together.
with records as (
    select dump_id, 1 as cables, 0 as duplicates, len(parts) - 1 as joined from fact_cables
    union all
    select dump_id, 0, 1, len(parts) - 1 from load_duplicates
),
found as (
    select
        dump_id,
        (select count(*) from load_quarantine where load_quarantine.dump_id = load_dumps.dump_id) as quarantined_found,
        coalesce(sum(records.cables), 0) as cables_found,
        coalesce(sum(records.duplicates), 0) as duplicates_found,
        coalesce(sum(records.joined), 0) as joined_found
    from load_dumps left join records using (dump_id)
    group by dump_id
),
counted as (
    select dump_id, messages, cables, joined, duplicates, quarantined,
        cables_found, joined_found, duplicates_found, quarantined_found
    from load_dumps join found using (dump_id)
),
total as (
    select
        'all dumps' as dump_id,
        coalesce(sum(messages), 0) as messages,
        coalesce(sum(cables), 0) as cables,
        coalesce(sum(joined), 0) as joined,
        coalesce(sum(duplicates), 0) as duplicates,
        coalesce(sum(quarantined), 0) as quarantined,
        (select count(*) from fact_cables) as cables_found,
        (select coalesce(sum(joined), 0) from records) as joined_found,
        (select count(*) from load_duplicates) as duplicates_found,
        (select count(*) from load_quarantine) as quarantined_found
    from load_dumps
)
from (from counted union all from total)
where messages is distinct from cables + duplicates + quarantined
    or (cables, joined, duplicates, quarantined)
        is distinct from (cables_found, joined_found, duplicates_found, quarantined_found)
order by dump_id;
