-- The recipients of every version of one cable, in order.
select version, role, address, precedence_stated, fact_recipients.serial
from fact_recipients join fact_cables using (cable_id, message_id)
where cable_id = getvariable('cable_id')
order by version, fact_recipients.position;
