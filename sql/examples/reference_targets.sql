-- reference_targets: cables that are cited but not here, the most cited first, with who cites them.
select cited_cable_id, in_degree, year_given_by, first_cited, top_citing_level, cited_by
from reference_targets
where presence = 'absent'
order by in_degree desc, cited_cable_id
limit 10;
