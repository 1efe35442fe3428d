"""One record of a table, before it is known what its columns hold."""

from collections.abc import Sequence
from typing import NamedTuple

from dagster_project.dumps.encoding import decode, decode_as


class Record(NamedTuple):
    """Values by column, those without any left out; the encoding they were read in; where the record stands."""

    values: dict[str, str]
    encoding: str
    offset: int
    length: int


def record(
    names: Sequence[str], values: Sequence[bytes | None], offset: int, length: int, encoding: str | None = None
) -> Record:
    """A record of values in bytes, read in one encoding: the given one, else the first that fits all.

    Raises UnicodeDecodeError where the given one does not fit.
    """
    encoding = encoding or decode(b"\n".join(value for value in values if value))[1]
    texts = (decode_as(value, encoding) if value else "" for value in values)
    return Record({name: text for name, text in zip(names, texts, strict=True) if text}, encoding, offset, length)


def distinct(names: Sequence[str]) -> list[str]:
    """Names of columns as keys: one that is empty or stood before gets the number of its column."""
    return [name if name and name not in names[:at] else f"{name} {at + 1}" for at, name in enumerate(names)]
