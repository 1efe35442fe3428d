-- cable_details: who classified how many cables, as written; run in the home folder.
select classified_by, count(*) as cables
from 'marts/cable_details.parquet'
where classified_by is not null
group by classified_by
order by cables desc, classified_by
limit 10;
