-- The bytes of one record in quarantine.
select raw
from read_parquet(getvariable('file'), hive_partitioning = false)
where source_path = getvariable('source_path') and source_offset = getvariable('source_offset');
