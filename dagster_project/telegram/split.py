"""Where the heading of a plain telegram ends and its text begins."""

import re

from dagster_project.telegram.archive_print import PAGE, is_around
from dagster_project.telegram.classification_line import CLASS_LINE, damaged_line
from dagster_project.telegram.heading import FL5, PARTIAL
from dagster_project.telegram.labels import LABEL

_BLANK_LINE = re.compile(r"\r?\n[ \t\r]*(?=\n)")
_BLANK_LINES = re.compile(r"(?:[ \t\r]*\n)*")
_BREAK = re.compile(r"^BT[ \t\r]*$", re.MULTILINE)
_DATE_TIME_GROUP = re.compile(r"^[ \t]*" + FL5.pattern, re.MULTILINE)
_NEXT_LINE = re.compile(r"[^\n]*(?:\n[ \t\r]*)*")
# A level whose letters are spaced and damaged, a label of the text: where no line that says so is whole.
_TEXT_BEGINS = re.compile(rf"^(?:[ \t]*(?:[A-Z] ){{5,}}[A-Z]\b|{LABEL.pattern})", re.MULTILINE | re.IGNORECASE)
_ADDRESSEES_GO_ON = re.compile(r"(?:TO|INFO|XMT) [A-Z]|AMEMBASSY |AMCONSUL |AMCONGEN |USMISSION |[QRU][A-Z]{4,7}/[A-Z]")
_CAPTIONS_ABOVE = re.compile(r"(?:(?<=\n)[ \t]*(?:EXDIS|NODIS|LIMDIS|STADIS|NOFORN)[ \t/\r]*\n){0,4}\Z")
_LONGEST_CAPTIONS = 80
_LONGEST_HEADING = 8000
"""Characters below the originator in which a damaged classification line is looked for."""
_LONGEST_LINE = 120
_SIGNS = re.compile(r"^[ \t]*VZCZC[A-Z]{3} ?\d{3,4}\b", re.MULTILINE)
# On its own line, or behind format line 5 where the heading lost its line ends; FM in a sentence is a minister.
_ORIGINATOR = re.compile(
    r"^FM [A-Z]|\b\d{6}Z [A-Z]{3} \d\d\b(?:[^\n]{0,60}? FM [A-Z]"
    r"|[^\n]{0,60}\nFROM (?:AMEMBASSY|AMCONSUL|USMISSION|USINT|SECSTATE) [A-Z])",
    re.MULTILINE,
)


def is_telegram(text: str) -> bool:
    """Whether a text shows the marks of a telegram: format line 1 or 5, a classification line, the notice."""
    return bool(_SIGNS.search(text) or _DATE_TIME_GROUP.search(text) or CLASS_LINE.search(text) or _is_partial(text))


def split(text: str) -> tuple[str, str]:
    """Header and body of a text that holds one telegram.

    The header ends at `BT`; else, after the originator, at the first blank line or classification
    line; a telegram without originator is split before its classification line. A blank line after
    format line 2 (copies of channel XYZ) ends nothing.
    """
    class_line = CLASS_LINE.search(text)
    originator = _ORIGINATOR.search(text)
    if class_line and originator and class_line.end() < originator.start() and _SIGNS.search(text):
        class_line = CLASS_LINE.search(text, originator.end())  # the heading stands below that of a print
    if originator:
        opening = _BREAK.search(text, originator.end()) if "BT" in text else None
        # A BT below the classification line closes the text.
        if opening and not (class_line and class_line.start() < opening.start()):
            return text[: opening.start()], text[_BLANK_LINES.match(text, opening.end()).end() :]
        before = class_line.start() if class_line else len(text)
        blank = _end_of_addressees(text, originator.end(), before)
        ends = [found.start() for found in (class_line, blank) if found]
        if not class_line:
            begins = _text_begins(text, originator.end(), ends[0] if ends else len(text))
            ends = [begins] if begins is not None else ends
    else:
        found = class_line or (_BLANK_LINE.search(text) if _is_partial(text) else None)
        ends = [found.start()] if found else []
    end = min(ends, default=len(text) if originator else 0)
    if class_line and end == class_line.start():
        end -= len(_CAPTIONS_ABOVE.search(text, max(0, end - _LONGEST_CAPTIONS), end)[0])
    return text[:end], text[_BLANK_LINES.match(text, end).end() :]


def _text_begins(text: str, at: int, end: int) -> int | None:
    """Where the text begins above `end` without a whole classification line: at a damaged one, a label of its head."""
    label = _TEXT_BEGINS.search(text, at, end)
    end = label.start() if label else end
    line_start = text.find("\n", at, end) + 1
    for line in text[line_start : min(end, line_start + _LONGEST_HEADING)].split("\n") if line_start else ():
        if len(line) < _LONGEST_LINE and damaged_line(line.rstrip("\r")):
            return line_start
        line_start += len(line) + 1
    return label.start() if label else None


def _end_of_addressees(text: str, at: int, before: int) -> re.Match[str] | None:
    """The blank line that ends the addressees; none of those around a page break that parts them (NARA_FORMAT 3.10)."""
    while blank := _BLANK_LINE.search(text, at, before):
        at = _BLANK_LINES.match(text, blank.end()).end()
        has_page = False
        while at < before and ((page := PAGE.match(text, at)) or is_around(text, at)):
            has_page = has_page or page is not None
            at = _NEXT_LINE.match(text, page.end() if page else at).end()
        if (not has_page or at >= before) and not _ADDRESSEES_GO_ON.match(text, at, before):
            return blank
    return None


def _is_partial(text: str) -> bool:
    return text.lstrip().startswith(PARTIAL)
