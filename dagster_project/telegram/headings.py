"""Headings: lines that stand above paragraphs, told from text by rules beside them, by capitals, by what follows.

-------                     SUMMARY                 *** Next Steps ***
Summary                     -------
-------
"""

import re

from dagster_project.telegram.blocks import LIST_ITEM, REDACTED_LINES, TERMINATED, Block
from dagster_project.telegram.offsets import end_of_text

_HEADING_RULE = re.compile(r"[ \t]*[-=_]{5,}[ \t]*$")
_SMALL_WORDS = frozenset("a an and as at but by for from in into is nor not of on or the to v vs with".split())


_CLOSER = re.compile(r"end\s+(?:of\s+)?(?:summary|comment|text|note)", re.IGNORECASE)
_OWN_MARK = re.compile(r"^\([^()]{1,12}\)\s*")
_PLAIN_HEADINGS = frozenset(("SUMMARY", "COMMENT", "BACKGROUND", "ACTION REQUEST", "BEGIN SUMMARY", "INTRODUCTION"))


def tell_headings(flow: str, blocks: list[Block]) -> list[Block]:
    """The blocks with headings told from text."""
    result: list[Block] = []
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        before = blocks[i - 1] if i else None
        if block.kind in ("rule", "heading"):
            result.append(block)
            continue
        underlined = following is not None and following.kind == "rule" and not following.after_blank
        if block.kind == "text":
            _drop_redaction(flow, block, result)
            overlined = before is not None and before.kind == "rule" and not block.after_blank
            introduced = (
                before is not None
                and before.kind != "rule"
                and flow.endswith(":", before.start, end_of_text(flow, before.end))
            )
            if not introduced and _is_heading(flow, block, underlined, overlined, following):
                block.kind = "heading"
                result.append(block)
                continue
        head = None
        if following is not None and block.end - block.start > 4:
            if underlined:
                if not _is_overline(blocks, i + 1):
                    head = _split_heading(flow, block, ruled=True)
            elif following.kind == "numbered" and not following.after_blank:
                head = _split_heading(flow, block, ruled=False)
        result.append(block)
        if head:
            result.append(head)
    return result


def _drop_redaction(flow: str, block: Block, result: list[Block]) -> None:
    """Lines of redaction above a text or heading are a block of their own."""
    if flow[block.start] not in "Xx":
        return
    while (cut := flow.find("\n", block.start, block.end)) > 0 and REDACTED_LINES.fullmatch(
        flow[block.start : cut].strip()
    ):
        result.append(Block("text", block.start, cut, block.start, after_blank=block.after_blank))
        block.start = block.text_start = cut + 1
        block.after_blank = True


def _is_heading(flow: str, block: Block, underlined: bool, overlined: bool, following: Block | None) -> bool:
    text = flow[block.start : block.end].strip()
    lines = text.count("\n") + 1
    if len(text) > 320 or lines > 4:
        return False
    if text[-1] in "-=_" and lines <= 2 and len(text) < 200 and _HEADING_RULE.search(text):
        return True  # the rule stands on the heading's own line: `COMMENT -------`
    if underlined:
        if overlined:
            return not text.startswith("--")
        if lines > 1 and any(line.rstrip().endswith((".", ".)", ")")) for line in text.split("\n")[:-1]):
            return False
        return lines <= 3 and len(text) < 240 and not LIST_ITEM.match(text) and (lines == 1 or text[-1:] not in ".;,")
    if lines > 2 or len(text) > 120 or (text[-1] in ".,;" and not text.endswith(("U.S.", "..."))):
        return False
    if following is None:
        return False
    if overlined and following.kind in ("numbered", "lettered"):
        return not LIST_ITEM.match(text)
    if following.kind == "text" and not (text.isupper() and following.after_blank and lines == 1 and len(text) < 70):
        return lines == 1 and text.strip(" *:/").upper() in _PLAIN_HEADINGS
    if following.kind not in ("numbered", "text"):
        return False
    return _reads_as_heading(text)


def _reads_as_heading(text: str) -> bool:
    """Capitals or title case, no list item, no end of a sentence, not only redaction."""
    if LIST_ITEM.match(text) or REDACTED_LINES.fullmatch(text):
        return False
    if _CLOSER.match(text):
        return False
    plain = _OWN_MARK.sub("", text).strip(' *"“/')
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


def _split_heading(flow: str, block: Block, ruled: bool) -> Block | None:
    """Cut the last line off a block when it is the heading of what follows."""
    cut = flow.rfind("\n", block.text_start, block.end)
    if cut < 0:
        return None
    line = flow[cut + 1 : block.end].strip()
    if not line or len(line) > 90:
        return None
    before = flow[block.start : cut].rstrip()
    if not ruled:
        ended = before[-1:] in TERMINATED
        if not (ended and line.isupper() and line[-1] not in ".,;)" and _reads_as_heading(line)):
            return None
    else:
        ended = before[-1:] in TERMINATED or "   " in before[-60:].rsplit("\n", 1)[-1]  # a row of a table
        if not ended or line[-1] in ".,;" or LIST_ITEM.match(line):
            return None
    lead = cut + 1 + len(flow[cut + 1 : block.end]) - len(flow[cut + 1 : block.end].lstrip())
    head = Block("heading", lead, block.end, lead, after_blank=False)
    block.end = end_of_text(flow, cut)
    return head


def _is_overline(blocks: list[Block], i: int) -> bool:
    """Whether the rule at `i` stands above a heading that has another below: it underlines nothing."""
    between = blocks[i + 1 : i + 3]
    return [b.kind for b in between] == ["text", "rule"] and not any(b.after_blank for b in between)
