-- dumps: the account of every dump; run in the home folder.
select name, carrier, messages, cables, duplicates, quarantined
from 'marts/dumps.parquet'
order by load_order;
