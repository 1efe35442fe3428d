-- dumps: the account of all dumps is that of the tables.
with compared as (
    select
        'versions' as measure,
        (select coalesce(sum(cables), 0) from marts.dumps) as in_mart,
        (select count(*) from fact_cables) as in_warehouse
    union all
    select
        'duplicates' as measure,
        (select coalesce(sum(duplicates), 0) from marts.dumps) as in_mart,
        (select count(*) from load_duplicates) as in_warehouse
    union all
    select
        'quarantined' as measure,
        (select coalesce(sum(quarantined), 0) from marts.dumps) as in_mart,
        (select count(*) from load_quarantine) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
