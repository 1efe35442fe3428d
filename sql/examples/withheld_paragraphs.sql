-- withheld_paragraphs: how many paragraphs marts and exports leave out, and why.
select reason, count(*) as paragraphs, count(distinct cable_id) as cables
from withheld_paragraphs
group by reason
order by reason;
