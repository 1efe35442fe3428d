"""Lines that stand like headings and are none: rows and titles of tables, entries of lists, names of who took part."""

import re

from dagster_project.telegram.blocks import LIST_ITEM, Block
from dagster_project.telegram.offsets import end_of_text
from dagster_project.telegram.rows import CELLS, has_table, is_in_cells
from dagster_project.telegram.titles import PLAIN_HEADINGS, ROW, SENTENCE_ENDS, SHORT_LINE, is_paragraph, is_title

_CAPTION = re.compile(r"(?:table|chart|figure|graph) (?:no\.? ?)?(?:\d{1,2}\b|[A-Z]{1,3}[.:])", re.IGNORECASE)
_CAPTION_FIRST = frozenset("TCFGtcfg")
_SERIES = re.compile(
    r"(?P<parted>\([A-Za-z0-9]\)\s)|(?P<roman>[IVX]{1,4}\.\s)|(?P<decimal>\d{1,2}\.\d{1,2}\s)"
    r"|(?P<hour>\d{3,4}(?::|[ \t]-)\s)|(?P<said>[A-Z][^\n:\"“]{2,30}: [\"“])"
)
"""The label of an entry, by which its neighbours are of one series."""
_SPEAKER = re.compile(r"[A-Z][\w.'-]{1,15}(?:[ ][A-Z][\w.'-]{1,15}){0,2}:\s")
"""Who says what in a dialogue whose lines stand apart."""
_LONGEST_LIST = 40
_LONGEST_GROUP = 30
"""Characters of a country's name or an office's, above the names; longer are titles of speeches (10BELGRADE19)."""
_LONGEST_NAME = 69
"""Characters of a line with a name and an office: as many as a line may have."""


def is_rule_of_table(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether the rule at `i` has a part for each column of the table below it, `-----      -----`, or stands below the
    title of a table, or between the heads of columns and a row of them: `Year      Cars`.

    Two blanks are between words of a heading too (09DOHA214): then the cells must begin in the same column.
    """
    rule = flow[blocks[i].start : blocks[i].end].rstrip()
    if "-   " in rule:
        return True
    above = blocks[i - 1].start
    text = flow[above : blocks[i - 1].end].rstrip()
    start, end = above + text.rfind("\n") + 1, above + len(text)
    if flow[start] in _CAPTION_FIRST and is_caption(flow, blocks, i - 1, start):
        return True
    if "  " not in text or i + 1 == len(blocks) or flow.find("  ", start, end) < 0:
        return False
    below = blocks[i + 1]
    if below.kind == "rule" or is_paragraph(flow, below) or (head := CELLS.search(flow, start, end)) is None:
        return False
    line_end = flow.find("\n", below.start, below.end)
    cell = CELLS.search(flow, below.start, line_end if line_end > 0 else end_of_text(flow, below.end))
    if cell is None:
        return False
    if rule.startswith("-  -", head.end() - start - 4):
        return True  # a part of the rule begins where the cell does
    column = head.end() - flow.rfind("\n", 0, start)
    return flow.find("   ", start, end) >= 0 or column == cell.end() - flow.rfind("\n", 0, below.start)


def is_caption(flow: str, blocks: list[Block], i: int, start: int) -> bool:
    """Whether the line at `start` in a block is the title of a table below it, under which the next paragraphs don't
    stand: `Table 1: Catch of herring`"""
    if flow[start] not in _CAPTION_FIRST or _CAPTION.match(flow, start, blocks[i].end) is None:
        return False
    below = next((other for other in blocks[i + 1 : i + 3] if other.kind != "rule"), None)
    return below is not None and not is_paragraph(flow, below)


def heads_rows(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a line alone stands above a table between two paragraphs, as its title: headings stand above numbers."""
    return (
        0 < i < len(blocks) - 2
        and flow[blocks[i].start] != "/"  # `//CATCH//` is a heading anywhere
        and blocks[i - 1].kind == "numbered"
        and blocks[i + 1].kind == "text"
        and blocks[i + 2].kind == "numbered"
        and has_table(table := flow[blocks[i + 1].start : blocks[i + 1].end])
        and not SENTENCE_ENDS.search(table)  # prose with a table
    )


def is_below_rows(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a block right below a rule goes on a table, as the only row or the sum, or says something of it: the rule
    stands right below a row. `Source: Harbor Board`, `* not yet known`"""
    if i < 2 or blocks[i - 1].after_blank or blocks[i - 2].kind in ("rule", "heading"):
        return False
    row = flow[blocks[i - 2].start : blocks[i - 2].end].rstrip()
    row = row[row.rfind("\n") + 1 :].strip()
    text = flow[blocks[i].start : blocks[i].end].strip()
    if "  " not in row or CELLS.search(row) is None or text.strip(" :").upper() in PLAIN_HEADINGS:
        return False
    is_over_a_paragraph = i + 1 < len(blocks) and blocks[i + 1].kind == "numbered"
    if is_over_a_paragraph and "  " not in text and ":" not in text and not any(map(str.isdecimal, text)):
        return not (text[0].isalpha() and is_title(text))
    return "   " in row or "   " in text or is_in_cells(text)


def leads_in_a_list(flow: str, block: Block, following: Block) -> bool:
    """Whether a line ends in a colon above the 1 of a list, in a text whose paragraphs bear marks or pilcrows: `The
    ministers:`, `1.  Agreed to open the border.`"""
    text = flow[block.start : block.end].strip()
    return text[-1] == ":" and not is_paragraph(flow, following) and text.strip(" :").upper() not in PLAIN_HEADINGS


def ends_a_list(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a line alone is the last entry of a list whose entries stand apart, and no heading.

    `Participants:`, `U.S.`, `The Ambassador`, `Italy`, `Minister Quill`, each between blank lines; `(b) No`, `(c) Why?`
    """
    text = flow[blocks[i].start : blocks[i].end].strip()
    if text.strip(" :").upper() in PLAIN_HEADINGS or _is_in_rows(flow, blocks[i - 1]):
        return False
    if (speaker := _SPEAKER.match(text)) and i > 1 and text[-1] in "?!":
        answer, question = blocks[i - 1], blocks[i - 2]
        if _SPEAKER.match(flow, answer.start) and flow.startswith(speaker[0], question.start):
            return True
    label = _SERIES.match(text)
    above = i - 1
    while above >= 0 and i - above <= _LONGEST_LIST and blocks[above].kind in ("text", "lettered"):
        entry = flow[blocks[above].start : blocks[above].end].strip()
        if above == i - 1 and label and (before := _SERIES.match(entry)) and before.lastgroup == label.lastgroup:
            return True
        if entry[-1:] == ":":
            return above < i - 1 and not (text.isupper() and not entry.isupper())
        has_stop = entry[-1:] in ".;" and not entry.endswith("U.S.")
        if has_stop or len(entry) > 4 * SHORT_LINE or (text.isupper() and not entry.isupper()):
            return False
        above -= 1
    return (
        0 <= above < i - 1
        and blocks[above].kind == "numbered"
        and flow[blocks[above].start : blocks[above].end].rstrip().endswith(":")
    )


def is_above_entries(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether nothing but lines alone, which end in no stop, stand between a line alone and the next paragraph.

    `1. AGENDA ITEMS:`, `LAW OF THE SEA`, `FISHERIES`, `CIVIL AVIATION`, `2. ...`, each between blank lines
    """
    for below in blocks[i + 1 : i + 1 + _LONGEST_LIST]:
        if below.kind != "text":
            return below.kind == "numbered"
        entry = flow[below.start : below.end].strip()
        if "\n" in entry or entry[-1:] in ".:;" or len(entry) > _LONGEST_NAME:
            return False
    return False


def heads_names(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a line alone is over the second group of a list of names, or a later one, and no heading.

    `Participants:`, `U.S.`, `Dr. Oxbow` / `Mr. Quill`, `ELBONIA`, `Col. Fog` / `Mr. Thimblewick`
    """
    if i + 1 == len(blocks) or len(flow[blocks[i].start : blocks[i].end].strip()) > _LONGEST_GROUP:
        return False
    if blocks[i + 1].kind != "text" or not _is_names(flow, blocks[i + 1]):
        return False
    above = i - 1
    while above > 0 and i - above <= _LONGEST_LIST and blocks[above].kind == "text" and _is_names(flow, blocks[above]):
        above -= 1
    if not 0 <= above < i - 1:
        return False
    opening, first, last, names = (
        flow[other.start : other.end].strip()
        for other in (blocks[above], blocks[above + 1], blocks[i - 1], blocks[i + 1])
    )
    group, _, others = first.partition("\n")
    if opening[-1:] != ":" or blocks[above].kind not in ("text", "numbered") or len(group) > _LONGEST_GROUP:
        return False
    if (
        "PARTICIPANTS" in opening.upper()
    ):  # a side may be one name; a page line takes the blank line below the first side
        return group.isupper() if others else above < i - 2
    return above < i - 2 and not others and ("\n" in last or "\n" in names)


def _is_names(flow: str, block: Block) -> bool:
    """Whether the lines of a block are short and no sentences."""
    text = flow[block.start : block.end].strip()
    return (
        max(map(len, text.split("\n"))) <= _LONGEST_NAME
        and (text[-1:] not in ".;:?!" or text.endswith(("U.S.", "Jr.", "Sr.")))
        and not text[:1].islower()
    )


def ends_a_ruled_list(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a line below a ruled heading is the only entry under it, and there are entries under the one above.

    `Monday` and its rule, `0900  Arrive`, `Tuesday` and its rule, `1000  Depart`
    """
    text = flow[blocks[i].start : blocks[i].end].strip()
    if "\n" in text or text.isupper() or len(text) > SHORT_LINE:
        return False
    if blocks[i - 1].after_blank or blocks[i - 2].kind != "heading":
        return False
    above = i - 3
    if blocks[above].kind == "rule":
        above -= 1
    entries = above
    while above >= 0 and blocks[above].kind == "text":
        entry = flow[blocks[above].start : blocks[above].end].strip()
        if entry[-1:] in ".;" or max(map(len, entry.split("\n"))) > SHORT_LINE:
            return False
        above -= 1
    return entries > above > 0 and blocks[above].kind == "rule" and blocks[above - 1].kind == "heading"


def _is_in_rows(flow: str, block: Block) -> bool:
    """Whether a block is items or rows of a table, line by line: its entries do not stand apart."""
    first, _, below = flow[block.start : block.end].strip().partition("\n")
    return bool(below) and (
        (LIST_ITEM.match(first) is not None and LIST_ITEM.match(below) is not None) or ROW.match(below) is not None
    )
