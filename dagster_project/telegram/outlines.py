"""Headings by their label or by what they stand above: a letter, a number, a Roman figure; answers; digests.

II. Status of Country          B. ECONOMIC SITUATION         Prevention

The king has ...               3. (C) ...                    -- A. The king ...
"""

import re
from itertools import pairwise

from dagster_project.telegram.blocks import TERMINATED, Block
from dagster_project.telegram.offsets import end_of_text
from dagster_project.telegram.titles import (
    CLOSER,
    LETTERED_TITLE,
    NARROWEST,
    NO_HEADING,
    OPENER,
    SHORT_LINE,
    has_no_stop,
    is_item,
    is_paragraph,
    is_title,
    reads_as_heading,
)

_LETTER_IN_FRONT = re.compile(r"[A-Z]{1,4}\.\s+(?=\S)")
_LABEL_OF_TITLE = re.compile(r"(?:¶[ \t]*)?(?:\([A-Z]\)|(?:[A-Z]|[IVX]{1,4})[.)])[ \t]+")
_ANSWER = re.compile(r"(?:yes|no|none|unknown|not (?:applicable|available)|n/a|same)\b", re.IGNORECASE)
_LONGEST_OUTLINE = 12
"""Blocks from one title of an outline to the next."""


def titles_over_prose(flow: str, blocks: list[Block]) -> set[int]:
    """The places of titles that stand alone between paragraphs of a text without numbers, where it has two or more or
    one has a rule above it.

    `II. Status of Country`, `(A) Political`, `The Road Ahead`, each between blank lines and over full lines
    """
    if any(block.kind == "numbered" for block in blocks):
        return set()
    titles: set[int] = set()
    for i, (block, below) in enumerate(pairwise(blocks)):
        if block.kind not in ("text", "lettered") or not below.after_blank:
            continue
        if not (block.after_blank or (i and blocks[i - 1].kind == "rule")):
            continue
        text = flow[block.start : block.end].strip()
        if len(text) > SHORT_LINE or "\n" in text or text[-1] in ":?)" or below.kind not in ("text", "heading"):
            continue
        label = _LABEL_OF_TITLE.match(text)
        words = text[label.end() :] if label else text
        if (
            (not i or i - 1 in titles or _ends_prose(flow, blocks[i - 1]))
            and is_title(words)
            and reads_as_heading(words)
            and not (_ANSWER.match(words) or NO_HEADING.match(words) or OPENER.match(words))
            and _begins_prose(flow, below, bool(label))
        ):
            titles.add(i)
    is_ruled = any(i and blocks[i - 1].kind == "rule" and not blocks[i].after_blank for i in titles)
    return titles if len(titles) > 1 or is_ruled else set()


def _ends_prose(flow: str, block: Block) -> bool:
    """Whether a block ends as a sentence does and leads in nothing, or is a rule or a heading."""
    if block.kind in ("rule", "heading"):
        return True
    last = flow[end_of_text(flow, block.end) - 1]
    return last in TERMINATED and last != ":"


def _begins_prose(flow: str, block: Block, labelled: bool) -> bool:
    """Whether a block is sentences, of full lines; of several words if its title has a label."""
    text = flow[block.start : block.end].strip()
    first, *others = text.split("\n", 1)
    is_full = (len(first) >= NARROWEST and others) or len(first) > 2 * SHORT_LINE or (labelled and text.count(" ") > 3)
    return bool(is_full) and not text[0].islower() and text[-1] in TERMINATED and not is_item(text)


def is_numbered_heading(flow: str, block: Block, rule: Block) -> bool:
    """Whether a line with a letter or a Roman figure in front, as items have, has a rule of its own length below it,
    or of that of its words, right below these."""
    text = flow[block.start : block.end].strip().lstrip("¶ ")
    label = _LETTER_IN_FRONT.match(text)
    if label is None or "\n" in text:
        return False
    line = flow[rule.start : rule.end].rstrip()
    length = len(line.lstrip())
    below_words = line[:1].isspace() and abs(length - len(text) + label.end()) <= 1
    return abs(length - len(text)) <= 1 or below_words


def is_lettered_heading(flow: str, block: Block, above: list[Block], following: Block | None) -> bool:
    """Whether a title with a letter in front stands alone between two paragraphs, or below a heading, and ends no list.

    `B. ECONOMIC SITUATION` or `B. Economic Situation` above `3. (C) ...`; a single word only behind `A. ...`
    """
    if following is None or following.kind != "numbered" or not (block.after_blank and following.after_blank):
        return False
    before = above[-1] if above else None
    if before is not None and (
        before.kind == "lettered" or (before.kind in ("numbered", "text") and has_no_stop(flow, before.end))
    ):
        return False
    text = flow[block.start : block.end].strip()
    title = LETTERED_TITLE.match(text)
    if title is None or (title[2] is not None and not _goes_on_headings(flow, title[1], above)):
        return False
    return (
        len(text) <= SHORT_LINE
        and text[-1] not in ".,;"
        and "\n" not in text
        and is_title(text)
        and not CLOSER.match(flow, block.text_start)
        # in a text of capitals few paragraphs have a mark; a 1 below is that of a list, but at the top
        and (
            is_paragraph(flow, following)
            or (text.isupper() and (following.number > 1 or before is None) and _has_stop(flow, following))
        )
    )


def opens_an_outline(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether one word with a letter stands alone between two paragraphs, and another with the next letter a few blocks
    below: `A.  Agriculture`, `B.  Mining`"""
    letter = _word_between_paragraphs(flow, blocks, i)
    below = range(i + 2, min(len(blocks), i + _LONGEST_OUTLINE)) if letter else ()
    return any(_word_between_paragraphs(flow, blocks, j) == chr(ord(letter) + 1) for j in below)


def _word_between_paragraphs(flow: str, blocks: list[Block], i: int) -> str | None:
    """The letter of a block that is one word with a letter, alone between two paragraphs; else None."""
    if not 0 < i < len(blocks) - 1 or not (blocks[i].after_blank and blocks[i + 1].after_blank):
        return None
    before, block, following = blocks[i - 1 : i + 2]
    if block.end - block.start > SHORT_LINE or before.kind != "numbered" or following.kind != "numbered":
        return None
    title = LETTERED_TITLE.match(flow[block.start : block.end].rstrip())
    is_apart = not has_no_stop(flow, before.end) and is_paragraph(flow, following)
    return title[1] if title and title[2] is not None and is_apart else None


def heads_answers(flow: str, block: Block, before: Block | None, following: Block | None) -> bool:
    """Whether a title stands alone above the first of answers whose letters have dashes: `Prevention`, `-- A. The king
    ...`; titles above others are parts of an outline, in which paragraphs with numbers go on (09STATE37566)."""
    if following is None or following.label != "A" or not (block.after_blank and following.after_blank):
        return False
    if flow[following.start] != "-":
        return False
    text = flow[block.start : block.end].strip()
    return (
        len(text) <= 2 * SHORT_LINE
        and text[-1] not in ".,;:?)"
        and "\n" not in text
        and (before is None or _ends_prose(flow, before))
        and _ends_prose(flow, following)
        and (text.isupper() or is_title(text))
        and reads_as_heading(text, certain=True)
    )


def is_outline_heading(flow: str, block: Block, before: Block | None, following: Block | None) -> bool:
    """Whether a title in capitals with a number stands alone between two paragraphs with pilcrows: `2.  OIL`"""
    if block.pilcrow or following is None or not following.pilcrow or not (block.after_blank and following.after_blank):
        return False
    text = flow[block.text_start : block.end].strip()
    return (
        before is not None
        and not has_no_stop(flow, before.end)
        and flow[end_of_text(flow, before.end) - 1] == "."
        and len(text) <= SHORT_LINE
        and "\n" not in text
        and text.isupper()
        and text[-1] not in ".,;:"
    )


def _goes_on_headings(flow: str, letter: str, above: list[Block]) -> bool:
    """Whether the last heading has the letter before."""
    head = next((block for block in reversed(above) if block.kind == "heading"), None)
    return head is not None and flow.startswith(f"{chr(ord(letter) - 1)}.", head.start)


def _has_stop(flow: str, block: Block) -> bool:
    """Whether a stop stands behind a block's number, as behind those of paragraphs: `2.`, and not `2)`."""
    return flow[block.start : block.text_start].rstrip().endswith(".")


def tell_contents(flow: str, blocks: list[Block]) -> list[Block]:
    """The blocks, where a list of titles with numbers stands above all and each again above its text: the list as one
    block, and headings, as digests of the press have them."""
    ones = [i for i, block in enumerate(blocks) if block.number == 1]
    if len(ones) < 2 or ones[1] < ones[0] + 2:
        return blocks
    first, second = ones[:2]
    numbers = [*range(1, second - first + 1)]
    if [block.number for block in blocks[first:second]] != numbers:
        return blocks
    if any(
        block.end - block.text_start > 2 * SHORT_LINE or flow[end_of_text(flow, block.end) - 1] == "."
        for block in blocks[first:second]
    ):
        return blocks  # paragraphs that were sent twice
    titles = {block.number: _words(flow, block) for block in blocks[first:second]}
    again = [block for block in blocks[second:] if block.number and titles.get(block.number) == _words(flow, block)]
    if [block.number for block in again] != numbers:
        return blocks
    for block in again:
        block.kind = "heading"
    start, end = blocks[first].start, blocks[second - 1].end
    contents = Block("text", start, end, start, after_blank=blocks[first].after_blank, items=True)
    return [*blocks[:first], contents, *blocks[second:]]


def _words(flow: str, block: Block) -> list[str]:
    return flow[block.text_start : block.end].split()
