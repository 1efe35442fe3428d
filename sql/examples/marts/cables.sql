-- cables: secret cables with most addressees; run in the home folder.
select cable_id, date, classification, recipient_count, subject
from 'marts/cables.parquet'
where class_level >= 3
order by recipient_count desc, cable_id
limit 10;
