"""The Cablegate HTML pages of the 2010-11 releases: one cable a page.

A table of five cells (reference id, created, released, classification, origin), then two blocks of
preformatted text: header and body.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from selectolax.lexbor import LexborHTMLParser

from dagster_project.dumps.encoding import decode
from dagster_project.dumps.message import Message, Refused
from dagster_project.telegram.split import split

NAME = "cablegate_html"
_PAGE = re.compile(rb"<!doctype html|<html", re.IGNORECASE)
_TABLE = re.compile(rb"<table\b[^<>]*\bclass=['\"]cable['\"]")
_BREAK = re.compile(r"<br\s*/?>")
# HTML drops the new line that begins a preformatted text; doubled, one is left.
_FIRST_NEW_LINE = re.compile(r"(<pre\b[^<>]*>)(?=\r?\n|&#x0*A;|&#0*10;)")
# The pages do not escape every angle bracket: <<218634>>, <name@example.org> and <illegible> are text.
_NO_TAG = re.compile(
    r"<(?!/?(?:a|b|body|br|code|div|em|font|footer|h[1-6]|hr|html|i|img|li|ol|p|pre|script|span|strong|sub|sup"
    r"|table|tbody|td|th|thead|tr|tt|u|ul)(?:\s[^<>]*)?/?>|!--)",
    re.IGNORECASE,
)


def is_page(head: bytes) -> bool:
    """Whether a file that begins with these bytes is an HTML page."""
    return bool(_PAGE.search(head[:2048]))


def is_mine(page: bytes) -> bool:
    """Whether a page is one of a cable, be it damaged, and not an index of them or an article.

    A cable has preformatted text, an index has none and lists any number of cables; of a page that
    is cut off nobody knows.
    """
    if b"<pre" in page or b"</html" not in page:
        return True
    table = _TABLE.search(page)
    return bool(table) and page.count(b"<tr", table.end(), page.find(b"</table", table.end())) == 2


def read(head: bytes, rest: BinaryIO, source_path: str) -> Iterator[Message | Refused]:
    """The message of one page."""
    page = head + rest.read()
    if page.count(b"</pre") < 2 and b"</html" not in page:
        yield Refused(source_path, 0, len(page), "html_cut_off", "the page ends before its cable does", page)
        return
    # What stands above the table is the way to all other pages: most of the page, and of the time to parse it.
    table = _TABLE.search(page)
    text, encoding = decode(page[table.start() :] if table else page)
    tree = parse(text)
    names = [cell.text(strip=True).lower() for cell in tree.css("table.cable th")]
    values = [cell.text(strip=True) for cell in tree.css("table.cable td")]
    fields = dict(zip(names, values, strict=False))
    blocks = [block.text() for block in tree.css("pre")]
    if "reference id" not in fields or not 1 <= len(blocks) <= 2:
        detail = f"{len(values)} cells and {len(blocks)} blocks of text where a cable has 5 and 2"
        yield Refused(source_path, 0, len(page), "html_layout", detail, page)
        return
    header, body = blocks if len(blocks) == 2 else split(blocks[0])
    yield Message(
        NAME,
        fields["reference id"] or None,
        fields.get("created") or None,
        fields.get("released") or None,
        fields.get("origin") or None,
        fields.get("classification") or None,
        None,
        header,
        body,
        encoding,
        source_path,
        0,
        len(page),
    )


def parse(markup: str) -> LexborHTMLParser:
    """The tree of a page, what a browser would drop from its preformatted texts kept as text."""
    text = _BREAK.sub("\n", _NO_TAG.sub("&lt;", markup))
    return LexborHTMLParser(_FIRST_NEW_LINE.sub(r"\1" + "\n", text))
