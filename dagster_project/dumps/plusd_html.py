"""The PlusD pages of 1973-79 and later cables, as a browser saves them: one cable a page.

The body is shown without its heading, then comes the telegram as it was sent; beside them a table of what
the archive says of it. A label is known by its words, and its value stands next to it, be they cells,
items of a list, boxes or words of one line.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dagster_project.dumps import cablegate_html
from dagster_project.dumps.encoding import decode
from dagster_project.dumps.message import Message, Refused
from dagster_project.telegram.classification_line import CLASS_LINE
from dagster_project.telegram.split import split

NAME = "plusd_html"
_LABEL = re.compile(
    r"(canonical id|date|(?:original|current) classification|handling restrictions|character count|executive order"
    r"|locator|tags|concepts|enclosure|type|office (?:origin|action)|archive status|from|to|markings"
    r"|linked documents[^:]{0,60}) ?:?",
    re.IGNORECASE,
)
# Those that no other page has.
_OWN_LABEL = re.compile(
    rb">\s*(canonical\s+id|(?:original|current)\s+classification|handling\s+restrictions|character\s+count"
    rb"|office\s+(?:origin|action)|archive\s+status)\s*+(?::\s*+)?<",
    re.IGNORECASE,
)
_NULL = re.compile(r"-- .* --|n/a", re.IGNORECASE)  # -- N/A or Blank --
_RELEASE = re.compile(r"_[a-e]\d?$")
_END = re.compile(rb"</html", re.IGNORECASE)
_PREFORMATTED = re.compile(r"<pre\b[^<>]*>([^<]*+(?:<(?!/?pre\b)[^<]*+)*+)</pre", re.IGNORECASE)
_KEY = "-----BEGIN PGP"
_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_BLOCKS = "div, td, dd, li, p, section, article, textarea"
_CELLS = ("td", "th", "dt", "li", "div", "p")
_WORDS = ("-text", "a", "abbr", "b", "code", "em", "font", "i", "label", "small", "span", "strong", "tt", "u")
_PAGE_LINE = re.compile(r"^[ \t]*PAGE[ \t]+\d\d", re.MULTILINE)
_ORIGINATOR = re.compile(r"^[ \t]*FM [A-Z]", re.MULTILINE)


def is_mine(page: bytes) -> bool:
    """Whether an HTML page is one of PlusD, be it damaged: three of the labels that only they have stand on it."""
    return len({b" ".join(found[1].lower().split()) for found in _OWN_LABEL.finditer(page)}) >= 3


def read(head: bytes, rest: BinaryIO, source_path: str) -> Iterator[Message | Refused]:
    """The message of one page, its number without the letter of the release.

    A page of a cable whose text the archive lost is a message without text. Refused are pages that end before
    their telegram does, those without number, and those on which no text is found though characters are counted.
    """
    page = head + rest.read()
    text, encoding = decode(page)
    blocks = [cablegate_html.parse(f"<pre>{found[1]}</pre>").text() for found in _PREFORMATTED.finditer(text)]
    blocks = [block for block in blocks if _KEY not in block]
    telegrams = [block for block in blocks if _is_whole(block)]
    if not telegrams and not _END.search(page):
        yield Refused(source_path, 0, len(page), "html_cut_off", "the page ends before its telegram does", page)
        return
    fields = _fields(LexborHTMLParser(text))
    number = _take(fields, "canonical id")
    if not number:
        yield Refused(source_path, 0, len(page), "html_layout", "no Canonical ID beside its label", page)
        return
    telegram = max(telegrams or _whole_blocks(text) or blocks, key=len, default="")
    counted = next((value for label, value in fields.items() if label.lower() == "character count"), "0")
    if not telegram.strip() and counted != "0":
        detail = f"no text on a page that counts {counted} characters"
        yield Refused(source_path, 0, len(page), "html_layout", detail, page)
        return
    header, body = split(telegram)
    yield Message(
        NAME,
        _RELEASE.sub("", number),
        _take(fields, "date"),
        None,
        _take(fields, "from"),
        _take(fields, "original classification"),
        None,
        header,
        body,
        encoding,
        source_path,
        0,
        len(page),
        {"Canonical ID": number} | fields,
    )


def _is_whole(text: str) -> bool:
    """Whether a text is a telegram with its heading, and not the body alone."""
    return bool(_ORIGINATOR.search(text) and (_PAGE_LINE.search(text) or CLASS_LINE.search(text)))


def _whole_blocks(text: str) -> list[str]:
    """The telegrams on a page without preformatted ones: the innermost blocks that hold all of one."""
    found: list[LexborNode] = []
    for block in LexborHTMLParser(_BREAK.sub("\n", text)).css(_BLOCKS):
        if _is_whole(block.text()):
            found = [outer for outer in found if not _is_within(block, outer)] + [block]
    return [block.text() for block in found]


def _is_within(node: LexborNode, outer: LexborNode) -> bool:
    while node and node != outer:
        node = node.parent
    return bool(node)


def _take(fields: dict[str, str], label: str) -> str | None:
    """The value of a label, which leaves the others."""
    written = next((name for name in fields if name.lower() == label), None)
    return fields.pop(written) if written else None


def _fields(tree: LexborHTMLParser) -> dict[str, str]:
    """Labels and values of the table that names the cable, as written; those without value are left out."""
    fields: dict[str, str] = {}
    for node in _table(tree.root).traverse(include_text=True):
        if node.is_text_node and (label := _label(node)) and label not in fields:
            value = _value(node)
            if value and not _NULL.fullmatch(value):
                fields[label] = value
    return fields


def _table(root: LexborNode) -> LexborNode:
    """The part of the page that holds the table: the search form beside it has a date, from and to as well."""
    for node in root.traverse(include_text=True):
        if node.is_text_node and (_label(node) or "").lower() == "canonical id":
            while node.parent and "original classification" not in node.text().lower():
                node = node.parent
            return node
    return root


def _label(node: LexborNode) -> str | None:
    words = " ".join(node.text().split())
    return words.rstrip(" :") if _LABEL.fullmatch(words) else None


def _value(node: LexborNode) -> str:
    """What stands next to a label: the cell beside its own, or the words behind it, on its line."""
    while node.tag not in _CELLS and not _next(node):
        node = node.parent
    parts: list[str] = []
    # A cell holds all of its value; of words there may be several, up to the end of the line.
    while (node := _next(node)) and not _label(node):
        if parts and node.tag not in ("dd", *_WORDS):
            break
        parts.append(node.text(separator=" "))
        if node.tag not in ("br", "dd", *_WORDS):
            break
    return re.sub(r" (?=[,;])", "", " ".join(" ".join(parts).split())).lstrip(": ")


def _next(node: LexborNode) -> LexborNode | None:
    """The node behind another, blanks between them aside."""
    node = node.next
    while node and node.is_empty_text_node:
        node = node.next
    return node
