-- load_duplicates: one row per record equal to a version, or to a part of one.

delete from load_duplicates where dump_id = getvariable('dump_id');

delete from load_duplicates using affected where load_duplicates.cable_id = affected.cable_id;

insert into load_duplicates by name
select dump_id, ordinal, cable_id, message_id, parts, source_path, source_offset from records where not is_version;
