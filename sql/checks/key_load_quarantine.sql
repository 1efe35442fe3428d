-- load_quarantine: no two rows have the same dump_id, source_path and source_offset.
select dump_id, source_path, source_offset, count(*) as rows
from load_quarantine
group by all
having count(*) > 1
order by all;
