-- fact_distribution: offices that got most copies.
select office, role, sum(copies) as copies
from fact_distribution
group by all
order by copies desc, office, role
limit 10;
