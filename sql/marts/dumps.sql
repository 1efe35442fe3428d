-- dumps: every dump that was loaded, by name: where it lay is nobody's business.
select
    dump_id, load_order, carrier, release, regexp_extract(rtrim(path, '/'), '[^/]*$') as name, bytes, files,
    passed_over, messages, joined, cables, duplicates, quarantined, started_at, finished_at, parser_version
from load_dumps;
