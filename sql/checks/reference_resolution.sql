-- fact_references: a reference is resolved exactly when it cites a cable that is loaded, touched by the load or not.
select cable_id, message_id, position, kind, ref_cable_id, resolution
from fact_references
where (resolution in ('resolved', 'absent', 'ambiguous', 'not_a_cable')) is not true
    or (kind <> 'cable') <> (resolution = 'not_a_cable')
    or (kind = 'cable' and coalesce(ref_cable_id in (select cable_id from cables.main.fact_cables), false))
        <> (resolution = 'resolved')
order by cable_id, message_id, position;
