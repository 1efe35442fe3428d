-- published_totals: published totals beside what is loaded, the largest differences first; run in the home folder.
select source_release, grain, key, expected, found, difference, agrees
from 'marts/published_totals.parquet'
order by abs(difference) desc, grain, key
limit 10;
