-- The tags of every version of one cable, in order.
select version, tag, kind
from fact_tags join fact_cables using (cable_id, message_id)
where cable_id = getvariable('cable_id')
order by version, fact_tags.position;
