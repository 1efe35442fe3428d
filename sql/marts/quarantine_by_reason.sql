-- quarantine_by_reason: what could not be read, by dump and reason.
select dump_id, reason, count(*) as records, sum(source_length) as bytes
from load_quarantine
group by all;
