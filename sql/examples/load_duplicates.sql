-- load_duplicates: records that were loaded before, and where the version they equal came from.
select again.dump_id, again.source_path, again.source_offset, first.dump_id as first_dump, cable_id
from load_duplicates as again
left join fact_cables as first using (cable_id, message_id)
order by again.dump_id, again.ordinal;
