-- totals: what is loaded of a release beside what was published of it.
from published_totals order by agrees, source_release, grain, key;
