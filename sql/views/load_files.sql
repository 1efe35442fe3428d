-- load_files: one row per file of a dump: what became of the records in it, and why where that is nothing.
create or replace view load_files as
with records as (
    select dump_id, source_path, 'cables' as became, null as reason from fact_cables
    union all
    select dump_id, source_path, 'duplicates', null from load_duplicates
    union all
    select dump_id, source_path, 'joined', null from load_joined
    union all
    select dump_id, source_path, 'quarantined', reason from load_quarantine
    union all
    select dump_id, source_path, 'passed over', reason from load_passed_over
)
select
    dump_id,
    source_path,
    case
        when bool_and(became = 'passed over') then 'passed over'
        when bool_and(became in ('passed over', 'quarantined')) then 'quarantined'
        when bool_or(became = 'quarantined') then 'loaded in part'
        else 'loaded'
    end as outcome,
    count(*) filter (became = 'cables') as cables,
    count(*) filter (became = 'duplicates') as duplicates,
    count(*) filter (became = 'joined') as joined,
    count(*) filter (became = 'quarantined') as quarantined,
    string_agg(distinct reason, '; ' order by reason) as reasons
from records
group by dump_id, source_path;
