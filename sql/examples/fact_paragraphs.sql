-- fact_paragraphs: paragraphs by mark: how many in each version are above CONFIDENTIAL.
select cable_id, message_id, count(*) as paragraphs, count(*) filter (mark_level > 2) as above
from fact_paragraphs
group by all
having above > 0
order by above desc, cable_id;
