-- cables: as many rows, words, addressees and references as the current versions have.
with compared as (
    select
        'cables' as measure,
        (select count(*) from marts.cables) as in_mart,
        (select count(*) from cables) as in_warehouse
    union all
    select
        'words' as measure,
        (select sum(word_count) from marts.cables) as in_mart,
        (select sum(word_count) from cables) as in_warehouse
    union all
    select
        'addressees' as measure,
        (select coalesce(sum(recipient_count), 0) from marts.cables) as in_mart,
        (select count(*) from recipients) as in_warehouse
    union all
    select
        'references' as measure,
        (select coalesce(sum(reference_count), 0) from marts.cables) as in_mart,
        (select count(*) from refs) as in_warehouse
    union all
    select
        'versions' as measure,
        (select coalesce(sum(version_count), 0) from marts.cables) as in_mart,
        (select count(*) from fact_cables) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
