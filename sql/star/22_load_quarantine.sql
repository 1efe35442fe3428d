-- load_quarantine: one row per input that could not be read; its bytes stay in the lake.

delete from load_quarantine where dump_id = getvariable('dump_id');

insert into load_quarantine by name
select
    * exclude (raw, filename),
    'lake/quarantine/dump=' || dump_id || '/' || parse_filename(filename) as raw_path
from read_parquet(
    getvariable('own_lake') || '/quarantine/dump=' || getvariable('dump_id') || '/*.parquet',
    filename = true,
    hive_partitioning = false
);
