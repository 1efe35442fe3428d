-- quarantine_by_reason: why records could not be read; run in the home folder.
select reason, sum(records) as records, sum(bytes) as bytes
from 'marts/quarantine_by_reason.parquet'
group by reason
order by records desc, reason;
