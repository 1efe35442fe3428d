"""CSV with a row of column names, quotes doubled inside quotes: a form of `generic_table`."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from dagster_project.dumps.column_names import OWN, ColumnNames
from dagster_project.dumps.encoding import decode
from dagster_project.dumps.lines import BOM, LONGEST, lines
from dagster_project.dumps.message import PassedOver, Refused
from dagster_project.dumps.record import Record, distinct, record

_LONGEST_NAMES = 4096
_DELIMITERS = (",", "\t", ";", "|")
# A telegram may be longer than the module allows; but a quote that is never closed must not take all memory.
csv.field_size_limit(LONGEST)


def is_mine(head: bytes) -> bool:
    """Any file may be such a table: only the names of its columns tell."""
    return True


def has(columns: ColumnNames, head: bytes, rest: BinaryIO) -> bool:
    """Whether the first row of a file names these columns. Raises `WrongColumns`."""
    if columns is OWN and not any(name in head[:_LONGEST_NAMES] for name in (b"body", b"text")):
        return False  # most files are no tables, and taking a row apart takes longer than reading one of them
    return columns.fit(_first_row(head, columns)[1])


def records(
    head: bytes, rest: BinaryIO, source_path: str, columns: ColumnNames
) -> Iterator[Record | Refused | PassedOver]:
    """The records below the row of column names, each with its own offset and length in bytes.

    One with more or fewer values than there are names is refused; where quotes do not balance, all is, from
    the line where the record begins to the next line from which a sound one can be read.
    """
    delimiter, names = _first_row(head, columns)
    at = len(BOM) if head.startswith(BOM) else 0
    damaged, detail = bytearray(), ""
    named = False
    for values, raw, error in _rows(lines(head.removeprefix(BOM), rest), delimiter):
        is_sound = len(values) == len(names)
        if damaged and (is_sound or len(damaged) > LONGEST):
            yield Refused(source_path, at, len(damaged), "csv_record", detail, bytes(damaged))
            at += len(damaged)
            damaged = bytearray()
        if error and not damaged:
            detail = f"{error}, in the record that begins {_beginning(raw)!r}"
        if error or (damaged and not is_sound):
            damaged += raw
            continue
        if is_sound and named:
            try:
                yield record(names, [value.encode("latin-1") for value in values], at, len(raw), columns.encoding)
            except UnicodeDecodeError as wrong:
                yield Refused(source_path, at, len(raw), "csv_encoding", str(wrong), raw)
        elif is_sound:
            yield PassedOver(source_path, "row of column names")
            named = True
        elif values:
            detail = f"{len(values)} values for {len(names)} columns, in the record that begins {_beginning(raw)!r}"
            yield Refused(source_path, at, len(raw), "csv_fields", detail, raw)
        at += len(raw)
    if damaged:
        yield Refused(source_path, at, len(damaged), "csv_record", detail, bytes(damaged))


def _rows(source: Iterator[bytes], delimiter: str) -> Iterator[tuple[list[str], bytes, str | None]]:
    """The values of each record and its bytes; of one whose quotes do not balance its first line, and what is wrong."""
    taken = _Lines(source)
    reader = csv.reader(taken, delimiter=delimiter, strict=True)
    while True:
        try:
            values = next(reader, None)
        except csv.Error as error:
            yield [], taken.take_line(), str(error)
            continue
        if values is None:
            return
        yield values, taken.take(), None


class _Lines:
    """Lines for the csv module, which takes as many as make a record; what it took can be given back.

    Bytes go through it as the characters of Latin-1: none is lost, and those of CSV are the same.
    """

    def __init__(self, source: Iterator[bytes]):
        self.source = source
        self.given_back: deque[bytes] = deque()
        self.taken: list[bytes] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.given_back.popleft() if self.given_back else next(self.source)
        self.taken.append(line)
        return line.decode("latin-1")

    def take(self) -> bytes:
        """The lines of the record at hand."""
        raw = b"".join(self.taken)
        self.taken = []
        return raw

    def take_line(self) -> bytes:
        """The first line of the record at hand; the others are read once more."""
        line, *others = self.taken
        self.given_back.extendleft(reversed(others))
        self.taken = []
        return line


def _first_row(head: bytes, columns: ColumnNames) -> tuple[str, list[str]]:
    """Delimiter and column names: the delimiter stated, else the one that finds most of the columns."""
    text = head.removeprefix(BOM).decode("latin-1")
    found = []
    for delimiter in columns.delimiter or _DELIMITERS:
        try:
            reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
            written = [name.encode("latin-1") for name in next(filter(None, reader), [])]
            names = [
                (name.decode(columns.encoding) if columns.encoding else decode(name)[0]).strip() for name in written
            ]
        except (csv.Error, UnicodeDecodeError):
            names = []
        found.append((delimiter, distinct(names)))
    return max(found, key=lambda each: len(set(each[1]) & set(columns.columns.values())))


def _beginning(raw: bytes) -> str:
    return raw[:60].decode("utf-8", "replace").splitlines()[0]
