-- cable_details: every cable has one row, and its heading unless that is withheld.
select cable_id, header
from cables
left join marts.cable_details as details using (cable_id, message_id)
where details.cable_id is null or (header is null and not is_protected);
