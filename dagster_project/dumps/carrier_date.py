"""The carrier's own date of a cable: `12/28/1966 18:06` in the CSV, `1966-12-28 18:06` on pages.

Only the day counts: in the Cablegate releases the minutes repeat the hour on the 12-hour clock.
"""

import datetime as dt
import re

_MDY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+\d{1,2}:\d\d)?")
_YMD = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:\s+\d{1,2}:\d\d)?")


def carrier_date(label: str) -> dt.date | None:
    """The day that a carrier's label names; None when it is no date."""
    if found := _MDY.fullmatch(label.strip()):
        parts = int(found[3]), int(found[1]), int(found[2])
    elif found := _YMD.fullmatch(label.strip()):
        parts = int(found[1]), int(found[2]), int(found[3])
    else:
        return None
    try:
        return dt.date(*parts)
    except ValueError:
        return None
