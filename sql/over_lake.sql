-- Over the lake: the facts that are as the lake has them become views of its Parquet files, in place of tables.
--
-- For a warehouse whose paragraphs would not fit on a disk, or that many machines read where the lake lies. What is
-- not as the lake has it stays a table: fact_cables with number and standing of every version, fact_references with
-- what is resolved, the dimensions, and load_duplicates with the records that are no version.
--
-- Run it in a copy of a warehouse; or in a new file after sql/schema.sql, then for every dump the files of sql/star
-- but 11, 12, 13, 15, 16 and 17, then once those from 30 to 40 and sql/views, so that nothing large is ever copied:
-- docs/SCALING.md. The dumps must lie in the lake as they were loaded.
--
-- Variable: lake, the folder of the lake or its address, as s3://bucket/home/lake. Whoever asks sets it first.

create or replace macro versions_in_lake(name) as table
select lake.* exclude (message_ordinal, dump)
from (
    select * exclude (filename), regexp_extract(filename, 'dump=([^/]+)/[^/]+$', 1) as dump
    from read_parquet(
        getvariable('lake') || '/' || name || '/dump=*/*.parquet',
        filename = true,
        -- any folder above may be named like a partition
        hive_partitioning = false
    )
) as lake
semi join load_dumps on load_dumps.dump_id = lake.dump
anti join load_duplicates on load_duplicates.dump_id = lake.dump and load_duplicates.ordinal = lake.message_ordinal;

drop table fact_recipients;
create view fact_recipients as from versions_in_lake('recipients');
drop table fact_tags;
create view fact_tags as from versions_in_lake('tags');
drop table fact_paragraphs;
create view fact_paragraphs as from versions_in_lake('paragraphs');
drop table fact_routing;
create view fact_routing as from versions_in_lake('routing');
drop table fact_distribution;
create view fact_distribution as from versions_in_lake('distribution');
drop table load_issues;
create view load_issues as from versions_in_lake('issues');

-- the files 37 and 38, run once for all dumps: every station and address is counted in all rows
create or replace temp table pairs_before as
select distinct routing_indicator, address from fact_recipients where routing_indicator is not null;

create or replace temp table stations_before as
select routing_indicator from pairs_before
union
select routing_indicator from fact_routing
union
select origin_ri from fact_cables where origin_ri is not null;
