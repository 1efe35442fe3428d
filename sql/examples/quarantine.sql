-- quarantine: the first bytes of what could not be read; run in the home folder.
select source_path, reason, detail, raw[1:60] as first_bytes
from read_parquet('lake/quarantine/*/*.parquet', hive_partitioning = false)
order by source_path, source_offset
limit 10;
