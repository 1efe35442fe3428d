"""The words of a paragraph: lines joined where they were wrapped, and kept where they are rows, items or entries.

conducted in the presence of      -- textiles              Post    Name               Q: Will the harbor open?
NATO.                             -- herring               Harbor  Olive Oxbow        A: It will.
"""

import functools
import html
import re
from itertools import repeat

from dagster_project.telegram.blocks import LIST_ITEM, QUESTION, TERMINATED, Block, wrapped
from dagster_project.telegram.offsets import end_of_text, plain_blanks
from dagster_project.telegram.rows import (
    FULL_LINE,
    LABELLED_LINE,
    LABELLED_ROW,
    OF_A_NAME,
    SERIES_FIRST,
    SHORT_ROW,
    end_of_row,
    has_labelled_rows,
    is_in_cells,
    is_plain_names,
    is_rows,
    is_short_lines,
    is_short_rows,
    is_table,
    is_within_prose,
    rows_below,
    series_breaks,
)
from dagster_project.telegram.titles import CLOSER_ALONE, PLAIN_HEADINGS

# Begins with the line end, which a search finds quickly; what most lines begin with, a word, is ruled out first.
_ITEM_BREAK = re.compile(
    r"\n(?:[ \t]*+(?![A-Z]|[a-np-z][^.)ivx]|o[^.)ivx \t])"
    r"(?=(?:-{1,3}[ \t]+|--|[–—]|\+[ \t]+|[*•·](?:[ \t]+|[ \t]*\n[ \t]*)|\*(?=[A-Z][^*\n]+(?:\n|\Z))|>[ \t]+(?!\d)"
    r"|o(?:[ \t]{2,}|[ \t](?=[A-Z\"“])|(?<=[ \t]o)[ \t])"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t]{1,5}|[012]\d[0-5]\d(?:Z|[ \t]H(?:OU)?RS)?:[ \t]"
    r"|\d{1,2}:?\d\d(?:[ \t]?-[ \t]?(?:\d{1,2}:?\d\d|[Pp]resent):?|(?<=:\d\d))[ \t]+(?=[A-Z][a-z]))\S)"
    r"|[ \t]*+(?=(-[A-Z]|\(?(?![US]\))[A-Z]\)[ \t]{1,5}\S|\(?[IVX]{1,4}[.)][ \t]+\S|[A-H][ \t]-[ \t]+\S)))"
)
"""Before an item, or an entry with hours or years (`0900-1000 Talks`); before one of group 1 only below a stop, which
blanks may part from the line end, or where another has the letter or figure before or behind."""
_CAPITAL_LABEL = re.compile(r"[ \t]*(\(?)([A-Z]|[IVX]{2,4})(\)|\.|[ \t]-)[ \t]")
_ROMAN_FIGURES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LINE_BREAK = re.compile(r"\n")
_BROKEN_HYPHEN = re.compile(
    r"-(?!-)(?=[ \t\n])(?:(?<=\w-)|(?<=[A-Z]\.-))([ \t]*\n[ \t]*)(?=\w)(?!(?:and|or|to|AND|OR|TO)\b)"
)
"""A line end inside a word: `TIME-` / `SENSITIVE` (07STATE152317); not in `short-` / `and long-term`."""
_NOTHING = "\uffff"
"""Stands in the place of what is left out, so that offsets do not move."""
_LATER_NUMBER = re.compile(r"(?!1\.)\d{1,2}\. ")
_INLINE_ITEMS = re.compile(r"(?:1\) [^\n]* 2\)|\(1\) [^\n]* \(2\)|a\) [^\n]* b\)|\(a\) [^\n]* \(b\)) ")
"""Items of a sentence, the first of which a line end put first: `1) an exchange of prisoners and 2) a truce`."""
_LABEL = re.compile(r"[ \t]*(\(?)(\d{1,2}|[a-z])([.)])[ \t]")
OPEN_WORD = re.compile(
    r"\b(?:an?|the|of|to|in|on|at|by|for|from|with|and|or|that|as|but|is|was|were|are|be|his|her|its|their|this|which)$",
    re.IGNORECASE,
)
_COLON_AT_END = re.compile(r":[ \t]*\n")
_OPEN_LINE = re.compile(r"\n(?<=[ \t](?:of|to|OF|TO)\n)|\n(?<=[ \t](?:and|for|the|AND|FOR|THE)\n)")
"""Behind a line of a list that goes on: `Principal Deputy Assistant Secretary of` / `State` (09BEIJING2964)."""
_STOPS = frozenset(".:;,?!")
_SENTENCE_ENDS = _STOPS - {","}
_AFTER_WORD = frozenset(":.")
_LONGEST_PLAIN = 20
_LONGEST_ROWS = 1000
"""Characters of a block that is looked at for rows."""
PARTICIPANTS = re.compile(r"(?i:(?:meeting )?participants)\b[^.\n]{0,40}:")
_SPEAKER = re.compile(
    r"\n[ \t]*+(?=(?:Q(?:uestion|UESTION)?|A(?:nswer|NSWER)?)(?:[ \t]?\d{1,2})?[ \t]?"
    r"(:|[.-](?=\s)|--)[ \t]*[\w\"“'(.\n])"
)
"""Before a line of an interview or of guidance for the press: `Q: Will the harbor open?`, `ANSWER: It will.`; `A.I.D.`
and `A 10-year plan` are none."""
_PARTICIPANTS_BELOW = re.compile(PARTICIPANTS.pattern + r"[ \t]*\n")
MONTH_AT_END = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?$",
    re.IGNORECASE,
)
_LATEST_PARTS = 4
"""Parts of a line in which the label before that of the next part is looked for."""
_LONGEST_MONTH = 12
_CITES = re.compile(r"\b(?:para(?:graph)?s?|article|section|chapter|annex|item) ?$", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#x?[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp);")


class Wording:
    """Reads the words of paragraphs from one text: its lines joined where they were wrapped, and kept where they stand
    for themselves."""

    def __init__(self, flow: str, has_odd_blanks: bool):
        """`has_odd_blanks`: whether blanks other than the plain one and the line feed may stand in `flow`, which take a
        search each."""
        self.flow = flow
        self.has_entities = "&" in flow and _ENTITY.search(flow) is not None
        marked, self.hyphens = flow, _BROKEN_HYPHEN.search(flow) is not None
        if self.hyphens:  # of one telegram in 40
            marked = _BROKEN_HYPHEN.sub(lambda gap: f"-{_NOTHING * len(gap[1])}", flow)
        self.plain = plain_blanks(marked) if has_odd_blanks else marked.replace("\n", " ")
        self.asks = ("\nQ" in flow or "Q:" in flow or "Q." in flow) and QUESTION.search(flow) is not None
        self.has_dashes = "A - " in flow and "B - " in flow
        """Letters of items may have a dash behind them: `A - FOG` / `B - RAIN`."""

    def text(self, block: Block) -> str:
        """The paragraph's words: lines joined, list items and sub-blocks on lines of their own."""
        if block.pieces:
            lines: list[list[str]] = []  # each with the parts that it is joined of
            below_rows = False
            for start, end in block.pieces:
                joined = self._joined(start, end, block.items, block.is_list and start != block.text_start)
                if not joined:
                    continue
                # `until November` / `4. A poll`
                is_number = joined[0].isdigit() or joined[0] == "¶"
                is_day = lines and is_number and MONTH_AT_END.search(lines[-1][-1][-_LONGEST_MONTH:])
                is_cited = (
                    lines
                    and (is_number or joined[0] == "(")
                    and _goes_on_prose(" ".join(lines[-1][-_LATEST_PARTS:]), joined)
                )
                in_rows = self.flow.find("   ", start, end) >= 0 and is_rows(self.flow[start:end])
                apart = (
                    not lines
                    or "\n" in joined
                    or in_rows
                    or (below_rows and not joined[0].islower())
                    or (block.is_list and _is_below_an_entry(lines[-1][-1], joined))
                    or LIST_ITEM.match(joined)
                    or (joined[0] == "¶" and LIST_ITEM.match(joined, 1) and _had_room(self.flow, start))
                    or _stands_apart(lines, joined)
                )
                below_rows = in_rows
                # `up from` / `48. The commission ...`: no list of one begins so
                lone = len(block.pieces) == 2 and lines
                goes_on = (
                    lone and _LATER_NUMBER.match(joined, joined[0] == "¶") and lines[-1][-1][-1:] not in TERMINATED
                )
                if is_day or is_cited or not apart or goes_on or (lone and _INLINE_ITEMS.match(joined)):
                    lines[-1].append(joined)
                else:
                    lines.append([joined])
            text = "\n".join(map(" ".join, lines))
        else:
            start, end = block.text_start, block.end
            is_list = block.is_list or (
                self.plain[start : start + 1] in "PpMm" and _PARTICIPANTS_BELOW.match(self.flow, start, end) is not None
            )
            if (
                block.number is None
                and (
                    self.flow.find("\n", start, min(end, start + SHORT_ROW)) > 0
                    or self.plain[start : start + 1].isdigit()
                )
                and block.mark is None
                and block.label is None
                and end - start < _LONGEST_ROWS
            ):
                is_list = is_list or is_short_rows(self.flow[start:end])
            below = "" if is_list else self._names_below(start, end)
            text = self._joined(start, end - len(below), block.items, is_list)
            if below:
                text = f"{text}\n{self._joined(end - len(below), end, block.items, True)}"
        if "¶" in text:
            text = text.replace("¶", "")
        if self.hyphens and _NOTHING in text:
            text = text.replace(_NOTHING, "")
        if self.has_entities:
            text = html.unescape(text)
        if block.before_mark:
            between = "" if text[:1] in _AFTER_WORD else " "
            text = f"{self._one_line(*block.before_mark)}{between}{text}"
        return text

    def _names_below(self, start: int, end: int) -> str:
        """The lines below the last that ends in a colon, where they are names: `The delegation included:`"""
        flow = self.flow
        last = end_of_text(flow, end)
        if flow[last - 1 : last] == "." and not flow.endswith(OF_A_NAME, start, last):
            return ""  # as most paragraphs end, and no list of names
        colon = None
        for colon in _COLON_AT_END.finditer(flow, start, end):  # noqa: B007
            pass
        names = flow[colon.end() : end] if colon else ""
        return names if names and is_plain_names(names) else ""

    def _joined(self, start: int, end: int, items: bool, is_list: bool) -> str:
        """The lines of a stretch joined; rows of a table and list items on lines of their own."""
        if not self.asks:
            return self._stretch(start, end, items, is_list)
        lines = []
        for speaker in _SPEAKER.finditer(self.flow, start, end):
            if speaker[1] != ":" and wrapped(self.flow, speaker.start() + 1):
                continue  # `the mayor of Zenda,` / `A. Quill`
            lines.append(self._stretch(start, speaker.start(), items, is_list))
            start = speaker.end()
        lines.append(self._stretch(start, end, items, is_list))
        return "\n".join(filter(None, lines))

    def _stretch(self, start: int, end: int, items: bool, is_list: bool) -> str:
        """The same, where nobody asks and answers."""
        text = self.plain[start:end]
        # To split each text into words and join them took three times as long.
        spaced = "  " in text
        wide = spaced and "   " in text
        if wide and (below := end_of_row(self.flow, start, end)):
            return f"{self._one_line(start, below)}\n{self._stretch(below + 1, end, items, is_list)}"
        if wide and not is_list and (rows := rows_below(self.flow, start, end)):
            return f"{self._stretch(start, rows, items, False)}\n{self._stretch(rows, end, items, True)}"
        series = text[:1] in SERIES_FIRST and series_breaks(self.flow, start, end)
        if is_list or (wide and is_table(self.flow[start:end])) or (spaced and is_in_cells(self.flow[start:end])):
            breaks = _LINE_BREAK
        elif series:
            breaks = None
        elif items:
            breaks = _ITEM_BREAK
        elif text.count(":") > 2 and has_labelled_rows(self.flow, start, end):
            breaks = LABELLED_LINE
        elif self.has_dashes:
            breaks = _ITEM_BREAK
        elif wide:
            return _single_blanks(text)
        else:  # where lines end in a blank there are many gaps, all of two
            return (" ".join(text.split("  ")) if spaced else text).strip(" ")
        lines = []
        places = list(breaks.finditer(self.flow, start, end)) if breaks else series
        if breaks is _ITEM_BREAK:
            if any(found.lastindex for found in places):
                places = _items_in_series(self.flow, start, places)
            places = [found for found in places if not _is_open_time(self.flow, found.start(), found.end())]
            if len(places) == 1 and _is_prose(self.flow, start, places[0]):
                places = []
            places += _before_a_closer(self.flow, start, end) if places else []
        elif breaks is _LINE_BREAK and not is_list:
            places = [found for found in places if not is_within_prose(self.flow, found.start())]
        elif breaks is LABELLED_LINE:  # a longer row is none of a sentence where the one above it had room
            places = [found for found in places if _is_row(self.flow, found.start())]
        for found in places:
            lines.append(self._one_line(start, found.start()))
            start = found.end()
        lines.append(self._one_line(start, end))
        text = "\n".join(filter(None, lines))
        return _OPEN_LINE.sub(" ", text) if is_list else text

    def _one_line(self, start: int, end: int) -> str:
        """A stretch on one line with single blanks."""
        return _single_blanks(self.plain[start:end])


def _single_blanks(text: str) -> str:
    """A text with a single blank for each gap, and none around it; cut at pairs of blanks, which a pattern or a split
    into words takes twice as long for."""
    if "  " not in text:
        return text.strip(" ")
    return " ".join(filter(None, map(str.strip, text.split("  "), repeat(" "))))


def _items_in_series(flow: str, start: int, places: list[re.Match[str]]) -> list[re.Match[str]]:
    """The places of items without those where what looks like a label goes on a sentence: above it is no stop, and no
    other has the label before or behind. `A) MEET THEM IN GENEVA,` / `B) MEET THEM IN ROME; OR` / `C) DO NOTHING.`"""
    begin = _CAPITAL_LABEL.match(flow, start)
    read = [_CAPITAL_LABEL.match(flow, found.end()) for found in places]
    labels = {label.groups() for label in (begin, *read) if label}
    kept = []
    for found, label in zip(places, read, strict=True):
        label = label if found.lastindex else None
        in_series = label and any((label[1], other, label[3]) in labels for other in _beside(label[2]))
        by_stop = not label or label[3] == ")"
        if not found.lastindex or in_series or (by_stop and _is_below_a_stop(flow, found.start())):
            kept.append(found)
    return kept


@functools.cache
def _beside(label: str) -> tuple[str, ...]:
    """The labels before and behind: A and C of B, II and IV of III."""
    beside = [chr(ord(label) - 1), chr(ord(label) + 1)] if len(label) == 1 else []
    if label in _ROMAN_FIGURES:
        i = _ROMAN_FIGURES.index(label)
        beside += _ROMAN_FIGURES[max(0, i - 1) : i] + _ROMAN_FIGURES[i + 1 : i + 2]
    return tuple(beside)


def _is_below_a_stop(flow: str, line_end: int) -> bool:
    """Whether the line that ends at an offset ends a sentence, or leads in a list."""
    while line_end and flow[line_end - 1] in " \t":
        line_end -= 1
    return flow[line_end - 1 : line_end] in _SENTENCE_ENDS


def _is_open_time(flow: str, line_end: int, start: int) -> bool:
    """Whether what begins like an entry with hours or years goes on a sentence: `from` / `2004-2005 Elbonian fog`."""
    if not flow[start].isdecimal() or LIST_ITEM.match(flow, start):
        return False
    above = flow[max(0, line_end - _LONGEST_MONTH) : line_end].rstrip()
    return above.endswith(",") or OPEN_WORD.search(above) is not None


def _is_prose(flow: str, start: int, line_end: re.Match[str]) -> bool:
    """Whether what stands behind a line end like a list item goes on a sentence, and was wrapped there by chance.

    `conducted in the presence of NATO -- that is to say, French` / `-- officers.` (05PARIS8462)
    """
    if _INLINE_ITEMS.match(flow, line_end.end()):
        return True
    if _goes_on_prose(flow[start : line_end.start()], flow[line_end.end() : line_end.end() + _LONGEST_MONTH]):
        return True
    above = flow[max(start, flow.rfind("\n", start, line_end.start()) + 1) : line_end.start()].rstrip()
    if LIST_ITEM.match(flow, start):  # the second of two items
        return False
    if len(above) < FULL_LINE or above[-1] in _STOPS or above.endswith((" and", " or")):
        return False
    item = LIST_ITEM.match(flow, line_end.end())
    return item is None or flow[item.end() : item.end() + 2].lstrip("\"'“(")[:1].islower()


def _goes_on_prose(above: str, text: str) -> bool:
    """Whether a label that a line begins with goes on a sentence: `(a) a light;` stands in it, and `(b) a horn` at its
    line's beginning, or it is cited: `in Article` / `2. The deputies ...`"""
    label = _LABEL.match(text, text[0] == "¶")
    if label is None:
        return False
    if f" {label[1]}{_before(label[2])}{label[3]} " in above:
        return above.rstrip()[-1] not in ").:?!"  # else rows: `1) Fog 2) Rain (B-2)` / `3) Mud (C-3)`
    return _CITES.search(above[-_LONGEST_MONTH:]) is not None


def _before(label: str) -> str:
    """The label before: `a` of `b`, `1` of `2`."""
    return str(int(label) - 1) if label.isdecimal() else chr(ord(label) - 1)


def _had_room(flow: str, at: int) -> bool:
    """Whether the last line above an offset is short: a row, and no sentence that goes on."""
    end = end_of_text(flow, at)
    return end - flow.rfind("\n", 0, end) <= FULL_LINE


def _before_a_closer(flow: str, start: int, end: int) -> list[re.Match[str]]:
    """The line end above the last line of a list, if that is a closer: `-- rain` / `END SUMMARY.`"""
    line_end = flow.rfind("\n", start, end_of_text(flow, end))
    is_closer = line_end > 0 and CLOSER_ALONE.fullmatch(flow, line_end + 1, end)
    return [_LINE_BREAK.match(flow, line_end)] if is_closer else []


def _is_row(flow: str, line_end: int) -> bool:
    """Whether the line below a line end is a row with its name."""
    return _had_room(flow, line_end) or LABELLED_ROW.match(flow, line_end) is not None


def _stands_apart(lines: list[list[str]], joined: str) -> bool:
    """Whether what follows the lines of a paragraph begins one: they have ended, or are a heading (`1. SUMMARY`)."""
    first, last = lines[0][0], lines[-1][-1]
    is_heading = lines == [[first]] and len(first) < _LONGEST_PLAIN and first.upper() in PLAIN_HEADINGS
    return is_heading or last[-1:] in TERMINATED or (ends_in_an_item(last) and not joined[0].islower())


def _is_below_an_entry(last: str, joined: str) -> bool:
    """Whether the last line of a list of names is an entry or the name of a group, and what follows is another."""
    return is_short_lines(last[last.rfind("\n") + 1 :]) and not (
        joined[0].islower() or last[-1] == "," or OPEN_WORD.search(last)
    )


def ends_in_an_item(text: str) -> bool:
    """Whether the last line is an item of a list and had room for the next word: `-- textiles`."""
    line = text[text.rfind("\n") + 1 :]
    return len(line) < FULL_LINE and line[-1:] not in TERMINATED and LIST_ITEM.match(line) is not None
