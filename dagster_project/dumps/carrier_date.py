"""The carrier's own date of a cable, in the forms that carriers write it.

    12/28/1966 18:06              Cablegate CSV: month first
    1966-12-28 18:06              Cablegate pages
    04 MAY 1976, 04-May-1976      attributes of the archive's files

Only the day counts: in the Cablegate releases the minutes repeat the hour on the 12-hour clock.
"""

import datetime as dt
import re

_MDY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+\d{1,2}:\d\d)?")
_YMD = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:\s+\d{1,2}:\d\d)?")
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Z]{3})[ -](\d{4})(?:\s+\d{1,2}:\d\d:\d\d [AP]M)?", re.IGNORECASE)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_NO_DATE = dt.date(1960, 1, 1)
"""What the archive writes where it has no date."""


def carrier_date(label: str) -> dt.date | None:
    """The day that a carrier's label names; None when it is no date."""
    label = label.strip()
    if found := _MDY.fullmatch(label):
        parts = int(found[3]), int(found[1]), int(found[2])
    elif found := _YMD.fullmatch(label):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif (found := _NAMED.fullmatch(label)) and found[2].upper() in _MONTHS:
        parts = int(found[3]), _MONTHS.index(found[2].upper()) + 1, int(found[1])
    else:
        return None
    try:
        date = dt.date(*parts)
    except ValueError:
        return None
    return None if date == _NO_DATE else date
