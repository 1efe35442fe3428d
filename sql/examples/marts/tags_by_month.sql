-- tags_by_month: the share of a month's cables that bear a TAG, the largest first; run in the home folder.
select month, tag, name, cables, round(100.0 * cables / cables_of_month, 1) as percent
from 'marts/tags_by_month.parquet'
where cables_of_month >= 3
order by percent desc, month, tag
limit 10;
