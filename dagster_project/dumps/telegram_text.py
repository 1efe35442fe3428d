"""Plain text: one telegram a file, its heading in lines or squeezed onto one."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from dagster_project.dumps.encoding import decode
from dagster_project.dumps.message import Message, Refused
from dagster_project.telegram.split import is_telegram, split

NAME = "telegram_text"
_BEGINNING = 4096
_SIGNATURE = 100
_NUMBER_IN_NAME = re.compile(r"(?:^|_)(\d{2}(?:\d{2})?[A-Z]{3,}\d{1,7})$")


def is_mine(head: bytes) -> bool:
    """Whether a file that begins with these bytes is the text of a telegram, or would be if it held one.

    The marks of a telegram stand in its first lines: a document that quotes one further down is none,
    nor are records of JSON. Archives and databases, which may hold one as it is, have a zero byte in
    their first hundred; one further down is damage.
    """
    beginning = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:_BEGINNING]
    if not beginning:
        return True
    return b"\0" not in head[:_SIGNATURE] and beginning[:1] not in b"{[" and is_telegram(decode(beginning)[0])


def read(head: bytes, rest: BinaryIO, source_path: str) -> Iterator[Message | Refused]:
    """The message of one file; its number is the file name's where that holds one."""
    content = head + rest.read()
    if not content.strip():
        yield Refused(source_path, 0, len(content), "empty_file", "nothing but blanks", content)
        return
    text, encoding = decode(content)
    header, body = split(text.removeprefix("\ufeff"))
    named = _NUMBER_IN_NAME.search(PurePosixPath(source_path).stem)
    number = named[1] if named else None
    yield Message(NAME, number, None, None, None, None, None, header, body, encoding, source_path, 0, len(content))
