-- cable_references: what it refers to.
select position, label, raw, kind, ref_cable_id, ref_date, note, resolution, is_protected
from reference_edges where cable_id = $cable order by position;
