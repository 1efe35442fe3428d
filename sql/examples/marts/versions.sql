-- versions: cables that came more than once; run in the home folder.
select cable_id, count(*) as versions, min(released_on) as first_release, max(word_count) as longest
from 'marts/versions.parquet'
group by cable_id
having versions > 1
order by versions desc, cable_id;
