-- load_joined: one row per record that is a section of a telegram after the first that is there, joined to it.

delete from load_joined where dump_id = getvariable('dump_id');

insert into load_joined by name
with parts as (
    select cable_id, message_id, row_number() over (partition by message_id order by ordinal) as copy
    from (
        select cable_id, ordinal, unnest(parts[2:]) as message_id from dump_records where len(parts) > 1
    )
),
-- the records that are none by themselves
others as (
    select *, row_number() over (partition by message_id order by ordinal) as copy
    from (
        select dump_id, ordinal, message_id, source_path, source_offset
        from read_parquet(
            getvariable('own_lake') || '/messages/dump=' || getvariable('dump_id') || '/*.parquet',
            hive_partitioning = false
        )
    )
    anti join dump_records using (ordinal)
)
select dump_id, ordinal, cable_id, message_id, source_path, source_offset
from others join parts using (message_id, copy);
