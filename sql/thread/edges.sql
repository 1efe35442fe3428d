-- What the cable cites and what cites it, and so on from there: set variable cable_id = '09STATE68250'; depth = 3
--
-- A row leads from parent, reached in steps - 1 references, to cable_id, all in one direction. One step more than depth
-- is taken, which shows where the thread goes on. A reference that is ambiguous leads to both cables it may mean.
with recursive edges as materialized (
    select cable_id as citing, cited_cable_id as cited, confidence, lag_days
    from reference_edges
    where is_counted and cable_id <> cited_cable_id
    union all
    select cable_id, or_cable_id, confidence, null
    from reference_edges
    where is_counted and confidence = 'ambiguous' and or_cable_id is not null
),
back as (
    select getvariable('cable_id') as cable_id, 0 as steps
    union
    select cited, steps + 1
    from back join edges on citing = cable_id
    where steps < getvariable('depth')
),
forth as (
    select getvariable('cable_id') as cable_id, 0 as steps
    union
    select citing, steps + 1
    from forth join edges on cited = cable_id
    where steps < getvariable('depth')
),
steps as (
    select 'cites' as direction, min(steps) + 1 as steps, cable_id as parent, cited as cable_id, confidence, lag_days
    from back join edges on citing = cable_id
    group by all
    union all
    select 'cited_by', min(steps) + 1, cable_id, citing, confidence, lag_days
    from forth join edges on cited = cable_id
    group by all
)
select
    direction, steps, parent, steps.cable_id, confidence, lag_days, cables.cable_id is not null as is_present, date,
    cables.classification, subject, coalesce(in_degree, 0) as in_degree
from steps
left join cables on cables.cable_id = steps.cable_id
left join reference_targets on cited_cable_id = steps.cable_id
order by direction desc, steps, date nulls last, steps.cable_id, parent;
