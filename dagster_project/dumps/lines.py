"""The lines of a file of which the beginning was read."""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

BOM = b"\xef\xbb\xbf"
LONGEST = 64 << 20
_CHUNK = 8 << 20


def lines(head: bytes, rest: BinaryIO) -> Iterator[bytes]:
    """Every line with its new line, as bytes; one of more than 64 MB comes in pieces."""
    left = b""
    for chunk in chain([head], iter(lambda: rest.read(_CHUNK), b"")):
        *whole, left = (left + chunk).split(b"\n")
        yield from (line + b"\n" for line in whole)
        if len(left) > LONGEST:
            yield left
            left = b""
    if left:
        yield left
