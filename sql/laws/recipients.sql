-- recipients: as many rows as the current versions have addressees.
with compared as (
    select
        'addressees' as measure,
        (select count(*) from marts.recipients) as in_mart,
        (select count(*) from recipients) as in_warehouse
    union all
    select
        'posts' as measure,
        (select count(post) from marts.recipients) as in_mart,
        (select count(post) from recipients) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
