"""The Cablegate CSV: eight quoted fields a record, backslash escapes, new lines inside fields.

    "1","12/28/1966 18:06","66BUENOSAIRES2481","Embassy Buenos Aires","UNCLASSIFIED","","header","body"

Row id, created, reference id, origin, classification, references (pipe-separated), header, body. Read
as bytes, so that every record's offset and length are those of the file. A record that cannot be read
costs itself: the reader goes on where the next one plainly begins.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from dagster_project.dumps.message import Message, PassedOver, Refused, decode

NAME = "cablegate_csv"
FIELDS = 8
_CHUNK = 8 << 20
_LONGEST_RECORD = 256 << 20

# Possessive throughout: no byte can be matched in two ways, so the time is linear in the length.
_FIELD = rb'"((?:[^"\\]++|\\.|"")*+)"'
_RECORD = re.compile(_FIELD + (rb"," + _FIELD) * (FIELDS - 1) + rb"[ \t]*+(?:\r?\n|\Z)", re.DOTALL)
_ANY_RECORD = re.compile(rb"(?:" + _FIELD + rb",?)++[ \t]*+\r?\n", re.DOTALL)
_START = re.compile(rb'^"\d{1,9}","[^"\n]{0,40}","[^"\n]{0,80}","', re.MULTILINE)
_BLANK_LINES = re.compile(rb"[ \t\r\n]*+")
_ESCAPE = re.compile(rb'\\(.)|""', re.DOTALL)
_HEADER_ROW = re.compile(rb'"[A-Za-z_ ]{1,40}"(?:,"[A-Za-z_ ]{1,40}"){7}[ \t]*\r?\n')
_BOM = b"\xef\xbb\xbf"


def is_mine(head: bytes) -> bool:
    """Whether a file that begins with these bytes is such a CSV."""
    head = head.removeprefix(_BOM)
    return bool(_START.match(head) or _HEADER_ROW.match(head))


def read(path: Path, source_path: str) -> Iterator[Message | Refused | PassedOver]:
    """The records of one file, in order, holding one chunk of it (or one long record) at a time."""
    with path.open("rb") as file:
        buffer = file.read(_CHUNK)
        base = 0  # offset of buffer[0] in the file
        at = len(_BOM) if buffer.startswith(_BOM) else 0
        ended = len(buffer) < _CHUNK
        while True:
            at = _BLANK_LINES.match(buffer, at).end()
            found = _RECORD.match(buffer, at)
            if found and (ended or found.end() < len(buffer)):
                yield _record(found, source_path, base + at)
                at = found.end()
                continue
            if at == len(buffer) and ended:
                return
            following = _START.search(buffer, at + 1)
            if not found and following:
                yield _refused(buffer[at : following.start()], source_path, base + at)
                at = following.start()
                continue
            if ended or len(buffer) - at > _LONGEST_RECORD:
                yield _refused(buffer[at:], source_path, base + at)
                at = len(buffer)
                if ended:
                    return
            more = file.read(max(_CHUNK, len(buffer) - at))
            ended = not more
            buffer, base, at = buffer[at:] + more, base + at, 0


def _record(found: re.Match[bytes], source_path: str, offset: int) -> Message | PassedOver:
    raw = found.groups()
    if b"\\" in found[0] or b'""' in found[0]:
        raw = tuple(_ESCAPE.sub(_unescape, field) if b"\\" in field or b'""' in field else field for field in raw)
    if offset <= len(_BOM) and _HEADER_ROW.fullmatch(found[0]):
        return PassedOver(source_path, "row of column names")
    try:
        _, created, reference, origin, classification, references, header, body = [f.decode() for f in raw]
        encoding = "utf-8"
    except UnicodeDecodeError:
        _, encoding = decode(b"".join(raw))
        _, created, reference, origin, classification, references, header, body = [f.decode(encoding) for f in raw]
    return Message(
        reference or None,
        created or None,
        None,
        origin or None,
        classification or None,
        references or None,
        header,
        body,
        encoding,
        source_path,
        offset,
        found.end() - found.start(),
    )


def _unescape(found: re.Match[bytes]) -> bytes:
    return found[1] if found[1] is not None else b'"'


def _refused(raw: bytes, source_path: str, offset: int) -> Refused:
    whole = _ANY_RECORD.match(raw)
    if whole and whole.end() == len(raw):
        count = len(re.findall(_FIELD, raw, re.DOTALL))
        return Refused(source_path, offset, len(raw), "csv_fields", f"{count} fields instead of {FIELDS}", raw)
    first = raw[:60].decode("utf-8", "replace").split("\n")[0]
    detail = f"quotes do not balance in the record that begins {first!r}"
    return Refused(source_path, offset, len(raw), "csv_quotes", detail, raw)
