-- load_dumps: the account of every dump.
select dump_id, carrier, messages, cables, duplicates, quarantined, joined
from load_dumps
order by load_order;
