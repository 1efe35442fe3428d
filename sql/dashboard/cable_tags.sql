-- cable_tags: the tags of one cable.
from tags where cable_id = $cable order by position;
