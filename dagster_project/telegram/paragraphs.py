"""Paragraphs of the text: numbers, portion marks, sub-items, headings, and the sections they form.

¶12. (C) SUMMARY: ...        number with the pilcrow of the HTML releases
- 12. (C) ...                the same, pilcrow mangled to a 1: paragraph 2 (08PARIS1600)
¶A. (U) WHAT, IF ANY, ...    a lettered sub-item
(S//REL TO USA, YEM) ...     a talking point with a mark of its own
"""

import html
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from dagster_project.telegram.cable import Cable, Issue, Paragraph
from dagster_project.telegram.marks import Mark, read_mark
from dagster_project.telegram.page_lines import PageLine
from dagster_project.telegram.sections import Sections

_NUMBERED = re.compile(
    r"[ \t]*(¶[ \t]*|-[ \t]*|\()?(\d{1,3})(?:[.):][.)]?|,?(?=[ \t]+\((?:TS|S|C|U|SBU)\b)|(?=\())[ \t]*(?![\d])"
)
_PILCROW_NUMBER = re.compile(r"[ \t]*¶[ \t]*(\d{1,3})[ \t]+(?=[A-Z(])")
_LETTERED = re.compile(r"[ \t]*¶[ \t]*([A-Z])[.):]+[ \t]*", re.IGNORECASE)
_PLAIN_ITEM = re.compile(r"[ \t]*([A-Z])\.[ \t]+(?=[(\w\"“])")
_PARENTHESIS = re.compile(r"[ \t]*\(([^()\n]{1,60})\)[.:]?[ \t]*|[ \t]*\(([^()]{1,60}\n[^()]{1,40})\)[.:]?[ \t]*")
_MARK_AFTER_WORD = re.compile(
    r"(\(?(?:SUMMARY|COMMENT|BACKGROUND|NOTE|INTRODUCTION|ACTION REQUEST|BEGIN SUMMARY)(?: AND [A-Z ]{4,20})?"
    r"\s*[:.-]*\s*)\(([^()\n]{1,30})\)[ \t]*",
    re.IGNORECASE,
)
_RULE_LINE = re.compile(r"[ \t]*+(?=[-*=_~#+.])[-*=_~#+. \t\r]{3,}+$")
_STARRED = re.compile(r"\*{2,}[ \t]*[^*\n]{3,80}?[ \t]*\*{2,}")
_LIST_ITEM = re.compile(
    r"[ \t]*(?:-{1,3}[ \t]*(?=\S)|[*•·o>][ \t]+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4}|[A-Z])[.)][ \t]+"
    r"|\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|--)"
)
_ITEM_BREAK = re.compile(r"\n[ \t]*(?=(?:-{1,3}[ \t]+|--|[*•·][ \t]+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t])\S)")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_TABLE_LINE = re.compile(r"\S[ \t]{3,}\S.*\S[ \t]{3,}\S|\S\t+\S")
_RULE_ENDS = re.compile(r"^[-=_*]{4,}(?:\s+[-=_*]+)*\s*|\s*[-=_*]{4,}(?:\s+[-=_*]+)*$")
_HEADING_RULE = re.compile(r"[ \t]*[-=_]{5,}[ \t]*$")
_SPECIAL_FIRST = frozenset("¶0123456789-(*=_~#+.")
_INSIDE = re.compile(r"(?<=[.!?\"”)X])([ \t]+)(\d{1,2})\.")
_RULED_AT_END = re.compile(
    r"(?<=[.!?)\"”])\s+(?:-{5,}(?:[ ]-+)*\s+)?([A-Z][^.!?\n-][^.!?\n]{0,90}?)\s+-{5,}(?:[ ]-+)*$"
)
_TERMINATED = frozenset('.!?:;"”’)*')
# Begins with the letter that the longest alternative shares, so that a scan stops seldom.
_PROTECT = re.compile(
    r"[Pp](?:rotect|ROTECT)(?:(?:ed|ing|ED|ING)?\s+(?i:the\s+|this\s+|his\s+|her\s+)?(?i:source|identity|contact)|\)"
    r"|(?<=(?i:strictly\sprotect))|(?<=(?i:please\sprotect))|(?<=(?i:source\sprotect)))"
)
_MINIMIZE = re.compile(r"\bminimize\s+(?:was\s+|is\s+|has\s+been\s+)?considered", re.IGNORECASE)
_REDACTION = re.compile(r"[Xx]{5,}")
_REDACTED_LINES = re.compile(r"[Xx]{5,}[.,]?(?:\s+[Xx]{5,}[.,]?)*")
_SMALL_WORDS = frozenset("a an and as at but by for from in into is nor not of on or the to v vs with".split())


@dataclass(slots=True)
class _Block:
    """A stretch of lines that belong together, before it is known what it is."""

    kind: str
    start: int
    end: int
    text_start: int
    number: int | None = None
    label: str | None = None
    pilcrow: bool = False
    dash: bool = False
    portion_mark: str | None = None
    mark: Mark | None = None
    after_blank: bool = True
    items: bool = False
    """Some line in it begins like a list item."""
    pieces: list[tuple[int, int]] | None = None


class Paragraphs:
    """Reads the paragraphs of one text into a `Cable`; claims what it reads."""

    def __init__(
        self,
        flow: str,
        cable: Cable,
        claims: list[tuple[int, int, str]],
        pages: list[PageLine],
        first_section: int | None,
    ):
        self.first_section = first_section or 1
        self.flow = flow
        self.cable = cable
        self.claims = claims
        self.pages = pages
        self._kept: dict[int, tuple[int, int]] = {}
        """Words before the mark that belong to the text (`Summary: (C)`), by the block's start."""
        self._dashed = False
        self.entities = "&" in flow and _ENTITY.search(flow) is not None

    def read(self, start: int, end: int, loose: list[tuple[int, int]]) -> None:
        """Paragraphs between two offsets, and the loose prose of the head before them."""
        blocks = [_Block("text", a, b, a) for a, b in loose]
        blocks += self._headed(self._cut_inside(self._blocks(start, end)))
        if self.entities:
            self.cable.issues.append(Issue("entities", "info", "character references left in the text"))
            if self.cable.subject:
                self.cable.subject = html.unescape(self.cable.subject)
        self._emit(self._merge(self._numbers(blocks)))

    # -- lines to blocks ----------------------------------------------------------------------

    def _take_mark(self, block: _Block) -> None:
        """Take the portion mark off the front of a block's text, also from behind `Summary:`."""
        flow = self.flow
        at = block.text_start
        found = _PARENTHESIS.match(flow, at, block.end)
        if found:
            written = found[1] or found[2]
            mark = read_mark(written)
            if mark:
                block.portion_mark = " ".join(written.split())
                block.mark = mark
                block.text_start = found.end()
                return
        found = _MARK_AFTER_WORD.match(flow, at, block.end)
        if found and (mark := read_mark(found[2])):
            block.portion_mark = found[2].strip()
            block.mark = mark
            block.text_start = found.end()
            self._kept[block.start] = (at, at + len(found[1].rstrip()))

    def _blocks(self, start: int, end: int) -> list[_Block]:
        """Blocks in order: numbered and lettered ones, rules, and text between blank lines."""
        flow = self.flow
        blocks: list[_Block] = []
        current: _Block | None = None
        blank = True
        letter = "A"  # the sub-item that can come next
        at = start
        for line in flow[start:end].split("\n"):
            line_end = at + len(line)
            stripped = line.strip()
            if not stripped:
                current = None
                blank = True
            elif stripped[0] in _SPECIAL_FIRST and (block := self._special(line, at, line_end, stripped[0])):
                block.after_blank = blank
                blocks.append(block)
                letter = chr(ord(block.label) + 1) if block.label else "A"
                current = None if block.kind in ("rule", "heading") else block
                blank = False
            elif stripped[0] == letter and stripped[1:2] == "." and (block := self._item(line, at, line_end, blank)):
                blocks.append(block)
                current = block
                letter = chr(ord(letter) + 1)
                blank = False
            else:
                if current is None:
                    lead = at + line.index(stripped[0])
                    current = _Block("text", lead, line_end, lead, after_blank=blank)
                    blocks.append(current)
                else:
                    current.end = line_end
                    if not current.items and (stripped[0] in _SPECIAL_FIRST or stripped[1:2] == "."):
                        current.items = True
                blank = False
            at = line_end + 1
        return blocks

    def _special(self, line: str, at: int, line_end: int, first: str) -> _Block | None:
        """A line that begins a numbered or lettered block, or is a rule; None for any other."""
        if first in "-*=_~#+." and _RULE_LINE.match(line):
            return _Block("rule", at, line_end, at)
        if first == "*" and _STARRED.fullmatch(line.strip()):
            return _Block("heading", at, line_end, at)
        if first in "*=_~#+.":
            return None
        found = _NUMBERED.match(line)
        number = None
        if found:
            number, offset, lead = int(found[2]), found.end(), (found[1] or "").strip()
        elif first == "¶":
            found = _PILCROW_NUMBER.match(line)
            if found:
                number, offset, lead = int(found[1]), found.end(), "¶"
        if number is not None:
            block = _Block("numbered", at + len(line) - len(line.lstrip()), line_end, at + offset, number=number)
            block.pilcrow = lead == "¶"
            block.dash = lead == "-"
            return block
        if first == "¶":
            found = _LETTERED.match(line)
            if found:
                block = _Block("lettered", at + len(line) - len(line.lstrip()), line_end, at + found.end())
                block.label = found[1].upper()
                return block
        return None

    def _item(self, line: str, at: int, line_end: int, after_blank: bool) -> _Block | None:
        """A lettered sub-item without the pilcrow (`A. (U) ...`); None in the middle of a sentence (`A. Lincoln`)."""
        found = _PLAIN_ITEM.match(line)
        if not found or not (after_blank or not self._wrapped(at)):
            return None
        lead = at + len(line) - len(line.lstrip())
        block = _Block("lettered", lead, line_end, at + found.end(), label=found[1], after_blank=after_blank)
        return block

    def _cut_inside(self, blocks: list[_Block]) -> list[_Block]:
        """The blocks, cut where line ends were lost: before a number with its mark, and before a ruled heading.

        `... of the Taliban. 6. (C) Karzai said ...`, `... End Summary. Afghanistan -----------`
        """
        flow = self.flow
        places = [
            found
            for sign in (". (", ".(")
            for at in _places(flow, sign)
            if (found := _INSIDE.search(flow, max(0, at - 5), at + 1)) and self._marked_at(at + 1)
        ]
        if not places and "-----" not in flow:
            return blocks
        begun = {block.number for block in blocks if block.number}
        cuts = sorted((found.start(2), int(found[2])) for found in places if int(found[2]) not in begun)
        result: list[_Block] = []
        for block in blocks:
            result.append(block)
            if block.kind in ("rule", "heading"):
                continue
            for at, number in cuts:
                if block.text_start < at < block.end and number > (block.number or 0):
                    text_start = flow.index(".", at) + 1
                    inner = _Block("numbered", at, block.end, text_start, number=number, pilcrow=block.pilcrow)
                    block.end = _rstrip(flow, at)
                    result.append(inner)
                    block = inner
            if flow.endswith("-----", block.start, block.end) and block.end - block.text_start > 60:
                self._cut_heading(block, result)
        return result

    def _marked_at(self, at: int) -> bool:
        found = _PARENTHESIS.match(self.flow, at)
        return found is not None and read_mark(found[1] or found[2]) is not None

    def _cut_heading(self, block: _Block, result: list[_Block]) -> None:
        """A heading with its rule on the last line of a paragraph, made a block of its own."""
        window = max(block.text_start, block.end - 200)
        found = _RULED_AT_END.search(self.flow, window, block.end)
        if found and found.start() > block.text_start:
            result.append(_Block("heading", found.start(1), block.end, found.start(1), after_blank=False))
            block.end = found.start()

    # -- headings -----------------------------------------------------------------------------

    def _headed(self, blocks: list[_Block]) -> list[_Block]:
        """The blocks with headings told from text."""
        result: list[_Block] = []
        for i, block in enumerate(blocks):
            following = blocks[i + 1] if i + 1 < len(blocks) else None
            before = blocks[i - 1] if i else None
            if block.kind in ("rule", "heading"):
                result.append(block)
                continue
            underlined = following is not None and following.kind == "rule" and not following.after_blank
            if block.kind == "text":
                self._drop_redaction(block, result)
                overlined = before is not None and before.kind == "rule" and not block.after_blank
                introduced = (
                    before is not None
                    and before.kind != "rule"
                    and self.flow.endswith(":", before.start, _rstrip(self.flow, before.end))
                )
                if not introduced and self._is_heading(block, underlined, overlined, following):
                    block.kind = "heading"
                    result.append(block)
                    continue
            head = None
            if following is not None and block.end - block.start > 4:
                if underlined:
                    if not _is_overline(blocks, i + 1):
                        head = self._split_heading(block, ruled=True)
                elif following.kind in ("numbered",) and not following.after_blank:
                    head = self._split_heading(block, ruled=False)
            result.append(block)
            if head:
                result.append(head)
        return result

    def _drop_redaction(self, block: _Block, result: list[_Block]) -> None:
        """Lines of redaction above a text or heading are a block of their own."""
        flow = self.flow
        while (cut := flow.find("\n", block.start, block.end)) > 0 and _REDACTED_LINES.fullmatch(
            flow[block.start : cut].strip()
        ):
            result.append(_Block("text", block.start, cut, block.start, after_blank=block.after_blank))
            block.start = block.text_start = cut + 1
            block.after_blank = True

    def _is_heading(self, block: _Block, underlined: bool, overlined: bool, following: _Block | None) -> bool:
        text = self.flow[block.start : block.end].strip()
        lines = text.count("\n") + 1
        if len(text) > 320 or lines > 4:
            return False
        if _HEADING_RULE.search(text) and lines <= 2 and len(text) < 200:
            return True  # the rule stands on the heading's own line: `COMMENT -------`
        if underlined:
            if overlined:
                return not text.startswith("--")
            if lines > 1 and any(line.rstrip().endswith((".", ".)", ")")) for line in text.split("\n")[:-1]):
                return False
            return (
                lines <= 3 and len(text) < 240 and not _LIST_ITEM.match(text) and (lines == 1 or text[-1:] not in ".;,")
            )
        if lines > 2 or len(text) > 120 or (text[-1] in ".,;" and not text.endswith(("U.S.", "..."))):
            return False
        if following is None:
            return False
        if overlined and following.kind in ("numbered", "lettered"):
            return not _LIST_ITEM.match(text)
        if following.kind == "text" and not (
            text.isupper() and following.after_blank and lines == 1 and len(text) < 70
        ):
            words = text.strip(" *:/").upper()
            return lines == 1 and words in (
                "SUMMARY",
                "COMMENT",
                "BACKGROUND",
                "ACTION REQUEST",
                "BEGIN SUMMARY",
                "INTRODUCTION",
            )
        if following.kind not in ("numbered", "text"):
            return False
        return self._reads_as_heading(text)

    @staticmethod
    def _reads_as_heading(text: str) -> bool:
        """Capitals or title case, no list item, no end of a sentence, not only redaction."""
        if _LIST_ITEM.match(text) or _REDACTION.fullmatch(text.replace(" ", "").strip(".")):
            return False
        if re.match(r"(?i)end\s+(?:of\s+)?(?:summary|comment|text|note)", text):
            return False
        plain = re.sub(r"^\([^()]{1,12}\)\s*", "", text).strip(' *"“/')
        if not plain or plain[0].islower() or len(plain) < 3:
            return False
        if plain.isupper():
            return True
        words = [w.strip("(),:;\"'“”’-") for w in plain.split()]
        words = [w for w in words if w and w[0].isalpha() and w.lower() not in _SMALL_WORDS]
        if not words:
            return False
        capital = sum(not w[0].islower() for w in words)
        return capital >= 0.6 * len(words) or (len(words) <= 6 and plain[-1] not in '.,;"”')

    def _split_heading(self, block: _Block, ruled: bool) -> _Block | None:
        """Cut the last line off a block when it is the heading of what follows."""
        flow = self.flow
        cut = flow.rfind("\n", block.text_start, block.end)
        if cut < 0:
            return None
        line = flow[cut + 1 : block.end].strip()
        if not line or len(line) > 90:
            return None
        before = flow[block.start : cut].rstrip()
        if not ruled:
            ended = before[-1:] in _TERMINATED
            if not (ended and line.isupper() and line[-1] not in ".,;)" and self._reads_as_heading(line)):
                return None
        else:
            ended = before[-1:] in _TERMINATED or "   " in before[-60:].rsplit("\n", 1)[-1]  # a row of a table
            if not ended or line[-1] in ".,;" or _LIST_ITEM.match(line):
                return None
        lead = cut + 1 + len(flow[cut + 1 : block.end]) - len(flow[cut + 1 : block.end].lstrip())
        head = _Block("heading", lead, block.end, lead, after_blank=False)
        block.end = len(flow[:cut].rstrip()) if cut - block.start < 2000 else cut
        return head

    # -- numbers ------------------------------------------------------------------------------

    def _numbers(self, blocks: list[_Block]) -> list[_Block]:
        """Tell paragraph numbers from list items, and undo mangled pilcrows."""
        candidates = [b for b in blocks if b.kind == "numbered"]
        for block in blocks:
            if block.kind in ("numbered", "lettered", "text"):
                self._take_mark(block)
        if not candidates:
            return blocks
        self._unmangle(candidates)
        pilcrows = {b.number for b in candidates if b.pilcrow}
        later = Counter(b.number for b in candidates if b.pilcrow)
        marked_later = Counter(b.number for b in candidates if b.mark)
        lowest_later = list(accumulate((b.number if b.pilcrow else 1000 for b in reversed(candidates)), min))[::-1]
        seen: set[int] = set()
        last = 0
        for i, block in enumerate(candidates):
            number = block.number
            expected = last + 1
            if block.mark:
                marked_later[number] -= 1
            if block.pilcrow:
                later[number] -= 1
            if block.pilcrow and (block.mark or (number == expected and not marked_later[number])):
                main = True
            elif block.pilcrow:
                # Gaps and repeats are real (redaction, drafting); a day or a year wrapped to the line
                # start (`April\n¶28. The`) and the numbers of a list inside a paragraph are not.
                begins = block.after_blank or last == 0 or not self._wrapped(block.start)
                gap = number > last and not later[expected]
                repeat = 1 < number == last
                back = last > number > 1 and number not in seen
                main = begins and number < 200 and not marked_later[number] and (gap or repeat or back)
            elif pilcrows:
                # A number the converter left alone (`13.(U)`, `2.In interviews`): only where it fits.
                main = number > last and number not in pilcrows and number < lowest_later[i]
                main = main and (
                    bool(block.mark) or (number == expected and block.after_blank and self._stopped(block))
                )
            else:
                main = number == expected and not marked_later[number]
                main = main or (bool(block.mark) and number > last)
                main = main and (bool(block.mark) or not block.dash or self._dashed)
            if main:
                last = number
                seen.add(number)
            else:
                block.kind = "item"
                block.label = str(number)
                block.number = None
        return blocks

    def _stopped(self, block: _Block) -> bool:
        """Whether the number is written with a stop and nothing before it: `2.`, not `5)` or `- 2.`."""
        return self.flow[block.start : block.text_start].strip() == f"{block.number}."

    def _wrapped(self, start: int) -> bool:
        """Whether the line before `start` is a full line of text that has not ended its sentence."""
        flow = self.flow
        line = flow[flow.rfind("\n", 0, max(start - 1, 0)) + 1 : start].rstrip()
        return 40 < len(line) < 80 and line[-1] not in _TERMINATED

    def _unmangle(self, candidates: list[_Block]) -> None:
        """11, 12, 13 ... for 1, 2, 3: a pilcrow read as the digit 1 (TELEGRAM_FORMAT 6)."""
        numbers = [b.number for b in candidates]
        if numbers[0] != 11 or any(b.pilcrow for b in candidates) or 1 in numbers:
            return
        stripped = [int(str(n)[1:]) if len(str(n)) > 1 and str(n)[0] == "1" else None for n in numbers]
        expected = 1
        for value in stripped:
            if value == expected:
                expected += 1
        if expected - 1 < max(1, len(numbers) // 2):
            return
        for block, value in zip(candidates, stripped, strict=True):
            if value is not None:
                block.number = value
        self._dashed = True
        self.cable.issues.append(Issue("pilcrow_mangled", "info", f"{expected - 1} paragraphs numbered from 11"))

    # -- blocks to paragraphs -----------------------------------------------------------------

    def _merge(self, blocks: list[_Block]) -> list[_Block]:
        """Join blocks that are one paragraph: broken sentences, list items, tables."""
        merged: list[_Block] = []
        owner: _Block | None = None
        for block in blocks:
            if block.kind in ("rule", "heading"):
                merged.append(block)
                if block.kind == "heading":
                    owner = None
                continue
            if block.kind == "item" or block.kind == "text":
                if owner is not None and block.mark is None and self._belongs(block, owner):
                    owner.pieces = owner.pieces or [(owner.text_start, owner.end)]
                    owner.pieces.append((block.start, block.end))
                    owner.items = owner.items or block.items
                    continue
                if block.kind == "item":
                    block.kind = "text"
                    block.label = None
                    if block.mark is None:
                        block.text_start = block.start
            merged.append(block)
            owner = block
        return merged

    def _belongs(self, block: _Block, owner: _Block) -> bool:
        """Whether a block goes on the paragraph before it."""
        flow = self.flow
        if _REDACTED_LINES.fullmatch(flow[block.start : block.end].strip()):
            return False
        if block.kind == "item":
            return True
        last_start, last_end = owner.pieces[-1] if owner.pieces else (owner.text_start, owner.end)
        before = flow[last_start:last_end].rstrip()
        if not block.after_blank:
            return True
        text = flow[block.start : block.end]
        if _LIST_ITEM.match(text):
            return True
        if not before:
            return True
        if text[0].islower():
            return True
        if "   " in text and _TABLE_LINE.search(text):
            return True
        if len(text) < 300 and "  " in text and _TABLE_LINE.search(before[-300:]):
            return True
        return before[-1] not in _TERMINATED and not (text.isupper() and len(text) < 80) and before[-1] not in "-"

    # -- rows ---------------------------------------------------------------------------------

    def _emit(self, blocks: list[_Block]) -> None:
        flow, cable, claims = self.flow, self.cable, self.claims
        rows = cable.paragraphs
        page_starts = [p.end for p in self.pages]
        texts = [self._text(block) for block in blocks if block.kind not in ("rule", "heading")]
        sections = Sections(texts)
        protects = _PROTECT.search(flow) is not None if "rotect" in flow or "ROTECT" in flow else False
        index = -1
        words_total = 0
        for block in blocks:
            if block.kind == "rule":
                claims.append((block.start, block.end, "rule"))
                continue
            if block.kind == "heading":
                words = _RULE_ENDS.sub("", " ".join(flow[block.start : block.end].split())).strip("* ")
                sections.begin(words.strip("/ ") if words.startswith("//") else words)
                claims.append((block.start, block.end, "heading"))
                continue
            index += 1
            text = texts[index]
            end = block.end
            if block.pieces:
                (_, first_end), *others = block.pieces
                end = block.pieces[-1][1]
            if block.number is None and text[:1] in "Xx" and _REDACTED_LINES.fullmatch(text):
                claims.append((block.start, end, "redaction"))
                continue
            if block.pieces:
                claims.append((block.start, first_end, "paragraph"))
                claims += [(start, stop, "paragraph") for start, stop in others]
            else:
                claims.append((block.start, end, "paragraph"))
            words = text.count(" ") + text.count("\n") + 1 if text else 0
            if not words and block.number is None and block.label is None:
                continue
            kind, heading = sections.paragraph(index)
            words_total += words
            mark = block.mark or _NO_MARK
            protect = protects and _PROTECT.search(text) is not None
            if protect:
                cable.has_protect_phrase = True
            rows.append(
                Paragraph(
                    len(rows) + 1,
                    block.number,
                    block.label,
                    block.portion_mark,
                    *mark,
                    self._section(block.start, page_starts) if page_starts else self.first_section,
                    kind,
                    heading,
                    text,
                    words,
                    protect,
                    block.start,
                    end,
                )
            )
        self._features(sections.seen)
        cable.paragraph_count = len(rows)
        cable.word_count = words_total

    def _features(self, kinds: set[str]) -> None:
        """Flags of the whole text: summary, comment, minimize, redaction."""
        flow, cable = self.flow, self.cable
        cable.has_summary = "summary" in kinds or any(sign in flow for sign in _SUMMARY_SIGNS)
        cable.has_comment = "comment" in kinds or any(sign in flow for sign in _COMMENT_SIGNS)
        tail = flow[-2000:]  # minimize is a paragraph of its own at the end of the text
        if "inimize" in tail or "INIMIZE" in tail:
            cable.has_minimize = cable.has_minimize or _MINIMIZE.search(tail) is not None
        cable.is_redacted = "XXXXX" in flow or "xxxxx" in flow

    def _section(self, start: int, page_starts: list[int]) -> int:
        at = bisect_right(page_starts, start)
        while at and not self.pages[at - 1].section:
            at -= 1
        if at:
            return self.pages[at - 1].section
        return self.first_section

    def _text(self, block: _Block) -> str:
        """The paragraph's words: lines joined, list items and sub-blocks on lines of their own."""
        flow = self.flow
        pieces = block.pieces or [(block.text_start, block.end)]
        parts = []
        for i, (start, end) in enumerate(pieces):
            raw = flow[start:end]
            if "   " in raw and raw.count("\n") > 1 and _TABLE_LINE.search(raw):
                lines = raw.split("\n")
            elif block.items:
                lines = _ITEM_BREAK.split(raw)
            else:
                lines = (raw,)
            if len(lines) == 1:
                joined = " ".join(raw.split())
            else:
                joined = "\n".join(filter(None, [" ".join(line.split()) for line in lines]))
            if (
                i
                and parts
                and joined
                and not (_LIST_ITEM.match(joined) or parts[-1][-1:] in _TERMINATED or "\n" in joined)
            ):
                parts[-1] = f"{parts[-1]} {joined}"
            elif joined:
                parts.append(joined)
        text = "\n".join(parts)
        if "¶" in text:
            text = text.replace("¶", "")
        if self.entities:
            text = html.unescape(text)
        if block.start in self._kept:
            a, b = self._kept[block.start]
            text = f"{' '.join(flow[a:b].split())} {text}"
        return text


def _rstrip(flow: str, end: int) -> int:
    while end and flow[end - 1].isspace():
        end -= 1
    return end


def _places(flow: str, sign: str) -> list[int]:
    places = []
    at = flow.find(sign)
    while at >= 0:
        places.append(at)
        at = flow.find(sign, at + 1)
    return places


def _is_overline(blocks: list[_Block], i: int) -> bool:
    """Whether the rule at `i` stands above a heading that has another below: it underlines nothing."""
    between = blocks[i + 1 : i + 3]
    return [b.kind for b in between] == ["text", "rule"] and not any(b.after_blank for b in between)


_ENTITY = re.compile(r"&(?:#x?[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp);")
_NO_MARK = (None, None, False)
_SUMMARY_SIGNS = ("nd summary", "nd Summary", "ND SUMMARY")
_COMMENT_SIGNS = ("nd comment", "nd Comment", "ND COMMENT", "omment:", "COMMENT:")
