-- cable_issues: the issues of one cable.
from issues where cable_id = $cable order by position;
