"""Lines that are rows, of a table, a schedule or a list of names, and stay lines where those of prose are joined.

Zenda        2,800      5,100         Sincerely,                Date of Birth: 29 May 1960
Strelsau     1,000      1,900         Olive Oxbow               Languages: Elbonian
"""

import re
from itertools import pairwise

from dagster_project.telegram.blocks import LIST_ITEM

_LABEL = r"[A-Z][\w./()'& -]{1,26}:[ \t]+\S"
LABELLED_ROW = re.compile(rf"\n[ \t]*+(?={_LABEL})(?=[^\n]{{3,42}}(?:\n|\Z))")
"""Before a short row with its name: `Date of Birth: 29 May 1960`, `Fax: 555 0100`."""
LABELLED_LINE = re.compile(rf"\n[ \t]*+(?={_LABEL})")
"""Before a line with its name, of any length."""
_YEARS = re.compile(r"[ \t]*(?:19|20)\d\d ?- ?(?:(?:19|20)\d\d|[Pp]resent):[ \t]")
"""`1971-1979:  Harbor master`"""
# Two forms of one pattern: that for texts without tabs begins with blanks, which a search finds far sooner.
_TABLE_LINE = re.compile(r"   (?<=\S   ) *(?=\S).*\S {3,}\S")
_TABBED_LINE = re.compile(r"\S[ \t]{3,}\S.*\S[ \t]{3,}\S|\S\t+\S")
# A gap behind a stop may be that between two sentences.
_GAP = re.compile(r"[^\s.?!\"”] {3,}\S|\S {6,}\S")
CELLS = re.compile(r"  (?<=[^\s.?!:;,)\"”]  ) *+\S")
"""A gap between two cells of a row, and none between two sentences; blanks first, which are found soonest."""
_FIGURE = re.compile(r"[^\s.?!:;,\"”] {2,}\$?\d[\d.,]*%?$")
"""A gap of two blanks before the figure that ends a row."""
_LABELLED = re.compile(r"[ \t]*[A-Z][\w.-]*(?: [\w.-]+){0,3}:[ \t]+\S")
SERIES_FIRST = frozenset("0123456789IVX-")
"""First characters of a series of entries."""
_ENTRY = re.compile(
    r"(?P<hour>\d{4}(?:-\d{4})?:[ \t])|(?P<year>(?:1[89]|20)\d\d[ \t]?[-:–][ \t])"
    r"|(?P<roman>[IVX]{1,4}\.[ \t])|(?P<dash>-[A-Za-z])"
)
_NEXT_ENTRY = re.compile(rf"\n[ \t]*+(?={_ENTRY.pattern})")
FULL_LINE = 45
"""Characters of a line that has no room for the next word; a line above a list may be as long, but has a stop."""
_LONGEST_ENTRY = 65
OF_A_NAME = ("Jr.", "Sr.")
"""Ends of a name whose stop ends no sentence."""
SHORT_ROW = 42
"""Characters of a line that had room for the next word."""


def is_table(raw: str) -> bool:
    """Whether lines are the rows of a table: each with a wide gap, or some with two."""
    if "   " not in raw:
        return False
    rows = raw.strip().split("\n")
    if len(rows) > 1 and "  " in rows[1] and is_rows(raw):
        return True
    if len(rows) != 2:
        return len(rows) > 2 and (has_table(raw) or has_columns(raw))
    if has_table(rows[0]):  # a sum, and on the next line the source; else a cell that goes on
        return has_table(rows[1]) or not (rows[1][:1].isspace() or rows[1][:1].islower())
    return has_table(rows[1]) and rows[0].rstrip().endswith(":")


def has_columns(text: str) -> bool:
    """Whether two lines running have a wide gap each, behind which the next cells begin, or end, in one column:
    `Zenda        2,800` / `Strelsau     1,000` with prose above or below."""
    above = None
    for line in map(str.rstrip, text.split("\n")):
        gap = _GAP.search(line) if "   " in line else None
        cell = (gap.end(), len(line)) if gap else None
        if cell and above and (cell[0] == above[0] or cell[1] == above[1]):
            return True
        above = cell
    return False


def is_in_cells(text: str) -> bool:
    """Whether each line has a gap of two blanks inside, behind no stop: all short, or all with the gap in one place.

    `Post    Name` / `Harbor  Olive Oxbow`
    """
    cells = []
    lines = text.rstrip().split("\n")
    for line in lines:
        if (gap := CELLS.search(line)) is None:
            return False
        cells.append(gap.end())
    return len(cells) > 1 and (len(set(cells)) == 1 or max(map(len, lines)) < FULL_LINE)


def is_within_prose(flow: str, line_end: int) -> bool:
    """Whether a line end of a text that has a table is none of its rows': both lines are prose, the upper one full."""
    above = flow[flow.rfind("\n", 0, line_end) + 1 : line_end].rstrip()
    if len(above) < FULL_LINE or "   " in above or above[-1] == ":" or above.isupper():
        return False
    below = flow[line_end + 1 : line_end + 1 + _LONGEST_ENTRY].partition("\n")[0].rstrip()
    return bool(below) and not (
        below[0].isspace() or "   " in below or LIST_ITEM.match(below) or LABELLED_ROW.match(f"\n{below}")
    )


def is_rows(text: str) -> bool:
    """Whether each line has a wide gap inside, as the rows of a table of two columns have: not that behind a bullet."""
    for line in map(str.strip, text.split("\n")):
        if not line:
            continue
        behind = bullet.end() if (bullet := LIST_ITEM.match(line)) else 0
        if not ("  " in line and (_GAP.search(line, behind) or _FIGURE.search(line, behind))):
            return False
    return True


def has_table(text: str) -> bool:
    """Whether some line has two wide gaps, as the rows of a table have."""
    return (_TABBED_LINE if "\t" in text else _TABLE_LINE).search(text) is not None


def end_of_row(flow: str, start: int, end: int) -> int:
    """Where the row ends that an indented item is, if a line that is not indented goes on below it; else 0.

    `  1. Zenda      24`, on the next line `The harbor master said ...`
    """
    line_end = flow.find("\n", start, end)
    if line_end < 0 or flow[start - 1] not in " \t" or not flow[line_end + 1 : line_end + 2].isupper():
        return 0
    row = flow[start:line_end].rstrip()
    is_row = row[-1:].isdecimal() and LIST_ITEM.match(row) is not None and is_rows(row)
    return line_end if is_row else 0


def rows_below(flow: str, start: int, end: int) -> int:
    """Where the rows begin that stand right below prose of some lines and end a stretch; 0 where there are none.

    `The Board published the votes.  They are` / `as follows.` / `Harbor     1,200     14` / `Quay        900      9`
    """
    text = flow[start:end].rstrip()
    lines = text.split("\n")
    first = len(lines)
    while first and "   " in lines[first - 1].strip() and is_rows(lines[first - 1]):
        first -= 1
    if first + 1 >= len(lines) or first < 2 or lines[first - 1].rstrip()[-1:] not in (".", ":"):
        return 0
    if any("   " in line.strip() for line in lines[:first]) or LIST_ITEM.match(lines[first - 1]):
        return 0
    if (
        lines[first - 1].rstrip()[-1] == ":"
        and len(lines[first - 1]) < SHORT_ROW
        and lines[first - 2].rstrip()[-1:] == "."
    ):
        first -= 1  # the title of the rows: `Career:`
    return start + sum(map(len, lines[:first])) + first


def is_labelled(text: str) -> bool:
    """Whether each line begins with a label: `Rule 1: Nobody disagrees.`, `May 4: Talks end.`"""
    return ":" in text and all(_LABELLED.match(line) for line in text.rstrip().split("\n"))


def series_breaks(flow: str, start: int, end: int) -> list[re.Match[str]]:
    """The line ends before the entries of a series, where the stretch begins with one: `0530: Fog.` / `0600: Rain.`"""
    first = _ENTRY.match(flow, start, end)
    if first is None:
        return []
    return [found for found in _NEXT_ENTRY.finditer(flow, start, end) if found.lastgroup == first.lastgroup]


def has_labelled_rows(flow: str, start: int, end: int) -> bool:
    """Whether two rows with a name each stand one below the other."""
    rows = list(LABELLED_ROW.finditer(flow, max(0, start - 1), end))  # the first may be one
    return any(flow.find("\n", row.end(), end) == below.start() for row, below in pairwise(rows))


def is_short_lines(text: str) -> bool:
    """Whether all lines are short and none ends a sentence, as those of a list of names."""
    lines = map(str.strip, text.split("\n"))  # the blanks of a page line may be on one
    return all(len(line) < _LONGEST_ENTRY and (line[-1:] != "." or line.endswith(OF_A_NAME)) for line in lines)


def is_short_rows(text: str) -> bool:
    """Whether a text without number is rows, each so short that the next word had room on it: `Sincerely,` / a name."""
    lines = text.strip().split("\n")
    if len(lines) > 1 and all(map(_YEARS.match, lines)):
        return True
    return (
        len(lines) > 1
        and max(map(len, lines)) < SHORT_ROW
        and not text.isupper()
        and not any(line.rstrip()[-1:] in ".;" and not line.rstrip().endswith(OF_A_NAME) for line in lines)
        and not any(line.lstrip()[:1].islower() for line in lines)
    )


def is_list_of_names(text: str) -> bool:
    """Whether each line is short, begins with no small letter and ends no sentence: prose that wraps is otherwise."""
    return is_short_lines(text) and not any(line.lstrip()[:1].islower() for line in text.split("\n"))


def is_plain_names(names: str) -> bool:
    """Whether several lines are names beyond doubt: no quotation, no sentence in them, and in capitals all short."""
    lines = [*map(str.strip, names.rstrip().split("\n"))]
    return (
        len(lines) > 1
        and not (names.isupper() and max(map(len, lines)) > SHORT_ROW)
        and not any(line[:1] in "\"“'(" or ". " in line or len(line) > FULL_LINE for line in lines)
        and is_list_of_names(names.rstrip())
    )
