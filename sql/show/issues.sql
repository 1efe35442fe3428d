-- What a reader of the current version's facts should know.
select load_issues.code, load_issues.severity, load_issues.detail
from load_issues
join cables using (cable_id, message_id)
where cable_id = getvariable('cable_id')
order by code, detail;
