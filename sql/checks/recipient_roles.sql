-- fact_recipients: every addressee is for action, for information or exempt.
select cable_id, message_id, position, role, raw
from fact_recipients
where (role in ('action', 'info', 'exempt')) is not true
order by cable_id, message_id, position;
