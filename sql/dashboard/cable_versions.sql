-- cable_versions: the versions of one cable.
from versions where cable_id = $cable order by version;
