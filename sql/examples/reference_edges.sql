-- reference_edges: how long after a cable others cite it, by how sure it is which one is meant.
select confidence, count(*) as edges, median(lag_days) as median_days, quantile_cont(lag_days, 0.9) as ninth_tenth
from reference_edges
where is_counted
group by confidence
order by edges desc, confidence;
