-- cables: the current version of every cable.
create or replace view cables as
from fact_cables where is_current;
