"""Blocks of the text: stretches of lines that belong together, before it is known what they are.

numbered    ¶12. (C) ...    - 12. (C) ...    12.(C) ...
lettered    ¶A. (U) ...     A. (U) ...
rule        - - - -         *********
text        what stands between blank lines
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from dagster_project.telegram.marks import Mark, read_mark
from dagster_project.telegram.offsets import end_of_text

_NUMBERED = re.compile(
    r"[ \t]*(¶[ \t]*|(?:-[ \t]*){1,2}|\()?(\d{1,3})(?:[.):][.)]?|[ ]\.(?=[ \t]+\()"
    r"|,?(?=[ \t]+\((?:TS|S|C|U|SBU)\b)|(?=\())[ \t]*(?![\d,])"
)
_PILCROW_NUMBER = re.compile(r"[ \t]*¶[ \t]*(\d{1,3})[ \t]+(?=[A-Z(])")
_LETTERED = re.compile(r"[ \t]*¶[ \t]*([A-Z])[.):]+[ \t]*", re.IGNORECASE)
_MARK_FIRST = re.compile(r"[ \t]*\(([^()\n]{1,20})\)[ \t]*(¶[ \t]*)?(\d{1,3})\.[ \t]+(?=[A-Z(\"“])")
_PLAIN_ITEM = re.compile(r"[ \t]*([A-Z])(?:\.[ \t]+(?=[(\w\"“])|(\))[ \t]+(?=[\"“]))")
"""`A. The harbor`; with a parenthesis only above the title of a piece of the press, `A) "Fog"`."""
_DASHED_LETTER = re.compile(r"[ \t]*-{1,2}[ \t]*([A-Z])\.[ \t]+(?=[A-Z(\"“])")
PARENTHESIS = re.compile(r"[ \t]*\(([^()\n]{1,120})\)[.:]?[ \t]*|[ \t]*\(([^()]{1,80}\n[^()]{1,80})\)[.:]?[ \t]*")
_RULE_LINE = re.compile(r"[ \t]*+(?=[-*=_~#+.])[-*=_~#+. \t]{3,}+$")
_STARRED = re.compile(r"([*=+#~])[ \t]?(?:\1[ \t]?)++[^*=+#~\n]{3,80}(?:\1[ \t]?){2,}+")
"""`*** Next Steps ***`, `=== COMMENT ===`"""
LIST_ITEM = re.compile(
    r"[ \t]*(?:[-–—]{1,3}[ \t]*(?=\S)|[*•·>+][ \t]+|[*•·][ \t]*\n[ \t]*(?=\S)|\*(?=[A-Z][^*\n]+(?:\n|\Z))|o[ \t]+(?=\S)"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4}|[A-Z])[.)][ \t]+|\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\([IVX]{2,4}\)[ \t]+|--)"
)
QUESTION = re.compile(r"\n[ \t]*+Q(?:uestion|UESTION)?(?:[ \t]?\d{1,2})?[ \t]?(?:[:.]|--?)[ \t]")
"""A question of an interview or of guidance for the press, on a line of its own."""
REDACTED_LINES = re.compile(r"[Xx]{5,}[.,]?(?:\s+[Xx]{5,}[.,]?)*")
_RULE_FIRST = frozenset("-*=_~#+.")
_SPECIAL_FIRST = frozenset("¶0123456789-(*=_~#+.")
# A paragraph as most begin, read with the blanks before it; the number is group 1, the mark group 2.
# A rule of nothing but dashes is group 3.
_USUAL = r"(?:(?<=\n)(?:¶([0-9]{1,3})\. (?=[(A-Z])(?:\((U|SBU|C|C/NF|S|S/NF)\) (?=[A-Z]))?|(-{3,}+[ \t]*+)(?=\n)))?"
_BULLETS = ("•", "·", ">", "o ", "o\t")
# A line that can begin a block or an item: all but those that begin with a letter and neither a stop (`A.`) nor a
# parenthesis (`b)`), nor an o that stands for a bullet (09STATE120288); and the blanks before it.
_TURN = re.compile(
    r"\n(?![a-np-zA-Z][^.)]|o[^.) \t]|[^\W\d_o][^.)])\s*" + _USUAL  # plain letters first: a look-up each
)
_FIRST_TURN = re.compile(r"\s*" + _USUAL)
_BLANKS = re.compile(r"\s*")
_ITEM_END = re.compile(r";(?:[ \t]*(?:and|or|AND|OR))?[ \t]*\n[ \t]*$")
_MARKED_ITEM = re.compile(r"[ \t]*\(?([A-Za-z])[.)][ \t]+(?=\()")
"""An item whose mark makes it a row, whatever sign stands behind its letter: `a. (C) ...`, `(b) (SBU) ...`."""
# Begins with the stop, which a search finds quickly.
_STOP_BEFORE_MARK = re.compile(r"\.(?= ?\()(?:(?<=[ \t¶]\d\.)|(?<=[ \t¶]\d\d\.))")
_REF_AT_END = re.compile(r"\bref(?:s|tels?)?[ \t]*\n[ \t]*$", re.IGNORECASE)
_LONGEST_REF = 16
_INSIDE = re.compile(r"(?<=[.!?\"”)X])([ \t]+)¶?(\d{1,2})\.")
_RULED_AT_END = re.compile(
    r"(?:(?<=[.!?)])(?<!U\.S\.)(?<!\b[MSD][trR]\.)|(?<=[.!?][\"”]))"
    r"\s+((?:-{5,}(?:[ ]-+)*\s+)?[A-Z][^.!?\n-][^.!?\n]{0,90}?)\s+-{5,}(?:[ ]-+)*$"
)
_TITLE_AT_END = re.compile(
    r"\b(?:adm|amb|capt|cmdr|col|dr|gen|gov|hon|lt|maj|mr|mrs|ms|pres|prof|rep|rev|sen|sgt)\.$", re.IGNORECASE
)
"""A title before a name, whose stop ends no sentence: `the army chief, Gen.` / `A. Quill`."""
TERMINATED = frozenset('.!?:;"”’)*')
_CLOSING_SIGNS = frozenset(')"”')


@dataclass(slots=True)
class Block:
    """A stretch of lines: its kind, its offsets, and where its text begins behind number and mark."""

    kind: str
    start: int
    end: int
    text_start: int
    number: int | None = None
    label: str | None = None
    pilcrow: bool = False
    after_blank: bool = True
    dash: bool = False
    portion_mark: str | None = None
    mark: Mark | None = None
    usual_mark: tuple[str, int] | None = None
    """The mark of a paragraph that begins as most do, and where the text behind it begins; not yet taken."""
    before_mark: tuple[int, int] | None = None
    """Words before the mark that belong to the text (`Summary: (C)`)."""
    items: bool = False
    """Some line in it begins like a list item."""
    is_headed: bool = False
    """Its heading stands behind its number."""
    is_list: bool = False
    """Each of the lines that were joined to it is an entry of a list, as of participants."""
    pieces: list[tuple[int, int]] | None = None
    """Offsets of the parts of its text, once other blocks have been joined to it."""


_SHORT_LINE = 45
_LONGEST_ITEM = 1500
_FREE_TURNS = 50
_CHARACTERS_A_TURN = 26
"""A block begins no more often than once in so many characters, after the free ones: lines that are shorter are no
prose, but the cells of a table or letters one by one, and would take forty times as long to read as any telegram of
that length. The most crowded telegram of the corpus could begin one every 85."""


def read_blocks(flow: str, start: int, end: int) -> tuple[list[Block], bool]:
    """Blocks in order: numbered and lettered ones, rules, and text between blank lines; and whether there were
    so many that some were left together in one."""
    blocks: list[Block] = []
    crowded = False
    if start >= end:  # the head took all there was, or the closing reaches up into it
        return blocks, crowded
    current: Block | None = None
    blank = True
    letter = "A"  # the sub-item that can come next
    resumed = ""  # the same behind numbers of its own: `A. Two things:` / `1. fog;` / `2. rain.` / `B. ...`
    letters: set[str] = set()
    last_second: int | None = None  # where the last `-- B.` stands: a first without one is none
    plain = start  # where the lines begin that are in no block yet
    opening = _FIRST_TURN.match(flow, start, end)
    turns = [opening, *_TURN.finditer(flow, opening.end(), end)]
    # so few that they are free, whatever each weighs, or lines as long as those of prose
    if 2 * len(turns) > _FREE_TURNS and flow.count("\n", start, end) > max(
        _FREE_TURNS, (end - start) // _CHARACTERS_A_TURN
    ):
        turns, crowded = _thinned(flow, start, end)
    for turn in turns:
        stop, first = turn.span()
        if usual := turn.lastindex:
            if plain < stop:
                if current is not None:
                    current.end = stop
                else:
                    _plain(flow, blocks, plain, stop, blank)
                blank = False
            resumed = ""
            if usual < 3:
                begins, after_number = turn.span(1)
                after_blank = blank or begins > stop + 2
                # its end is set at the next turn, which is that of its first line at the earliest
                current = Block("numbered", begins - 1, first, after_number + 2, int(turn[1]), None, True, after_blank)
                if usual == 2:
                    current.usual_mark = turn[2], first
                blocks.append(current)
                plain = first
            else:
                begins = turn.start(3)
                blocks.append(Block("rule", begins, first, begins, None, None, False, blank or begins > stop + 1))
                current = None
                plain = first + 1
            letter = "A"
            blank = False
            continue
        at = first if first > stop and flow[first - 1] == "\n" else flow.rfind("\n", stop, first) + 1 or stop
        if plain < stop:
            if current is not None:
                current.end = stop
            else:
                current = _plain(flow, blocks, plain, stop, blank)
            blank = False
        if at > stop + 1:
            current = None
            blank = True
        plain = first
        if first == end:
            break
        sign = flow[first]
        # one letter may be left out: A, B, C, E (1976MAPUTO1047)
        if sign in _SPECIAL_FIRST or sign in (letter, resumed) or (letter >= "C" and ord(sign) == ord(letter) + 1):
            line_end = flow.find("\n", first, end)
            line_end = end if line_end < 0 else line_end
            begin = _special if sign in _SPECIAL_FIRST else _item
            is_answer = sign == "A" and blocks and flow.startswith("Q.", blocks[-1].text_start)
            block = None if is_answer else begin(flow, at, first, line_end, blank)
            if sign == "-" and block is None and (blank or letter > "A"):
                if last_second is None:
                    last_second = flow.rfind("- B.", start, end)
                if letter != "A" or first < last_second:
                    block = _dashed(flow, at, first, line_end, letter)
                if block is None and blank and first < last_second and blocks and blocks[-1].kind == "text":
                    block = _dashed(flow, at, first, line_end, "A")  # the first answer below the next title
            if block is not None and not (
                block.label and (_is_initial(flow, block, letters) or _is_answer(flow, block, start))
            ):
                blocks.append(block)
                if block.label:
                    letters.add(block.label)
                if block.label:
                    letter, resumed = chr(ord(block.label) + 1), ""
                elif block.number == 1 and letter != "A" and not marked_at(flow, block.text_start):
                    letter, resumed = "A", letter
                elif sign != "(" or marked_at(
                    flow, block.text_start
                ):  # else an item below the letter: `A. Talks:` / `(1) begin; and`
                    letter, resumed = "A", resumed if block.number and block.number > 1 else ""
                current = None if block.kind in ("rule", "heading") else block
                blank = False
                plain = line_end + 1
                continue
        if (sign == "(" or flow.startswith((".", ")"), first + 1, end)) and (
            (found := _MARKED_ITEM.match(flow, at, end))
            and marked_at(flow, found.end())
            and not (sign == "(" and found[1] in "CSU")  # a mark given twice
        ):
            line_end = flow.find("\n", first, end)
            line_end = end if line_end < 0 else line_end
            current = Block("lettered", first, line_end, found.end(), label=found[1].upper(), after_blank=blank)
            if found[1] == "l" and blank and not any(above.number or above.label for above in blocks):
                # `l. (C)`, typed for a 1
                current = Block("numbered", first, line_end, found.end(), number=1)
            blocks.append(current)
            blank = False
            plain = line_end + 1
            continue
        if current is not None and (
            sign in _SPECIAL_FIRST
            or flow.startswith((".", ")"), first + 1, end)
            or flow.startswith(_BULLETS, first, end)
        ):
            current.items = True
    if plain < end:
        if current is not None:
            current.end = end
        else:
            _plain(flow, blocks, plain, end, blank)
    return blocks, crowded


def _thinned(flow: str, start: int, end: int) -> tuple[list[re.Match[str]], bool]:
    """The places where a block may begin, no more of them than a text of that length may have; whether it had more."""
    turns = []
    weight = 0
    crowded = False
    turn = _FIRST_TURN.match(flow, start, end)
    while turn:
        reach = start + _CHARACTERS_A_TURN * weight
        if weight > _FREE_TURNS and turn.start() < reach:
            crowded = True
            turn = _TURN.search(flow, max(turn.end(), reach), end)
        else:
            turns.append(turn)
            # a rule makes a block above it too
            weight += 2 if turn.lastindex == 3 or flow[turn.end() : turn.end() + 1] in _RULE_FIRST else 1
            turn = _TURN.search(flow, turn.end(), end)
    return turns, crowded


def _is_initial(flow: str, block: Block, letters: set[str]) -> bool:
    """Whether a letter behind a pilcrow is a name's that stood at the beginning of a line: out of the order of items,
    and without a mark. `¶R. Nicholas Burns` (05BOGOTA7402); so is that of a reference: `As noted in Ref` / `¶A. He`."""
    if (
        not block.after_blank
        and _REF_AT_END.search(flow, max(0, block.start - _LONGEST_REF), block.start)
        and not flow.startswith("(", block.text_start)
        and flow.find(f"¶{chr(ord(block.label) + 1)}.", block.end, block.end + _LONGEST_ITEM) < 0
    ):
        return True
    is_next = (
        block.label in ("A", "I")
        or chr(ord(block.label) - 1) in letters
        or (block.label > "C" and chr(ord(block.label) - 2) in letters)
    )
    if block.label == "A" and not block.after_blank and wrapped(flow, block.start):
        is_next = flow.find("¶B", block.end, block.end + _LONGEST_ITEM) >= 0  # else `David` / `¶A. Merkel`
    return not is_next and not flow.startswith("(", block.text_start)


def _is_answer(flow: str, block: Block, start: int) -> bool:
    """Whether an A is that of an answer below its question, and no item's: `Q. Will it rise?` / `A. No.`"""
    above = max(start, block.start - _LONGEST_ITEM)
    question = flow.rfind("\nQ.", above, block.start) if block.label == "A" else -1
    return question >= 0 and flow.find("\nA.", question, block.start - 1) < 0


def _plain(flow: str, blocks: list[Block], at: int, end: int, after_blank: bool) -> Block:
    """Add lines that begin nothing, and have no block above them, as a block of their own."""
    lead = _BLANKS.match(flow, at, end).end() if flow[at].isspace() else at
    block = Block("text", lead, end, lead, after_blank=after_blank)
    blocks.append(block)
    return block


def _special(flow: str, at: int, lead: int, line_end: int, after_blank: bool) -> Block | None:
    """A line that begins a numbered or lettered block, or is a rule; None for any other."""
    first = flow[lead]
    if first in _RULE_FIRST and (
        _RULE_LINE.match(flow, at, line_end) or (first == "." and _is_spacer(flow, at, lead, line_end))
    ):
        return Block("rule", at, line_end, at, after_blank=after_blank)
    if first in "*=+#~" and _STARRED.fullmatch(flow[lead:line_end].strip()):
        return Block("heading", at, line_end, at, after_blank=after_blank)
    if first in "*=_~#+.":
        return None
    # `(SBU) 2. The minister ...`: the mark stands before the number
    if (
        first == "("
        and (found := _MARK_FIRST.match(flow, at, line_end))
        and read_mark(found[1])
        and (after_blank or flow[end_of_text(flow, at) - 1] in TERMINATED)
    ):
        block = Block("numbered", lead, line_end, found.end(), int(found[3]), pilcrow=found[2] is not None)
        block.portion_mark, block.mark = found[1].strip(), read_mark(found[1])
        return block
    if first == "(" and _begins_marked(flow, at, lead, line_end):
        return Block("text", lead, line_end, lead, after_blank=True)
    found = _NUMBERED.match(flow, at, line_end)
    if found and not (first == "(" and len(found[2]) > 2):  # `(143) AND FAR BELOW`: a figure
        block = Block("numbered", lead, line_end, found.end(), int(found[2]), after_blank=after_blank)
        block.pilcrow = first == "¶"
        block.dash = first == "-"
        return block
    if first != "¶":
        return None
    if found := _PILCROW_NUMBER.match(flow, at, line_end):
        return Block("numbered", lead, line_end, found.end(), int(found[1]), pilcrow=True, after_blank=after_blank)
    if found := _LETTERED.match(flow, at, line_end):
        return Block("lettered", lead, line_end, found.end(), label=found[1].upper(), after_blank=after_blank)
    return None


def _begins_marked(flow: str, at: int, lead: int, line_end: int) -> bool:
    """Whether a line begins with a portion mark of its own, below one that ended or is short: a paragraph that lost
    the blank line above it.

    `¶8. (U) Saudi Arabia talking points`, on the next line `(S/REL USA, SAU) We ...` (09STATE131801)
    """
    found = PARENTHESIS.match(flow, lead, line_end)
    if found is None or not found[1] or found.end() >= line_end or read_mark(found[1]) is None:
        return False
    if not (flow[found.end()].isupper() or flow[found.end()] in '"“['):  # a share, the rest of a designation: `(C) 45`
        return False
    if found[1].islower() or (found[1] == "C" and flow.rfind("(B)", max(0, at - _LONGEST_ITEM), at) >= 0):
        return False  # an item of a list
    above = flow[flow.rfind("\n", 0, max(at - 1, 0)) + 1 : at].rstrip()
    if _NUMBERED.match(above) and "(" not in above:  # its number, perhaps with a title: the mark is the paragraph's
        return False
    return not above or above[-1] in TERMINATED or (len(above) < _SHORT_LINE and above[-1] not in "-,")


def _is_spacer(flow: str, at: int, lead: int, line_end: int) -> bool:
    """Whether a line is a full stop alone below the end of a sentence: typed to have an empty line (06SEOUL2238)."""
    return flow[lead:line_end].rstrip() == "." and flow[(end := end_of_text(flow, at)) - 1 : end] in TERMINATED


def _item(flow: str, at: int, lead: int, line_end: int, after_blank: bool) -> Block | None:
    """A lettered sub-item without the pilcrow (`A. (U) ...`); None in the middle of a sentence (`A. Lincoln`)."""
    found = _PLAIN_ITEM.match(flow, at, line_end)
    if (
        not found
        or (found[2] and not after_blank)
        or not (
            after_blank
            or not wrapped(flow, at)
            or _goes_on_list(flow, at)
            or marked_at(flow, found.end())
            or _is_below_letter(flow, at, chr(ord(found[1]) - 1))
        )
    ):
        return None
    return Block("lettered", lead, line_end, found.end(), label=found[1], after_blank=after_blank)


def _dashed(flow: str, at: int, lead: int, line_end: int, letter: str) -> Block | None:
    """A lettered sub-item behind dashes, `-- A. Is the country a source?`, as answers to questions have it."""
    found = _DASHED_LETTER.match(flow, at, line_end)
    if found is None or found[1] != letter:
        return None
    return Block("lettered", lead, line_end, found.end(), label=letter, after_blank=True)


def _goes_on_list(flow: str, start: int) -> bool:
    """Whether the line before `start` ends as an item does above the next: `...; and`, a full line or not."""
    return _ITEM_END.search(flow, max(0, start - 12), start) is not None


def _is_below_letter(flow: str, start: int, letter: str) -> bool:
    """Whether the line before `start` begins with the letter before: `A. Gold: 12 crowns` / `B. Silver`."""
    above = flow.rfind("\n", 0, max(start - 1, 0)) + 1
    return flow[above:start].lstrip().startswith(f"{letter}. ")


def wrapped(flow: str, start: int) -> bool:
    """Whether the line before `start` is a full line of text that has not ended its sentence."""
    line = flow[flow.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()  # the blanks of a page line may be on it
    return 40 < len(line) < 80 and (line[-1] not in TERMINATED or _TITLE_AT_END.search(line, len(line) - 8) is not None)


def ends_in_a_note(text: str) -> bool:
    """Whether a text ends in a note or in words in quotation marks, and in no sentence: `(REF A)`, `AS HE "SAID"`."""
    return text[-1] in _CLOSING_SIGNS and text[-2:-1] not in TERMINATED


def cut_inside(flow: str, blocks: list[Block]) -> list[Block]:
    """The blocks, cut where line ends were lost: before a number with its mark, and before a ruled heading.

    `... of the Taliban. 6. (C) Karzai said ...`, `... End Summary. Afghanistan -----------`
    """
    numbers = {
        found.end(1): int(found[2])
        for stop in _STOP_BEFORE_MARK.finditer(flow)
        if (found := _INSIDE.search(flow, max(0, stop.start() - 6), stop.end()))
        and found.end() == stop.end()
        and marked_at(flow, stop.end())
    }
    cuts = sorted(numbers)
    if not cuts and "-----" not in flow:
        return blocks
    result: list[Block] = []
    if cuts:
        begun = {block.number for block in blocks if block.number}
        following = _following_numbers(blocks)
    for i, block in enumerate(blocks):
        result.append(block)
        if block.kind == "rule" or block.kind == "heading":
            continue
        for at in cuts and cuts[bisect_left(cuts, block.text_start + 1) : bisect_left(cuts, block.end)]:
            number, next_number = numbers[at], following[i]
            # a number that stands elsewhere too is a paragraph's where it is the next (07KABUL185 has two 16)
            if (number not in begun and number > (block.number or 0)) or (
                block.number and number == block.number + 1 != next_number
            ):
                text_start = flow.index(".", at) + 1
                inner = Block("numbered", at, block.end, text_start, number=number, pilcrow=block.pilcrow)
                block.end = end_of_text(flow, at)
                result.append(inner)
                block = inner
        last = flow[block.end - 1]
        if last != "-" and not last.isspace():
            continue
        end = end_of_text(flow, block.end)
        if flow.endswith("-----", block.text_start, end):
            found = _RULED_AT_END.search(flow, max(block.text_start, end - 250), end)
            if found and found.start() > block.text_start:
                result.append(Block("heading", found.start(1), end, found.start(1), after_blank=False))
                block.end = found.start()
    return result


def _following_numbers(blocks: list[Block]) -> list[int | None]:
    """For each block the number of the first numbered one behind it."""
    following: list[int | None] = []
    number = None
    for block in reversed(blocks):
        following.append(number)
        number = block.number or number
    return following[::-1]


def marked_at(flow: str, at: int) -> bool:
    """Whether a portion mark begins at an offset."""
    found = PARENTHESIS.match(flow, at)
    return found is not None and read_mark(found[1] or found[2]) is not None
