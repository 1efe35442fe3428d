-- Every version of the cable that was loaded.
select version, is_current, released_on, carrier, source_path, word_count, message_id
from fact_cables
where cable_id = getvariable('cable_id')
order by version;
