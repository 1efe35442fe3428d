-- release_totals: totals that do not agree with what was published.
select source_release, grain, key, expected, found, difference
from release_totals
where not agrees
order by abs(difference) desc, grain, key;
