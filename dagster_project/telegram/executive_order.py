"""The E.O. line: under which order, and when the text is to be declassified.

E.O. 12958: DECL: 05/05/2018        a date, in any of its spellings
E.O. 12356: DECL: OADR              originating agency's determination required
E.O. 12065: GDS 8/12/85 (NAME) OR-P general declassification schedule
E.O. 12958: DECL: TEN YEARS AFTER KOREAN UNIFICATION
"""

import datetime as dt
import re
from functools import lru_cache
from itertools import pairwise

from dagster_project.telegram.authority import read_grounds
from dagster_project.telegram.cable import Cable, Issue
from dagster_project.telegram.heading import read_month
from dagster_project.telegram.identity import four_digit_year
from dagster_project.telegram.vocabulary import EO_IN_FORCE

_NUMBER = re.compile(r"[ \t]*(\d{4,6}|\d\d[, ]\d{3}(?!\d))")
_MDY = re.compile(r"(?<![\dlIO])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?!\d)")
_YMD = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[/.-](\d{1,2})[/.-](\d{1,2})|(\d\d)(\d\d))(?!\d)")
_WORDS = re.compile(
    r"\b(?:(\d{1,2})(?:(?:ST|ND|RD|TH)\b)?)?[\s-]*([A-Z]{3,9})(?:\.|,(?= (?:19|20)))?[\s-]+"
    r"(?:(\d{1,2})(?:ST|ND|RD|TH)?,?\s+)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(r"(?<!\w)(\d{1,2})[\s-]?([A-Z]{3,9})\.?[\s-]?((?:19|20)\d\d|\d\d)(?!\w)", re.IGNORECASE)
"""As the military writes them: `05MAY13`, `21 AUG 2016`."""
_WITH_A_SLIP = re.compile(r"[\dOlI][\dOlI\s/.,\\-]{7,13}")
_DIGITS = str.maketrans("OlI", "011")
_COUNTED_FROM = re.compile(r"\b(?:AFTER|FROM|YEARS?|MONTHS?|DAYS?)\b", re.IGNORECASE)
_EXEMPTION = re.compile(
    r"\b(?:25|50)X\d?(?:-HUM(?:AN)?)?\b|(?:\b|(?<=\b1\.[4-6]))X-?[1-8]\b|\bX-?GDS|\bXDS\b|\bRDS", re.IGNORECASE
)
_NOT_APPLICABLE = re.compile(r"N\s?/\s?A.*|NA|NONE|NOT APPLICABLE|UNCLAS(?:SIFIED)?|SBU")
_MANDATORY_REVIEW = re.compile(r"(?:MR|MANUAL REVIEW|MANDATORY REVIEW)\b.*")
_GENERAL_SCHEDULE = re.compile(r"GDS|ADS\b|GENERAL DECLASSIFICATION SCHEDULE")
_DIGITS_ONLY = re.compile(r"[\d\s/.,-]+")  # a day that lost its separators: 08/202018
_LONGEST_KEPT = 80
"""Characters of the lines whose meaning is kept: one day's telegrams have the same date."""
_REASON = re.compile(r"\bREASONS?[ \t]*:?[ \t]*(?=1 ?[.])", re.IGNORECASE)
"""`DECL: 08/20/2012; REASONS: 1.5 (B), (D)`"""
_EMPTY = re.compile(r"[\s:;,.-]*(?:DECL(?:AS(?:SIFY)?)?l?(?:\s+ON)?[\s:;,.]*)?", re.IGNORECASE)


def read_executive_order(value: str, cable: Cable) -> None:
    """Sets eo_number, eo_value, declassify_on and declass_rule from what follows `E.O.`.

    An order's number with two digits swapped (12598) is repaired to the order meant; a date that
    is none, or lies before the telegram or a century ahead, is null with an issue.
    """
    number = _NUMBER.match(value)
    rest = value
    if number:
        written = number[1]
        cable.eo_number = _repaired(written.replace(",", "").replace(" ", ""), cable.sent_at)
        if cable.eo_number is None:
            cable.issues.append(Issue("eo_unknown", "warning", written))
        elif cable.eo_number != written:
            cable.issues.append(Issue("eo_typo", "info", written))
        rest = value[number.end() :]
    text = " ".join(rest.split()).lstrip(" :;,.-/")
    if not text:
        return
    cable.eo_value = text
    if reason := _REASON.search(text):
        cable.class_reasons = read_grounds(text, reason.end())[0]
    said = _EMPTY.sub("", text, count=1).strip()
    if not said.rstrip("."):
        return
    read = _declassification if len(said) < _LONGEST_KEPT else _declassification.__wrapped__
    cable.declass_rule, written_date = read(said)
    if (written_date is None or written_date[1] is None) and (meant := _meant(said.rstrip(" ."))):
        cable.declass_rule, cable.declassify_on = "date", meant
        cable.issues.append(Issue("declassify_repaired", "info", said))
    elif written_date:
        cable.declassify_on = written_date[1]
        if written_date[1] is None:
            cable.issues.append(Issue("declassify_invalid", "warning", written_date[0]))


@lru_cache(maxsize=16384)
def _declassification(said: str) -> tuple[str, tuple[str, dt.date | None] | None]:
    """The rule, and the date if one is written, as `_first_date` gives it."""
    upper = said.upper().rstrip(".")
    plain = upper.replace(".", "")
    if _NOT_APPLICABLE.fullmatch(upper) or plain == "NA":
        return "na", None
    is_at_end = plain.endswith("OADR") and not plain[-5:-4].isalpha()
    if plain.startswith("OADR") or plain == "OARD" or (is_at_end and not _first_date(said)):  # `12/31/97 OR OADR`
        return "oadr", None
    if _MANDATORY_REVIEW.fullmatch(upper):
        return "mr", None
    written_date = _first_date(said)
    if ("X" in upper or "RDS" in upper) and _EXEMPTION.search(upper):
        return "exemption", written_date
    if _GENERAL_SCHEDULE.match(plain):
        return "gds", written_date
    if written_date is None and _DIGITS_ONLY.fullmatch(said):
        written_date = said, None
    return "date" if written_date else "event", written_date


def _repaired(number: str, sent_at: dt.datetime | None) -> str | None:
    """The order meant: the number itself, or the one order near it, near the day where several are."""
    if number in EO_IN_FORCE:
        return number
    near = [order for order in EO_IN_FORCE if sorted(order) == sorted(number)] or [
        order for order in EO_IN_FORCE if _slip(order, number)
    ]
    if len(near) > 1 and sent_at:
        day = sent_at.date().isoformat()
        near = [order for order in near if EO_IN_FORCE[order][0] <= day <= (EO_IN_FORCE[order][1] or day)]
    return near[0] if len(near) == 1 else None


def _slip(order: str, number: str) -> bool:
    """One digit missing, added or wrong, whatever the order of the digits (`19523` for 12958)."""
    missing = list(order)
    added = []
    for digit in number:
        if digit in missing:
            missing.remove(digit)
        else:
            added.append(digit)
    return len(missing) <= 1 and len(added) <= 1


def _first_date(text: str) -> tuple[str, dt.date | None] | None:
    """The first date as (written, date); the date is None when there is no such day."""
    if found := _YMD.search(text):
        parts = int(found[1]), int(found[2] or found[4]), int(found[3] or found[5])
    elif found := _MDY.search(text):
        year = int(found[3])
        month, day = int(found[1]), int(found[2])
        if month > 12 >= day:
            month, day = day, month
        parts = (year if year > 99 else four_digit_year(year)), month, day
    elif (found := _WORDS.search(text)) and (month_named := read_month(found[2])):
        day_written = found[1] or found[3]
        if not day_written:
            return None
        parts = int(found[4]), month_named, int(day_written)
    elif (
        (found := _DAY_FIRST.search(text))
        and not _COUNTED_FROM.search(text, 0, found.start())
        and text[found.end() :].strip(" .)")[:1] in ("", "(")  # who classified it
        and (month_named := read_month(found[2]))
    ):
        year = int(found[3])
        parts = (year if year > 99 else four_digit_year(year)), month_named, int(found[1])
    elif found := re.search(r"\d{1,4}\s?/\s?\d{1,4}\s?/\s?\d{1,4}", text):
        return found[0], None
    else:
        return None
    try:
        return found[0], dt.date(*parts)
    except ValueError:
        return found[0], None


def _meant(said: str) -> dt.date | None:
    """The date meant where a separator is lost, doubled or another, or a letter stands for a digit: `11/032018`,
    `1103/2018`, `11/03//2018`, `11 03 2018`, `11/O3/2018`. Without two separators all eight digits must be there."""
    if not _WITH_A_SLIP.fullmatch(said):
        return None
    parts = re.findall(r"\d+", said.translate(_DIGITS))
    digits = "".join(parts)
    if len(parts) < 3 and len(digits) == 8:
        at = (0, 4, 6, 8) if digits[:2] in ("19", "20") and len(parts[0]) != 2 else (0, 2, 4, 8)
        parts = [digits[start:end] for start, end in pairwise(at)]
    if len(parts) != 3:
        return None
    year, month, day = parts if len(parts[0]) == 4 else (parts[2], *parts[:2])
    if len(year) != 4 or year[:2] not in ("19", "20") or len(month) > 2 or len(day) > 2:
        return None
    if int(month) > 12 >= int(day) and said == said.translate(_DIGITS):  # with two slips it is anybody's guess
        month, day = day, month
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def check_executive_order(cable: Cable) -> None:
    """Flags an order that was not in force, and drops a date of declassification that cannot be meant."""
    if cable.date is None:
        return
    date, on, day = cable.date, cable.declassify_on, cable.date.isoformat()
    if on and ((on < date and on < date.replace(day=1) - dt.timedelta(days=31)) or on.year > date.year + 50):
        early_order = cable.eo_number and day < EO_IN_FORCE[cable.eo_number][0]
        if not early_order:
            cable.issues.append(Issue("declassify_implausible", "warning", on.isoformat()))
            if on.year > date.year + 50 or on.year < 1900:
                cable.declassify_on = None
    if cable.eo_number:
        start, end = EO_IN_FORCE[cable.eo_number]
        # Posts went on writing the old order for some weeks after a new one.
        if day < start or (end and day > end and (date - dt.timedelta(days=120)).isoformat() > end):
            cable.issues.append(Issue("eo_anachronism", "info", f"{cable.eo_number} on {day}"))
