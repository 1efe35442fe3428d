"""What must hold of every cable, told from its text alone by readings simpler than the parser's."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

from dagster_project.telegram.cable import Cable, Span

from .corpus import Row
from .outcome import Outcome, compared

_FL5 = re.compile(
    r"^[ZOPR](?: [ZOPR])?\s+(\d{2})(\d{2})(\d{2})Z ([A-Z]{3}) (\d{2}|\d{4})(?:\s.*)?$", re.MULTILINE
)  # fmt: skip
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_NUMBER = re.compile(r"^[ \t]*\(?¶?(\d{1,2})\)?(?:\.(?!\d)|(?=[ \t]+\([CSU]))", re.MULTILINE)
_CALLED = re.compile(r"^(?:ZZ|OO|PP|RR)((?:\s+[A-Z]{4,8})+?)\s+DE ", re.MULTILINE)
_ADDRESSEE = re.compile(r"^(?:TO |INFO |XMT )?[QRU][A-Z]{3,7}/", re.MULTILINE)
_PAGE_LINE = re.compile(r"\b\d{8}\s+\d{3}(?:\.\d)?\s+OF\s+\d{3}\b", re.IGNORECASE)
_WRITTEN = {
    "captions": re.compile(r"^[ \t]*SIPDIS\b", re.MULTILINE),
    "eo_number": re.compile(r"\bE\.?O\.? ?1\d{4}:? *DECL", re.IGNORECASE),
    "tags": re.compile(r"\bTAGS?: ?[A-Z]"),
    "subject": re.compile(r"^[ \t]*SUBJ(?:ECT)?:", re.MULTILINE | re.IGNORECASE),
    "references": re.compile(r"^[ \t]*REF(?:S|TELS?|\(S\))?:[ \t]*(?!N/A|NONE)\w", re.MULTILINE | re.IGNORECASE),
    "classified_by": re.compile(r"^[ \t]*CLASSIFIED BY:", re.MULTILINE | re.IGNORECASE),
    "class_reasons": re.compile(r"\bREASONS?:?[ \n]+1\.[45] ?\(?[a-h]\b", re.IGNORECASE),
    "signer": re.compile(r"(?<=\n)(?!X+\s*\Z)[A-Z]{4,}\s*\Z"),
}
"""What a field looks like where it is certainly written: the cable must then have it."""


def compare(row: Row, cable: Cable) -> Iterator[Outcome]:
    """Outcomes of all laws that say something about this cable."""
    dtg = _dtg(row.header)
    if dtg:
        yield compared("law.dtg", row.cable_id, dtg.isoformat(), cable.sent_at and cable.sent_at.isoformat())
    written = [int(number) for number in _NUMBER.findall(row.body)]
    # Numbers that the plain reading cannot see (inside a line, where line ends were lost) do not count here.
    read = [p.number for p in cable.paragraphs if p.number in written]
    if written and written == list(range(1, len(written) + 1)):
        yield compared("law.numbers_1_to_n", row.cable_id, written, read)
    elif written and all(1 <= b - a <= 3 for a, b in pairwise(written)):
        yield compared("law.numbers_with_gaps", row.cable_id, written, read)
    if called := _CALLED.search(row.header):
        yield compared(
            "law.called_stations", row.cable_id, called[1].split(), [r.routing_indicator for r in cable.routing]
        )
    addressees = sum(r.routing_indicator is not None for r in cable.recipients)
    yield compared("law.addressees_with_ri", row.cable_id, len(_ADDRESSEE.findall(row.header)), addressees)
    page_lines = len(_PAGE_LINE.findall(row.body))  # the archive has page lines of another form besides
    equal = page_lines <= cable.page_line_count
    yield Outcome("law.page_lines", row.cable_id, "", page_lines, cable.page_line_count, equal)
    for field, pattern in _WRITTEN.items():
        if found := pattern.search(row.body):
            value = getattr(cable, field)
            yield Outcome(f"law.{field}_where_written", row.cable_id, "", found[0].strip(), bool(value), bool(value))
    pilcrows = [p.ordinal for p in cable.paragraphs if re.search("^¶", p.text, re.MULTILINE)]
    yield compared("law.no_pilcrow_left_in_text", row.cable_id, [], pilcrows)
    for part, text, spans in (("header", row.header, cable.header_spans), ("body", row.body, cable.body_spans)):
        yield compared("law.spans_cover", row.cable_id, "", _first_gap(text, spans), part)
    counted = _in_spans("unread", row.header, cable.header_spans) + _in_spans("unread", row.body, cable.body_spans)
    yield compared("law.unread_counts_spans", row.cable_id, counted, cable.unread_chars)
    blank = _in_spans("blank", row.header, cable.header_spans) + _in_spans("blank", row.body, cable.body_spans)
    yield compared("law.blank_spans_are_blank", row.cable_id, 0, blank)
    yield compared("law.offsets", row.cable_id, "", _first_misplaced(len(row.body), cable))
    yield compared("law.all_characters_read", row.cable_id, 0, cable.unread_chars)
    if cable.serial is not None and cable.station_serial is not None:
        yield compared("law.station_serial", row.cable_id, cable.serial % 10_000, cable.station_serial)


def _dtg(header: str) -> dt.datetime | None:
    """The date-time group of the first line that is one, wherever in the header it stands."""
    for day, hour, minute, month, year in _FL5.findall(header):
        full_year = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 66 else 2000)
        with suppress(ValueError):  # a month, day or hour that there is not
            return dt.datetime(full_year, _MONTHS.index(month) + 1, int(day), int(hour), int(minute))
    return None


def _first_gap(text: str, spans: list[Span]) -> str:
    """Where spans do not take over from one another from the first character to the last; empty when they do."""
    ends = [0, *(span.end for span in spans)]
    for reached, span in zip(ends, spans, strict=False):
        if span.start != reached or span.end <= span.start:
            return f"{span.kind} from {span.start} to {span.end} after {reached}"
    return "" if ends[-1] == len(text) else f"end at {ends[-1]} of {len(text)}"


def _in_spans(kind: str, text: str, spans: list[Span]) -> int:
    """Characters that are not blank in the spans of a kind."""
    return sum(len("".join(text[span.start : span.end].split())) for span in spans if span.kind == kind)


def _first_misplaced(length: int, cable: Cable) -> str:
    """The first paragraph that does not lie within the body after the one before it; empty when all do."""
    reached = 0
    for paragraph in cable.paragraphs:
        if not reached <= paragraph.char_start < paragraph.char_end <= length:
            return f"{paragraph.ordinal} from {paragraph.char_start} to {paragraph.char_end} after {reached}"
        reached = paragraph.char_end
    return ""


def visible(row: Row) -> int:
    """Characters of header and body that are not blank: what `unread_chars` is a share of."""
    return len("".join(row.header.split())) + len("".join(row.body.split()))
