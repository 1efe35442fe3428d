-- cable_cited_by: the cables that cite it.
select cable_id, date, post, level_name(class_level) as level, subject, is_protected
from cables semi join (select cable_id from reference_edges where ref_cable_id = $cable) using (cable_id)
order by date, cable_id
limit 200;
