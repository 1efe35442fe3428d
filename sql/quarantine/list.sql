-- What is in quarantine, of one dump and for one reason where these are given; a record's name is made from its place.
with named as (
    select left(md5(concat_ws(' ', dump_id, source_path, source_offset)), 10) as record, *
    from load_quarantine
)
from named
where getvariable('record') in ('', record)
    and getvariable('dump_id') in ('', dump_id)
    and getvariable('reason') in ('', reason)
order by dump_id, source_path, source_offset;
