-- The paragraphs of every version of one cable, in order.
select version, number, portion_mark, text
from fact_paragraphs join fact_cables using (cable_id, message_id)
where cable_id = getvariable('cable_id')
order by version, fact_paragraphs.ordinal;
