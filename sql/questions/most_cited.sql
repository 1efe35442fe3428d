-- traffic: Which cables are cited most, and are they here?
--
-- Watch out: cables that historians cite have fewer references than the average one: what is cited much is a hub of
-- routine (instructions, series of reports), not the weightiest. References are counted whichever way their year
-- is known; `year_given_by` says how many give it. Paths and centrality are for a tool of graphs, on `reference_edges`.
--
-- Columns:
--   cable_id: number of the cable that is cited
--   post: post of that number
--   year: year of that number
--   presence: present, absent, or ambiguous where the cable of the year before may be meant
--   in_degree: cables that cite it, each once
--   year_given_by: of these, how many give its year
--   citing_posts: posts that cite it
--   out_degree: cables that it cites; null where it is not loaded
--   first_cited: date of the first cable that cites it
--   last_cited: date of the last
--   classification: its classification; null where it is not loaded
--   subject: its subject; null where it is not loaded
-- Parameters:
--   post (POST, all): only cables of this post (TELAVIV)
--   min_in_degree (INTEGER, 2): fewest cables that cite one that is shown
with citations as (
    select cable_id, count(distinct ref_cable_id) as out_degree
    from refs
    where kind = 'cable' and ref_cable_id <> cable_id
    group by cable_id
)
select
    cited_cable_id as cable_id,
    cited_post as post,
    cited_year as year,
    presence,
    in_degree,
    year_given_by,
    citing_posts,
    if(cables.cable_id is null, null, coalesce(out_degree, 0)) as out_degree,
    first_cited,
    last_cited,
    classification,
    subject
from reference_targets
left join cables on cables.cable_id = cited_cable_id
left join citations on citations.cable_id = cited_cable_id
where in_degree >= coalesce(getvariable('min_in_degree'), 2)
    and (getvariable('post') is null or cited_post = getvariable('post'))
order by in_degree desc, cited_cable_id;
