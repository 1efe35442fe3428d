-- reference_targets: one row per cable that others cite. Those that are absent are what to ask for under FOIA.
--
-- presence: present; absent; or ambiguous, where no cable of this number is loaded but every cable that cites it left
-- the year out, and the number of the year before is loaded and may be meant. A cable that cites itself does not count.
create or replace view reference_targets as
select
    cited_cable_id,
    cited_year,
    cited_post,
    cited_serial,
    case
        when bool_or(resolution = 'resolved') then 'present'
        when bool_and(confidence = 'ambiguous') then 'ambiguous'
        else 'absent'
    end as presence,
    any_value(cited_date) as cited_date,
    count(*) as in_degree,
    count(*) filter (not year_inferred) as year_given_by,
    min(citing_date) as first_cited,
    max(citing_date) as last_cited,
    max(citing_class_level) as top_citing_level,
    count(distinct citing_post) as citing_posts,
    list(cable_id order by citing_date nulls last, cable_id) as cited_by
from reference_edges
where is_counted and cable_id <> cited_cable_id
group by cited_cable_id, cited_year, cited_post, cited_serial;
