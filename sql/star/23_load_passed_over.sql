-- load_passed_over: one row per file of a dump, or part of one, that holds no cable.

delete from load_passed_over where dump_id = getvariable('dump_id');

insert into load_passed_over by name
from read_parquet(
    getvariable('own_lake') || '/passed_over/dump=' || getvariable('dump_id') || '/*.parquet',
    hive_partitioning = false
);
