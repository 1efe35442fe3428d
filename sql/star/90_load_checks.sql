-- load_checks: one row per check of sql/checks and dump, as the check found it when the dump was loaded last.
-- The checks run before this file, over what the files before have made; `checks` is what they found.

delete from load_checks where dump_id = getvariable('dump_id');

insert into load_checks by name
select
    getvariable('dump_id') as dump_id,
    found.check_name, found.table_name, found.description, found.severity, found.passed, found.value
from (select unnest(getvariable('checks')) as found);
