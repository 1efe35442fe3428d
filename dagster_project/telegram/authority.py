"""The classification authority: who classified the telegram, and on which grounds.

Classified By: Deputy Chief of Mission Philip Chicola, reasons 1.4 (b & d)
CLASSIFIED BY: Christopher Beede, Political/Economic Chief. REASON: 1.4 (b), (d)
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from dagster_project.telegram.identity import within_one
from dagster_project.telegram.offsets import ODD_BLANKS

_LABEL = re.compile(
    r"(?:\(?[A-Z/]{1,6}\)[ \t]*)?"
    r"(?:THIS[ \t]+(?:CABLE|MESSAGE|TELEGRAM)[ \t]+(?:IS|WAS|HAS BEEN)[ \t]+)?"
    r"(?:(?:(?:ORIGINALLY|DRAFTED[ \t]+AND)[ \t]+|//[ \t]*)?(?:CLASS?\w{0,9}\.?|C[ALSIFED]{6,10})[ \t]*B ?Y\b"
    r"|CLASSIF(?:YING|ICATION)[ \t]+(?:AUTHORITY|OFFICER)|CLASSIFIED|CLASSIFIER)\s*(?:[:;.]|-+(?=\s))?\s*"
    r"(?:BY\b\s*:?\s*)?(?:\((?:TS|S|C|U|SBU|[SC]/NF)\)\s*)?",
    re.IGNORECASE,
)
# The word is broken at the line end now and then: `Reas\nons 1.4b,d` (06PARIS2358).
_REASON_WORD = re.compile(
    r"[\s,.;:(/-]{0,100}\b"
    r"(?:(?:f\s{0,2}o\s{0,2}r|by|per|with|on|under|pursuant to|in accordance with|due to|because of)\b[\s:,]*)?"
    r"(?:the\s+)?(?:following\s+|classification\s+|class\.?\s+)?R\s{0,3}e\s{0,3}a\s{0,3}s\s{0,3}o\s{0,3}n\s{0,3}s?(?:\(s\)|\b)"
    r"(?:\s*for\s+classification\b)?[\s:;.,-]*",
    re.IGNORECASE,
)
# The word by itself, which is quick to find, and the characters before it where what leads up to it can begin.
_REASON = re.compile(r"[Rr]\s{0,3}[Ee]\s{0,3}[Aa]\s{0,3}[Ssſ]\s{0,3}[Oo]\s{0,3}[Nn]")
_LEAD = 100
_LONGEST_KEPT = 80
"""Characters of the grounds whose meaning is kept."""
_GAP = r"(?:\s{0,3}|\n[ ]{8,100})"
"""Nothing much, or a page line that was taken out."""
_SECTION = re.compile(
    r"(?:(?:under\s+)?E\.?\s?O\.?\s*\d{5},?\s*+(?:as\s+amended,?\s*+)?)?(?:sections?|sec\.?|paragraphs?)?\s*"
    rf"1(?:\s{{0,2}}|\n[ ]{{8,100}})[.,/:]{_GAP}([45])(?!\d)",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"(?:(?<=\([a-h])[09](?=[\s,.;)]))?(?:&amp;|[\s,.;:(){}\[\]/&+\\\-\"'’‘])*+(?:(?:sub)?(?:paragraphs?|paras?|sections?)\b[\s,.;:()\[\]\"'’‘]*)?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"([A-H])(?![A-Za-z])|([a-h])(?![A-Za-z])|([A-Ha-h]{2,5})(?![A-Za-z])")
_AND_GROUND = re.compile(r"(?:and\s+\(?[a-h]|AND\s+\(?[A-H])[.)](?!\s+[A-Z])")  # `1.4 (b. and d.)`
_REST = re.compile(
    r"[]).,;'’\" ]*(?:\n[ \t]*[).,;][).,; \t]*(?=\n|$))?"
    r"(?:\s?(?:(?:of|under|as defined in|per)\s)?(?:E\.?\s?O\.?|Executive Order)\s*\d{5}(?:,? as amended)?[).,; ]*)?",
    re.IGNORECASE,
)
"""What follows the grounds; the line is cut hard now and then, and its last parenthesis stands below."""
# `1.4 (B) A ND (D)`: broken by the converter; `(b) abd (d)`
_AND = re.compile(
    r"(?:a\s*n\s*d|or|plus)(?![a-z])|(?:abd|adn|amd|ad|an|anbd|annd|aand|ans|ane|und|nd)(?=\s*\([a-h]\))",
    re.IGNORECASE,
)
_AND_BELOW = re.compile(r"and\s+\([a-h]\)", re.IGNORECASE)
_SECTION_SLIP = re.compile(r"1([45])\.?(?=\s?\()|(?:1\.\.|[lI]\.)([45])(?=\s?\()")
"""`Reason 14. (b)`, `1..4 (b)`, `l.4 (b)`"""
_THROUGH = re.compile(r"(?:through|thru|to)(?![a-z])", re.IGNORECASE)
_NAME_TAIL = re.compile(
    r"(?:[\s,;:.(/]*\b(?:for(?: the)?|by|per|of|under|and|due to|pursuant to|in accordance with|reasons?"
    r"|based (?:up)?on|on (?:the )?basis|(?:by|under|on) (?:the )?authority|as per|reasons?(?: \w{4,12})? (?:in|at)"
    r"|(?:as )?(?:stated|defined|listed|outlined|specified|set forth|cited|described|found|given) in"
    r"|(?:E\.?\s?O\.?|Executive Order)\s*\d{5}|as amended|(?<=[,;.:(] )authority"
    r"|(?:(?<=[,;.:(\d] )|(?<=\b(?:by|in|to|of) )|(?<=\bper )|(?<=\b(?:with|upon) )|(?<=\bunder )|(?<=amended ))"
    r"sec(?:tion)?))+[\s.,;:]*$",  # but that of an embassy: `Chief, Consular Section`
    re.IGNORECASE,
)
# Some posts' software cut the line hard at 71 characters: `Minister-Counselor for Economic Affai\nrs` (09BERLIN1393).
_CUT_AT_71 = re.compile(
    r"(?<=\b[A-Z])\n(?=\.[A-Z]\b)"  # `U` / `.S. Consulate`
    r"|(?:(?<=\A.{71})|(?<=\n.{71}))(?<=[A-Za-z])[ ]?\n(?=[a-z]+)"
    r"(?!(?:for|and|of|the|to|by|on|at|in|per|with|under|due|pursuant|reasons?|section|acting|de|van|von|al|bin)\b)"
)
_CUT_ANYWHERE = re.compile(r"\b([A-Za-z]{2,12})[ ]?\n([A-Za-z]{1,12})\b")
_TITLE_WORDS = frozenset(
    "acting affairs ambassador assistant attache charge chief commercial consul consular consulate counselor "
    "counsellor deputy director economic embassy general minister mission officer political principal "
    "secretary section senior".split()
)
_SECTIONS = (dt.date(2003, 3, 25), "1.4"), (dt.date(1995, 10, 14), "1.5")
"""Since when which section of the order in force has named the grounds."""
_NO_NAME = "".join((*",.;:()-/ \n", *ODD_BLANKS))
"""What no name ends in."""


def read_grounds(text: str, at: int) -> tuple[list[str], int]:
    """Grounds from `1.4 (b) and (d)` at offset `at`: canonical list, and where reading stopped.

    After `1.4` letters a to h are read until a word begins that is none of them and not `and`; a
    section without letters is a ground by itself (`1.4`).
    """
    if len(text) - at > _LONGEST_KEPT:
        return _grounds(text, at)
    grounds, length = _grounds_at_end(text[at:])
    return list(grounds), at + length


@lru_cache(maxsize=4096)
def _grounds_at_end(text: str) -> tuple[tuple[str, ...], int]:
    """Most heads end in their grounds, in one of few ways to write them."""
    grounds, end = _grounds(text, 0)
    return tuple(grounds), end


def _grounds(text: str, at: int) -> tuple[list[str], int]:
    grounds: list[str] = []
    end = at
    while section := _SECTION.match(text, at):
        name = f"1.{section[1]}"
        at = end = section.end()
        letters: list[str] = []
        joined = through = False
        while True:
            glue = _GLUE.match(text, at)
            at = glue.end()
            if letters and _BLANK_LINE.search(glue[0]) and not _AND_BELOW.match(text, at):
                break  # the next paragraph begins with its mark: (C)
            stopped = (
                "." in glue[0] and not glue[0].endswith("(") and not (glue[0] == "." and text[at + 1 : at + 2] == ")")
            )
            if letters and not joined and stopped and not _AND_GROUND.match(text, at):
                break  # the sentence has ended: what follows is not a ground (`(d). A summary follows`)
            if letters and not joined and (found := _AND.match(text, at) or _THROUGH.match(text, at)):
                at = found.end()
                joined = True
                through = found.re is _THROUGH
                continue
            through = bool(letters) and (through or "-" in glue[0])
            joined = False
            found = _LETTER.match(text, at)
            if not found:
                break
            written = found[0]
            if letters and glue[0].endswith("(") and written.isupper() and text[section.end() : at].islower():
                break  # `1.4 (b) and (d) (C) Summary`: a portion mark
            if len(written) > 1 and sorted(set(written.lower())) != list(written.lower()):
                break
            letters += _between(letters[-1], written.lower()) if through else []
            letters += list(written.lower())
            through = False
            at = end = found.end()
        grounds += [f"{name}({letter})" for letter in letters] or [name]
    end = _REST.match(text, end).end()
    seen: dict[str, None] = dict.fromkeys(grounds)
    if len(seen) > 1:
        seen = {ground: None for ground in seen if "(" in ground} or seen
    return list(seen), end


def _between(first: str, last: str) -> list[str]:
    """The letters of a range between its ends: `1.4 (b-d)` is b, c and d (09BAGHDAD197)."""
    return [chr(code) for code in range(ord(first) + 1, ord(last[0]))]


_LETTERS_ALONE = re.compile(r"[\s(]*[A-Ha-h]\)?(?:[\s,/&(]*+(?:and\b[\s(]*+)?[A-Ha-h]\)?)*+[.\s]*")
_ONE_LETTER = re.compile(r"\b[A-Ha-h]\b")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ANY_GROUND = re.compile(rf"1(?<!\w1)(?:\s{{0,2}}|\n[ ]{{8,100}})[.,]{_GAP}[45](?!\d)")
_NAME_BEHIND = re.compile(
    r"(?<=[,;] )[ \t]*((?!DECL|Decl|DERIVED|Derived|This|The |Reason|Source|Summary|SUMMARY)[A-Z][^\n(:]{4,60})(?=\n|$)"
)
_STOPPED = ("Jr.", "Sr.", "JR.", "SR.", "a.i.", "A.I.")
"""Ends of a name whose stop is its own."""
_TAIL_WORDS = (
    *"for by per of under and with reason reasons section sec basis authority".split(),
    *(" to", " in", " on", "as amended"),
)
_FURTHER_FIELD = re.compile(r"(?<=[\w.,;)])[ ]+DERIVED FROM\b", re.IGNORECASE)
"""What stands between the name and the reason: `CLASSIFIED BY: Olive Oxbow` / `DERIVED FROM: FOG 05-1`."""


def with_section(letters: list[str], day: dt.date | None) -> list[str]:
    """Grounds of letters that stand alone, by the order of the day; none before E.O. 12958 and for no day."""
    section = next((section for since, section in _SECTIONS if day and day >= since), None)
    return [f"{section}({letter})" for letter in letters] if section else []


def read_authority(block: str) -> tuple[str | None, list[str], int]:
    """Who, why and where the authority ends, from a block that begins with its label.

    The block may run on into the text; what is returned last is the offset in `block` after the
    grounds, or the end of the block's first paragraph when it states none. Letters without a section
    are returned as they are (`for reasons b, d` -> b, d).
    """
    label = _LABEL.match(block)
    at = label.end() if label else 0
    while again := _LABEL.match(block, at):
        at = again.end()
    limit = _paragraph_end(block, at)
    grounds: list[str] = []
    name_end = end = limit
    for reason in _reasons(block, at, len(block)):
        if reason.start() > limit + 3 and reason.start() > at + 400:
            break
        if slip := _SECTION_SLIP.match(block, reason.end()):
            meant = f"1.{slip[1] or slip[2]}".ljust(len(slip[0]))
            block = block[: slip.start()] + meant + block[slip.end() :]
        if _SECTION.match(block, reason.end()):
            grounds, end = read_grounds(block, reason.end())
            name_end = reason.start()
            break
    else:
        found = _ANY_GROUND.search(block, at, limit)
        if found:
            start = found.start()
            for section in _SECTION.finditer(block, at, limit):
                if section.end() >= found.end():
                    start = section.start()
                    break
            grounds, end = read_grounds(block, start)
            name_end = start
        else:
            reason = next(_reasons(block, at, limit), None)
            letters = _LETTERS_ALONE.fullmatch(block, reason.end(), limit) if reason else None
            if reason and (letters or reason.end() > limit - 4 or block[reason.end() : reason.end() + 1].isdigit()):
                name_end = reason.start()
                grounds = [letter.lower() for letter in _ONE_LETTER.findall(letters[0])] if letters else []
    if block[name_end : name_end + 1] == "." and block[:name_end].endswith(tuple(end[:-1] for end in _STOPPED)):
        name_end += 1
    written = block[: min(name_end, max(limit, at))]
    if "\n" in written:
        written = _CUT_ANYWHERE.sub(_whole_word, _CUT_AT_71.sub("", written))
    name = " ".join(written[at:].replace("¶", "").split())
    if "erived" in name or "ERIVED" in name:
        name = _FURTHER_FIELD.split(name, 1)[0]
    if grounds and (said := _misspelt_reason(name)):
        name = name[:said]
    last = name.rstrip(" .,;:")[-10:].casefold()
    if last.endswith(_TAIL_WORDS) or last[-5:].isdigit():
        name = name[:-_LEAD] + _NAME_TAIL.sub("", name[-_LEAD:])
    if not name and (
        behind := _NAME_BEHIND.match(block, end, limit)
    ):  # `Classified by E.O. 12958 reasons ..., DCM Doe`
        name, end = behind[1], behind.end()
    name = name.rstrip(" ,;:")
    name = name.rstrip(_NO_NAME) if not name.endswith(_STOPPED) else name
    if name.count("(") > name.count(")"):  # `DSCG 05-01 (D)`
        name += ")"
    return name or None, grounds, end


def _whole_word(cut: re.Match[str]) -> str:
    """A word of a title in one, where the line was cut inside it."""
    whole = f"{cut[1]}{cut[2]}"
    return whole if whole.casefold() in _TITLE_WORDS else cut[0]


def _misspelt_reason(name: str) -> int | None:
    """Where the last word begins, if that is `reasons` with one slip: `for resons`."""
    start = max(name.rfind(" "), name.rfind(",")) + 1
    word = name[start:].strip(".,;:").casefold()
    if word[:1] != "r" or not (within_one(word, "reasons") or within_one(word, "reason")):
        return None
    return start


def _reasons(text: str, at: int, end: int) -> Iterator[re.Match[str]]:
    """Each `for the following reasons:` with the words that lead up to it."""
    while word := _REASON.search(text, at, end):
        found = _REASON_WORD.search(text, max(at, word.start() - _LEAD), end)
        if not found:
            return
        yield found
        at = found.end()


def _paragraph_end(text: str, at: int) -> int:
    blank = _BLANK_LINE.search(text, at)
    return blank.start() if blank else len(text)
