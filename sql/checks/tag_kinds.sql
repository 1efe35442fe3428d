-- fact_tags: every TAG is of a kind on the list.
select cable_id, message_id, position, tag, kind
from fact_tags
where (kind in ('subject', 'program', 'country', 'organization', 'person', 'unknown')) is not true
order by cable_id, message_id, position;
