"""Headings: lines that stand above paragraphs, told from text by rules beside them, by capitals, by what follows.

-------                     SUMMARY                 *** Next Steps ***              ¶5. (S) ... this flow of students.
Summary                     -------                 -- Kosovo --                    DETAINEES
-------                                             //The MBC Group//               ¶6. (S) Guantanamo ...
"""

import re

from dagster_project.telegram.blocks import LIST_ITEM, REDACTED_LINES, Block
from dagster_project.telegram.glued_headings import (
    as_long_as_its_rule,
    behind_its_number,
    glued_heading,
    last_line_of_its_length,
    split_heading,
    title_lines,
    title_of,
)
from dagster_project.telegram.list_ends import (
    ends_a_list,
    ends_a_ruled_list,
    heads_names,
    heads_rows,
    is_above_entries,
    is_below_rows,
    is_caption,
    is_rule_of_table,
    leads_in_a_list,
)
from dagster_project.telegram.offsets import end_of_text
from dagster_project.telegram.outlines import (
    heads_answers,
    is_lettered_heading,
    is_numbered_heading,
    is_outline_heading,
    opens_an_outline,
    titles_over_prose,
)
from dagster_project.telegram.titles import (
    CLOSER_ALONE,
    ENCLOSED,
    NARROWEST,
    NO_HEADING,
    OPENER,
    PLAIN_HEADINGS,
    ROMAN,
    ROW,
    SHORT_LINE,
    ends_in_figures,
    has_no_stop,
    holds_a_sentence,
    is_item,
    is_paragraph,
    reads_as_heading,
)
from dagster_project.telegram.vocabulary import MRN_POSTS, letters

_HEADING_RULE = re.compile(r"[ \t]*[-=_]{5,}(?: -+)*[ \t]*$")
_CUT_CLOSER = re.compile(r"(?:summary|comment|note)[.)]+[ \t]*(?:\n|$)", re.IGNORECASE)
_COMPLIMENTARY = re.compile(r"\b(?:regards|sincerely|respectfully|yours|wishes),$", re.IGNORECASE)
"""What a letter ends with above the name of its writer."""
_PLACE_AND_DAY = re.compile(
    r"([A-Z][a-z]+(?: [A-Z][a-z]+)?), (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{1,2}, (?:19|20)\d\d"
)
_SALUTATION = re.compile(r"(?:Dear\b[^\n]{0,60}|Excellency),[ \t]*\n")
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
_ARTICLE = re.compile(r"(?:ARTICLE|CHAPTER|SECTION|PART) (?:[IVX]{1,5}|\d{1,2}|ONE)\b")
"""The head of a part of an agreement, also of the first, below `TEXT OF AGREEMENT:`."""
_SHORT_NAME = 25
"""Characters of a line below a blank line and a ruled heading that is no line of a heading that wraps."""


def tell_headings(flow: str, blocks: list[Block]) -> list[Block]:
    """The blocks with headings told from text."""
    result: list[Block] = []
    blocks = title_lines(flow, blocks)
    first_paragraph = next((i for i, b in enumerate(blocks) if b.kind == "numbered" and is_paragraph(flow, b)), None)
    titles = titles_over_prose(flow, blocks)
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
        if kind == "numbered" and following is not None and following.kind == kind and not has_no_stop(flow, block.end):
            result.append(block)  # one paragraph after another, as most stand
            continue
        underlined = (
            following is not None
            and following.kind == "rule"
            and not following.after_blank
            and not is_rule_of_table(flow, blocks, i + 1)
            and not (kind == "text" and _is_above_a_box(flow, blocks, i))
        )
        if kind == "numbered" and is_outline_heading(flow, block, before, following):
            block.kind = "heading"
            result.append(block)
            continue
        if kind == "lettered" and underlined and is_numbered_heading(flow, block, following):
            block.kind = "heading"
            result.append(block)
            continue
        is_lettered = kind == "lettered" or (kind == "text" and flow.startswith(".", block.start + 1))
        if is_lettered and (is_lettered_heading(flow, block, result, following) or opens_an_outline(flow, blocks, i)):
            block.kind = "heading"
            result.append(block)
            continue
        if kind == "text" and heads_answers(flow, block, before, following):
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
            if is_below and not underlined and i > 4 and ends_a_ruled_list(flow, blocks, i):
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
                and leads_in_a_list(flow, block, following)
            )
            if (
                not introduced
                and not leads_in
                and not (
                    before is None and not underlined and OPENER.match(flow, block.start, end_of_text(flow, block.end))
                )
                and not (overlined and not underlined and is_below_rows(flow, blocks, i))
                and (
                    _is_heading(flow, block, underlined, overlined, following) or _ruled_below_a_blank(flow, blocks, i)
                )
                and not (
                    block.after_blank
                    and following is not None
                    and (
                        following.kind == "numbered"
                        or (not underlined and following.kind == "text" and is_above_entries(flow, blocks, i))
                    )
                    and ends_a_list(flow, blocks, i)
                )
                and (
                    underlined
                    or not (
                        (not is_below and (heads_names(flow, blocks, i) or heads_rows(flow, blocks, i)))
                        or is_caption(flow, blocks, i, block.start)
                    )
                )
            ):
                block.kind = "heading"
                result.append(block)
                continue
        head = None
        if following is not None and block.end - block.start > 4:
            if underlined:
                titled = kind == "numbered" and block.end - block.text_start < 2 * SHORT_LINE and title_of(flow, block)
                is_text = titled and (i + 2 == len(blocks) or blocks[i + 2].kind != "text")  # all that it has
                if not is_text and not _is_overline(flow, blocks, i + 1):
                    head = (
                        split_heading(flow, block, ruled=True)
                        or as_long_as_its_rule(flow, block, following)
                        or behind_its_number(flow, block)
                    )
            elif following.kind == "rule" and not is_rule_of_table(flow, blocks, i + 1):
                head = last_line_of_its_length(flow, block, following)
            elif following.kind == "numbered" and has_no_stop(flow, block.end):
                certain = is_paragraph(flow, following)
                head = split_heading(flow, block, ruled=False, certain=certain)
                if head is None and certain:
                    head = glued_heading(flow, block)
        result.append(block)
        if head:
            result.append(head)
    return result


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
    if (len(lines) > 1 and lines[0].rstrip().endswith(".")) or not reads_as_heading(text):
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
    below = flow[following.text_start : min(following.end, following.text_start + SHORT_LINE)]
    return text[-1] not in ':"' or "FOLLOW" in text or below == below.upper()


def _is_heading(flow: str, block: Block, underlined: bool, overlined: bool, following: Block | None) -> bool:
    text = flow[block.start : block.end].strip()
    lines = text.count("\n") + 1
    if len(text) > 320 or lines > 4:
        return False
    if "   " in text and (ROW.search(text) or (lines > 1 and all("   " in row.strip() for row in text.split("\n")))):
        return False
    if not (overlined and underlined) and text[0] in "Xx" and REDACTED_LINES.fullmatch(text):
        return underlined and lines == 1 and len(flow[following.start : following.end].strip()) == len(text)
    if lines == 1 and text[0] in "/-" and ENCLOSED.fullmatch(text):
        return True
    if text[-1] in "-=_" and lines <= 2 and len(text) < 200 and _HEADING_RULE.search(text):
        return True  # the rule stands on the heading's own line: `COMMENT -------`
    if underlined and lines > 1 and ends_in_figures(text):
        return False
    if underlined:
        if overlined:
            return not (text.startswith("--") or holds_a_sentence(text))
        if lines > 1 and any(line.rstrip().endswith((".", ".)", ")")) for line in text.split("\n")[:-1]):
            return False
        begins_item = is_item(text) and not is_numbered_heading(flow, block, following)
        return lines <= 3 and len(text) < 240 and not begins_item and (lines == 1 or text[-1:] not in ".;,")
    if lines > 2 or len(text) > 120 or (text[-1] in ".,;" and not text.endswith(("U.S.", "..."))):
        return False
    if following is None or (not overlined and text.isupper() and _leads_in_capitals(flow, text, following)):
        return False
    if lines == 2:
        first, _, second = text.partition("\n")
        if first.rstrip().endswith((".", ":")) or (LIST_ITEM.match(second) and not first.isupper()):
            return False
        is_rows = not text.isupper() and any(map(str.isdecimal, first)) and any(map(str.isdecimal, second))
        if not overlined and len(first) < NARROWEST and (is_rows or _COMPLIMENTARY.search(first.rstrip())):
            return False
    if not any(map(str.isalpha, text)):  # a sum
        return False
    if overlined and following.kind in ("numbered", "lettered"):
        return not (is_item(text) or _SUM.match(text))
    if following.kind == "text" and not (text.isupper() and following.after_blank and lines == 1 and len(text) < 70):
        return lines == 1 and text.strip(" *:/").upper() in PLAIN_HEADINGS
    if following.kind not in ("numbered", "text"):
        return False
    alone = (lines == 1 or ROMAN.match(text)) and block.after_blank and len(text) < 100 and following.kind == "numbered"
    if alone and (
        NO_HEADING.match(text)
        or _SUM.match(text)
        or ((found := _PLACE_AND_DAY.fullmatch(text)) and letters(found[1].upper()) in MRN_POSTS)
    ):
        return False
    is_roman = text.isupper() and ROMAN.match(text)  # in a text of capitals few paragraphs have a mark
    return reads_as_heading(text, certain=alone and (bool(is_roman) or is_paragraph(flow, following)))


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
        and not holds_a_sentence(flow[between[0].start : between[0].end].strip())
    )
