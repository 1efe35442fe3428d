-- citations: a bibliography of the cables that others cite most.
select chicago
from citations
join reference_targets on cited_cable_id = cable_id
order by in_degree desc, cable_id
limit 10;
