"""Records on their way into one Parquet file, of which no more than a row group is held."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq

from dagster_project.arrow import arrow_schema, as_arrow
from dagster_project.tables import LAKE

ROWS = 4_000
"""Rows that are held at most."""
TEXT = 32 << 20
"""Characters or bytes of text in them at most."""


class Growing:
    """Records on their way into one Parquet file, a row group of bounded size held at a time."""

    def __init__(self, writer: pq.ParquetWriter, name: str, dump_id: str):
        self.writer = writer
        self.name = name
        self.dump_id = dump_id
        self.count = 0
        self._clear()

    def _clear(self) -> None:
        self.rows: list[tuple] = []
        self.bytes = 0

    def add(self, record: tuple, size: int = 0) -> None:
        self.rows.append((self.dump_id, *record))
        self.bytes += size
        self.count += 1
        if len(self.rows) >= ROWS or self.bytes >= TEXT:
            self.write()

    def write(self) -> None:
        if self.rows:
            self.writer.write_table(as_arrow(LAKE[self.name], self.rows))
            self._clear()


@contextmanager
def growing(path: Path, name: str, dump_id: str) -> Iterator[Growing]:
    """A new file `path` of the lake table `name`, to which records of a dump are added; whole when the block ends."""
    with pq.ParquetWriter(path, arrow_schema(LAKE[name]), compression="zstd") as writer:
        records = Growing(writer, name, dump_id)
        yield records
        records.write()
