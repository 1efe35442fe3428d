-- issues_by_code: issues of a dump to a hundred of its versions; run in the home folder.
select name, code, severity, issues, round(100.0 * issues_by_code.versions / dumps.cables, 1) as percent_of_versions
from 'marts/issues_by_code.parquet' as issues_by_code
join 'marts/dumps.parquet' as dumps using (dump_id)
order by issues desc, code, name;
