-- Every version of one cable with its facts, in order: set variable cable_id = '08PARIS1600'
select * exclude (parts, class_line, issues, attributes, ordinal, source_offset, source_length, parser_version, loaded_at)
from fact_cables
where cable_id = getvariable('cable_id')
order by version;
