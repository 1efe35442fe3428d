"""The archive's text files of 1973 to 1979: a telegram as printed, then a block of attributes (NARA_FORMAT 2, 6).

<banner lines>
                         Message Text
<the telegram>
                         Message Attributes
Document Number: 1975NATO06110
Draft Date: 10 NOV 1975
Original Classification: CONFIDENTIAL
<banner lines>
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from dagster_project.dumps.encoding import decode
from dagster_project.dumps.message import Message, Refused
from dagster_project.telegram.archive_print import BANNER
from dagster_project.telegram.split import split

NAME = "archive_text"
# Looked for from its words on, which is far quicker than from the blanks that stand before them.
_MARKS = re.compile(r"Message (Text|Attributes)[ \t\r]*$", re.MULTILINE)
_MARK = re.compile(rb"^[ \t]+Message (?:Text|Attributes)[ \t\r]*$", re.MULTILINE)
# Names are words with capital first letters, values are in capitals: a line that goes on a value has no such name.
_KEY = re.compile(r"(TAGS|SAS ID|vdkvgwkey|(?=[^:]*[a-z])[A-Z][\w/]*(?:[ ](?:[A-Z][\w/]*|on|of))*)[ \t]*:(?:[ \t]+|$)")
_NULLS = frozenset(("", "n/a", "N/A"))
_RELEASED = re.compile(r"(\d{1,2} [A-Za-z]{3} \d{4})\W*$")


def is_mine(head: bytes) -> bool:
    """Whether a file that begins with these bytes is one: it holds the mark of the text or of the attributes."""
    return b"Message " in head and b"\0" not in head[:100] and bool(_MARK.search(head))


def read(head: bytes, rest: BinaryIO, source_path: str) -> Iterator[Message | Refused]:
    """The message of one file; refused where either mark is missing or stands twice.

    Header and body are all that stands above the mark of the attributes. A file without text is a
    message all the same: its attributes are what is left of the telegram.
    """
    content = head + rest.read()
    text, encoding = decode(content)
    marks = [mark for mark in _MARKS.finditer(text) if _is_indented(text, mark.start())]
    texts, blocks = ([mark for mark in marks if mark[1] == name] for name in ("Text", "Attributes"))
    if len(texts) != 1 or len(blocks) != 1:
        detail = f"{len(texts)} marks of a text and {len(blocks)} of attributes where a file has one of each"
        yield Refused(source_path, 0, len(content), "archive_layout", detail, content)
        return
    header, body = split(text[: text.rfind("\n", 0, blocks[0].start()) + 1].removeprefix("\ufeff"))
    attributes = read_attributes(text[blocks[0].end() :])
    stated = {name: value for name, value in attributes.items() if value not in _NULLS}
    released = _RELEASED.search(stated.get("Markings", ""))
    yield Message(
        NAME,
        stated.get("Document Number"),
        stated.get("Draft Date") or stated.get("Sent Date"),
        released[1] if released else None,
        stated.get("From"),
        stated.get("Original Classification"),
        stated.get("Reference"),
        header,
        body,
        encoding,
        source_path,
        0,
        len(content),
        attributes,
    )


def _is_indented(text: str, at: int) -> bool:
    """Whether nothing but blanks, and some, stand before an offset on its line."""
    return text[text.rfind("\n", 0, at) + 1 : at].isspace()


def read_attributes(block: str) -> dict[str, str]:
    """Names and values of a block of attributes, in order, whatever the names.

    A value that goes on in further lines is joined by blanks; banner lines are no part of one. A name
    that stands twice is numbered (`Subject 2`), so that no value is lost; what stands above the first
    name is kept under an empty one.
    """
    attributes: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        words = " ".join(line.split())
        if not words or BANNER.fullmatch(line):
            continue
        if found := _KEY.match(line):
            name, words = found[1], " ".join(line[found.end() :].split())
            number = 2
            while name in attributes:
                name, number = f"{found[1]} {number}", number + 1
            attributes[name] = words
        else:
            attributes[name] = f"{attributes.get(name, '')} {words}".strip()
    return attributes
