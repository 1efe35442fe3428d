-- dumps: every dump and what became of its records.
from dumps order by load_order;
