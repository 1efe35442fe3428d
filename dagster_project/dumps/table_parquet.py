"""Parquet, a row a record: a form of `generic_table`.

Its column names stand at the end of the file, and what cannot be searched is copied to a temporary one.
Arrow is imported by what needs it: whoever looks at other files need not wait for it.
"""

import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from dagster_project.dumps.column_names import ColumnNames
from dagster_project.dumps.message import PassedOver, Refused
from dagster_project.dumps.record import Record, distinct, record

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_MAGIC = b"PAR1"
_ROWS = 256
_PIECE = 64 << 20


def is_mine(head: bytes) -> bool:
    """Whether a file that begins with these bytes is Parquet."""
    return head.startswith(_MAGIC)


def has(columns: ColumnNames, head: bytes, rest: BinaryIO) -> bool:
    """Whether the table has these columns. Raises `WrongColumns`.

    True as well where nobody knows: of a damaged file, and of one that is no file on disk.
    """
    if not _is_on_disk(rest):
        return True
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names = pq.read_schema(rest).names
    except (pa.ArrowException, OSError):
        return True
    finally:
        rest.seek(len(head))
    return columns.fit(distinct(names))


def records(
    head: bytes, rest: BinaryIO, source_path: str, columns: ColumnNames
) -> Iterator[Record | Refused | PassedOver]:
    """The record of each row; offset is the number of the row, from 0, and length 1.

    A row group that cannot be read is refused with its bytes, as so many rows; a file without sound end as a whole, in
    pieces of 64 MB with their offsets in it. A table without the columns is passed over.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _on_disk(head, rest) as stream:
        try:
            table = pq.ParquetFile(stream)
        except (pa.ArrowException, OSError) as error:
            yield from _refused(stream, source_path, str(error))
            return
        names = distinct(table.schema_arrow.names)
        if not columns.fit(names):
            yield PassedOver(source_path, f"Parquet without column body or text: {', '.join(names)}")
            return
        at = 0
        for group in range(table.num_row_groups):
            end = at + table.metadata.row_group(group).num_rows
            try:
                for batch in table.iter_batches(_ROWS, row_groups=[group]):
                    for values in zip(*map(_in_bytes, batch.columns), strict=True):
                        yield record(names, values, at, 1)
                        at += 1
            except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
                raw = _row_group(stream, table.metadata.row_group(group))
                yield Refused(source_path, at, end - at, "parquet_row_group", " ".join(str(error).split()), raw)
                at = end


def _in_bytes(column: "pa.Array") -> list[bytes | None]:
    """The values of a column as bytes of text: numbers and times as Arrow writes them, lists and structs as JSON."""
    import pyarrow as pa

    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    if pa.types.is_nested(column.type):
        values = column.to_pylist()
        return [v if v is None else json.dumps(v, ensure_ascii=False, default=str).encode() for v in values]
    if not pa.types.is_binary(column.type) and not pa.types.is_large_binary(column.type):
        column = column.cast(pa.large_string()).cast(pa.large_binary())
    return column.to_pylist()


def _row_group(stream: BinaryIO, group: "pq.RowGroupMetaData") -> bytes:
    """The stretch of the file that holds the columns of a row group."""
    columns = [group.column(n) for n in range(group.num_columns)]
    starts = [column.dictionary_page_offset or column.data_page_offset for column in columns]
    end = max(start + column.total_compressed_size for start, column in zip(starts, columns, strict=True))
    stream.seek(min(starts))
    return stream.read(end - min(starts))


def _refused(stream: BinaryIO, source_path: str, detail: str) -> Iterator[Refused]:
    stream.seek(0)
    while raw := stream.read(_PIECE):
        yield Refused(source_path, stream.tell() - len(raw), len(raw), "parquet_file", " ".join(detail.split()), raw)


def _is_on_disk(stream: BinaryIO) -> bool:
    """Whether a stream is a file itself; one out of an archive goes back only by reading it all again."""
    return isinstance(getattr(stream, "raw", None), io.FileIO)


@contextmanager
def _on_disk(head: bytes, rest: BinaryIO) -> Iterator[BinaryIO]:
    """The whole file from its beginning, to be searched."""
    if _is_on_disk(rest):
        rest.seek(0)
        yield rest
        return
    with tempfile.TemporaryFile() as copy:
        copy.write(head)
        shutil.copyfileobj(rest, copy)
        copy.seek(0)
        yield copy
