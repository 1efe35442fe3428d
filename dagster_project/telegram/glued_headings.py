"""Headings that stand in one block with a paragraph: cut off at its end or behind its number.

... and so he said.            1. (C) Summary:               ... (Ref e). Internal Politics
The Road Ahead                 The fog rose ...
--------------
"""

import re

from dagster_project.telegram.blocks import LIST_ITEM, TERMINATED, Block, ends_in_a_note
from dagster_project.telegram.marks import read_mark
from dagster_project.telegram.offsets import end_of_text
from dagster_project.telegram.titles import (
    CLOSER,
    ENCLOSED,
    LETTERED_TITLE,
    OWN_MARK,
    PLAIN_HEADINGS,
    SHORT_LINE,
    SMALL_WORDS,
    closes_a_quotation,
    ended,
    ends_in_figures,
    is_item,
    is_title,
    reads_as_heading,
)

_GLUED = re.compile(r"[.!?)] +((?:[A-Z][a-z]+|[A-Z]{2,})(?: [A-Za-z][A-Za-z'-]*){1,6})$")
_STOP_AND_REDACTION = re.compile(r"[.!?] +[Xx]{5,}$")
_FULL_LINE = 50
"""Characters of a line of prose; those of lists are shorter."""
_LONGEST_WRAPPED = 200
"""Characters of a line in a text that is wrapped; in another each line is a paragraph or a heading (07ISLAMABAD256)."""


def title_lines(flow: str, blocks: list[Block]) -> list[Block]:
    """The blocks, with plain headings cut off that stand alone on a paragraph's first line, above its text: `1. (C)
    Summary:`, with a blank line or none below."""
    result: list[Block] = []
    for i, block in enumerate(blocks):
        result.append(block)
        if block.kind != "numbered":
            continue
        line_end = flow.find("\n", block.text_start, block.text_start + SHORT_LINE)
        if line_end < 0 or (found := OWN_MARK.match(flow, block.text_start, line_end)) is None:
            continue
        if flow[found.end() : line_end].strip(" \t:").upper() not in PLAIN_HEADINGS or not read_mark(found[1]):
            continue
        is_whole = not flow[line_end : block.end].strip()
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if is_whole and not (
            following is not None
            and following.kind == "text"
            and flow[following.start] != "("
            and _holds_words(flow, following)
        ):
            continue
        result.append(Block("heading", found.end(), line_end, found.end(), after_blank=False))
        if not is_whole:
            below = line_end + len(flow[line_end : block.end]) - len(flow[line_end : block.end].lstrip())
            result.append(Block("text", below, block.end, below, after_blank=False, items=block.items))
        block.end = found.end()
    return result


def _holds_words(flow: str, block: Block) -> bool:
    """Whether a block is more than a line alone that may be a heading."""
    text = flow[block.start : block.end].strip()
    return "\n" in text or text[-1] in TERMINATED


def split_heading(flow: str, block: Block, ruled: bool, certain: bool = False) -> Block | None:
    """Cut the last line off a block when it is the heading of what follows.

    `ruled`: a rule stands below it. `certain`: what follows is a paragraph and no list item.
    """
    cut = flow.rfind("\n", block.text_start, block.end)
    if cut < 0:
        return None
    line = flow[cut + 1 : block.end].strip()
    if not line or len(line) > 90 or (ruled and ends_in_figures(flow[block.text_start : block.end].rstrip())):
        return None
    if line[0] in "/-" and ENCLOSED.fullmatch(line):
        return _cut_off(flow, block, cut)
    if line[-1] in "Xx" and _STOP_AND_REDACTION.search(line):
        return None
    if (line[-1] in ".,;" and not line.endswith("...")) or line.endswith(('."', ".”")) or closes_a_quotation(line):
        return None
    before = flow[block.start : cut].rstrip()
    if ruled and not ended(before) and (first := _first_line(flow, block, cut, line)) is not None:
        return _cut_off(flow, block, first)
    if (
        not ended(before)
        and not (ruled and "   " in before[-60:].rsplit("\n", 1)[-1])  # a row of a table
        and not (certain and max(map(len, before.split("\n"))) > _LONGEST_WRAPPED)
    ):
        return None
    if ruled:
        return None if is_item(line) else _cut_off(flow, block, cut)
    if line.strip(" :").upper() in PLAIN_HEADINGS:
        return _cut_off(flow, block, cut)
    if before[-60:].isupper() and (line[-1] in ":?" or ends_in_a_note(before)):
        return None  # in a text of capitals they are the sign of nothing
    if before[-1] == ":" or not ((line.isupper() and line[-1] != ")") or (certain and line[-1] not in ":)]")):
        return None
    if not line.isupper() and max(map(len, before.split("\n")[-3:])) < _FULL_LINE:  # a list of names and offices
        return None
    title = LETTERED_TITLE.match(line) if certain else None
    is_heading = title[2] is None and is_title(line) if title else reads_as_heading(line)
    return _cut_off(flow, block, cut) if is_heading else None


def _first_line(flow: str, block: Block, cut: int, line: str) -> int | None:
    """Before the first line of a ruled heading of two, whose second begins behind `cut`; None where the line above is
    no title below the end of a sentence."""
    above = flow.rfind("\n", block.text_start, cut)
    first = flow[above + 1 : cut].strip()
    if above < 0 or not first or "  " in first or not (is_title(first) and is_title(line)) or first[0].islower():
        return None
    before = flow[block.start : above].rstrip()
    last = before[before.rfind("\n") + 1 :]
    is_end = ended(before) and before[-1] != ":" and len(last) > len(line) and not is_title(last)  # else names
    return above if is_end and not is_item(first) else None


def glued_heading(flow: str, block: Block) -> Block | None:
    """Cut off a heading in title case whose line end was lost: `... (Ref e). Internal Politics` (09BRASILIA1439)."""
    end = end_of_text(flow, block.end)
    if not flow[end - 1].isalpha():
        return None
    found = _GLUED.search(flow, max(block.text_start + 40, end - 70, flow.rfind("\n", 0, end - 100) + 1), end)
    if found is None:
        return None
    item = LIST_ITEM.match(flow, flow.rfind("\n", block.text_start, found.start(1)) + 1 or block.text_start)
    if item is not None and item.end() == found.start(1):  # `(c)  Training`
        return None
    closer = CLOSER.match(found[1])
    line = found[1][closer.end() :].lstrip(" .") if closer else found[1]
    if (
        not line
        or line.split()[0].lower() in ("and", "or")
        or any(word[0].islower() and word not in SMALL_WORDS for word in line.split())
    ):
        return None
    return _cut_off(flow, block, end - len(line) - 1)


def as_long_as_its_rule(flow: str, block: Block, rule: Block) -> Block | None:
    """Cut off the words at the end of a block that are as long as the rule below them: `... case. The Complaint`."""
    end = end_of_text(flow, block.end)
    length = len(flow[rule.start : rule.end].strip())
    for start in (end - length, end - length + 1, end - length - 1):
        if start > block.text_start and flow[start - 1].isspace() and flow[start : start + 1].strip():
            line = flow[start:end]
            if "\n" not in line and ended(flow[block.start : start].rstrip()) and not is_item(line):
                return _cut_off(flow, block, start - 1)
    return None


def behind_its_number(flow: str, block: Block) -> Block | None:
    """Cut off all words of a numbered block of one line with a rule and text below: `2. (C) The Way Ahead`."""
    if block.kind != "numbered" or (found := title_of(flow, block)) is None:
        return None
    block.end, end = found
    return Block("heading", block.end, end, block.end, after_blank=False)


def title_of(flow: str, block: Block) -> tuple[int, int] | None:
    """The offsets of a numbered block's words behind its mark, where they are one line that reads as a title."""
    start = block.text_start
    if (found := OWN_MARK.match(flow, start, block.end)) and read_mark(found[1]):
        start = found.end()
    end = end_of_text(flow, block.end)
    line = flow[start:end]
    is_whole = line and "\n" not in line and len(line) <= SHORT_LINE and is_title(line) and reads_as_heading(line)
    return (start, end) if is_whole else None


def last_line_of_its_length(flow: str, block: Block, rule: Block) -> Block | None:
    """Cut off the last line of a block when the rule below a blank or page line is as long as it is."""
    cut = flow.rfind("\n", block.text_start, block.end)
    line = flow[cut + 1 : block.end].strip()
    if cut < 0 or abs(len(flow[rule.start : rule.end].strip()) - len(line)) > 1 or len(line) > 90:
        return None
    if not ended(flow[block.start : cut].rstrip()) or not reads_as_heading(line):
        return None
    return _cut_off(flow, block, cut)


def _cut_off(flow: str, block: Block, cut: int) -> Block:
    """The heading that begins behind the blank at `cut`; the block ends before it."""
    lead = cut + 1 + len(flow[cut + 1 : block.end]) - len(flow[cut + 1 : block.end].lstrip())
    head = Block("heading", lead, block.end, lead, after_blank=False)
    block.end = end_of_text(flow, cut)
    return head
