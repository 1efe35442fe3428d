-- expected_totals: one row per total that was published of a release.

delete from expected_totals;

insert into expected_totals by name
select * replace (expected::bigint as expected, tolerance::bigint as tolerance)
from read_csv(getvariable('reference') || '/expected_totals.csv', header = true, all_varchar = true);
