-- quarantine: records that could not be read, by reason.
select reason, sum(records)::bigint as records, sum(bytes)::bigint as bytes, count(distinct dump_id) as dumps
from quarantine_by_reason group by reason order by records desc, reason;
