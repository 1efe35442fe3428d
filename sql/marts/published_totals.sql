-- published_totals: what is loaded of a release beside what was published of it.
select source_release, grain, key, expected, found, difference, agrees, citation
from release_totals;
