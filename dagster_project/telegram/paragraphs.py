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
from itertools import accumulate, repeat

from dagster_project.telegram.blocks import (
    LIST_ITEM,
    QUESTION,
    REDACTED_LINES,
    TERMINATED,
    Block,
    cut_inside,
    read_blocks,
    wrapped,
)
from dagster_project.telegram.cable import Cable, Issue, Paragraph
from dagster_project.telegram.headings import tell_headings
from dagster_project.telegram.numbering import number_paragraphs
from dagster_project.telegram.offsets import end_of_text, plain_blanks
from dagster_project.telegram.outlines import tell_contents
from dagster_project.telegram.page_lines import PageLine
from dagster_project.telegram.phrases import asks_to_protect, ends_summary, has_comment, is_redacted
from dagster_project.telegram.rows import (
    FULL_LINE,
    LABELLED_LINE,
    LABELLED_ROW,
    OF_A_NAME,
    SERIES_FIRST,
    SHORT_ROW,
    end_of_row,
    has_labelled_rows,
    has_table,
    is_in_cells,
    is_labelled,
    is_list_of_names,
    is_plain_names,
    is_rows,
    is_short_lines,
    is_short_rows,
    is_table,
    is_within_prose,
    rows_below,
    series_breaks,
)
from dagster_project.telegram.sections import MINIMIZE, Sections
from dagster_project.telegram.titles import CLOSER_ALONE, CLOSER_AT_END, PLAIN_HEADINGS

_PARAGRAPH = partial(tuple.__new__, Paragraph)  # without the call of a constructor for each
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
_BANNER_SIGNS = frozenset("=+#~")
_RULE_SIGNS = frozenset("-_*") | _BANNER_SIGNS
_RULE_ENDS = re.compile(r"^[-=_*]{4,}(?:\s+[-=_*]+)*\s*|\s*[-=_*]{4,}(?:\s+[-=_*]+)*$")
_BROKEN_HYPHEN = re.compile(
    r"-(?!-)(?=[ \t\n])(?:(?<=\w-)|(?<=[A-Z]\.-))([ \t]*\n[ \t]*)(?=\w)(?!(?:and|or|to|AND|OR|TO)\b)"
)
"""A line end inside a word: `TIME-` / `SENSITIVE` (07STATE152317); not in `short-` / `and long-term`."""
_NOTHING = "\uffff"
"""Stands in the place of what is left out, so that offsets do not move."""
_LATER_NUMBER = re.compile(r"(?!1\.)\d{1,2}\. ")
_NARROW_TABLE = re.compile(r"[^\n]{1,70}(?:\n[^\n]{1,50}[ \t]\d[\d.,]*+%?[ \t]+\d[\d.,]*+%?[ \t]*+){2,}\s*")
"""A line and rows below it that end in two numbers each, with single blanks between."""
_INLINE_ITEMS = re.compile(r"(?:1\) [^\n]* 2\)|\(1\) [^\n]* \(2\)|a\) [^\n]* b\)|\(a\) [^\n]* \(b\)) ")
"""Items of a sentence, the first of which a line end put first: `1) an exchange of prisoners and 2) a truce`."""
_LABEL = re.compile(r"[ \t]*(\(?)(\d{1,2}|[a-z])([.)])[ \t]")
_OPEN_WORD = re.compile(
    r"\b(?:an?|the|of|to|in|on|at|by|for|from|with|and|or|that|as|but|is|was|were|are|be|his|her|its|their|this|which)$",
    re.IGNORECASE,
)
_COLON_AT_END = re.compile(r":[ \t]*\n")
_OPEN_LINE = re.compile(r"\n(?<=[ \t](?:of|to|OF|TO)\n)|\n(?<=[ \t](?:and|for|the|AND|FOR|THE)\n)")
"""Behind a line of a list that goes on: `Principal Deputy Assistant Secretary of` / `State` (09BEIJING2964)."""
_STOPS = frozenset(".:;,?!")
_SENTENCE_ENDS = _STOPS - {","}
_AFTER_WORD = frozenset(":.")
_END_OF_SUMMARY = re.compile(r"\bend (?:of )?summary\W*$", re.IGNORECASE)
"""Below it begins the text, as a digest of the press does with its first item."""
_LONGEST_END = 20
_LONGEST_PLAIN = 20
_VOTES = re.compile(r"[A-Z][\w ]{2,20} \(\d{1,3}\): ")
"""`In favor (12): Elbonia, ...`, below it `Against (1): Ruritania`."""
_LONGEST_TITLE = 56
"""Characters of a title that ends in a word."""
_LONGEST_ROWS = 1000
"""Characters of a block that is looked at for rows."""
_PAGE_ENDS = (109, 200, 288)
"""Lines, of the heading and the text together, after which a page of the sending system ends."""
_PAGE_SLACK = 5
_PARTICIPANTS = re.compile(r"(?i:(?:meeting )?participants)\b[^.\n]{0,40}:")
_SPEAKER = re.compile(
    r"\n[ \t]*+(?=(?:Q(?:uestion|UESTION)?|A(?:nswer|NSWER)?)(?:[ \t]?\d{1,2})?[ \t]?"
    r"(:|[.-](?=\s)|--)[ \t]*[\w\"“'(.\n])"
)
"""Before a line of an interview or of guidance for the press: `Q: Will the harbor open?`, `ANSWER: It will.`; `A.I.D.`
and `A 10-year plan` are none."""
_NOTE_BEGUN = re.compile(r"\((?i:note|comment):$")
_PARTICIPANTS_BELOW = re.compile(_PARTICIPANTS.pattern + r"[ \t]*\n")
_MONTH_AT_END = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?$",
    re.IGNORECASE,
)
_LATEST_PARTS = 4
"""Parts of a line in which the label before that of the next part is looked for."""
_LONGEST_MONTH = 12
_CITES = re.compile(r"\b(?:para(?:graph)?s?|article|section|chapter|annex|item) ?$", re.IGNORECASE)
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
        self.entities = "&" in flow and _ENTITY.search(flow) is not None
        marked, self.hyphens = flow, _BROKEN_HYPHEN.search(flow) is not None
        if self.hyphens:  # of one telegram in 40
            marked = _BROKEN_HYPHEN.sub(lambda gap: f"-{_NOTHING * len(gap[1])}", flow)
        self.plain = plain_blanks(marked) if has_odd_blanks else marked.replace("\n", " ")
        self.asks = ("\nQ" in flow or "Q:" in flow or "Q." in flow) and QUESTION.search(flow) is not None
        self.has_dashes = "A - " in flow and "B - " in flow
        """Letters of items may have a dash behind them: `A - FOG` / `B - RAIN`."""
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
        if self.entities:
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
            and not _OPEN_WORD.search(text)
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
        if owner.number is not None and _PARTICIPANTS.fullmatch(before):
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
        if _ends_in_an_item(before) and not _OPEN_WORD.search(before):  # without a stop: only a line like those goes on
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

    # -- rows ---------------------------------------------------------------------------------

    def _emit(self, blocks: list[Block]) -> None:
        flow, cable, claims = self.flow, self.cable, self.claims
        rows = cable.paragraphs
        page_starts = [p.end for p in self.pages]
        sections_below = [*accumulate((p.section for p in self.pages), _last_known, initial=self.first_section)]
        texts = [self._text(block) for block in blocks if block.kind != "rule" and block.kind != "heading"]
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

    def _text(self, block: Block) -> str:
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
                is_day = lines and is_number and _MONTH_AT_END.search(lines[-1][-1][-_LONGEST_MONTH:])
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
        if self.entities:
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


def _beside(label: str) -> list[str]:
    """The labels before and behind: A and C of B, II and IV of III."""
    beside = [chr(ord(label) - 1), chr(ord(label) + 1)] if len(label) == 1 else []
    if label in _ROMAN_FIGURES:
        i = _ROMAN_FIGURES.index(label)
        beside += _ROMAN_FIGURES[max(0, i - 1) : i] + _ROMAN_FIGURES[i + 1 : i + 2]
    return beside


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
    return above.endswith(",") or _OPEN_WORD.search(above) is not None


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


def _is_series(text: str) -> bool:
    """Whether lines are the entries of a series, or each has a label."""
    return is_labelled(text) or (text[0] in SERIES_FIRST and bool(series_breaks(text, 0, len(text))))


def _before(label: str) -> str:
    """The label before: `a` of `b`, `1` of `2`."""
    return str(int(label) - 1) if label.isdecimal() else chr(ord(label) - 1)


def _is_open(before: str) -> bool:
    """Whether a note was begun and nothing said in it yet, `(Note:`, or what looks like a stop is a dash, as converters
    made of it: `to give the MFA renewed weight -)` (06ANKARA4688)."""
    return before.endswith((" )", "-)")) or _NOTE_BEGUN.search(before, max(0, len(before) - 12)) is not None


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
    return is_heading or last[-1:] in TERMINATED or (_ends_in_an_item(last) and not joined[0].islower())


def _is_below_an_entry(last: str, joined: str) -> bool:
    """Whether the last line of a list of names is an entry or the name of a group, and what follows is another."""
    return is_short_lines(last[last.rfind("\n") + 1 :]) and not (
        joined[0].islower() or last[-1] == "," or _OPEN_WORD.search(last)
    )


def _is_open_line(line: str, text: str) -> bool:
    """Whether a short line has not ended what it says: `the commitment of the`, `from Paris,`, `on March` / `15`."""
    if line.endswith(","):
        return line.count(" ") > 2  # else `Excellency,`
    if line.endswith(("; and", "; or")):  # an item before the last
        return False
    return _OPEN_WORD.search(line) is not None or (text[0].isdigit() and _MONTH_AT_END.search(line) is not None)


def _ends_in_an_item(text: str) -> bool:
    """Whether the last line is an item of a list and had room for the next word: `-- textiles`."""
    line = text[text.rfind("\n") + 1 :]
    return len(line) < FULL_LINE and line[-1:] not in TERMINATED and LIST_ITEM.match(line) is not None


def _last_known(section: int, following: int | None) -> int:
    return following or section


_ENTITY = re.compile(r"&(?:#x?[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp);")
_NO_MARK = (None, None, False)
