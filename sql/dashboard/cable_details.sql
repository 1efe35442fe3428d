-- cable_details: its heading as sent, further fields, and where it came from.
from cable_details where cable_id = $cable;
