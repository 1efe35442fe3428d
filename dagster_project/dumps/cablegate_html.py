"""The Cablegate HTML pages of the 2010-11 releases: one cable a page.

A table of five cells (reference id, created, released, classification, origin), then two blocks of
preformatted text: header and body.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from dagster_project.dumps.message import Message, PassedOver, Refused, decode

NAME = "cablegate_html"
_PAGE = re.compile(rb"<!doctype html|<html", re.IGNORECASE)
_CABLE_TABLE = re.compile(rb"class=['\"]cable['\"]")
# HTML drops the new line that begins a preformatted text; doubled, one is left.
_FIRST_NEW_LINE = re.compile(r"<pre>(?=\n|&#x0*A;|&#10;)")
_BREAK = re.compile(r"<br\s*/?>")


def is_page(head: bytes) -> bool:
    """Whether a file that begins with these bytes is an HTML page."""
    return bool(_PAGE.search(head[:2048]))


def is_mine(content: bytes) -> bool:
    """Whether a page is one of a cable, and not an index of them."""
    return bool(_CABLE_TABLE.search(content))


def read(path: Path, source_path: str) -> Iterator[Message | Refused | PassedOver]:
    """The message of one page."""
    raw = path.read_bytes()
    if not is_mine(raw):
        yield PassedOver(source_path, "page without a cable")
        return
    text, encoding = decode(raw)
    tree = LexborHTMLParser(_BREAK.sub("\n", _FIRST_NEW_LINE.sub("<pre>\n", text)))
    table = tree.css_first("table.cable")
    names = [cell.text(strip=True).lower() for cell in table.css("th")] if table else []
    values = [cell.text(strip=True) for cell in table.css("td")] if table else []
    fields = dict(zip(names, values, strict=False))
    blocks = [block.text() for block in tree.css("pre")]
    if "reference id" not in fields or not 1 <= len(blocks) <= 2:
        detail = f"{len(values)} cells and {len(blocks)} blocks of text where a cable has 5 and 2"
        yield Refused(source_path, 0, len(raw), "html_layout", detail, raw)
        return
    header, body = blocks if len(blocks) == 2 else ("", blocks[0])
    yield Message(
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
        len(raw),
    )
