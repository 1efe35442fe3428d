"""Bytes to text: UTF-8, else Windows-1252, else Latin-1; and which it was is said."""

import codecs
import re

MIXED = "utf-8, windows-1252"
"""UTF-8 with single bytes in it that are not, read as Windows-1252: texts that were put together from several."""
UNSURE = (MIXED, "latin-1")
"""Encodings that say that some bytes were not what they should be."""

_SEVERAL_BYTES = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|\xed[\x80-\x9f]|[\xe1-\xec\xee\xef][\x80-\xbf])[\x80-\xbf]"
    rb"|(?:\xf0[\x90-\xbf]|\xf4[\x80-\x8f]|[\xf1-\xf3][\x80-\xbf])[\x80-\xbf]{2}"
)
"""What UTF-8 writes a character beyond ASCII as."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_LONE = "windows-1252 byte"


def _read_lone(error: UnicodeDecodeError) -> tuple[str, int]:
    byte = error.object[error.start : error.start + 1]
    try:
        return byte.decode("windows-1252"), error.start + 1
    except UnicodeDecodeError:
        return byte.decode("latin-1"), error.start + 1


codecs.register_error(_LONE, _read_lone)


def decode(raw: bytes) -> tuple[str, str]:
    """Text and the encoding it was read in; Latin-1, the last, takes any byte."""
    try:
        return raw.decode(), "utf-8"
    except UnicodeDecodeError:
        encoding = _encoding(raw)
        return decode_as(raw, encoding), encoding


def decode_as(raw: bytes, encoding: str) -> str:
    """Text in an encoding that `decode` found, or any other of Python's. Raises UnicodeDecodeError."""
    return raw.decode("utf-8", _LONE) if encoding == MIXED else raw.decode(encoding)


def _encoding(raw: bytes) -> str:
    """The encoding of what is not UTF-8 throughout: mixed where most of what is beyond ASCII would be."""
    stretches = _BEYOND_ASCII.findall(raw)
    read = sum(len(found) for stretch in stretches for found in _SEVERAL_BYTES.findall(stretch))
    if 2 * read > sum(map(len, stretches)):
        return MIXED
    try:
        raw.decode("windows-1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "windows-1252"
