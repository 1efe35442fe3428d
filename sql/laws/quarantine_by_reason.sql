-- quarantine_by_reason: sums are the records in quarantine and their bytes.
with compared as (
    select
        'records' as measure,
        (select coalesce(sum(records), 0) from marts.quarantine_by_reason) as in_mart,
        (select count(*) from load_quarantine) as in_warehouse
    union all
    select
        'bytes' as measure,
        (select coalesce(sum(bytes), 0) from marts.quarantine_by_reason) as in_mart,
        (select coalesce(sum(source_length), 0) from load_quarantine) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
