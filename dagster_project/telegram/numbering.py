"""Paragraph numbers: which numbers are paragraphs', which are a list's, and what a mangled pilcrow meant."""

import re
from collections import Counter
from itertools import accumulate, pairwise

from dagster_project.telegram.blocks import PARENTHESIS, Block, wrapped
from dagster_project.telegram.cable import Cable, Issue
from dagster_project.telegram.marks import read_mark
from dagster_project.telegram.offsets import end_of_text

_MARK_AFTER_WORD = re.compile(
    r"(\(?(?:SUMMARY|COMMENT|BACKGROUND|NOTE|INTRODUCTION|ACTION REQUEST|BEGIN SUMMARY)(?: AND [A-Z ]{4,20})?"
    r"\s*+[:.-]*+\s*+)\(([^()\n]{1,30})\)[ \t]*",
    re.IGNORECASE,
)

_ROMAN = re.compile(r"([IVX]{1,5})\.[ \t]+\(([^()\n]{1,30})\)[ \t]*")
"""A paragraph numbered in Roman figures: `II. (S) Macro Conflict Conditions` (09PESHAWAR41)."""
_CLOSED_ONLY = re.compile(r"([CSTU][A-Z/]{0,9})\)[.:]?[ \t]+")
_OTHER_BRACKETS = re.compile(r"[\[{]([A-Z][A-Z/]{0,9})[\]}][ \t]+|-[ \t]*\(([A-Z][A-Z/]{0,9})\)[ \t]+")
_OPEN_ONLY = re.compile(r"\((TS|SBU|[CSU](?:/NF)?)[ \t]+(?=[A-Z\"“])")
"""A mark whose second parenthesis was lost: `2. (C In a meeting ...`."""
_SUB_NUMBER = re.compile(
    r"(?:¶[ \t]*)?\d{1,2}(?:([a-zA-Z])|\.([0-9]{1,2}))[.)]?[ \t]+\(([A-Z][A-Z/]{0,9})\)[ \t]+(?=[A-Z\"“])"
)
"""`2a. (C)`, `2.1 (SBU)`: the paragraph's number once more, before the sub-item's."""
_LETTER_AND_MARK = re.compile(r"([A-Z])\.[ \t]+\(([A-Z][A-Z/]{0,9})\)[ \t]+")
"""`2.A. (U)`: both in one."""
_STOP_LOST = re.compile(r"(\d{1,3})(?:,|;|:)?[ \t]+(?=[A-Z\"“(])")
"""A number whose stop was not typed, or is another sign: `2 HE SAID`, `2, HE SAID`."""
_QUOTED_BEGINS = re.compile(
    r"\b(?:(?:begin|start)\s+(?:of\s+)?(?:[\w&/-]+\s+){0,2}?(?:text|quote|message|letter|non-?paper|cable|telegram|translation)"
    r"|(?-i:(?<!UN)QUOTE|QTE))\W*\Z",
    re.IGNORECASE,
)
_QUOTED_AT_ONCE = re.compile(r"(?<!UN)(?:QUOTE|(?<=BEGIN )TEXT|(?<=Begin )text|(?<=begin )text)\W{1,4}1\.\s")
"""`QUOTE: 1. The minister ...`, in one block."""
_QUOTED_ENDS = re.compile(
    r"\b(?:end\s+(?:of\s+)?(?:[\w&/-]+\s+){0,2}?(?:text|quote|message|letter|non-?paper|cable|telegram|translation)"
    r"|UNQU?O?TE)\W*\Z",
    re.IGNORECASE,
)
_LONGEST_SIGN = 60
"""Characters at the end of a block in which a quotation is looked for that begins or ends there."""
_LONGEST_NOTE = 300
_DAMAGED_FIRST = frozenset("[{-(¶0123456789")
_WIDEST_GAP = 3
_WIDEST_BEFORE_THE_NEXT = 9
"""A gap may be as wide where the number behind it is followed by the next one: 1, 2, 6, 7."""
_ITEM_BEFORE = {letter: f"({chr(ord(letter) - 1)})" for letter in "CSUcrsu"}
_PARENTHESIS_FIRST = frozenset("( \t")
_WORD_FIRST = frozenset("(ABCINSabcinsİıſ")  # the last three are an I or S to a pattern that ignores case


def take_mark(flow: str, block: Block) -> None:
    """Take the portion mark off the front of a block's text, also from behind `Summary:`."""
    if block.usual_mark:
        block.portion_mark, block.text_start = block.usual_mark
        block.mark = read_mark(block.portion_mark)
        return
    if block.mark:  # before the number
        return
    at = block.text_start
    first = flow[at : at + 1]
    if first == "\n":  # the number stands alone on its line, the mark on the next
        at += 1
        first = flow[at : at + 1]
        if first != "(":
            return
    if first in _PARENTHESIS_FIRST and (found := PARENTHESIS.match(flow, at, block.end)):
        written = found[1] or found[2]
        if mark := read_mark(written):
            block.portion_mark = " ".join(written.split())
            block.mark = mark
            block.text_start = found.end()
            if flow.startswith(")", found.end()):  # `(SBU))`
                block.text_start += 1 + flow.startswith(" ", found.end() + 1)
            return
    if first in _DAMAGED_FIRST and block.kind in ("numbered", "text") and _take_damaged_mark(flow, block, at):
        return
    if (
        first in "CSTU" and block.kind == "numbered" and ")" in flow[at : at + 12]
    ):  # `1. C) Summary`: its first parenthesis lost (09ABIDJAN406)
        found = _CLOSED_ONLY.match(flow, at, block.end)
        if found and (mark := read_mark(found[1])):
            block.portion_mark, block.mark, block.text_start = found[1], mark, found.end()
            return
    if block.kind == "numbered" and flow[at + 1 : at + 2] == "." and first.isupper():
        found = _LETTER_AND_MARK.match(flow, at, block.end)
        if found and (mark := read_mark(found[2])):
            block.label, block.portion_mark, block.mark, block.text_start = found[1], found[2], mark, found.end()
            return
    is_roman = first in "IVX" and block.kind == "text" and "." in flow[at : at + 6]
    if is_roman and (found := _ROMAN.match(flow, at, block.end)) and (mark := read_mark(found[2])):
        block.label, block.portion_mark, block.mark, block.text_start = found[1], found[2].strip(), mark, found.end()
        return
    if first not in _WORD_FIRST:
        return
    found = _MARK_AFTER_WORD.match(flow, at, block.end)
    if found and (mark := read_mark(found[2])):
        block.portion_mark = found[2].strip()
        block.mark = mark
        block.text_start = found.end()
        block.before_mark = (at, at + len(found[1].rstrip()))


def _take_damaged_mark(flow: str, block: Block, at: int) -> bool:
    """Take a mark that is written another way, or behind the number of a sub-item; whether there was one."""
    found = _OTHER_BRACKETS.match(flow, at, block.end) or _OPEN_ONLY.match(flow, at, block.end)
    if found and block.kind == "numbered":
        if found.re is _OPEN_ONLY and _is_closed(flow[at : min(block.end, at + _LONGEST_NOTE)]):
            return False  # a note in parentheses: `(C cross-refers to Elbonia)`
        written = found[found.lastindex]
    elif block.kind == "text" and block.after_blank and (found := _SUB_NUMBER.match(flow, at, block.end)):
        written = found[3]
    else:
        return False
    mark = read_mark(written)
    if mark is None:
        return False
    if block.kind == "text":
        block.label = (found[1] or found[2]).upper()
    block.portion_mark, block.mark, block.text_start = written, mark, found.end()
    return True


def _is_closed(text: str) -> bool:
    """Whether the parenthesis that a text begins with is closed in it."""
    depths = accumulate((sign == "(") - (sign == ")") for sign in text)
    return any(depth == 0 for depth in depths)


def number_paragraphs(flow: str, blocks: list[Block], cable: Cable, section: int) -> None:
    """Tell paragraph numbers from list items, and undo mangled pilcrows; `section` is the text's first."""
    candidates: list[Block] = []
    between: list[Block] = []
    anew: set[int] = set()
    above = ""
    last: Block | None = None
    is_headed = False
    for block in blocks:
        kind = block.kind
        if kind == "heading":
            is_headed = True
        elif kind == "numbered":
            if is_headed and block.number == 1 and candidates:
                anew.add(len(candidates))
            is_headed = False
            if between and candidates and 1 < block.number - candidates[-1].number <= _WIDEST_GAP + 1:
                candidates += _without_stop(flow, between, range(candidates[-1].number + 1, block.number))
            candidates.append(block)
            between = []
        elif kind == "text":
            is_headed = False
            between.append(block)
        if kind != "rule" and kind != "heading":
            begins = flow[block.text_start : block.text_start + 3]
            take_mark(flow, block)
            before = _ITEM_BEFORE.get(block.portion_mark or "") if kind == "text" else None
            if before and (before == above or (last is not None and f"\n{before} " in flow[last.start : last.end])):
                block.mark = block.portion_mark = None  # (C) behind (B): an item of a list
                block.text_start = block.start
            above, last = begins, block
    if len({block.number for block in candidates}) < len(candidates):
        for block in _quoted(flow, blocks):
            _as_item(block)
        kept = [i for i, block in enumerate(candidates) if block.kind == "numbered"]
        anew = {place for place, i in enumerate(kept) if i in anew}
        candidates = [candidates[i] for i in kept]
    if not candidates or _all_plain(candidates):
        return
    if anew:
        anew = _begin_anew(candidates, anew)
    dashed = section == 1 and _unmangle(flow, candidates, cable)
    pilcrows = {b.number for b in candidates if b.pilcrow}
    later = Counter(b.number for b in candidates if b.pilcrow)
    marked_later = Counter(b.number for b in candidates if b.mark)
    lowest_later = list(accumulate((b.number if b.pilcrow else 1000 for b in reversed(candidates)), min))[::-1]
    seen: set[int] = set()
    last = _number_before(candidates, section) if not pilcrows else 0
    run: set[int] = set()
    if section > 1 and not pilcrows:
        run, last = _run_of_section(flow, candidates)
    plain = _Plain(flow, candidates)
    # where they stand last without parentheses: those in them give way
    unparted = {block.number: i for i, block in enumerate(candidates) if not _is_parted(flow, block)}
    for i, block in enumerate(candidates):
        number = block.number
        if i in anew:
            last = 0
        expected = last + 1
        if block.mark:
            marked_later[number] -= 1
        if block.pilcrow:
            later[number] -= 1
        above = candidates[i - 1] if i else None
        in_list = above is not None and above.kind == "item" and above.label == str(number - 1)
        if block.pilcrow and (block.mark or (number == expected and not marked_later[number])):
            main = block.mark is not None or not (in_list and later[number])
        elif block.pilcrow:
            # Gaps and repeats are real (redaction, drafting); a day or a year wrapped to the line
            # start (`April\n¶28. The`) and the numbers of a list inside a paragraph are not.
            begins = block.after_blank or last == 0 or not wrapped(flow, block.start)
            gap = number > last and not later[expected]
            repeat = 1 < number == last and not in_list
            back = last > number > 1 and not in_list and (number not in seen or _counts_again(candidates, i))
            main = begins and number < 200 and not marked_later[number] and (gap or repeat or back)
        elif pilcrows:
            # A number the converter left alone (`13.(U)`, `2.In interviews`): only where it fits.
            # `3 (S)` before `¶3. (S)`: counted twice (09ISLAMABAD10)
            again = number == expected and block.mark is not None and _is_bare(flow, block)
            main = number > last and (again or (number not in pilcrows and number < lowest_later[i]))
            main = main and (bool(block.mark) or (number == expected and block.after_blank and _stopped(flow, block)))
        else:
            fits = plain.is_main(i, last)
            main = fits and not (number == expected and marked_later[number]) if not run else i in run
            main = main or (bool(block.mark) and number > last)
            if block.mark and block.after_blank and number > 1 and not in_list:
                main = main or number == last or (number == last - 1 and number not in seen)
            main = main and (bool(block.mark) or not block.dash or dashed)
            main = main and not (unparted.get(number, -1) > i and _is_parted(flow, block))
        if main:
            last = number
            seen.add(number)
            plain.take(i)
        else:
            _as_item(block)


def _as_item(block: Block) -> None:
    block.kind, block.label, block.number = "item", str(block.number), None


def _quoted(flow: str, blocks: list[Block]) -> list[Block]:
    """The numbered blocks of telegrams and other texts that are quoted in this one, and have numbers of their own: from
    1 on, where its own go on behind the end of the quotation.

    `1. Following is text of ROME 1234:` / `QUOTE` / `1. The minister ...` / `2. He ...` / `UNQUOTE` / `2. Comment: ...`
    """
    quoted: list[Block] = []
    above: set[int] = set()
    inside: list[Block] = []
    is_inside = False
    for block in blocks:
        if block.kind == "numbered":
            if is_inside:
                inside.append(block)
            elif inside:
                begins = inside[0].number in (1, block.number)
                quoted += inside if begins and block.number - 1 in above else []
                inside = []
            if not is_inside:
                above.add(block.number)
        if is_inside and _QUOTED_ENDS.search(flow, max(block.start, block.end - _LONGEST_SIGN), block.end):
            is_inside = False
        elif not is_inside and (
            _QUOTED_BEGINS.search(flow, max(block.start, block.end - _LONGEST_SIGN), block.end)
            or (
                flow.find("1.", block.text_start, block.end) > 0
                and _QUOTED_AT_ONCE.search(flow, block.start, block.end)
            )
        ):
            is_inside, inside = bool(above), []
    return quoted + inside if not is_inside and inside and inside[0].number == 1 else quoted


def _begin_anew(candidates: list[Block], first: set[int]) -> set[int]:
    """The places, of those of a 1 below a heading, where paragraphs count anew: all have marks or none has, and the
    stretches between headings each run from 1 on, as in digests of the press; none where one does not."""
    stops = sorted({0, *first, len(candidates)})
    runs = [[block.number for block in candidates[start:stop]] for start, stop in pairwise(stops)]
    whole = all(run == list(range(1, len(run) + 1)) for run in runs)
    return first if whole and len({block.mark is None for block in candidates}) == 1 else set()


def _without_stop(flow: str, between: list[Block], missing: range) -> list[Block]:
    """The blocks that bear the numbers missing between two paragraphs, whose stop was not typed; all or none."""
    found = [
        (block, number)
        for block in between
        if block.after_blank
        and (number := _STOP_LOST.match(flow, block.start, block.end))
        and int(number[1]) in missing
    ]
    if [int(number[1]) for _, number in found] != list(missing):
        return []
    for block, number in found:
        block.kind, block.number, block.text_start = "numbered", int(number[1]), number.end()
        take_mark(flow, block)
    return [block for block, _ in found]


class _Plain:
    """Numbers of a text without pilcrows: which go on the paragraphs', where marks don't say so."""

    def __init__(self, flow: str, candidates: list[Block]):
        self.flow = flow
        self.candidates = candidates
        self.numbers = [block.number for block in candidates]
        self.stopped = [_stopped(flow, block) for block in candidates]
        self.has_marks = any(block.mark for block in candidates)
        self.last_of = {number: i for i, number in enumerate(self.numbers)}
        self.last_place = {number: i for i, number in enumerate(self.numbers) if self.stopped[i]}
        self.main: set[int] = set()
        self.all_marked = False
        """Each paragraph so far has a mark and a blank line above it."""

    def take(self, i: int) -> None:
        """The number at `i` is a paragraph's."""
        block = self.candidates[i]
        self.all_marked = (self.all_marked or not self.main) and block.mark is not None and block.after_blank
        self.main.add(i)

    def is_main(self, i: int, last: int) -> bool:
        """Whether the number at `i` follows the paragraph `last`, perhaps behind a gap or as a repeat of it.

        A list that runs, and a figure that was wrapped to the line's beginning, give way to the same number later on.
        """
        block, number = self.candidates[i], self.numbers[i]
        begins = block.after_blank or last == 0 or not wrapped(self.flow, block.start)
        if not begins and block.mark is None and self.all_marked:  # `has so far passed only` / `6. The rest wait`
            return False
        if number == last + 1:
            in_list = i > 0 and i - 1 not in self.main and self.numbers[i - 1] == number - 1
            return not (self.last_place.get(number, i) > i and (in_list or not begins))
        if not (begins and last and self.stopped[i]):
            return False
        following = self.numbers[i + 1] if i + 1 < len(self.numbers) else None
        widest = _WIDEST_GAP if following is None or self.has_marks else _WIDEST_BEFORE_THE_NEXT
        comes_later = self.last_of if self.has_marks else self.last_place
        gap = last < number <= last + widest and comes_later.get(last + 1, i) <= i
        # `1. (C) They want:` / `1. arms` / `2. money`, where 2 comes again: a list
        repeat = number == last and i - 1 in self.main and self.last_of.get(number + 1, i) <= i + 1
        # 2, 2, 4: the second stands for a 3
        is_apart = block.after_blank or self.flow[end_of_text(self.flow, block.start) - 1] == "."
        skipped = is_apart and following == number + 2
        return (gap and following in (None, number + 1)) or (repeat and (skipped or following in (None, number + 1)))


def _counts_again(candidates: list[Block], i: int) -> bool:
    """Whether numbers that were used before, and no list's, begin again here: 18, 19, 16, 17 (07KABUL185)."""
    number = candidates[i].number
    below = candidates[i + 1 : i + 2]
    return number > 3 and any(block.pilcrow and block.number == number + 1 for block in below)


def _run_of_section(flow: str, candidates: list[Block]) -> tuple[set[int], int]:
    """Of a later section the places of the numbers that are paragraphs', and the number before them.

    They go up to the highest by one or two each; what is left out are a list's, of which the rest may stand first.
    """
    stopped = {i for i, block in enumerate(candidates) if _stopped(flow, block)}
    if not stopped:
        return set(), 0
    top = max(sorted(stopped), key=lambda i: candidates[i].number)
    run = [top]
    for i in reversed(range(top)):
        if i in stopped and 0 < candidates[run[-1]].number - candidates[i].number <= 2:
            run.append(i)
    first = candidates[run[-1]]
    if len(run) == 1 and not first.after_blank and wrapped(flow, first.start):
        return set(), 0
    return set(run), first.number - 1


def _number_before(candidates: list[Block], section: int) -> int:
    """The number before a text's first that is not 1: in a later section, or where the 1 was forgotten."""
    numbers = [block.number for block in candidates]
    follows = len(numbers) > 1 and numbers[1] == numbers[0] + 1
    if 1 not in numbers and follows and (section > 1 or numbers[0] == 2):
        return numbers[0] - 1
    return 0


def _all_plain(candidates: list[Block]) -> bool:
    """Whether all are paragraphs beyond doubt: pilcrows, all with a mark, or from 1 on without a gap."""
    for expected, block in enumerate(candidates, 1):
        if not block.pilcrow or block.number != expected:
            return all(block.pilcrow and block.mark for block in candidates)
    return True


def _is_parted(flow: str, block: Block) -> bool:
    """Whether the number stands in parentheses, as those of a list do: `(2) (C)`."""
    return flow[block.start] == "(" and flow[block.start + 1].isdigit()


def _is_bare(flow: str, block: Block) -> bool:
    """Whether the number stands before its mark without any sign, and below a blank line."""
    return block.after_blank and flow[block.start : block.text_start].split("(")[0].strip() == str(block.number)


def _stopped(flow: str, block: Block) -> bool:
    """Whether the number is written with a stop and nothing before it: `2.`, not `5)` or `- 2.`."""
    return flow[block.start : block.text_start].strip() == f"{block.number}."


def _unmangle(flow: str, candidates: list[Block], cable: Cable) -> bool:
    """11, 12, 13 ... for 1, 2, 3: a pilcrow read as the digit 1 (TELEGRAM_FORMAT 6); whether it was so.

    Items behind a parenthesis, `1)`, are none of the numbers; these may leave some out.
    """
    if candidates[0].number != 11:
        return False
    candidates = [b for b in candidates if b.number > 10 or ")" not in flow[b.start : b.text_start].partition("(")[0]]
    numbers = [b.number for b in candidates]
    if any(b.pilcrow or (b.number == 1 and b.mark) for b in candidates):
        return False
    stripped = [int(str(n)[1:]) if len(str(n)) > 1 and str(n)[0] == "1" else None for n in numbers]
    last = risen = 0
    for value in stripped:
        if value is not None and last < value <= last + _WIDEST_GAP:
            last = value
            risen += 1
    if risen < max(1, len(numbers) // 2):
        return False
    for block, value in zip(candidates, stripped, strict=True):
        if value is not None:
            block.number = value
    cable.issues.append(Issue("pilcrow_mangled", "info", f"{risen} paragraphs numbered from 11"))
    return True
