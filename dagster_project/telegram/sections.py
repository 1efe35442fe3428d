"""Sections of the text: summary, comment, action request, background, note, biography.

A section begins with a heading (`SUMMARY` above a rule) or inline (`(C) SUMMARY: ...`) and runs to its
closer (`End summary.`), else to the next heading; an inline one without a closer is one paragraph.
"""

import re
from collections import Counter
from string import ascii_letters

from dagster_project.telegram.titles import CLOSER_ALONE

_INLINE = re.compile(
    r"[\W_]{0,4}(?:begin\s+|(?:embassy|mission|post|consulate|congen|ambassador|charge)(?:['’]s)?\s+|executive\s+"
    r"|brief\s+|final\s+|concluding\s+|closing\s+|requested\s+|(?:introduction|analysis|conclusion)\s*(?:/|and\b)\s*)?"
    r"(summary|comment|action(?=:)|action\s+(?:request(?:ed)?|required)|background(?:\s+note)?"
    r"|bio(?:graphic(?:al)?)?(?:[ -]?(?:note|data|information|sketch))?|note)s?(?![^\W_])"
    r"(?:(?:,\s*[a-z]+)?\s*(?:and|&|/|,)\s*[a-z]+(?:\s+[a-z]+)?|\s+for\s+posts?"
    r"|\s*\(?con(?:t(?:inued|['’]d|['’]t)?|['’]t)\.?\)?)?"
    r"\s*(?:[:.)]|--|-\s|\*|//|__|>>|\n|$|(?-i:(?<=SUMMARY\s)|(?<=COMMENT\s))"
    r"(?=(?-i:The|An?|In|On|At|This|These|We|It|As|For|Post|Embassy|Ambassador|During|After|While|With)\b))",
    re.IGNORECASE | re.ASCII,
)
_QUALIFIED = re.compile(
    r"(?:(?-i:[A-Z][A-Z/]{1,5})|bio|poloff|econoff|emboff|ambassador|consulate|drafter|analyst)\s(comment):"
    r"|(?:urgent|immediate)\s(action\s+request)s?:|(action\s+for\s+)posts?:|(cv|biographic(?:al)?\s+(?:summary|sketch|data))\s(?:of|on)\s",
    re.IGNORECASE | re.ASCII,
)
"""`CTAD comment:`, `Urgent action request:`, `CV of Iranian candidate:`"""
# `End summary`, looked for from its d on, small or capital: a search for one letter is far quicker than one for a set.
_SMALL_CLOSER, _CAPITAL_CLOSER = (
    re.compile(
        rf"{d}\s(?<=[eE][nN].\s)(?<!\w[eE][nN].\s)"
        r"(?i:(?:of\s)?(?:(?:executive|embassy|mission|post|consulate|ambassador['’]s|introduction)[\s/]+)?"
        r"(?:(?!summary|comment)\w+\s(?:\w+\s)?and\s)?(summary|comment|note|background|action\s+request|bio))",
        re.ASCII,
    )
    for d in "dD"
)
_ASIDE = re.compile(r"\((summary|comment|note|background):", re.IGNORECASE)
_ENDS = re.compile(r"\b(summary|comment) ends\b", re.IGNORECASE)
_BEGINNINGS = frozenset(
    written
    for two in "be em mi po ex in su co ac ba bi no br fi cl an am ch re".split()
    for written in (two, two.upper(), two.title(), two.title().swapcase())
)
"""First two letters of what begins an inline section, small or capital; most texts begin otherwise."""
_LETTERS = frozenset(ascii_letters)
_NO_CLOSER_FIRST = _LETTERS - frozenset("eE")
# What most closers begin with; a text without it is looked at no closer. Two searches for one letter each.
_CAPITAL_SIGN = re.compile(r"E(?:nd|ND)[ \n]")
_SMALL_SIGN = re.compile(r"d (?<=end )(?:[scn]|introduction and s)")
_KINDS = {
    "summ": "summary", "comm": "comment", "acti": "action_request", "back": "background", "bio": "bio",
    "bion": "bio", "biog": "bio", "cv": "bio", "note": "note",
}  # fmt: skip
# At the front or at the end: `SUMMARY EXECUTIONS` and `PUBLIC COMMENTS` are none.
_SUMMARY_HEADING = re.compile(
    r"(?:^|/ |\) )\W*(?:BEGIN |EXECUTIVE |CABLE )?SUMMARY\b(?! (?:[A-Z]{4,}S|JUSTICE|TABLE|REPORT)\b)"
    r"|\bSUMMARY\b[^A-Z]*(?:$|/)"
)
_COMMENT_HEADING = re.compile(
    r"(?:^|/ |\) )\W*COMMENTS?\b(?! (?:BY|FROM)\b)"
    r"|\b(?<!NO )(?<!TO )(?<!QUICK )(?<!EDITORIAL )(?<!MEDIA )(?<!PRESS )(?<!PUBLIC )COMMENT\b[^A-Z]*(?:$|/)"
)
_ACTION_HEADING = re.compile(r"\bACTION\s+(?:REQUEST(?:ED|S)?|REQUIRED|FOR POSTS?)\b")
_BIO_HEADING = re.compile(r"\bBIO(?:GRAPH(?:Y|IES|IC(?:AL)?)|NOTES?|DATA| NOTES?|S)?\b(?!-)")
_BACKGROUND_HEADING = re.compile(r"\bBACKGROUND(?! (?:CHECK|INVESTIGATION|SCREENING|NOISE))")
_NOTE_HEADING = re.compile(r"\W*(?:NOTES?|[A-Z]+ NOTE)\W*")  # `ZENDA NOTES` are news
_SPACED = re.compile(r"(?:[A-Z] ){4,}[A-Z]")
"""A word whose letters stand apart: `S U M M A R Y`."""
_NAMED = r"(?-i:[A-Z])[\w,]*+"
MINIMIZE = re.compile(
    rf"\bminimi[zs]ed?\s+(?:(?:was|is|has\s+been)\s+|(?:for\s+)?{_NAMED}(?:\s+(?:and\s+)?{_NAMED}){{0,4}}\s+)?considered"
    r"|\bconsidered\s+minimi[zs]e\b",
    re.IGNORECASE,
)
_OPENER_ALONE = re.compile(
    r"\W*begin\s+(?:[\w&/-]+\s+){0,3}?(?:text|points|non-?paper|statement|message|letter|quote|translation)\W*",
    re.IGNORECASE,
)
_END_OF_QUOTED = re.compile(
    r"(?:\A\W*|\b)end\s+(?:of\s+)?(?:[\w&/-]+\s+){0,3}?"
    r"(?:text|points|non-?paper|statement|message|letter|quote|translation)\W*$",
    re.IGNORECASE,
)
_QUOTING_FIRST = frozenset("BbEe(-")
_LONGEST_HEADING = 200
_LONGEST_CLOSER = 60
_LONGEST_NOTICE = 200
_NOTICE = re.compile(
    r"\b(?:clear(?! that\b)|draft|coordinat)(?:e|ed)?\b.{0,60}\bthis (?:cable|message|telegram)\b"
    r"|\bthis (?:cable|message|telegram)\b.{0,60}\b(?:cleared|drafted|coordinated)\b",
    re.IGNORECASE,
)
"""Who cleared or drafted the telegram, below a comment and no part of it (09KABUL4150)."""
_PLAIN_WORDS = re.compile(r"[^\w ]|(?<!\s)\s++$")
_MARK_IN_FRONT = re.compile(r"^\([^()]{1,12}\) ")
_SIGNED = re.compile(r"[.!?\"”)]\s+[A-Z]{4,}$")
_LONGEST_BEGUN = 4
"""Paragraphs without number, and one, that may go on what an inline section without a closer began; a life has more."""
_FARTHEST = 12
"""Paragraphs that an inline section may run over before its closer is another's."""


def kind_of_heading(heading: str) -> str:
    """Section kind of a heading in capitals; `body` for any other."""
    if "SUMMARY" in heading and _SUMMARY_HEADING.search(heading):
        return "summary"
    if "COMMENT" in heading and _COMMENT_HEADING.search(heading):
        return "comment"
    if "ACTION" in heading and _ACTION_HEADING.search(heading):
        return "action_request"
    if "BACKGROUND" in heading and _BACKGROUND_HEADING.search(heading):
        return "background"
    if "BIO" in heading and _BIO_HEADING.search(heading):
        return "bio"
    return "note" if "NOTE" in heading and _NOTE_HEADING.fullmatch(heading) else "body"


def _is_notice(text: str) -> bool:
    return len(text) < _LONGEST_NOTICE and (_NOTICE.search(text) or MINIMIZE.search(text)) is not None


def closes(text: str) -> list[str]:
    """Kinds of section that a paragraph closes."""
    kinds = []
    if _CAPITAL_SIGN.search(text) or _SMALL_SIGN.search(text):
        closers = [(found.start(), _KINDS[found[1].lower()[:4]]) for found in _CAPITAL_CLOSER.finditer(text)]
        closers += [(found.start(), _KINDS[found[1].lower()[:4]]) for found in _SMALL_CLOSER.finditer(text)]
        kinds = _without_asides(text, sorted(closers))
    if " ends" in text or " ENDS" in text:
        kinds += [_KINDS[word.lower()[:4]] for word in _ENDS.findall(text)]
    return kinds


def _without_asides(text: str, closers: list[tuple[int, str]]) -> list[str]:
    """Kinds of the closers, without those of asides in the same paragraph: `... (Comment: Yes. End comment.) ...`"""
    asides = [(aside.start(), _KINDS[aside[1].lower()[:4]]) for aside in _ASIDE.finditer(text, 1)] if closers else []
    if not asides:
        return [kind for _, kind in closers]
    kinds: list[str] = []
    opened: Counter[str] = Counter()
    passed = 0
    for at, kind in closers:
        while passed < len(asides) and asides[passed][0] < at:
            opened[asides[passed][1]] += 1
            passed += 1
        if opened[kind]:
            opened[kind] -= 1
        else:
            kinds.append(kind)
    return kinds


def _closes_heading(end: str, heading: str) -> bool:
    """Whether a paragraph ends with the closer of its heading: `End Key Points.` below `(C) Key Points` (10DOHA71)."""
    closed = _PLAIN_WORDS.sub("", end.lower()).rpartition("end ")[2]
    named = (_PLAIN_WORDS.sub("", _MARK_IN_FRONT.sub("", one).lower()) for one in heading.split(" / "))
    return bool(closed) and closed in (name.removeprefix("begin ") for name in named)


def _is_whole(text: str) -> bool:
    """Whether an inline section ends with its paragraph: it is in parentheses, or a signature is glued to it."""
    return (text[0] == "(" and text[-1] == ")") or _SIGNED.search(text, max(0, len(text) - _LONGEST_CLOSER)) is not None


class Sections:
    """Tells of each paragraph, in order, under which heading and in which section it stands."""

    def __init__(self, texts: list[str], above_headings: int):
        """`texts` of the paragraphs in order, of which the first `above_headings` stand above all headings."""
        self.texts = texts
        self._above_headings = above_headings
        self.heading: str | None = None
        self.kind = "body"
        self.seen: set[str] = set()
        self._carried: str | None = None
        self._outer: tuple[str | None, str] | None = None
        """Heading and section of before a text began that is quoted: headings inside end with it."""
        self._is_last_quoted = False
        self._begun = "body"
        """What the last numbered paragraph began inline and has not closed."""
        self._goes_on_for = 0
        self._headings: list[str] | None = None
        self._closed: dict[int, list[str]] = {}

    def end(self, index: int) -> None:
        """The heading of paragraph `index` stood behind its number, and is that of one paragraph (09HARARE888) but
        where its section is closed further on."""
        following = range(index + 1, min(index + 1 + _FARTHEST, len(self.texts)))
        if not any(self.kind in self._closes(later) for later in following):
            if self.kind != "body":
                self._begun, self._goes_on_for = self.kind, 0 if self.kind == "bio" else _LONGEST_BEGUN
            self.heading, self.kind = None, "body"

    def begin(self, heading: str) -> None:
        """A heading; of several in a row the paragraphs below stand under the last three. A closer is none."""
        self._end_quoted()
        if heading[:1] not in _NO_CLOSER_FIRST and CLOSER_ALONE.fullmatch(heading):
            self._headings = self.heading = self._carried = None
            self.kind = self._begun = "body"
            return
        self._headings = [*(self._headings or ())[-2:], heading]
        self.heading = " / ".join(self._headings)
        if len(self.heading) > _LONGEST_HEADING:
            self.heading, self._headings = heading, [heading]
        capitals = self.heading.upper()
        if capitals[1:2] == " " and _SPACED.fullmatch(capitals):
            capitals = capitals.replace(" ", "")
        self.kind = kind_of_heading(capitals)
        self._carried = None
        self._begun = "body"

    def paragraph(self, index: int, goes_on: bool = False) -> tuple[str, str | None]:
        """Section kind and heading of the paragraph `index`; it `goes_on` where it has no number, mark or label of
        its own: `2. (C) Comment:`, a blank line, `We think ...`."""
        self._headings = None
        text = self.texts[index]
        if self._outer is not None or (text[:1] in _QUOTING_FIRST and len(text) < _LONGEST_CLOSER):
            self._quoted(text)
        heading = self.heading
        kind = self._carried or self.kind
        self._goes_on_for -= 1
        if not goes_on or not self._goes_on_for or (text.isupper() and " " not in text):  # a signature
            self._begun = "body"
        elif kind == "body":
            kind = self._begun
        is_other = text[:1] in _LETTERS and text[:2] not in _BEGINNINGS
        inline = None if is_other else _INLINE.match(text, 0, 80)
        if inline is None and text.find(":", 0, 60) > 0:
            inline = _QUALIFIED.match(text, 0, 80)
        if kind != "body" and not inline and _is_notice(text) and not closes(text):
            return "body", heading
        if index == 0 and not inline and self._is_unopened_summary():
            kind = self._carried = "summary"
        if inline:
            kind = _KINDS[inline[inline.lastindex].lower().replace("-", " ").split()[0][:4]]
        if kind != "body":
            self.seen.add(kind)
            closed = self._closes(index)
            if closed:
                self._begun = "body"
            elif inline and not goes_on and kind != "note" and not _is_whole(text):
                self._begun, self._goes_on_for = kind, 0 if kind == "bio" else _LONGEST_BEGUN
            if kind in closed or self._carried in closed:
                self._carried = None
            elif inline and not self._carried:
                following = range(index + 1, min(index + 1 + _FARTHEST, len(self.texts)))
                self._carried = kind if any(kind in self._closes(later) for later in following) else None
            if self.kind in closed:
                self.kind, self.heading = "body", None
        elif heading is not None:
            end = text[-_LONGEST_CLOSER:]
            if ("End " in end or "END " in end) and _closes_heading(end, heading):
                self.heading = None
        return kind, heading

    def _quoted(self, text: str) -> None:
        """A paragraph that may open or end a text that is quoted: `Begin text:`, `End text.`"""
        self._end_quoted()
        if self._outer is None:
            self._outer = (self.heading, self.kind) if _OPENER_ALONE.fullmatch(text) else None
        elif found := _END_OF_QUOTED.search(text, max(0, len(text) - _LONGEST_CLOSER)):
            self._is_last_quoted = True  # where it ends a paragraph, that stands in the text
            if found.start() == 0:
                self._end_quoted()

    def _end_quoted(self) -> None:
        """What comes stands under the heading of before the text that was quoted."""
        if self._is_last_quoted and self._outer is not None:
            self.heading, self.kind = self._outer
            self._outer = None
        self._is_last_quoted = False

    def _is_unopened_summary(self) -> bool:
        """Whether the text begins with a summary that only its closer names: `... in Japan. End Summary.`"""
        for index in range(min(_FARTHEST, self._above_headings)):
            if _INLINE.match(self.texts[index], 0, 80):
                return False
            if "summary" in self._closes(index):
                return True
        return False

    def _closes(self, index: int) -> list[str]:
        """What paragraph `index` closes: asked by the paragraphs before it too, and read once."""
        if index not in self._closed:
            self._closed[index] = closes(self.texts[index])
        return self._closed[index]
