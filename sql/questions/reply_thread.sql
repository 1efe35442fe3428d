-- traffic: Which cables answer a given one, which answer those, and so on?
--
-- Watch out: a reference says that a cable was at hand, not that it was answered. References whose year or cable
-- is in doubt (`reference_edges`) are not followed; of those that left the year out, `confidence` says so. What
-- was not released breaks a thread. The given cable need not be loaded: what cites its number is found anyway.
--
-- Columns:
--   depth: steps from the given cable, by the shortest way
--   cable_id: number of the cable
--   date: its best date
--   post: post that sent it
--   classification: its classification
--   subject: its subject
--   cites: cables of the step before that it cites
--   confidence: exact where one of these references gives the year, else year_inferred; null for the given cable
-- Parameters:
--   cable_id (CABLE, '09STATE68250'): number of the given cable
--   depth (INTEGER, 10): most steps
with recursive edges as (
    select cable_id, cited_cable_id, year_inferred
    from reference_edges
    where is_counted
        and confidence not in ('ambiguous', 'contradicted')
        and cable_id <> cited_cable_id
),
steps as (
    select coalesce(getvariable('cable_id'), '09STATE68250') as cable_id, 0 as depth
    union
    select edges.cable_id, depth + 1
    from steps
    join edges on edges.cited_cable_id = steps.cable_id
    where depth < coalesce(getvariable('depth'), 10)
),
thread as (select cable_id, min(depth) as depth from steps group by cable_id)
select
    thread.depth,
    cable_id,
    date,
    post,
    classification,
    subject,
    coalesce(list_sort(list(before.cable_id) filter (before.cable_id is not null)), []) as cites,
    if(count(before.cable_id) = 0, null, if(bool_and(year_inferred), 'year_inferred', 'exact')) as confidence
from thread
left join cables using (cable_id)
left join edges using (cable_id)
left join thread as before on before.cable_id = edges.cited_cable_id and before.depth = thread.depth - 1
group by thread.depth, cable_id, date, post, classification, subject
order by thread.depth, date, cable_id;
