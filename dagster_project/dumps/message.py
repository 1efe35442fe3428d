"""What a carrier yields: a message, a record it had to refuse, or something it passed over."""

import hashlib
from typing import NamedTuple

_BLANKS = b" \t\r\n\x0b\x0c"


class Message(NamedTuple):
    """One record as its carrier delivered it, the carrier's own escaping undone."""

    carrier: str
    reference_id: str | None
    created_label: str | None
    released_on: str | None
    origin_label: str | None
    classification_label: str | None
    references_label: str | None
    header: str
    body: str
    encoding: str
    source_path: str
    source_offset: int
    source_length: int
    attributes: dict[str, str] | None = None
    """What else the carrier says of the cable, by the carrier's own names."""


class Refused(NamedTuple):
    """A stretch of a dump that could not be read, with its bytes and why."""

    source_path: str
    source_offset: int
    source_length: int
    reason: str
    detail: str
    raw: bytes


class PassedOver(NamedTuple):
    """Something that holds no cable, and why it is thought so: a row of column names, an index page."""

    source_path: str
    reason: str


def message_id(header: str, body: str, reference_id: str | None) -> str:
    """Hash of header and body with blanks left out: 32 hexadecimal characters.

    Carriers differ in line ends, trailing blanks and in where the header ends, so blanks do not count.
    A record without any text is known by its number, or all of them would be one message.
    """
    text = (header + body).encode("utf-8", "surrogatepass").translate(None, _BLANKS)
    if not text:
        text = b"\0" + (reference_id or "").encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).hexdigest()
