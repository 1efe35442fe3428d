-- fact_paragraphs: no two rows have the same cable_id, message_id and ordinal.
select cable_id, message_id, ordinal, count(*) as rows
from fact_paragraphs
group by all
having count(*) > 1
order by all;
