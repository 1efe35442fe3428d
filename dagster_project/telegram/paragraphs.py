"""Paragraphs of the text: numbers, portion marks, sub-items, headings, and the sections they form.

¶12. (C) SUMMARY: ...        number with the pilcrow of the HTML releases
- 12. (C) ...                the same, pilcrow mangled to a 1: paragraph 2 (08PARIS1600)
¶A. (U) WHAT, IF ANY, ...    a lettered sub-item
(S//REL TO USA, YEM) ...     a talking point with a mark of its own
"""

import html
import re
from bisect import bisect_right
from functools import partial
from itertools import accumulate

from dagster_project.telegram.blocks import (
    LIST_ITEM,
    REDACTED_LINES,
    TERMINATED,
    Block,
    cut_inside,
    read_blocks,
)
from dagster_project.telegram.cable import Cable, Issue, Paragraph
from dagster_project.telegram.headings import tell_headings
from dagster_project.telegram.numbering import number_paragraphs
from dagster_project.telegram.offsets import end_of_text
from dagster_project.telegram.outlines import tell_contents
from dagster_project.telegram.page_lines import PageLine
from dagster_project.telegram.phrases import asks_to_protect, ends_summary, has_comment, is_redacted
from dagster_project.telegram.rows import (
    FULL_LINE,
    SERIES_FIRST,
    has_table,
    is_labelled,
    is_list_of_names,
    is_rows,
    is_short_lines,
    series_breaks,
)
from dagster_project.telegram.sections import MINIMIZE, Sections
from dagster_project.telegram.titles import CLOSER_ALONE, CLOSER_AT_END, PLAIN_HEADINGS
from dagster_project.telegram.wording import MONTH_AT_END, OPEN_WORD, PARTICIPANTS, Wording, ends_in_an_item

_PARAGRAPH = partial(tuple.__new__, Paragraph)  # without the call of a constructor for each
_BANNER_SIGNS = frozenset("=+#~")
_RULE_SIGNS = frozenset("-_*") | _BANNER_SIGNS
_RULE_ENDS = re.compile(r"^[-=_*]{4,}(?:\s+[-=_*]+)*\s*|\s*[-=_*]{4,}(?:\s+[-=_*]+)*$")
_NARROW_TABLE = re.compile(r"[^\n]{1,70}(?:\n[^\n]{1,50}[ \t]\d[\d.,]*+%?[ \t]+\d[\d.,]*+%?[ \t]*+){2,}\s*")
"""A line and rows below it that end in two numbers each, with single blanks between."""
_END_OF_SUMMARY = re.compile(r"\bend (?:of )?summary\W*$", re.IGNORECASE)
"""Below it begins the text, as a digest of the press does with its first item."""
_LONGEST_END = 20
_VOTES = re.compile(r"[A-Z][\w ]{2,20} \(\d{1,3}\): ")
"""`In favor (12): Elbonia, ...`, below it `Against (1): Ruritania`."""
_LONGEST_TITLE = 56
"""Characters of a title that ends in a word."""
_PAGE_ENDS = (109, 200, 288)
"""Lines, of the heading and the text together, after which a page of the sending system ends."""
_PAGE_SLACK = 5
_NOTE_BEGUN = re.compile(r"\((?i:note|comment):$")
_GOES_ON = re.compile(r"[,;:)]|\.(?!\.)")
"""What begins no paragraph: `. END COMMENT.` below a redaction and a blank line (09MADRID1003)."""


class Paragraphs:
    """Reads the paragraphs of one text into a `Cable`; claims what it reads."""

    def __init__(
        self,
        flow: str,
        cable: Cable,
        claims: list[tuple[int, int, str]],
        pages: list[PageLine],
        first_section: int | None,
        lines_above: int,
        has_odd_blanks: bool = True,
    ):
        """`lines_above`: lines of the heading of a copy that has lost its page lines, else 0. `has_odd_blanks`:
        whether blanks other than the plain one and the line feed may stand in `flow`, which take a search each."""
        self.first_section = first_section or 1
        self.flow = flow
        self.cable = cable
        self.claims = claims
        self.pages = pages
        self.wording = Wording(flow, has_odd_blanks)
        self.highest_mark = 0
        """Level of the highest portion mark, once the paragraphs have been read."""
        self._lines_above = lines_above
        self._page_ends: list[tuple[int, int]] | None = (
            None if lines_above and all(page.kind == "spacer" for page in pages) else []
        )
        """Where pages may have ended, once that has been asked; most telegrams leave no doubt."""

    def read(self, start: int, end: int, loose: list[tuple[int, int]]) -> None:
        """Paragraphs between two offsets, and the loose prose of the head before them."""
        blocks = [Block("text", a, b, a) for a, b in loose]
        read, crowded = read_blocks(self.flow, start, end)
        if crowded:
            self.cable.issues.append(Issue("crowded", "warning", f"{len(read)} paragraphs in {end - start} characters"))
        blocks += tell_headings(self.flow, tell_contents(self.flow, cut_inside(self.flow, read)))
        number_paragraphs(self.flow, blocks, self.cable, self.first_section)
        if self.wording.has_entities:
            self.cable.issues.append(Issue("entities", "info", "character references left in the text"))
            if self.cable.subject:
                self.cable.subject = html.unescape(self.cable.subject)
        self._emit(self._merge(blocks))

    # -- blocks to paragraphs -----------------------------------------------------------------

    def _merge(self, blocks: list[Block]) -> list[Block]:
        """Join blocks that are one paragraph: broken sentences, list items, tables."""
        merged: list[Block] = []
        owner: Block | None = None
        bare: Block | None = None
        title: Block | None = None
        for i, block in enumerate(blocks):
            if block.kind in ("rule", "heading"):
                if block.kind == "heading":
                    if owner is not None and owner is merged[-1] and self._is_bare(owner):
                        bare = merged.pop()
                    owner = None
                merged.append(block)
                continue
            if bare is not None:
                if block.kind == "text" and (block.mark is None or bare.mark is None):
                    # `1. (C) SUMMARY`, a rule, and its text below; or the mark there too (`3. COMMENT`)
                    bare.pieces = [(bare.text_start, bare.end), (block.text_start, block.end)]
                    if block.mark:
                        bare.portion_mark, bare.mark = block.portion_mark, block.mark
                        self.claims.append((block.start, block.text_start, "paragraph"))
                    bare.items = block.items
                    bare.is_headed = True
                    block = bare
                else:
                    merged.append(bare)
                bare = None
            if block.kind == "item" or block.kind == "text":
                if block.mark is not None and owner is not None and owner.mark is None and self._is_bare(owner):
                    # a page line between the number and its mark
                    owner.pieces = [(owner.text_start, owner.end), (block.text_start, block.end)]
                    owner.portion_mark, owner.mark, owner.items = block.portion_mark, block.mark, block.items
                    self.claims.append((block.start, block.text_start, "paragraph"))
                    continue
                if owner is not None and block.mark is None:
                    is_unnumbered = owner.number is None and owner.label is None
                    if is_unnumbered and self._is_title(block, owner, blocks[i + 1 : i + 2]):
                        title = block
                    elif owner is not title and self._belongs(block, owner):
                        owner.pieces = owner.pieces or [(owner.text_start, owner.end)]
                        owner.pieces.append((block.start, block.end))
                        owner.items = owner.items or block.items
                        continue
                if block.kind == "item":
                    block.kind = "text"
                    if block.mark is None:
                        block.label = None
                        block.text_start = block.start
                block.is_list = (
                    len(merged) > 1
                    and [above.kind for above in merged[-2:]] == ["heading", "rule"]
                    and "\n" in self.flow[block.start : block.end]
                    and not self.flow[block.start : block.end].isupper()
                    and is_list_of_names(self.flow[block.start : block.end])
                )
            merged.append(block)
            owner = block
        if bare is not None:
            merged.append(bare)
        return merged

    def _is_bare(self, block: Block) -> bool:
        """Whether nothing is left of a numbered block but number and mark: its words are a heading, with a rule."""
        return not (block.number is None or block.pieces or self.flow[block.text_start : block.end].strip())

    def _is_title(self, block: Block, owner: Block, below: list[Block]) -> bool:
        """Whether an item alone is the title of the prose below it, and goes on no list of the prose above, which has
        no number: `B) "Fog"`, `(2) Harbor closed` in digests of the press, `2. Who uses it?` above an answer."""
        flow = self.flow
        if owner.items or not block.after_blank or not below or LIST_ITEM.match(flow, block.start) is None:
            return False
        (following,) = below
        start, end = owner.pieces[-1] if owner.pieces else (owner.start, owner.end)
        above = end_of_text(flow, end)
        text = flow[block.start : block.end].rstrip()
        return (
            following.kind == "text"
            and following.after_blank
            and flow[above - 1] in TERMINATED
            and flow[above - 1] != ":"
            and (
                text[-1] in '?"”'
                # where all blocks are single lines they may be those of a text with a blank line behind each
                or (
                    len(text) < _LONGEST_TITLE
                    and "\n" in flow[start:above] + flow[following.start : following.end].strip()
                )
            )
            and not OPEN_WORD.search(text)
            and text[-1] not in ".,;:"
            and not flow[following.start].islower()
            and not LIST_ITEM.match(flow, start)
            and not LIST_ITEM.match(flow, following.start)
        )

    def _belongs(self, block: Block, owner: Block) -> bool:
        """Whether a block goes on the paragraph before it."""
        flow = self.flow
        text = flow[block.start : block.end]
        if REDACTED_LINES.fullmatch(text.strip()):
            return False
        if block.kind == "item" or not block.after_blank or _GOES_ON.match(text):
            return True
        last_start, last_end = owner.pieces[-1] if owner.pieces else (owner.text_start, owner.end)
        before = flow[last_start:last_end].rstrip()
        if LIST_ITEM.match(text):
            return not _END_OF_SUMMARY.search(before, max(0, len(before) - _LONGEST_END))
        if not before:
            return True
        if owner.kind == "text" and REDACTED_LINES.fullmatch(before):
            return False
        if text[0].islower():
            return True
        if "   " in text and has_table(text):
            return True
        if len(text) < 300 and "  " in text and has_table(before[-300:]):
            return True
        if owner.is_list and is_short_lines(text):
            return True
        if (
            text[0] in "Ee"
            and before[-1] not in TERMINATED
            and len(before) - before.rfind("\n") <= FULL_LINE
            and CLOSER_ALONE.fullmatch(text.rstrip())
        ):
            return False  # the end of a text that is quoted, below the names that sign it
        if owner.number is not None and PARTICIPANTS.fullmatch(before):
            owner.is_list = True
            return True
        in_rows = "\n" in text and (
            (before[-1] == ":" and (is_list_of_names(text) or is_rows(text) or _is_series(text)))
            or _NARROW_TABLE.fullmatch(text)
        )
        if in_rows and owner.number is not None:
            owner.is_list = True
            return True
        first, _, below = text.partition("\n")
        is_line = len(first) < FULL_LINE and first.rstrip()[-1:] != "."
        if (
            is_line and owner.items and LIST_ITEM.match(below)
        ):  # `European Union Council` / `- Olive Oxbow, coordinator`
            return True
        if "): " in text[:40] and _VOTES.match(text) and _VOTES.match(before):
            return False
        if ends_in_an_item(before) and not OPEN_WORD.search(before):  # without a stop: only a line like those goes on
            return is_line and not below
        if owner.number is not None and (
            _is_open(before)
            or (self._is_end_of_page(block.start) and not LIST_ITEM.match(before, before.rfind("\n") + 1))
        ):
            return True
        return (
            before[-1] not in TERMINATED
            # a shorter line had room for the next word, or is the paragraph's title
            and (
                len(before) - before.rfind("\n") > FULL_LINE
                or before.strip().upper() in PLAIN_HEADINGS
                or _is_open_line(before[before.rfind("\n") + 1 :], text)
            )
            and not (owner.number is None and before.isupper() and not text.isupper())
            and not (text.isupper() and len(text) < 80)
            and before[-1] not in "-"
            and not CLOSER_AT_END.search(before[-60:])
        )

    def _is_end_of_page(self, at: int) -> bool:
        """Whether a page of the sending system ended above `at`, in a copy that kept none of its page lines.

        Copies of the RUEHWEB relay (`VZCZCXYZ`) have a blank line in the place of each. 33 of 36 that stand in the
        midst of a sentence, in 118 cables of the corpus, are where these lines of heading and text end.
        """
        if self._page_ends is None:
            self._page_ends = _ends_of_pages(self.flow, self._lines_above)
        return any(first <= at <= last for first, last in self._page_ends)

    def _emit(self, blocks: list[Block]) -> None:
        flow, cable, claims = self.flow, self.cable, self.claims
        rows = cable.paragraphs
        page_starts = [p.end for p in self.pages]
        sections_below = [*accumulate((p.section for p in self.pages), _last_known, initial=self.first_section)]
        texts = [self.wording.text(block) for block in blocks if block.kind != "rule" and block.kind != "heading"]
        kinds = [block.kind for block in blocks]
        first_heading = kinds.index("heading") if "heading" in kinds else len(kinds)
        sections = Sections(texts, first_heading - kinds[:first_heading].count("rule"))
        section = self.first_section
        # looked for again in each paragraph, whose lines are joined: here a phrase may be broken over two of them
        protects = "rotect" in flow or "ROTECT" in flow
        protect = False
        index = -1
        words_total = highest = 0
        for block in blocks:
            start, end = block.start, block.end
            block_kind = block.kind
            if block_kind == "rule":
                claims.append((start, end, "rule"))
                continue
            if block_kind == "heading":
                words = " ".join(flow[start:end].split())
                if words[0] in _RULE_SIGNS or words[-1] in _RULE_SIGNS:
                    words = _RULE_ENDS.sub("", words).strip("* ")
                    if words[:1] in _BANNER_SIGNS and words[-1:] == words[0]:
                        words = words.strip(f"{words[0]} ")
                sections.begin(words.strip("/ ") if words.startswith("//") else words.lstrip("¶ ") or words)
                claims.append((start, end, "heading"))
                continue
            index += 1
            text = texts[index]
            pieces = block.pieces
            if pieces:
                (_, first_end), *others = pieces
                end = pieces[-1][1]
            number = block.number
            if number is None and text[:1] in "Xx" and REDACTED_LINES.fullmatch(text):
                claims.append((start, end, "redaction"))
                continue
            if pieces:
                claims.append((start, first_end, "paragraph"))
                claims += [(*piece, "paragraph") for piece in others]
            else:
                claims.append((start, end, "paragraph"))
            if text:
                words = text.count(" ") + 1
                if "\n" in text:
                    words += text.count("\n")
                words_total += words
            elif number is None and block.label is None:
                continue
            else:
                words = 0
            goes_on = number is None and block.mark is None and block.label is None
            kind, heading = sections.paragraph(index, goes_on)
            if block.is_headed:
                sections.end(index)
            mark, level, is_noforn = block.mark or _NO_MARK
            if level is not None and level > highest:
                highest = level
            if page_starts:
                section = sections_below[bisect_right(page_starts, start)]
            if protects and (protect := asks_to_protect(text)):
                cable.has_protect_phrase = True
            row = (
                len(rows) + 1, number, block.label, block.portion_mark, mark, level, is_noforn, section,
                kind, heading, text, words, protect, start, end,
            )  # fmt: skip
            rows.append(_PARAGRAPH(row))
        self._features(sections.seen)
        cable.paragraph_count = len(rows)
        cable.word_count = words_total
        self.highest_mark = highest

    def _features(self, kinds: set[str]) -> None:
        """Flags of the whole text: summary, comment, minimize, redaction."""
        flow, cable = self.flow, self.cable
        cable.has_summary = "summary" in kinds or ends_summary(flow)
        cable.has_comment = "comment" in kinds or has_comment(flow)
        tail = flow[-2000:]  # minimize is a paragraph of its own at the end of the text
        if "inimi" in tail or "INIMI" in tail:
            cable.has_minimize = cable.has_minimize or MINIMIZE.search(tail) is not None
        cable.is_redacted = is_redacted(flow)


def _ends_of_pages(flow: str, lines_above: int) -> list[tuple[int, int]]:
    """Stretches of offsets in which the lines begin that may stand right below the end of a page."""
    lines = flow.split("\n", _PAGE_ENDS[-1] + _PAGE_SLACK)
    stretches = []
    for end in _PAGE_ENDS:
        first, last = max(0, end - _PAGE_SLACK - lines_above), end + _PAGE_SLACK - lines_above
        if last >= 0 and first < len(lines):  # else it ends in the heading, or below the text
            last = min(last, len(lines) - 1)
            stretches.append((sum(map(len, lines[:first])) + first, sum(map(len, lines[:last])) + last))
    return stretches


def _is_series(text: str) -> bool:
    """Whether lines are the entries of a series, or each has a label."""
    return is_labelled(text) or (text[0] in SERIES_FIRST and bool(series_breaks(text, 0, len(text))))


def _is_open(before: str) -> bool:
    """Whether a note was begun and nothing said in it yet, `(Note:`, or what looks like a stop is a dash, as converters
    made of it: `to give the MFA renewed weight -)` (06ANKARA4688)."""
    return before.endswith((" )", "-)")) or _NOTE_BEGUN.search(before, max(0, len(before) - 12)) is not None


def _is_open_line(line: str, text: str) -> bool:
    """Whether a short line has not ended what it says: `the commitment of the`, `from Paris,`, `on March` / `15`."""
    if line.endswith(","):
        return line.count(" ") > 2  # else `Excellency,`
    if line.endswith(("; and", "; or")):  # an item before the last
        return False
    return OPEN_WORD.search(line) is not None or (text[0].isdigit() and MONTH_AT_END.search(line) is not None)


def _last_known(section: int, following: int | None) -> int:
    return following or section


_NO_MARK = (None, None, False)
