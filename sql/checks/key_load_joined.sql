-- load_joined: no two rows have the same dump_id and ordinal.
select dump_id, ordinal, count(*) as rows
from load_joined
group by all
having count(*) > 1
order by all;
