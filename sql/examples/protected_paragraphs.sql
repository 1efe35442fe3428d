-- protected_paragraphs: how often the cables of a post ask to protect a source, and how often a name stands beside it.
select post, count(*) as paragraphs, count_if(len(names) > 0) as with_names
from protected_paragraphs join fact_cables using (cable_id, message_id)
where is_current
group by post
order by paragraphs desc, post;
