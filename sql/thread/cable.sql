-- The cable a thread starts from, loaded or only cited: set variable cable_id = '09STATE68250'
with meant as (
    select getvariable('cable_id') as cable_id
    where cable_id in (select cable_id from cables) or cable_id in (select cited_cable_id from reference_targets)
)
select
    meant.cable_id, cables.cable_id is not null as is_present, date, cables.classification, subject,
    coalesce(in_degree, 0) as in_degree
from meant
left join cables on cables.cable_id = meant.cable_id
left join reference_targets on cited_cable_id = meant.cable_id;
