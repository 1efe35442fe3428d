"""The Cablegate CSV: eight quoted fields a record, backslash escapes, new lines inside fields.

    "1","12/28/1966 18:06","66BUENOSAIRES2481","Embassy Buenos Aires","UNCLASSIFIED","","header","body"

Row id, created, reference id, origin, classification, references (pipe-separated), header, body. Read
as bytes, so that every record's offset and length are those of the file. A record that cannot be read
costs itself: the reader goes on where the next one plainly begins.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from dagster_project.dumps.encoding import decode, decode_as
from dagster_project.dumps.message import Message, PassedOver, Refused

NAME = "cablegate_csv"
FIELDS = 8
_CHUNK = 8 << 20
_LONGEST_RECORD = 256 << 20

# A quote inside a field stands behind a backslash or is doubled. Jumping from quote to quote is six times
# as fast as looking at every byte, but cannot count backslashes: fields that hold two before a quote are
# read the slow way. Possessive and atomic throughout, so the time is linear in the length.
_JUMPING = rb'[^"]*+(?:(?:(?<=[^\\]\\)"|(?<!\\)"")[^"]*+)*+(?<!\\)(?=")'
_COUNTING = rb'[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+'
_FIELD = rb'"((?>' + _JUMPING + rb"|" + _COUNTING + rb'))"'
_RECORD = re.compile(_FIELD + (rb"," + _FIELD) * (FIELDS - 1) + rb"[ \t]*+\r?(?:\n|\Z)", re.DOTALL)
_FIELDS = re.compile(_FIELD + rb"(?:,|[ \t]*+\r?(?:\n|\Z))", re.DOTALL)
_START = re.compile(rb'^"\d{1,9}","[^"\n]{0,40}","[^"\n]{0,80}","', re.MULTILINE)
_BLANK_LINES = re.compile(rb"[ \t\r\n]*+")
_COLUMN_NAMES = re.compile(rb'"?[A-Za-z_ ]{1,40}"?(?:,"?[A-Za-z_ ]{1,40}"?){7}[ \t]*+\r?(?:\n|\Z)')
_BOM = b"\xef\xbb\xbf"


def is_mine(head: bytes) -> bool:
    """Whether a file that begins with these bytes is such a CSV: somewhere in them a record begins."""
    return b'","' in head and bool(_START.search(head.removeprefix(_BOM)))


def read(head: bytes, rest: BinaryIO, source_path: str) -> Iterator[Message | Refused | PassedOver]:
    """The records of one file, in order, holding one chunk of it (or one long record) at a time.

    The file comes as what was read of it to know it, and the rest. A damaged stretch is one refusal, up
    to where the next record begins; one of more than 256 MB is refused in pieces.
    """
    buffer = head
    base = 0  # offset of buffer[0] in the file
    at = len(_BOM) if buffer.startswith(_BOM) else 0
    ended = False
    if names := _COLUMN_NAMES.match(buffer, at):
        yield PassedOver(source_path, "row of column names")
        at = names.end()
    while True:
        at = _BLANK_LINES.match(buffer, at).end()
        found = _RECORD.match(buffer, at)
        if found and (ended or found.end() < len(buffer)):
            yield _record(found, source_path, base + at)
            at = found.end()
            continue
        following = None if found else _START.search(buffer, at + 1)
        if following:
            yield _refused(buffer[at : following.start()], source_path, base + at)
            at = following.start()
            continue
        if at < len(buffer) and (ended or len(buffer) - at > _LONGEST_RECORD):
            yield _refused(buffer[at:], source_path, base + at)
            at = len(buffer)
        if ended:
            return
        more = rest.read(max(_CHUNK, len(buffer) - at))
        ended = not more
        buffer, base, at = buffer[at:] + more, base + at, 0


def _record(found: re.Match[bytes], source_path: str, offset: int) -> Message:
    raw = [_unescape(field) for field in found.groups()]
    try:
        fields = [field.decode() for field in raw]
        encoding = "utf-8"
    except UnicodeDecodeError:
        _, encoding = decode(b"".join(raw))
        fields = [decode_as(field, encoding) for field in raw]
    _, created, reference, origin, classification, references, header, body = fields
    return Message(
        NAME,
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


def _unescape(field: bytes) -> bytes:
    """The field without what stands before an escaped character: a backslash, or the first of two quotes."""
    # One byte is found ten times as fast as two, and most fields hold neither.
    if b'"' in field:
        field = field.replace(b'""', b'"')
    if b"\\" not in field:
        return field
    if b"\\\\" in field:
        # Two backslashes are one of the text: it is kept as 0 2 while the others go, and any 0 of the text as 0 1.
        field = field.replace(b"\0", b"\0\1").replace(b"\\\\", b"\0\2").replace(b"\\", b"")
        return field.replace(b"\0\2", b"\\").replace(b"\0\1", b"\0")
    return field.replace(b"\\", b"")


def _refused(raw: bytes, source_path: str, offset: int) -> Refused:
    fields = at = 0
    while found := _FIELDS.match(raw, at):
        fields, at = fields + 1, found.end()
    if raw[at:].strip():
        first = raw[:60].decode("utf-8", "replace").split("\n")[0]
        detail = f"quotes do not balance in the record that begins {first!r}"
        return Refused(source_path, offset, len(raw), "csv_quotes", detail, raw)
    return Refused(source_path, offset, len(raw), "csv_fields", f"{fields} fields instead of {FIELDS}", raw)
