-- cable_recipients: the recipients of one cable.
from recipients where cable_id = $cable order by position;
