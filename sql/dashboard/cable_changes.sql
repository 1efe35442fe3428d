-- cable_changes: in what its versions differ.
from version_changes where cable_id = $cable order by version, position;
