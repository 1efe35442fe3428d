-- issues_by_code: issues by dump, code and severity, of all versions.
select dump_id, code, severity, count(*) as issues, count(distinct (cable_id, message_id)) as versions
from load_issues join fact_cables using (cable_id, message_id)
group by all;
