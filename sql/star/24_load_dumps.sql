-- load_dumps: one row per dump that was loaded, with the account of its records.

-- a dump that another parser read is a new load; one that was only read again keeps its row
delete from load_dumps
where dump_id = getvariable('dump_id')
    and parser_version is distinct from (select max(parser_version) from dump_records);

create or replace temp table manifest as
from read_json(
    getvariable('own_lake') || '/dumps/' || getvariable('dump_id') || '.json',
    columns = {
        dump_id: 'varchar', carrier: 'varchar', path: 'varchar', bytes: 'bigint', files: 'bigint',
        release: 'varchar', started_at: 'timestamp'
    }
);

insert into load_dumps by name
select
    dump_id,
    getvariable('load_order') as load_order,
    carrier, path, bytes, files, started_at,
    getvariable('loaded_at') as finished_at,
    (select max(parser_version) from dump_records) as parser_version,
    'loaded' as status
from manifest
where dump_id not in (select dump_id from load_dumps);

update load_dumps
set release = manifest.release
from manifest
where load_dumps.dump_id = manifest.dump_id and load_dumps.release is distinct from manifest.release;

-- a dump that was moved has its versions' source_path from where it lies now, and so its path
update load_dumps
set path = manifest.path
from manifest
where load_dumps.dump_id = manifest.dump_id and load_dumps.path <> manifest.path;

update load_dumps
set messages = (select count(*) from dump_records)
    + (select count(*) from load_quarantine where dump_id = getvariable('dump_id')),
    joined = (select count(*) from load_joined where dump_id = getvariable('dump_id')),
    passed_over = (select count(*) from load_passed_over where dump_id = getvariable('dump_id'))
where dump_id = getvariable('dump_id');

-- records may have changed their standing in other dumps too
update load_dumps
set cables = coalesce(brought.n, 0), duplicates = coalesce(repeated.n, 0), quarantined = coalesce(refused.n, 0)
from load_dumps as dump
left join (select dump_id, count(*) as n from fact_cables group by dump_id) as brought using (dump_id)
left join (select dump_id, count(*) as n from load_duplicates group by dump_id) as repeated using (dump_id)
left join (select dump_id, count(*) as n from load_quarantine group by dump_id) as refused using (dump_id)
where load_dumps.dump_id = dump.dump_id;
