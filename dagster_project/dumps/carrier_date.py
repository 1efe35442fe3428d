"""The carrier's own date of a cable, in the forms of all carriers.

    12/28/1966 18:06                      Cablegate CSV
    1966-12-28 18:06                      Cablegate pages, tables
    1976 July 24, 18:53 (Saturday)        PlusD
    04 MAY 1976, 24-JUL-1976, 31/12/2019  the archive: its spelling changes from year to year

Only the day counts: in the Cablegate releases the minutes repeat the hour on the 12-hour clock.
"""

import datetime as dt
import re

# Seconds, am or pm and the zone may follow, as may the weekday.
_TIME = r"(?:,?[ T]\s*\d{1,2}:\d\d[^()\n]{0,20}(?: \([a-z]+\))?)?"
_FORMS = [
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        r"(?P<year>\d{4}) (?P<name>[a-z]{3,9}) (?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[ -](?P<name>[a-z]{3,9})[ -](?P<year>\d{4})",
    )
]
# Without a time of day, and where the first number cannot be a month: 12/11/2019 is 11 December in every carrier.
_DAY_FIRST = re.compile(r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})")
_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {written: number for number, name in enumerate(_NAMES, 1) for written in (name, name[:3])}
_NULL = dt.date(1960, 1, 1)
"""What the archive writes where it has no date."""


def carrier_date(label: str) -> dt.date | None:
    """The day that a carrier's label names; None when it is no date."""
    label = label.strip()
    found = next((found for form in (_DAY_FIRST, *_FORMS) if (found := form.fullmatch(label))), None)
    if not found:
        return None
    parts = found.groupdict()
    try:
        month = _MONTHS[parts["name"].lower()] if "name" in parts else int(parts["month"])
        day = dt.date(int(parts["year"]), month, int(parts["day"]))
    except (KeyError, ValueError):
        return None
    return None if day == _NULL else day
