-- fact_cables: at most 2 % of the cables with a full ACP 127 heading have no date-time group and no issue that
-- says why; asked from 100 cables up.
with headed as (
    select sent_at is null and not list_contains(issues, 'dtg_invalid') as unread
    from cables
    where header_kind = 'acp127'
)
select count(*) as cables, count_if(unread) as without_sent_at, avg(unread::integer) as share
from headed
having share > 0.02 and (select count(*) from cables) >= 100;
