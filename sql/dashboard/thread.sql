-- thread: the cables that $cable cites, those that they cite, and so on; and those that cite it. Up to $steps steps.
with recursive cited_cables as (
    select distinct cable_id, ref_cable_id from reference_edges where kind = 'cable' and ref_cable_id is not null
),
earlier as (
    select $cable as cable_id, 0 as step
    union
    select ref_cable_id, step - 1 from earlier join cited_cables using (cable_id) where step > -$steps
),
later as (
    select $cable as cable_id, 0 as step
    union
    select cited_cables.cable_id, step + 1 from later join cited_cables on ref_cable_id = later.cable_id
    where step < $steps
),
found as (
    select cable_id, arg_min(step, abs(step)) as step from (from earlier union all from later) group by cable_id
)
select found.cable_id, step, cables.cable_id is not null as is_present, date, post, level_name(class_level) as level,
    class_level, subject, is_protected
from found left join cables using (cable_id)
order by abs(step), date nulls last, cable_id
limit 61;
