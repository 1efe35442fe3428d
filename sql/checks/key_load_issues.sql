-- load_issues: no two rows have the same cable_id, message_id, code and detail.
select cable_id, message_id, code, detail, count(*) as rows
from load_issues
group by all
having count(*) > 1
order by all;
