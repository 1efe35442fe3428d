"""Headings: lines that stand above paragraphs, told from text by rules beside them, by capitals, by what follows.

-------                     SUMMARY                 *** Next Steps ***              ¶5. (S) ... this flow of students.
Summary                     -------                 -- Kosovo --                    DETAINEES
-------                                             //The MBC Group//               ¶6. (S) Guantanamo ...
"""

import re
from itertools import pairwise

from dagster_project.telegram.blocks import LIST_ITEM, REDACTED_LINES, TERMINATED, Block, ends_in_a_note
from dagster_project.telegram.marks import read_mark
from dagster_project.telegram.offsets import end_of_text
from dagster_project.telegram.rows import CELLS, has_table, is_in_cells
from dagster_project.telegram.vocabulary import MRN_POSTS, letters

_HEADING_RULE = re.compile(r"[ \t]*[-=_]{5,}(?: -+)*[ \t]*$")
_SMALL_WORDS = frozenset("a an and as at but by for from in into is nor not of on or the to v vs with".split())
_ENCLOSED = re.compile(r"//[^\n/][^\n]{1,76}//|(-{1,6}|(?:- ){1,3}-) ?[^-\n\s][^\n]{0,74}?[^-\n\s] ?\1")
"""A line between signs, as wide before it as behind."""

_CLOSED_MATTER = (
    "summary|action request|comments?|text|notes?|points|non-?paper|statement|message|letter|quote|translation"
    "|introduction|background"
)
_CLOSER = re.compile(rf"end\s+(?:of\s+)?(?:[\w&/-]+\s+){{0,3}}?(?:{_CLOSED_MATTER})\b", re.IGNORECASE)
CLOSER_AT_END = re.compile(rf"\bend\s+(?:of\s+)?(?:[\w&/-]+\s+){{0,3}}?(?:{_CLOSED_MATTER})\W*$", re.IGNORECASE)
CLOSER_ALONE = re.compile(
    rf"\W*end\s+(?:of\s+)?(?:[\w&/-]+\s+){{0,3}}?(?:{_CLOSED_MATTER})(?:\s+and\s+\w+)?\W*", re.IGNORECASE
)
"""A closer that stands between rules, as headings do."""
_END_OF_MATTER = re.compile(
    r"END(?:\s+OF)?(?!\s+(?:USE|GAME|STATE|RESULT|DATE|THE|AN)\b)(?:\s+[A-Z/-]{3,}){1,3}\W*|UNQU?O?TE\W*"
)
"""The end of anything that was put in: `END DEMARCHE`, `UNQUOTE`."""
_SENTENCE_ENDS = re.compile(r"[a-z]{3}[.!?][\"”)]?(?:[ \t]*$|[ \t]+[A-Z\"“])", re.MULTILINE)
_QUOTATION = re.compile(
    r"(?:begin\s+)?(?:quote|qte)\W*$|begin\s+text\W*$"
    r"|fol(?:lowing)?\s+(?:is\s+(?:the\s+)?text|repeat(?:ed)?|rpt|text|tel(?:egram)?|message)\b",
    re.IGNORECASE,
)
"""What leads in a text that is quoted: `FOL REPEAT OSLO 398 ACTION SECSTATE DTD 8 DEC`, `QUOTE`."""
_CUT_CLOSER = re.compile(r"(?:summary|comment|note)[.)]+[ \t]*(?:\n|$)", re.IGNORECASE)
_GLUED = re.compile(r"[.!?)] +((?:[A-Z][a-z]+|[A-Z]{2,})(?: [A-Za-z][A-Za-z'-]*){1,6})$")
_STOP_AND_REDACTION = re.compile(r"[.!?] +[Xx]{5,}$")
_FULL_LINE = 50
"""Characters of a line of prose; those of lists are shorter."""
_COMPLIMENTARY = re.compile(r"\b(?:regards|sincerely|respectfully|yours|wishes),$", re.IGNORECASE)
"""What a letter ends with above the name of its writer."""
_FIGURES_AT_END = re.compile(r"(?:^|\n)(?:[^\n]*[ \t]-?\d[\d.,]*+%?[ \t]++-?\d[\d.,]*+%?[ \t]*(?:\n|$)){2}$")
"""Rows of a table with a rule below them, for the sum."""
_PLACE_AND_DAY = re.compile(
    r"([A-Z][a-z]+(?: [A-Z][a-z]+)?), (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{1,2}, (?:19|20)\d\d"
)
_SALUTATION = re.compile(r"(?:Dear\b[^\n]{0,60}|Excellency),[ \t]*\n")
_NO_HEADING = re.compile(
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
_SENTENCE_IN_CAPITALS = re.compile(
    r"(?=[^:]*:$)(?!(?:WHAT|WHERE|WHO|WHY|HOW)\b(?![^:]*(?:\bFOLLOW|,)))"  # `WHERE WE ARE:` is a title
    r"(?:(?:HE|SHE|WE|THEY|IT|I)\b (?!AND\b)|(?:THE )?FOLLOWING\b|(?:MR|MRS|MISS|MADAM|DEAR|EXCELLENCY)\b(?![^:]*'S )"
    r"|[^:]*?(?:(?<!'S)(?<!VALUE) (?:SAID|SAYING|ASKED|ADDED|REPLIED|ANSWERED|STATED|NOTED|TOLD|REMARKED|CONCLUDED"
    r"|OBSERVED|POINTED|DECLARED|URGED|GAVE|FOLLOWS?|FOLS|READS?|BEGINS?|(?:SAYS|ASKS|ADDS)(?=:| THAT\b)"
    r"|(?<!COMMENT )(?<!SUMMARY )(?<!BACKGROUND )CONTINUED(?=:| THAT\b)"
    r"|(?:MADE|LISTED|REPORTED|PROPOSED|REQUESTED|CITED)(?!:| BY\b))"  # `ACTION REQUESTED:`
    r"|\b(?:IS|ARE|WAS|WERE|HAS|HAVE|HAD|WOULD|SHOULD|(?<!THE )(?<!GOOD )WILL (?!TO\b|POWER\b)\w+|THE FOLLOWING))\b)"
    r'|Q(?:UESTION)?[ \t]?\d{0,2}[:.][ \t]|[^\n]*\."$'
)
"""What alone in capitals is no heading: a sentence that leads in what follows, with a verb or a pronoun, whom a speech
addresses, a question to which an answer is given, a sentence that is quoted."""
_SUM = re.compile(r"(?:grand[ \t]+)?total[ \t]*(?::[ \t]*[\d$]|[ \t]{2})", re.IGNORECASE)
_OPENER = re.compile(
    r"(?i:(?:my )?dear\b|excellency\b)|(?:For|From|To|FOR|FROM|TO) (?:[Tt]he |THE )?(?i:(?:vice )?president|ambassador"
    r"|charg[eé]|(?:(?:deputy|under|assistant) )?secretary|senator|[ASU]/S)\b"
    r"|(?:Mr|Ms|Mrs|Madam|Senator|Congress(?:wo)?man|Secretary|Ambassador|Governor|Admiral)\.?"
    r"(?! (?:Comment|Visit|Meet|Call|Remark|Travel)) [A-Z][\w'’-]+:$"
)
"""To whom a telegram is addressed, above its first paragraph: `Senator Oxbow:`, `For the Secretary from the Charge`."""
_VALUE = re.compile(r":\s*\d\w?(?:,|$)")
"""One of a list of values: `Burkina Faso: 5H, Cape Verde: 5H` (09STATE37566)."""
_ROW = re.compile(r"^[^\n]*\S {3,}(?=\S)[^\n]*\S {3,}\S", re.MULTILINE)
"""A row of a table, with two wide gaps."""
_CAPTION = re.compile(r"(?:table|chart|figure|graph) (?:no\.? ?)?(?:\d{1,2}\b|[A-Z]{1,3}[.:])", re.IGNORECASE)
_CAPTION_FIRST = frozenset("TCFGtcfg")
_ROMAN = re.compile(r"[IVX]{1,4}[.)]\s+[A-Z]")
_LETTER_IN_FRONT = re.compile(r"[A-Z]{1,4}\.\s+(?=\S)")
_ARTICLE = re.compile(r"(?:ARTICLE|CHAPTER|SECTION|PART) (?:[IVX]{1,5}|\d{1,2}|ONE)\b")
"""The head of a part of an agreement, also of the first, below `TEXT OF AGREEMENT:`."""
_LETTERED_TITLE = re.compile(r"(?:¶[ \t]*)?([A-Z])\.[ \t]+[A-Z][\w-]+(?:[ :]|($))")
_LABEL_OF_TITLE = re.compile(r"(?:¶[ \t]*)?(?:\([A-Z]\)|(?:[A-Z]|[IVX]{1,4})[.)])[ \t]+")
_ANSWER = re.compile(r"(?:yes|no|none|unknown|not (?:applicable|available)|n/a|same)\b", re.IGNORECASE)
_LETTERED_CAPITALS = re.compile(r"[A-Z]\.[ \t]+[A-Z][A-Z \t,/'&-]{4,60}")
_NARROWEST = 45
"""Characters of the first line of a heading that wraps; shorter ones with figures are rows, of a schedule or of whom
to call."""
_LONGEST_WRAPPED = 200
"""Characters of a line in a text that is wrapped; in another each line is a paragraph or a heading (07ISLAMABAD256)."""
_SHORT_LINE = 60
"""Characters of a title behind its number."""
_SHORT_NAME = 25
"""Characters of a line below a blank line and a ruled heading that is no line of a heading that wraps."""
_SERIES = re.compile(
    r"(?P<parted>\([A-Za-z0-9]\)\s)|(?P<roman>[IVX]{1,4}\.\s)|(?P<decimal>\d{1,2}\.\d{1,2}\s)"
    r"|(?P<hour>\d{3,4}(?::|[ \t]-)\s)|(?P<said>[A-Z][^\n:\"“]{2,30}: [\"“])"
)
"""The label of an entry, by which its neighbours are of one series."""
_SPEAKER = re.compile(r"[A-Z][\w.'-]{1,15}(?:[ ][A-Z][\w.'-]{1,15}){0,2}:\s")
"""Who says what in a dialogue whose lines stand apart."""
_LONGEST_LIST = 40
_LONGEST_OUTLINE = 12
"""Blocks from one title of an outline to the next."""
_LONGEST_GROUP = 30
"""Characters of a country's name or an office's, above the names; longer are titles of speeches (10BELGRADE19)."""
_LONGEST_NAME = 69
"""Characters of a line with a name and an office: as many as a line may have."""
_OWN_MARK = re.compile(r"\(([^()]{1,12})\)\s*")
PLAIN_HEADINGS = frozenset(("SUMMARY", "COMMENT", "BACKGROUND", "ACTION REQUEST", "BEGIN SUMMARY", "INTRODUCTION"))
_NO_STOP_BEFORE = frozenset("Xx]")  # a redaction, a note that something was left out


def tell_headings(flow: str, blocks: list[Block]) -> list[Block]:
    """The blocks with headings told from text."""
    result: list[Block] = []
    blocks = _title_lines(flow, blocks)
    first_paragraph = next((i for i, b in enumerate(blocks) if b.kind == "numbered" and _is_paragraph(flow, b)), None)
    titles = _titles_over_prose(flow, blocks)
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        before = blocks[i - 1] if i else None
        kind = block.kind
        if kind == "rule" or kind == "heading":
            result.append(block)
            continue
        if i in titles:
            block.kind = "heading"
            result.append(block)
            continue
        if (
            kind == "numbered"
            and following is not None
            and following.kind == kind
            and not _has_no_stop(flow, block.end)
        ):
            result.append(block)  # one paragraph after another, as most stand
            continue
        underlined = (
            following is not None
            and following.kind == "rule"
            and not following.after_blank
            and not _is_rule_of_table(flow, blocks, i + 1)
            and not (kind == "text" and _is_above_a_box(flow, blocks, i))
        )
        if kind == "numbered" and _is_outline_heading(flow, block, before, following):
            block.kind = "heading"
            result.append(block)
            continue
        if kind == "lettered" and underlined and _is_numbered_heading(flow, block, following):
            block.kind = "heading"
            result.append(block)
            continue
        is_lettered = kind == "lettered" or (kind == "text" and flow.startswith(".", block.start + 1))
        if is_lettered and (_is_lettered_heading(flow, block, result, following) or _opens_an_outline(flow, blocks, i)):
            block.kind = "heading"
            result.append(block)
            continue
        if kind == "text" and _heads_answers(flow, block, before, following):
            block.kind = "heading"
            result.append(block)
            continue
        if kind == "text":
            cut_off = flow[block.start] in "SsCcNn" and before is not None and before.kind in ("text", "numbered")
            if cut_off and _gives_back_a_closer(flow, before, block):
                continue
            if flow[block.start] in "Xx":
                _drop_redaction(flow, block, result)
            if flow[block.start] in "DE" and (greeting := _SALUTATION.match(flow, block.start, block.end)):
                result.append(
                    Block("text", block.start, greeting.end() - 1, block.start, after_blank=block.after_blank)
                )
                block.start = block.text_start = greeting.end()
                block.after_blank = True
                before = result[-1]
            is_below = before is not None and before.kind == "rule"
            overlined = is_below and not block.after_blank
            if (
                is_below
                and not underlined
                and i > 1
                and _underlines(blocks, i - 1)
                and "\n" in flow[block.start : block.end].strip()
                and not flow[block.start : block.end].isupper()
                and (
                    overlined
                    or flow.find("\n", block.start, block.start + _SHORT_NAME) > 0
                    or all("," in line for line in flow[block.start : block.end].strip().split("\n"))
                )
            ):
                result.append(block)  # names below `France` and its rule
                continue
            if is_below and not underlined and i > 4 and _ends_a_ruled_list(flow, blocks, i):
                result.append(block)
                continue
            introduced = (
                not underlined
                and before is not None
                and before.kind not in ("rule", "heading")
                and not _ARTICLE.fullmatch(flow, block.start, end_of_text(flow, block.end))
                and (
                    flow.endswith(":", before.start, end := end_of_text(flow, before.end))
                    or (flow[end - 1] == "," and _COMPLIMENTARY.search(flow, max(before.start, end - 40), end))
                )
            )
            leads_in = (
                following is not None
                and following.kind == "numbered"
                and following.number == 1
                and first_paragraph is not None
                and first_paragraph < i
                and _leads_in_a_list(flow, block, following)
            )
            if (
                not introduced
                and not leads_in
                and not (
                    before is None and not underlined and _OPENER.match(flow, block.start, end_of_text(flow, block.end))
                )
                and not (overlined and not underlined and _is_below_rows(flow, blocks, i))
                and (
                    _is_heading(flow, block, underlined, overlined, following) or _ruled_below_a_blank(flow, blocks, i)
                )
                and not (
                    block.after_blank
                    and following is not None
                    and (
                        following.kind == "numbered"
                        or (not underlined and following.kind == "text" and _is_above_entries(flow, blocks, i))
                    )
                    and _ends_a_list(flow, blocks, i)
                )
                and (
                    underlined
                    or not (
                        (not is_below and (_heads_names(flow, blocks, i) or _heads_rows(flow, blocks, i)))
                        or _is_caption(flow, blocks, i, block.start)
                    )
                )
            ):
                block.kind = "heading"
                result.append(block)
                continue
        head = None
        if following is not None and block.end - block.start > 4:
            if underlined:
                titled = kind == "numbered" and block.end - block.text_start < 2 * _SHORT_LINE and _title(flow, block)
                is_text = titled and (i + 2 == len(blocks) or blocks[i + 2].kind != "text")  # all that it has
                if not is_text and not _is_overline(flow, blocks, i + 1):
                    head = (
                        _split_heading(flow, block, ruled=True)
                        or _as_long_as_its_rule(flow, block, following)
                        or _behind_its_number(flow, block)
                    )
            elif following.kind == "rule" and not _is_rule_of_table(flow, blocks, i + 1):
                head = _last_line_of_its_length(flow, block, following)
            elif following.kind == "numbered" and _has_no_stop(flow, block.end):
                certain = _is_paragraph(flow, following)
                head = _split_heading(flow, block, ruled=False, certain=certain)
                if head is None and certain:
                    head = _glued_heading(flow, block)
        result.append(block)
        if head:
            result.append(head)
    return result


def _title_lines(flow: str, blocks: list[Block]) -> list[Block]:
    """The blocks, with plain headings cut off that stand alone on a paragraph's first line, above its text: `1. (C)
    Summary:`, with a blank line or none below."""
    result: list[Block] = []
    for i, block in enumerate(blocks):
        result.append(block)
        if block.kind != "numbered":
            continue
        line_end = flow.find("\n", block.text_start, block.text_start + _SHORT_LINE)
        if line_end < 0 or (found := _OWN_MARK.match(flow, block.text_start, line_end)) is None:
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


def _titles_over_prose(flow: str, blocks: list[Block]) -> set[int]:
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
        if len(text) > _SHORT_LINE or "\n" in text or text[-1] in ":?)" or below.kind not in ("text", "heading"):
            continue
        label = _LABEL_OF_TITLE.match(text)
        words = text[label.end() :] if label else text
        if (
            (not i or i - 1 in titles or _ends_prose(flow, blocks[i - 1]))
            and _is_title(words)
            and _reads_as_heading(words)
            and not (_ANSWER.match(words) or _NO_HEADING.match(words) or _OPENER.match(words))
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
    is_full = (
        (len(first) >= _NARROWEST and others) or len(first) > 2 * _SHORT_LINE or (labelled and text.count(" ") > 3)
    )
    return bool(is_full) and not text[0].islower() and text[-1] in TERMINATED and not _is_item(text)


def _is_rule_of_table(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether the rule at `i` has a part for each column of the table below it, `-----      -----`, or stands below the
    title of a table, or between the heads of columns and a row of them: `Year      Cars`.

    Two blanks are between words of a heading too (09DOHA214): then the cells must begin in the same column.
    """
    rule = flow[blocks[i].start : blocks[i].end].rstrip()
    if "-   " in rule:
        return True
    above = blocks[i - 1].start
    text = flow[above : blocks[i - 1].end].rstrip()
    start, end = above + text.rfind("\n") + 1, above + len(text)
    if flow[start] in _CAPTION_FIRST and _is_caption(flow, blocks, i - 1, start):
        return True
    if "  " not in text or i + 1 == len(blocks) or flow.find("  ", start, end) < 0:
        return False
    below = blocks[i + 1]
    if below.kind == "rule" or _is_paragraph(flow, below) or (head := CELLS.search(flow, start, end)) is None:
        return False
    line_end = flow.find("\n", below.start, below.end)
    cell = CELLS.search(flow, below.start, line_end if line_end > 0 else end_of_text(flow, below.end))
    if cell is None:
        return False
    if rule.startswith("-  -", head.end() - start - 4):
        return True  # a part of the rule begins where the cell does
    column = head.end() - flow.rfind("\n", 0, start)
    return flow.find("   ", start, end) >= 0 or column == cell.end() - flow.rfind("\n", 0, below.start)


def _is_caption(flow: str, blocks: list[Block], i: int, start: int) -> bool:
    """Whether the line at `start` in a block is the title of a table below it, under which the next paragraphs don't
    stand: `Table 1: Catch of herring`"""
    if flow[start] not in _CAPTION_FIRST or _CAPTION.match(flow, start, blocks[i].end) is None:
        return False
    below = next((other for other in blocks[i + 1 : i + 3] if other.kind != "rule"), None)
    return below is not None and not _is_paragraph(flow, below)


def _heads_rows(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a line alone stands above a table between two paragraphs, as its title: headings stand above numbers."""
    return (
        0 < i < len(blocks) - 2
        and flow[blocks[i].start] != "/"  # `//CATCH//` is a heading anywhere
        and blocks[i - 1].kind == "numbered"
        and blocks[i + 1].kind == "text"
        and blocks[i + 2].kind == "numbered"
        and has_table(table := flow[blocks[i + 1].start : blocks[i + 1].end])
        and not _SENTENCE_ENDS.search(table)  # prose with a table
    )


def _is_below_rows(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a block right below a rule goes on a table, as the only row or the sum, or says something of it: the rule
    stands right below a row. `Source: Harbor Board`, `* not yet known`"""
    if i < 2 or blocks[i - 1].after_blank or blocks[i - 2].kind in ("rule", "heading"):
        return False
    row = flow[blocks[i - 2].start : blocks[i - 2].end].rstrip()
    row = row[row.rfind("\n") + 1 :].strip()
    text = flow[blocks[i].start : blocks[i].end].strip()
    if "  " not in row or CELLS.search(row) is None or text.strip(" :").upper() in PLAIN_HEADINGS:
        return False
    is_over_a_paragraph = i + 1 < len(blocks) and blocks[i + 1].kind == "numbered"
    if is_over_a_paragraph and "  " not in text and ":" not in text and not any(map(str.isdecimal, text)):
        return not (text[0].isalpha() and _is_title(text))
    return "   " in row or "   " in text or is_in_cells(text)


def _leads_in_a_list(flow: str, block: Block, following: Block) -> bool:
    """Whether a line ends in a colon above the 1 of a list, in a text whose paragraphs bear marks or pilcrows: `The
    ministers:`, `1.  Agreed to open the border.`"""
    text = flow[block.start : block.end].strip()
    return text[-1] == ":" and not _is_paragraph(flow, following) and text.strip(" :").upper() not in PLAIN_HEADINGS


def _gives_back_a_closer(flow: str, before: Block, block: Block) -> bool:
    """Give back to a paragraph the word of its closer that a blank line cut off; whether nothing else was left.

    `END`, a blank line, `SUMMARY.` and right below it the heading of the next paragraph (10DAMASCUS159)
    """
    end = end_of_text(flow, before.end)
    word = _CUT_CLOSER.match(flow, block.start, block.end)
    if word is None or flow[max(before.start, end - 4) : end].split()[-1:] not in (["END"], ["End"]):
        return False
    before.end = end_of_text(flow, word.end())
    block.start = block.text_start = block.end - len(flow[word.end() : block.end].lstrip())
    return block.start == block.end


def _has_no_stop(flow: str, end: int) -> bool:
    """Whether a block ends otherwise than a sentence does: most end so, and end in no heading."""
    while (last := flow[end - 1]).isspace():
        end -= 1
    return last not in ".;," or flow.endswith("...", 0, end)


def _is_paragraph(flow: str, block: Block) -> bool:
    """Whether a numbered block is a paragraph beyond doubt, and no list item: by its pilcrow or its mark."""
    if block.pilcrow:
        return True
    found = _OWN_MARK.match(flow, block.text_start, block.end)
    return found is not None and read_mark(found[1]) is not None


def _ruled_below_a_blank(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a block is a line or two with a rule below a blank line, of its length or the last above a number.

    `Roadmaps for Peace`, a blank line, `------------------` (10BOGOTA13); a long rule goes on on the next line
    """
    block = blocks[i]
    if i + 1 == len(blocks) or blocks[i + 1].kind != "rule" or not blocks[i + 1].after_blank:
        return False
    text = flow[block.start : block.end].strip()
    lines = text.split("\n")
    if len(lines) > 2 or max(map(len, lines)) > 80 or (text[-1] in ".,;" and not text.endswith(("...", "U.S."))):
        return False
    if (len(lines) > 1 and lines[0].rstrip().endswith(".")) or not _reads_as_heading(text):
        return False
    rule = flow[blocks[i + 1].start : blocks[i + 1].end].strip()
    below = i + 2
    while below < len(blocks) and blocks[below].kind == "rule" and not blocks[below].after_blank:
        below += 1
    return abs(len(rule) - len(text)) <= 3 or (below < len(blocks) and blocks[below].kind == "numbered")


def _drop_redaction(flow: str, block: Block, result: list[Block]) -> None:
    """Lines of redaction above a text or heading are a block of their own."""
    start, end = block.start, block.end
    while (cut := flow.find("\n", start, end)) > 0 and REDACTED_LINES.fullmatch(flow[start:cut].strip()):
        start = cut + 1
    if start > block.start:
        result.append(Block("text", block.start, start - 1, block.start, None, None, False, block.after_blank))
        block.start = block.text_start = start
        block.after_blank = True


def _leads_in_capitals(flow: str, text: str, following: Block) -> bool:
    """Whether a line in capitals is a sentence; above a text in small letters its capitals make it a title, unless it
    says what follows."""
    if not _SENTENCE_IN_CAPITALS.match(text):
        return False
    below = flow[following.text_start : min(following.end, following.text_start + _SHORT_LINE)]
    return text[-1] not in ':"' or "FOLLOW" in text or below == below.upper()


def _is_heading(flow: str, block: Block, underlined: bool, overlined: bool, following: Block | None) -> bool:
    text = flow[block.start : block.end].strip()
    lines = text.count("\n") + 1
    if len(text) > 320 or lines > 4:
        return False
    if "   " in text and (_ROW.search(text) or (lines > 1 and all("   " in row.strip() for row in text.split("\n")))):
        return False
    if not (overlined and underlined) and text[0] in "Xx" and REDACTED_LINES.fullmatch(text):
        return underlined and lines == 1 and len(flow[following.start : following.end].strip()) == len(text)
    if lines == 1 and text[0] in "/-" and _ENCLOSED.fullmatch(text):
        return True
    if text[-1] in "-=_" and lines <= 2 and len(text) < 200 and _HEADING_RULE.search(text):
        return True  # the rule stands on the heading's own line: `COMMENT -------`
    if underlined and lines > 1 and _ends_in_figures(text):
        return False
    if underlined:
        if overlined:
            return not (text.startswith("--") or _holds_a_sentence(text))
        if lines > 1 and any(line.rstrip().endswith((".", ".)", ")")) for line in text.split("\n")[:-1]):
            return False
        is_item = _is_item(text) and not _is_numbered_heading(flow, block, following)
        return lines <= 3 and len(text) < 240 and not is_item and (lines == 1 or text[-1:] not in ".;,")
    if lines > 2 or len(text) > 120 or (text[-1] in ".,;" and not text.endswith(("U.S.", "..."))):
        return False
    if following is None or (not overlined and text.isupper() and _leads_in_capitals(flow, text, following)):
        return False
    if lines == 2:
        first, _, second = text.partition("\n")
        if first.rstrip().endswith((".", ":")) or (LIST_ITEM.match(second) and not first.isupper()):
            return False
        is_rows = not text.isupper() and any(map(str.isdecimal, first)) and any(map(str.isdecimal, second))
        if not overlined and len(first) < _NARROWEST and (is_rows or _COMPLIMENTARY.search(first.rstrip())):
            return False
    if not any(map(str.isalpha, text)):  # a sum
        return False
    if overlined and following.kind in ("numbered", "lettered"):
        return not (_is_item(text) or _SUM.match(text))
    if following.kind == "text" and not (text.isupper() and following.after_blank and lines == 1 and len(text) < 70):
        return lines == 1 and text.strip(" *:/").upper() in PLAIN_HEADINGS
    if following.kind not in ("numbered", "text"):
        return False
    alone = (
        (lines == 1 or _ROMAN.match(text)) and block.after_blank and len(text) < 100 and following.kind == "numbered"
    )
    if alone and (
        _NO_HEADING.match(text)
        or _SUM.match(text)
        or ((found := _PLACE_AND_DAY.fullmatch(text)) and letters(found[1].upper()) in MRN_POSTS)
    ):
        return False
    is_roman = text.isupper() and _ROMAN.match(text)  # in a text of capitals few paragraphs have a mark
    return _reads_as_heading(text, certain=alone and (bool(is_roman) or _is_paragraph(flow, following)))


def _is_item(text: str) -> bool:
    """Whether a text begins like a list item; a portion mark in front (`(C) Security Forces`) is none."""
    found = _OWN_MARK.match(text)
    return LIST_ITEM.match(text, found.end() if found and read_mark(found[1]) else 0) is not None


def _is_numbered_heading(flow: str, block: Block, rule: Block) -> bool:
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


def _ends_a_list(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a line alone is the last entry of a list whose entries stand apart, and no heading.

    `Participants:`, `U.S.`, `The Ambassador`, `Italy`, `Minister Quill`, each between blank lines; `(b) No`, `(c) Why?`
    """
    text = flow[blocks[i].start : blocks[i].end].strip()
    if text.strip(" :").upper() in PLAIN_HEADINGS or _is_in_rows(flow, blocks[i - 1]):
        return False
    if (speaker := _SPEAKER.match(text)) and i > 1 and text[-1] in "?!":
        answer, question = blocks[i - 1], blocks[i - 2]
        if _SPEAKER.match(flow, answer.start) and flow.startswith(speaker[0], question.start):
            return True
    label = _SERIES.match(text)
    above = i - 1
    while above >= 0 and i - above <= _LONGEST_LIST and blocks[above].kind in ("text", "lettered"):
        entry = flow[blocks[above].start : blocks[above].end].strip()
        if above == i - 1 and label and (before := _SERIES.match(entry)) and before.lastgroup == label.lastgroup:
            return True
        if entry[-1:] == ":":
            return above < i - 1 and not (text.isupper() and not entry.isupper())
        has_stop = entry[-1:] in ".;" and not entry.endswith("U.S.")
        if has_stop or len(entry) > 4 * _SHORT_LINE or (text.isupper() and not entry.isupper()):
            return False
        above -= 1
    return (
        0 <= above < i - 1
        and blocks[above].kind == "numbered"
        and flow[blocks[above].start : blocks[above].end].rstrip().endswith(":")
    )


def _is_above_entries(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether nothing but lines alone, which end in no stop, stand between a line alone and the next paragraph.

    `1. AGENDA ITEMS:`, `LAW OF THE SEA`, `FISHERIES`, `CIVIL AVIATION`, `2. ...`, each between blank lines
    """
    for below in blocks[i + 1 : i + 1 + _LONGEST_LIST]:
        if below.kind != "text":
            return below.kind == "numbered"
        entry = flow[below.start : below.end].strip()
        if "\n" in entry or entry[-1:] in ".:;" or len(entry) > _LONGEST_NAME:
            return False
    return False


def _heads_names(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a line alone is over the second group of a list of names, or a later one, and no heading.

    `Participants:`, `U.S.`, `Dr. Oxbow` / `Mr. Quill`, `ELBONIA`, `Col. Fog` / `Mr. Thimblewick`
    """
    if i + 1 == len(blocks) or len(flow[blocks[i].start : blocks[i].end].strip()) > _LONGEST_GROUP:
        return False
    if blocks[i + 1].kind != "text" or not _is_names(flow, blocks[i + 1]):
        return False
    above = i - 1
    while above > 0 and i - above <= _LONGEST_LIST and blocks[above].kind == "text" and _is_names(flow, blocks[above]):
        above -= 1
    if not 0 <= above < i - 1:
        return False
    opening, first, last, names = (
        flow[other.start : other.end].strip()
        for other in (blocks[above], blocks[above + 1], blocks[i - 1], blocks[i + 1])
    )
    group, _, others = first.partition("\n")
    if opening[-1:] != ":" or blocks[above].kind not in ("text", "numbered") or len(group) > _LONGEST_GROUP:
        return False
    if (
        "PARTICIPANTS" in opening.upper()
    ):  # a side may be one name; a page line takes the blank line below the first side
        return group.isupper() if others else above < i - 2
    return above < i - 2 and not others and ("\n" in last or "\n" in names)


def _is_names(flow: str, block: Block) -> bool:
    """Whether the lines of a block are short and no sentences."""
    text = flow[block.start : block.end].strip()
    return (
        max(map(len, text.split("\n"))) <= _LONGEST_NAME
        and (text[-1:] not in ".;:?!" or text.endswith(("U.S.", "Jr.", "Sr.")))
        and not text[:1].islower()
    )


def _ends_a_ruled_list(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a line below a ruled heading is the only entry under it, and there are entries under the one above.

    `Monday` and its rule, `0900  Arrive`, `Tuesday` and its rule, `1000  Depart`
    """
    text = flow[blocks[i].start : blocks[i].end].strip()
    if "\n" in text or text.isupper() or len(text) > _SHORT_LINE:
        return False
    if blocks[i - 1].after_blank or blocks[i - 2].kind != "heading":
        return False
    above = i - 3
    if blocks[above].kind == "rule":
        above -= 1
    entries = above
    while above >= 0 and blocks[above].kind == "text":
        entry = flow[blocks[above].start : blocks[above].end].strip()
        if entry[-1:] in ".;" or max(map(len, entry.split("\n"))) > _SHORT_LINE:
            return False
        above -= 1
    return entries > above > 0 and blocks[above].kind == "rule" and blocks[above - 1].kind == "heading"


def _is_in_rows(flow: str, block: Block) -> bool:
    """Whether a block is items or rows of a table, line by line: its entries do not stand apart."""
    first, _, below = flow[block.start : block.end].strip().partition("\n")
    return bool(below) and (
        (LIST_ITEM.match(first) is not None and LIST_ITEM.match(below) is not None) or _ROW.match(below) is not None
    )


def _is_lettered_heading(flow: str, block: Block, above: list[Block], following: Block | None) -> bool:
    """Whether a title with a letter in front stands alone between two paragraphs, or below a heading, and ends no list.

    `B. ECONOMIC SITUATION` or `B. Economic Situation` above `3. (C) ...`; a single word only behind `A. ...`
    """
    if following is None or following.kind != "numbered" or not (block.after_blank and following.after_blank):
        return False
    before = above[-1] if above else None
    if before is not None and (
        before.kind == "lettered" or (before.kind in ("numbered", "text") and _has_no_stop(flow, before.end))
    ):
        return False
    text = flow[block.start : block.end].strip()
    title = _LETTERED_TITLE.match(text)
    if title is None or (title[2] is not None and not _goes_on_headings(flow, title[1], above)):
        return False
    return (
        len(text) <= _SHORT_LINE
        and text[-1] not in ".,;"
        and "\n" not in text
        and _is_title(text)
        and not _CLOSER.match(flow, block.text_start)
        # in a text of capitals few paragraphs have a mark; a 1 below is that of a list, but at the top
        and (
            _is_paragraph(flow, following)
            or (text.isupper() and (following.number > 1 or before is None) and _has_stop(flow, following))
        )
    )


def _opens_an_outline(flow: str, blocks: list[Block], i: int) -> bool:
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
    if block.end - block.start > _SHORT_LINE or before.kind != "numbered" or following.kind != "numbered":
        return None
    title = _LETTERED_TITLE.match(flow[block.start : block.end].rstrip())
    is_apart = not _has_no_stop(flow, before.end) and _is_paragraph(flow, following)
    return title[1] if title and title[2] is not None and is_apart else None


def _heads_answers(flow: str, block: Block, before: Block | None, following: Block | None) -> bool:
    """Whether a title stands alone above the first of answers whose letters have dashes: `Prevention`, `-- A. The king
    ...`; titles above others are parts of an outline, in which paragraphs with numbers go on (09STATE37566)."""
    if following is None or following.label != "A" or not (block.after_blank and following.after_blank):
        return False
    if flow[following.start] != "-":
        return False
    text = flow[block.start : block.end].strip()
    return (
        len(text) <= 2 * _SHORT_LINE
        and text[-1] not in ".,;:?)"
        and "\n" not in text
        and (before is None or _ends_prose(flow, before))
        and _ends_prose(flow, following)
        and (text.isupper() or _is_title(text))
        and _reads_as_heading(text, certain=True)
    )


def _is_outline_heading(flow: str, block: Block, before: Block | None, following: Block | None) -> bool:
    """Whether a title in capitals with a number stands alone between two paragraphs with pilcrows: `2.  OIL`"""
    if block.pilcrow or following is None or not following.pilcrow or not (block.after_blank and following.after_blank):
        return False
    text = flow[block.text_start : block.end].strip()
    return (
        before is not None
        and not _has_no_stop(flow, before.end)
        and flow[end_of_text(flow, before.end) - 1] == "."
        and len(text) <= _SHORT_LINE
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


def _reads_as_heading(text: str, certain: bool = False) -> bool:
    """Capitals or title case, no list item, no end of a sentence, not only redaction.

    `certain`: it stands alone above a paragraph, where nothing else would; then words in small letters do as well.
    """
    if (
        (text[0] in "Xx" and REDACTED_LINES.fullmatch(text))
        or _CLOSER.match(text)
        or CLOSER_AT_END.search(text)
        or len(_VALUE.findall(text)) > 1
        or (text[0] in "EU" and _END_OF_MATTER.fullmatch(text))
        or text.endswith(("UNQUOTE", "Unquote"))
        or (text[0] in "BbFfQq" and _QUOTATION.match(text))
        or (text.endswith(('."', ".”")) and not _is_title(text))  # a sentence that is quoted
    ):
        return False
    if _is_item(text) and not (certain and (_ROMAN.match(text) or _LETTERED_CAPITALS.fullmatch(text))):
        return False
    plain = _OWN_MARK.sub("", text, count=1).strip(' *"“/.')
    if not plain or plain[0].islower() or len(plain) < 3:
        return False
    if plain.isupper() or certain:
        return True
    words = [w.strip("(),:;\"'“”’-.") for w in plain.split()]
    words = [w for w in words if w and w[0].isalpha() and w.lower() not in _SMALL_WORDS]
    if not words:
        return False
    capital = sum(not w[0].islower() for w in words)
    return capital >= 0.6 * len(words) or (len(words) <= 6 and plain[-1] not in '.,;"”')


def _ended(before: str) -> bool:
    """Whether the text above a line has come to an end: a stop, a redaction, a note in brackets, `END SUMMARY`."""
    last = before[-1:]
    return last in TERMINATED or last in _NO_STOP_BEFORE or CLOSER_AT_END.search(before[-60:]) is not None


def _split_heading(flow: str, block: Block, ruled: bool, certain: bool = False) -> Block | None:
    """Cut the last line off a block when it is the heading of what follows.

    `ruled`: a rule stands below it. `certain`: what follows is a paragraph and no list item.
    """
    cut = flow.rfind("\n", block.text_start, block.end)
    if cut < 0:
        return None
    line = flow[cut + 1 : block.end].strip()
    if not line or len(line) > 90 or (ruled and _ends_in_figures(flow[block.text_start : block.end].rstrip())):
        return None
    if line[0] in "/-" and _ENCLOSED.fullmatch(line):
        return _cut_off(flow, block, cut)
    if line[-1] in "Xx" and _STOP_AND_REDACTION.search(line):
        return None
    if (line[-1] in ".,;" and not line.endswith("...")) or line.endswith(('."', ".”")) or _closes_a_quotation(line):
        return None
    before = flow[block.start : cut].rstrip()
    if ruled and not _ended(before) and (first := _first_line(flow, block, cut, line)) is not None:
        return _cut_off(flow, block, first)
    if (
        not _ended(before)
        and not (ruled and "   " in before[-60:].rsplit("\n", 1)[-1])  # a row of a table
        and not (certain and max(map(len, before.split("\n"))) > _LONGEST_WRAPPED)
    ):
        return None
    if ruled:
        return None if _is_item(line) else _cut_off(flow, block, cut)
    if line.strip(" :").upper() in PLAIN_HEADINGS:
        return _cut_off(flow, block, cut)
    if before[-60:].isupper() and (line[-1] in ":?" or ends_in_a_note(before)):
        return None  # in a text of capitals they are the sign of nothing
    if before[-1] == ":" or not ((line.isupper() and line[-1] != ")") or (certain and line[-1] not in ":)]")):
        return None
    if not line.isupper() and max(map(len, before.split("\n")[-3:])) < _FULL_LINE:  # a list of names and offices
        return None
    title = _LETTERED_TITLE.match(line) if certain else None
    is_heading = title[2] is None and _is_title(line) if title else _reads_as_heading(line)
    return _cut_off(flow, block, cut) if is_heading else None


def _first_line(flow: str, block: Block, cut: int, line: str) -> int | None:
    """Before the first line of a ruled heading of two, whose second begins behind `cut`; None where the line above is
    no title below the end of a sentence."""
    above = flow.rfind("\n", block.text_start, cut)
    first = flow[above + 1 : cut].strip()
    if above < 0 or not first or "  " in first or not (_is_title(first) and _is_title(line)) or first[0].islower():
        return None
    before = flow[block.start : above].rstrip()
    last = before[before.rfind("\n") + 1 :]
    is_end = _ended(before) and before[-1] != ":" and len(last) > len(line) and not _is_title(last)  # else names
    return above if is_end and not _is_item(first) else None


def _glued_heading(flow: str, block: Block) -> Block | None:
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
    closer = _CLOSER.match(found[1])
    line = found[1][closer.end() :].lstrip(" .") if closer else found[1]
    if (
        not line
        or line.split()[0].lower() in ("and", "or")
        or any(word[0].islower() and word not in _SMALL_WORDS for word in line.split())
    ):
        return None
    return _cut_off(flow, block, end - len(line) - 1)


def _ends_in_figures(text: str) -> bool:
    """Whether the last two lines are rows of a table; most texts end in no figure, and are not searched."""
    return (text[-1].isdecimal() or text[-1] in ".,%") and _FIGURES_AT_END.search(text) is not None


def _closes_a_quotation(line: str) -> bool:
    """Whether a line ends a quotation that began above it: `What would you have me say?"`."""
    return (line[-1] == "”" and "“" not in line) or (line[-1] == '"' and line.count('"') == 1)


def _as_long_as_its_rule(flow: str, block: Block, rule: Block) -> Block | None:
    """Cut off the words at the end of a block that are as long as the rule below them: `... case. The Complaint`."""
    end = end_of_text(flow, block.end)
    length = len(flow[rule.start : rule.end].strip())
    for start in (end - length, end - length + 1, end - length - 1):
        if start > block.text_start and flow[start - 1].isspace() and flow[start : start + 1].strip():
            line = flow[start:end]
            if "\n" not in line and _ended(flow[block.start : start].rstrip()) and not _is_item(line):
                return _cut_off(flow, block, start - 1)
    return None


def _behind_its_number(flow: str, block: Block) -> Block | None:
    """Cut off all words of a numbered block of one line with a rule and text below: `2. (C) The Way Ahead`."""
    if block.kind != "numbered" or (found := _title(flow, block)) is None:
        return None
    block.end, end = found
    return Block("heading", block.end, end, block.end, after_blank=False)


def _title(flow: str, block: Block) -> tuple[int, int] | None:
    """The offsets of a numbered block's words behind its mark, where they are one line that reads as a title."""
    start = block.text_start
    if (found := _OWN_MARK.match(flow, start, block.end)) and read_mark(found[1]):
        start = found.end()
    end = end_of_text(flow, block.end)
    line = flow[start:end]
    is_title = line and "\n" not in line and len(line) <= _SHORT_LINE and _is_title(line) and _reads_as_heading(line)
    return (start, end) if is_title else None


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
        block.end - block.text_start > 2 * _SHORT_LINE or flow[end_of_text(flow, block.end) - 1] == "."
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


def _is_title(line: str) -> bool:
    """Whether all words but the small ones begin with a capital, and no sentence ends."""
    return line[-1:] not in (".", ",", ";") and not any(
        word[0].islower() and word not in _SMALL_WORDS for word in line.split()
    )


def _last_line_of_its_length(flow: str, block: Block, rule: Block) -> Block | None:
    """Cut off the last line of a block when the rule below a blank or page line is as long as it is."""
    cut = flow.rfind("\n", block.text_start, block.end)
    line = flow[cut + 1 : block.end].strip()
    if cut < 0 or abs(len(flow[rule.start : rule.end].strip()) - len(line)) > 1 or len(line) > 90:
        return None
    if not _ended(flow[block.start : cut].rstrip()) or not _reads_as_heading(line):
        return None
    return _cut_off(flow, block, cut)


def _cut_off(flow: str, block: Block, cut: int) -> Block:
    """The heading that begins behind the blank at `cut`; the block ends before it."""
    lead = cut + 1 + len(flow[cut + 1 : block.end]) - len(flow[cut + 1 : block.end].lstrip())
    head = Block("heading", lead, block.end, lead, after_blank=False)
    block.end = end_of_text(flow, cut)
    return head


def _underlines(blocks: list[Block], i: int) -> bool:
    """Whether the rule at `i` stands right below a heading that has none above."""
    return (
        blocks[i - 1].kind == "heading"
        and not blocks[i].after_blank
        and not (i > 1 and blocks[i - 2].kind == "rule" and not blocks[i - 1].after_blank)
    )


def _is_above_a_box(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether a block ends a sentence right above a heading between two rules, of which the first is not its own."""
    end = end_of_text(flow, blocks[i].end)
    return (
        (flow[end - 1] == "." or flow.endswith(('."', ".”"), 0, end))
        and not flow.endswith(("U.S.", "..."), 0, end)
        and not (i and blocks[i - 1].kind == "rule" and not blocks[i].after_blank)
        and _is_overline(flow, blocks, i + 1)
        and not CLOSER_ALONE.fullmatch(flow, blocks[i].start, end)
    )


def _is_overline(flow: str, blocks: list[Block], i: int) -> bool:
    """Whether the rule at `i` stands above a heading that has another below: it underlines nothing."""
    between = blocks[i + 1 : i + 3]
    return (
        [b.kind for b in between] == ["text", "rule"]
        and not any(b.after_blank for b in between)
        and not _holds_a_sentence(flow[between[0].start : between[0].end].strip())
    )


def _holds_a_sentence(text: str) -> bool:
    """Whether a sentence ends above the last line: prose between the rules of two headings, and none of its own."""
    above, _, _ = text.rpartition("\n")
    return bool(above) and not above.isupper() and _SENTENCE_ENDS.search(above) is not None
