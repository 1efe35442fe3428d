"""The print of the Department's archive, 1973 to 1979 (NARA_FORMAT 3): what stands around the telegram.

CONFIDENTIAL                                   level, at the head and foot of every page
PAGE 01 STATE 184182                           page line; from 1978 the number stands on the next line
43                                             code of the terminal
ORIGIN ARA-10                                  distribution: bureaus and how many copies each got
INFO OCT-01 ISO-00 SS-15 /026 R                ... and their sum
DRAFTED BY ARA:HSHLAUDEMAN:MCH                 drafting block, of what the Department sent
APPROVED BY ARA:HSHLAUDEMAN
--------------------- 008354                   dash line, then format line 5
"""

import re

from dagster_project.telegram.cable import Cable, Distribution, Issue
from dagster_project.telegram.identity import within_one

BANNER = re.compile(
    r"[ \t]*(?:(?:[A-Z][A-Za-z]*\.?[ \t]+){0,4}Declassified/Released[ \t]+US[ \t]+Department[^\n]*+"
    r"|\*{3}[ \t]*Current[ \t]+(?:Handling Restrictions|Classification)[ \t]*\*{3}[^\n]*+"
    r"|Message[ \t]+(?:Text|Attributes))[ \t]*(?=\n|$)",
    re.IGNORECASE,
)
"""A line that the archive put in: the stamp of declassification, or the mark of a part of its file."""
BANNER_SIGNS = ("Declassified/Rel", "*** Current", "Message Text")
NO_TEXT = re.compile(
    r"\s*+(?:(?:MRN:[ \t]*\w{8,25}\s++)?(?:SEGMENT NUMBER:[ \t]*\d{1,8}\s++)?"
    r"(?:ERROR READING TEXT INDEX|EXPAND ERROR ENCOUNTERED)[^\n]*+\s*+"
    r"(?:TELEGRAM TEXT FOR THIS MRN IS UNAVAILABLE[^\n]*+\s*+)?)++",
    re.IGNORECASE,
)
"""What the archive wrote where its text was lost."""
WITHHELD = re.compile(
    r"\bWITHDRAWAL CARD\b|\b(?:TEXT|DOCUMENT|TELEGRAM|MESSAGE)\s+(?:HAS BEEN |IS )?WITH(?:HELD|DRAWN)\b"
)
"""What stands in the place of a text that is not released."""
_LEVELS = r"(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|UNCLAS)"
LEVEL = re.compile(rf"[ \t]*{_LEVELS}(?:[ \t]+[A-Z]{{3}}\d{{4}})?[ \t]*(?=\r?\n|$)", re.IGNORECASE)
"""A page's first or last line; the code of the terminal may stand behind it (00HARARE6677)."""
LEVEL_AT_END = re.compile(rf"[ \t]{{2,}}{_LEVELS}[ \t]*\n?$")
"""A page's last line on the end of the text's own."""
_STATION = r"[A-Z][A-Z .'/-]{1,14}?"
PAGE = re.compile(
    rf"[ \t]*PAGE[ \t]+(?P<page>\d{{2,3}})[ \t]*(?:\r?\n[ \t\r\n]*)?(?P<station>{_STATION})[ \t]+(?P<serial>\d{{4,6}})"
    r"(?:[ \t]+TO(?:SEC|SHU|ECO)[ \t]+\d+)?(?:[ \t]+(?P<section>\d\d)[ \t]+OF[ \t]+(?P<sections>\d\d))?"
    r"(?:[ \t]+\d{6}[ \t]?Z)?[ \t]*(?=\r?\n|$)"
)
PAGE_BEGINS = re.compile(
    rf"[ \t]*PAGE[ \t]+(?P<page>\d{{2,3}})\s+{_STATION}[ \t]+(?P<serial>\d{{4,6}})"
    r"[ \t]+(?P<section>\d\d)[ \t]+OF[ \t]+(?P<sections>\d\d)[ \t]+\d{6}[ \t]?Z[ \t]*"
)
"""A page line of a telegram in sections, whatever stands behind it: lines that lost their ends."""
_PAGE_ALONE = re.compile(r"PAGE[ \t]+\d{2,3}")
_PAGE_NUMBER = re.compile(
    rf"{_STATION}[ \t]+\d{{4,6}}(?:[ \t]+TO(?:SEC|SHU|ECO)[ \t]+\d+)?"
    r"(?:[ \t]+\d\d[ \t]+OF[ \t]+\d\d)?(?:[ \t]+\d{6}[ \t]?Z)?"
)
_TERMINAL = re.compile(r"\d{2,3}(?:[ /-]\d{2,3})*|\d{5}")
_ROLE = re.compile(r"(ACTION|ORIGIN|INFO)\b[ \t]*")
_ROLE_OR_OFFICE = re.compile(r"(?P<role>ACTION|ORIGIN|INFO)\b|(?P<office>[A-Z][A-Z/]{0,5})-[ \t]?(?P<copies>\d{2,3})\b")
_TOTAL = re.compile(r"/[ \t]?(\d{3})(?!\d)")
_DISTRIBUTED = re.compile(
    r"(?:(?:ACTION|ORIGIN|INFO)\b[ \t]*(?:COPY[ \t]+)?)?"
    r"(?:\([ \t]*[A-Z/]+[ \t]*\)[ \t]*|[A-Z][A-Z/]{0,5}-[ \t]?\d{2,3}(?!\d)[ \t]*)*"
    r"(?:/[ \t]?\d{3}[ \t]*)?[RW]?(?:[ \t]*\([ \t]*[A-Z/]+[ \t]*\)[ \t]*[RW]?)?"
)
_DAMAGED = re.compile(r"(?:(?:ACTION|ORIGIN|INFO)\b[ \t]*)?(?=(?:[^\n]*?\b[A-Z/]{1,6}-[ \t]?[\dOIlZ]{2}\b){2})[^\n]*")
"""A line of the distribution of which not all can be read: `INFO OCT-O1 ISO 00 EUR-12 /02L W`."""
_DRAFTING = re.compile(
    r"(?P<label>[A-Z]{6,8}?)[ \t]?(?:[BO][YV]\b[ \t]*:?|(?=[ \t][A-Z][A-Z/-]{0,12}:[ \t]?[A-Z]))[ \t]*(?P<by>.*)"
)
"""Who drafted or approved, the label perhaps with a slip: `EPPROVED BY`, `DRAFTED BV`, `APPROVED NEA:OXBOW`."""
_APPROVED_BEHIND = re.compile(r"[ \t](?=[AE]PPROVED[ \t]?BY\b)")
DASHES = re.compile(r"-{6,}[ \t]*(?:[0-9A-F]{6}Z?[ \t]*)+(?:/[ \t]?\d+(?:(?:[ \t]+|-)\d+)?)?")


def is_around(text: str, at: int) -> bool:
    """Whether the line that begins at an offset is one that stands above and below a page: a level or a stamp."""
    return bool(LEVEL.match(text, at) or BANNER.match(text, at))


class ArchivePrint:
    """Reads the lines of a print above its date-time group into a `Cable`; one object a message."""

    def __init__(self, cable: Cable):
        self.cable = cable
        self.role: str | None = None
        self.drafting = False
        self.number_next = False
        self.goes_on: str | None = None
        """The column whose value ended in a semicolon on the line above."""

    def line(self, text: str) -> str | None:
        """The kind of one line without blanks around it; None when it is none of a print's."""
        if kind := self.page(text):
            return kind
        if DASHES.fullmatch(text):
            self.drafting = False
            self._check_total()
            return "dash line"
        if self.drafted(text):
            return "drafting"
        if self.drafting:  # clearances, a telephone number, the distribution that the drafter desires
            return "drafting"
        if self.offices(text, above=True):
            return "distribution"
        return "stamp" if _TERMINAL.fullmatch(text) else None

    def drafted(self, text: str) -> bool:
        """Read a line that says who drafted or approved; False for any other."""
        if self.goes_on:  # `DRAFTED BY EB/OMA:OOXBOW;` / `TREASURY:QQUILL`
            field, self.goes_on = self.goes_on, None
            if ":" in text and not _meant(_DRAFTING.fullmatch(text)):
                self._set(field, f"{getattr(self.cable, field)} {text}")
                return True
        if not (field := _meant(found := _DRAFTING.fullmatch(text))):
            return False
        self.drafting = True
        by, *behind = _APPROVED_BEHIND.split(found["by"], maxsplit=1)
        if getattr(self.cable, field) is None:
            self._set(field, by)
        return not behind or self.drafted(behind[0])

    def _set(self, field: str, written: str) -> None:
        value = _squeezed(written)
        setattr(self.cable, field, value)
        self.goes_on = field if value and value.endswith(";") else None

    def page(self, text: str) -> str | None:
        """The kind of a line that stands where one page ends and the next begins, wherever the break falls."""
        if self.number_next:
            self.number_next = False
            if _PAGE_NUMBER.fullmatch(text):
                return "page line"
        if BANNER.fullmatch(text):
            return "declassification banner"
        if LEVEL.fullmatch(text):
            return "classification"
        if _PAGE_ALONE.fullmatch(text):
            self.number_next = True
            return "page line"
        if PAGE.fullmatch(text):
            return "page line"
        return None

    def offices(self, text: str, above: bool = False) -> bool:
        """Read a line of the distribution: offices with their copies, or what ends the list; False for any other.

        `above` the date-time group, where no addressees stand, damaged lines count too.
        """
        distribution = self.cable.distribution
        if not (
            (self.role or _ROLE.match(text))
            and self.cable.distribution_total is None
            and (_DISTRIBUTED.fullmatch(text) or (above and _DAMAGED.fullmatch(text)))
        ):
            return False
        for found in _ROLE_OR_OFFICE.finditer(text):
            if found["role"]:
                self.role = found["role"].lower()
            else:
                office, copies = found["office"], int(found["copies"])
                distribution.append(Distribution(len(distribution) + 1, self.role, office, copies))
        if total := _TOTAL.search(text):
            self.cable.distribution_total = int(total[1])
        return True

    def _check_total(self) -> None:
        stated, found = self.cable.distribution_total, sum(each.copies for each in self.cable.distribution)
        if stated not in (None, found):
            detail = f"copies add up to {found}, the total says {stated}"
            self.cable.issues.append(Issue("distribution_mismatch", "info", detail))


def _meant(found: re.Match[str] | None) -> str | None:
    """The column that the label of a drafting line is for, a slip in it or none."""
    if found is None:
        return None
    label = found["label"]
    return "drafter" if within_one(label, "DRAFTED") else "approver" if within_one(label, "APPROVED") else None


def _squeezed(written: str) -> str | None:
    return " ".join(written.split()) or None
