-- tags: TAGS by name in cables of one classification; run in the home folder.
select tag, name, count(*) as cables
from 'marts/tags.parquet' join 'marts/cables.parquet' using (cable_id)
where classification = 'CONFIDENTIAL'
group by all
order by cables desc, tag
limit 10;
