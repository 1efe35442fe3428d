-- fact_cables: cables that came in more than one version, and what sets the versions apart.
select cable_id, version, is_current, released_on, is_redacted, word_count, text_status
from fact_cables
where cable_id in (select cable_id from fact_cables where version > 1)
order by cable_id, version;
