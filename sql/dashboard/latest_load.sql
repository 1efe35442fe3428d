-- latest_load: the dump that was loaded last, and how many checks of it fail.
select dumps.*, (select count(*) from load_checks where load_checks.dump_id = dumps.dump_id and not passed) as failing
from dumps
order by load_order desc
limit 1;
