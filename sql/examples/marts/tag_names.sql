-- tag_names: TAGS in use, what they stand for, and for how long; run in the home folder.
select tag, kind, name, cables, first_date, last_date
from 'marts/tag_names.parquet'
order by cables desc, tag
limit 10;
