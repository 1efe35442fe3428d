-- expected_totals: what was published of each release.
select source_release, grain, count(*) as totals, sum(expected) as cables
from expected_totals
group by all
order by all;
