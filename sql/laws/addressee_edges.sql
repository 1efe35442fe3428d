-- addressee_edges: sums are the addressees of cables with a date, each once a cable and role.
with compared as (
    select
        'addressees' as measure,
        (select coalesce(sum(cables), 0) from marts.addressee_edges) as in_mart,
        (
            select count(distinct (cable_id, role, coalesce(recipients.post, address))) from recipients join
            cables using (cable_id, message_id) where date is not null
        ) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
