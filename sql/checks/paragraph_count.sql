-- fact_paragraphs: a version has as many rows as its paragraph_count says.
select cable_id, message_id, paragraph_count, coalesce(found.rows, 0) as rows
from fact_cables
left join (select cable_id, message_id, count(*) as rows from fact_paragraphs group by all) as found
    using (cable_id, message_id)
where paragraph_count is distinct from coalesce(found.rows, 0)
order by cable_id, message_id;
