-- load_dumps: every record seen is a new version, a duplicate or quarantined, by the account of each dump, by
-- the rows of the tables, and for all dumps together.
with counted as (
    select
        dump_id,
        messages,
        cables,
        duplicates,
        quarantined,
        (select count(*) from fact_cables where fact_cables.dump_id = load_dumps.dump_id) as cables_found,
        (select count(*) from load_duplicates where load_duplicates.dump_id = load_dumps.dump_id)
            as duplicates_found,
        (select count(*) from load_quarantine where load_quarantine.dump_id = load_dumps.dump_id)
            as quarantined_found
    from load_dumps
),
total as (
    select
        'all dumps' as dump_id,
        coalesce(sum(messages), 0) as messages,
        coalesce(sum(cables), 0) as cables,
        coalesce(sum(duplicates), 0) as duplicates,
        coalesce(sum(quarantined), 0) as quarantined,
        (select count(*) from fact_cables) as cables_found,
        (select count(*) from load_duplicates) as duplicates_found,
        (select count(*) from load_quarantine) as quarantined_found
    from load_dumps
)
from (from counted union all from total)
where messages is distinct from cables + duplicates + quarantined
    or (cables, duplicates, quarantined) is distinct from (cables_found, duplicates_found, quarantined_found)
order by dump_id;
