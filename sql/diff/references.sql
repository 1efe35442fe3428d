-- The references of every version of one cable, in order.
select version, label, raw
from fact_references join fact_cables using (cable_id, message_id)
where cable_id = getvariable('cable_id')
order by version, fact_references.position;
