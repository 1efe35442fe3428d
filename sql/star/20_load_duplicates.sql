-- load_duplicates: one row per record equal to a version loaded before it, or earlier in its dump.

delete from load_duplicates where dump_id = getvariable('dump_id');

delete from load_duplicates using touched_versions
where load_duplicates.cable_id = touched_versions.cable_id
    and load_duplicates.message_id = touched_versions.message_id;

insert into load_duplicates by name
select dump_id, ordinal, cable_id, message_id, source_path, source_offset from records where not is_version;
