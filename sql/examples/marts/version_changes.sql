-- version_changes: what most often changes from version to version; run in the home folder.
select part, change, count(*) as times
from 'marts/version_changes.parquet'
group by all
order by times desc, part, change;
