-- fact_references: how many references could be found, by kind.
select kind, resolution, count(*) as items
from fact_references
group by all
order by items desc, kind, resolution;
