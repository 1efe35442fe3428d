-- What the marts are made from: state of the warehouse, in a few numbers and a hash of all that was loaded.
select
    md5(string_agg(concat_ws('|', dump_id, parser_version, cables, duplicates, finished_at), ';' order by load_order))
        as stamp,
    count(*) as dumps,
    max(finished_at)::varchar as latest_load,
    list(distinct parser_version order by parser_version) as parser_versions,
    (select count(*) from cables) as cables,
    (select count(*) from fact_cables) as versions
from load_dumps;
