-- checks_failing: every check that a dump failed when it was loaded last, errors first.
create or replace view checks_failing as
select
    check_name, severity, value as wrong_rows, load_checks.description, load_checks.table_name,
    dump_id, load_dumps.path
from load_checks join load_dumps using (dump_id)
where not passed
order by severity, load_order, check_name;
