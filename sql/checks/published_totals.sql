-- load_dumps: what was loaded as a release agrees with every total that was published of it.
from release_totals where not agrees order by all;
