"""Words of a line alone: whether they read as a title, as an item, as the end of a sentence or of a matter.

Of the text of one block; where it stands among others is asked in `headings` and the modules beside it.
"""

import re

from dagster_project.telegram.blocks import LIST_ITEM, REDACTED_LINES, TERMINATED, Block
from dagster_project.telegram.marks import read_mark

SMALL_WORDS = frozenset("a an and as at but by for from in into is nor not of on or the to v vs with".split())
ENCLOSED = re.compile(r"//[^\n/][^\n]{1,76}//|(-{1,6}|(?:- ){1,3}-) ?[^-\n\s][^\n]{0,74}?[^-\n\s] ?\1")
"""A line between signs, as wide before it as behind."""
_CLOSED_MATTER = (
    "summary|action request|comments?|text|notes?|points|non-?paper|statement|message|letter|quote|translation"
    "|introduction|background"
)
CLOSER = re.compile(rf"end\s+(?:of\s+)?(?:[\w&/-]+\s+){{0,3}}?(?:{_CLOSED_MATTER})\b", re.IGNORECASE)
CLOSER_AT_END = re.compile(rf"\bend\s+(?:of\s+)?(?:[\w&/-]+\s+){{0,3}}?(?:{_CLOSED_MATTER})\W*$", re.IGNORECASE)
CLOSER_ALONE = re.compile(
    rf"\W*end\s+(?:of\s+)?(?:[\w&/-]+\s+){{0,3}}?(?:{_CLOSED_MATTER})(?:\s+and\s+\w+)?\W*", re.IGNORECASE
)
"""A closer that stands between rules, as headings do."""
_END_OF_MATTER = re.compile(
    r"END(?:\s+OF)?(?!\s+(?:USE|GAME|STATE|RESULT|DATE|THE|AN)\b)(?:\s+[A-Z/-]{3,}){1,3}\W*|UNQU?O?TE\W*"
)
"""The end of anything that was put in: `END DEMARCHE`, `UNQUOTE`."""
SENTENCE_ENDS = re.compile(r"[a-z]{3}[.!?][\"”)]?(?:[ \t]*$|[ \t]+[A-Z\"“])", re.MULTILINE)
_QUOTATION = re.compile(
    r"(?:begin\s+)?(?:quote|qte)\W*$|begin\s+text\W*$"
    r"|fol(?:lowing)?\s+(?:is\s+(?:the\s+)?text|repeat(?:ed)?|rpt|text|tel(?:egram)?|message)\b",
    re.IGNORECASE,
)
"""What leads in a text that is quoted: `FOL REPEAT OSLO 398 ACTION SECSTATE DTD 8 DEC`, `QUOTE`."""
_FIGURES_AT_END = re.compile(r"(?:^|\n)(?:[^\n]*[ \t]-?\d[\d.,]*+%?[ \t]++-?\d[\d.,]*+%?[ \t]*(?:\n|$)){2}$")
"""Rows of a table with a rule below them, for the sum."""
NO_HEADING = re.compile(
    r"[(\[](?:[^()\[\]]*\.|(?:note|source|comment|septel)\b)[^()\[\]]*[)\]]$|\(?signed[:)]|source:"
    r"|(?:tel(?:ephone)?|fax|e-?mail):[^\n]*[\d@]|exchange rate:[^\n]*\d"
    r"|(?:begin|end)\s+(?:text|quote|points|letter|translation)(?:\s+of\s+\w+)?[.:]?$"
    r"|(?:text|quote|points|translation)\s+(?:begins?|ends?|follows?)[.:]?$|minimi[zs]e\b.*considered"
    r"|(?-i:(?:The|These|Here|Below|Following)\b[^\n]* (?:are|is|were|was|follows?)\b[^\n]*:$)"
    r"|(?:in favor|for|against|abst[a-z]+|not voting|absent|yes|no)[a-z ]{0,12}\(\d{1,3}\): "
    r"|see (?:also )?para\w* \d|(?:best )?regards,?$|none$|(?:unclassified|confidential|secret)$",
    re.IGNORECASE,
)
"""What may stand alone above a paragraph and is no heading: a note in brackets, the source of figures, a
sentence that leads in what follows, who voted how."""
OPENER = re.compile(
    r"(?i:(?:my )?dear\b|excellency\b)|(?:For|From|To|FOR|FROM|TO) (?:[Tt]he |THE )?(?i:(?:vice )?president|ambassador"
    r"|charg[eé]|(?:(?:deputy|under|assistant) )?secretary|senator|[ASU]/S)\b"
    r"|(?:Mr|Ms|Mrs|Madam|Senator|Congress(?:wo)?man|Secretary|Ambassador|Governor|Admiral)\.?"
    r"(?! (?:Comment|Visit|Meet|Call|Remark|Travel)) [A-Z][\w'’-]+:$"
)
"""To whom a telegram is addressed, above its first paragraph: `Senator Oxbow:`, `For the Secretary from the Charge`."""
_VALUE = re.compile(r":\s*\d\w?(?:,|$)")
"""One of a list of values: `Burkina Faso: 5H, Cape Verde: 5H` (09STATE37566)."""
ROW = re.compile(r"^[^\n]*\S {3,}(?=\S)[^\n]*\S {3,}\S", re.MULTILINE)
"""A row of a table, with two wide gaps."""
ROMAN = re.compile(r"[IVX]{1,4}[.)]\s+[A-Z]")
LETTERED_TITLE = re.compile(r"(?:¶[ \t]*)?([A-Z])\.[ \t]+[A-Z][\w-]+(?:[ :]|($))")
_LETTERED_CAPITALS = re.compile(r"[A-Z]\.[ \t]+[A-Z][A-Z \t,/'&-]{4,60}")
NARROWEST = 45
"""Characters of the first line of a heading that wraps; shorter ones with figures are rows, of a schedule or of whom
to call."""
SHORT_LINE = 60
"""Characters of a title behind its number."""
OWN_MARK = re.compile(r"\(([^()]{1,12})\)\s*")
PLAIN_HEADINGS = frozenset(("SUMMARY", "COMMENT", "BACKGROUND", "ACTION REQUEST", "BEGIN SUMMARY", "INTRODUCTION"))
_NO_STOP_BEFORE = frozenset("Xx]")  # a redaction, a note that something was left out


def has_no_stop(flow: str, end: int) -> bool:
    """Whether a block ends otherwise than a sentence does: most end so, and end in no heading."""
    while (last := flow[end - 1]).isspace():
        end -= 1
    return last not in ".;," or flow.endswith("...", 0, end)


def is_paragraph(flow: str, block: Block) -> bool:
    """Whether a numbered block is a paragraph beyond doubt, and no list item: by its pilcrow or its mark."""
    if block.pilcrow:
        return True
    found = OWN_MARK.match(flow, block.text_start, block.end)
    return found is not None and read_mark(found[1]) is not None


def is_item(text: str) -> bool:
    """Whether a text begins like a list item; a portion mark in front (`(C) Security Forces`) is none."""
    found = OWN_MARK.match(text)
    return LIST_ITEM.match(text, found.end() if found and read_mark(found[1]) else 0) is not None


def reads_as_heading(text: str, certain: bool = False) -> bool:
    """Capitals or title case, no list item, no end of a sentence, not only redaction.

    `certain`: it stands alone above a paragraph, where nothing else would; then words in small letters do as well.
    """
    if (
        (text[0] in "Xx" and REDACTED_LINES.fullmatch(text))
        or CLOSER.match(text)
        or CLOSER_AT_END.search(text)
        or len(_VALUE.findall(text)) > 1
        or (text[0] in "EU" and _END_OF_MATTER.fullmatch(text))
        or text.endswith(("UNQUOTE", "Unquote"))
        or (text[0] in "BbFfQq" and _QUOTATION.match(text))
        or (text.endswith(('."', ".”")) and not is_title(text))  # a sentence that is quoted
    ):
        return False
    if is_item(text) and not (certain and (ROMAN.match(text) or _LETTERED_CAPITALS.fullmatch(text))):
        return False
    plain = OWN_MARK.sub("", text, count=1).strip(' *"“/.')
    if not plain or plain[0].islower() or len(plain) < 3:
        return False
    if plain.isupper() or certain:
        return True
    words = [w.strip("(),:;\"'“”’-.") for w in plain.split()]
    words = [w for w in words if w and w[0].isalpha() and w.lower() not in SMALL_WORDS]
    if not words:
        return False
    capital = sum(not w[0].islower() for w in words)
    return capital >= 0.6 * len(words) or (len(words) <= 6 and plain[-1] not in '.,;"”')


def ended(before: str) -> bool:
    """Whether the text above a line has come to an end: a stop, a redaction, a note in brackets, `END SUMMARY`."""
    last = before[-1:]
    return last in TERMINATED or last in _NO_STOP_BEFORE or CLOSER_AT_END.search(before[-60:]) is not None


def ends_in_figures(text: str) -> bool:
    """Whether the last two lines are rows of a table; most texts end in no figure, and are not searched."""
    return (text[-1].isdecimal() or text[-1] in ".,%") and _FIGURES_AT_END.search(text) is not None


def closes_a_quotation(line: str) -> bool:
    """Whether a line ends a quotation that began above it: `What would you have me say?"`."""
    return (line[-1] == "”" and "“" not in line) or (line[-1] == '"' and line.count('"') == 1)


def is_title(line: str) -> bool:
    """Whether all words but the small ones begin with a capital, and no sentence ends."""
    return line[-1:] not in (".", ",", ";") and not any(
        word[0].islower() and word not in SMALL_WORDS for word in line.split()
    )


def holds_a_sentence(text: str) -> bool:
    """Whether a sentence ends above the last line: prose between the rules of two headings, and none of its own."""
    above, _, _ = text.rpartition("\n")
    return bool(above) and not above.isupper() and SENTENCE_ENDS.search(above) is not None
