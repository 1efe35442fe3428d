-- absent: cables that are cited and not here, with how many of the chosen cables cite them.
select ref_cable_id as cable_id, count(distinct cable_id) as cited_by, min(cable_id) as example
from reference_edges semi join selected($from_date, $to_date, $posts, $levels, $tags) using (cable_id)
where kind = 'cable' and resolution = 'absent' and ref_cable_id is not null
group by ref_cable_id
order by cited_by desc, ref_cable_id
limit 100;
