-- What the load has to do, as temporary tables that the later files read: which records of the dump are
-- versions and which are duplicates, which loaded versions make room, and which enter.
--
-- The law: of all records with one (cable_id, message_id), the one of most parts, else the first by order of
-- loading and place in the dump, is the version, the others are duplicates; so is a record whose parts are all
-- among those of another. A dump that is loaded again keeps its order, so the outcome
-- is the same as if every dump had been loaded once, in order, from its lake as it is now.
--
-- Variables: dump_id; lake, the folder of the lake; own_lake, the folder that has the tables of this dump: the lake
-- too, or where the dump is forgotten one in which they are empty; reference, the folder sql/reference.

set variable load_order = coalesce(
    (select load_order from load_dumps where dump_id = getvariable('dump_id')),
    (select coalesce(max(load_order), 0) + 1 from load_dumps)
);
-- UTC, without the need of the icu extension
set variable loaded_at = make_timestamp(epoch_us(now()));

-- the last row of each table before the load: what is put in stands behind it, and is found without a look at the rest
set variable last_rows = {
    fact_cables: (select coalesce(max(rowid), -1) from fact_cables),
    fact_recipients: (select coalesce(max(rowid), -1) from fact_recipients),
    fact_tags: (select coalesce(max(rowid), -1) from fact_tags),
    fact_paragraphs: (select coalesce(max(rowid), -1) from fact_paragraphs),
    fact_references: (select coalesce(max(rowid), -1) from fact_references),
    fact_routing: (select coalesce(max(rowid), -1) from fact_routing),
    fact_distribution: (select coalesce(max(rowid), -1) from fact_distribution),
    load_issues: (select coalesce(max(rowid), -1) from load_issues)
};

create or replace temp table dump_orders as
select dump_id, load_order from load_dumps
union
select getvariable('dump_id'), getvariable('load_order');

-- the dump's records as its lake has them now
create or replace temp table dump_records as
select
    coalesce(cable_id, error('record ' || ordinal || ' of the dump has no cable_id: the lake must quarantine it'))
        as cable_id,
    message_id, parts, ordinal, source_path, source_offset, parser_version
from read_parquet(
    getvariable('own_lake') || '/cables/dump=' || getvariable('dump_id') || '/*.parquet',
    hive_partitioning = false
);

-- the cables whose versions' standing may change: those the dump names now, and those it named before
create or replace temp table affected as
select cable_id from dump_records
union
select cable_id from fact_cables where dump_id = getvariable('dump_id')
union
select cable_id from load_duplicates where dump_id = getvariable('dump_id');

-- their versions as they are loaded now; most often few or none, and the whole is looked through for no more than that
create or replace temp table known_rows as
select rowid as row from fact_cables semi join affected using (cable_id);

create or replace temp table known_versions as
select
    rowid as row, dump_id, cable_id, message_id, parts, ordinal, source_path, source_offset, parser_version, loaded_at, is_current,
    origin_ri
from fact_cables where rowid in (from known_rows);

-- all records of these cables, from every dump, with their standing now and before
create or replace temp table records as
with known as (
    select getvariable('dump_id') as dump_id, cable_id, message_id, parts, ordinal, source_path, source_offset,
        false as was_version
    from dump_records
    union all
    select dump_id, cable_id, message_id, parts, ordinal, source_path, source_offset, true
    from known_versions
    where dump_id <> getvariable('dump_id')
    union all
    select dump_id, cable_id, message_id, parts, ordinal, source_path, source_offset, false
    from load_duplicates semi join affected using (cable_id)
    where dump_id <> getvariable('dump_id')
),
ranked as (
    select
        known.*,
        row_number() over (
            partition by cable_id, message_id order by len(parts) desc, load_order, ordinal
        ) = 1 as is_first
    from known join dump_orders using (dump_id)
),
joined as (from ranked where is_first and len(parts) > 1)
select
    * exclude (is_first),
    is_first and not exists (
        from joined
        where joined.cable_id = ranked.cable_id
            and len(joined.parts) > len(ranked.parts)
            and list_has_all(joined.parts, ranked.parts)
    ) as is_version
from ranked;

-- versions that make room: all the dump brought before, and those that a record of another dump now is
create or replace temp table leaving as
select cable_id, message_id, parts, parser_version, loaded_at
from known_versions
where dump_id = getvariable('dump_id')
union all
select cable_id, message_id, parts, parser_version, loaded_at
from known_versions
semi join (from records where was_version and not is_version) using (cable_id, message_id, dump_id);

-- versions that enter: the dump's own, and those that another dump has had as duplicates until now
create or replace temp table entering as
select dump_id, ordinal, cable_id, message_id from records where is_version and not was_version;

create or replace temp table touched_cables as
select cable_id, cable_id in (select cable_id from known_versions) as was_loaded
from (select cable_id from leaving union select cable_id from entering);

-- rows of one lake table, of the dumps that versions enter from
set variable dumps = (
    select list(dump_id) from (select dump_id from entering union select getvariable('dump_id'))
);
create or replace temp macro lake_rows(name) as table
select * exclude (filename), regexp_extract(filename, 'dump=([^/]+)/[^/]+$', 1) as dump
from read_parquet(
    list_transform(
        getvariable('dumps'),
        lambda dump: if(dump = getvariable('dump_id'), getvariable('own_lake'), getvariable('lake'))
            || '/' || name || '/dump=' || dump || '/*.parquet'
    ),
    filename = true,
    -- any folder above may be named like a partition
    hive_partitioning = false
);
