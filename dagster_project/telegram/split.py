"""Where the heading of a plain telegram ends and its text begins."""

import re

from dagster_project.telegram.heading import FL5, PARTIAL
from dagster_project.telegram.text_head import CLASS_LINE

_BLANK_LINE = re.compile(r"\n[ \t\r]*(?=\n)")
_BREAK = re.compile(r"^BT[ \t\r]*$", re.MULTILINE)
_ORIGINATOR = re.compile(r"^FM [A-Z]|(?<= )FM [A-Z]", re.MULTILINE)
_DATE_TIME_GROUP = re.compile(r"(?:^|(?<= ))" + FL5.pattern, re.MULTILINE)
_SIGNS = re.compile(r"\bVZCZC[A-Z]{3} ?\d{3,4}\b")


def is_telegram(text: str) -> bool:
    """Whether a text shows the marks of a telegram: format line 1 or 5, a classification line, the notice."""
    return bool(
        _SIGNS.search(text) or _DATE_TIME_GROUP.search(text) or CLASS_LINE.search(text) or text.startswith(PARTIAL)
    )


def split(text: str) -> tuple[str, str]:
    """Header and body of a text that holds one telegram.

    The header ends at `BT`; else, after the originator, at the first blank line or classification
    line; a telegram without originator is split before its classification line. A blank line after
    format line 2 (copies of channel XYZ) ends nothing.
    """
    originator = _ORIGINATOR.search(text)
    found = CLASS_LINE.search(text)
    if text.startswith(PARTIAL):
        ends = [m.start() for m in (found or _BLANK_LINE.search(text),) if m]
        originator = None
    elif originator and not (found and found.end() < originator.start() and not _SIGNS.search(text)):
        start = originator.end()
        if found := _BREAK.search(text, start):
            return text[: found.start()], text[found.end() :].lstrip("\r\n")
        ends = [m.start() for m in (_BLANK_LINE.search(text, start), CLASS_LINE.search(text, start)) if m]
    else:
        ends = [found.start()] if found else []
    if not ends:
        return (text, "") if originator else ("", text)
    end = min(ends)
    return text[:end], text[end:].lstrip("\r\n")
