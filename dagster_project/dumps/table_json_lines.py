"""JSON lines, an object a line, keys that may be absent: a form of `generic_table`."""

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from dagster_project.dumps.column_names import ColumnNames
from dagster_project.dumps.encoding import decode
from dagster_project.dumps.lines import BOM, lines
from dagster_project.dumps.message import Refused
from dagster_project.dumps.record import Record

_KEY = re.compile(rb'"([^"\\]{1,100})"\s*:')


def is_mine(head: bytes) -> bool:
    """Whether a file that begins with these bytes may be such a table: with an object."""
    return head.removeprefix(BOM).lstrip()[:1] == b"{"


def has(columns: ColumnNames, head: bytes, rest: BinaryIO) -> bool:
    """Whether the objects that a file begins with have these keys. Raises `WrongColumns`."""
    first, *more = head.removeprefix(BOM).split(b"\n")
    objects = (_object(line) for line in (first, *more))
    names = list(dict.fromkeys(name for each in objects if isinstance(each, dict) for name in each))
    if not more and not names:  # a line longer than what was read of it
        names = [name.decode("utf-8", "replace") for name in _KEY.findall(head)]
    return columns.fit(names, may_be_absent=True)


def records(head: bytes, rest: BinaryIO, source_path: str, columns: ColumnNames) -> Iterator[Record | Refused]:
    """The record of each line, blank ones aside; a line that is no object is refused."""
    at = len(BOM) if head.startswith(BOM) else 0
    for line in lines(head.removeprefix(BOM), rest):
        found = _object(line)
        if isinstance(found, dict):
            values = {_encodable(name): _text(value) for name, value in found.items() if value not in (None, "")}
            yield Record(values, decode(line)[1], at, len(line))
        elif line.strip():
            yield Refused(source_path, at, len(line), "json_line", found, line)
        at += len(line)


def _object(line: bytes) -> dict | str:
    """The object that a line holds, or why it holds none."""
    try:
        found = json.loads(decode(line)[0])
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}"
    return found if isinstance(found, dict) else f"no JSON object: begins {line[:40].decode('utf-8', 'replace')!r}"


def _text(value: object) -> str:
    return _encodable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _encodable(text: str) -> str:
    """The text with halves of a surrogate pair as the escapes that JSON writes, since nothing else can hold them."""
    return text.encode("utf-8", "backslashreplace").decode()
