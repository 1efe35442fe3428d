-- version_changes: a field or row that differs is said of a version with one before it; each says two things that differ.
select cable_id, version, position, part, change
from marts.version_changes
left join fact_cables using (cable_id, version)
where fact_cables.cable_id is null
    or version < 2
    or (before is not distinct from after and not is_protected);
