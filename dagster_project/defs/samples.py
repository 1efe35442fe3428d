"""What Dagster shows of a table: its first rows."""

from collections.abc import Iterable

import pyarrow.parquet as pq

from dagster_project.settings import Home
from dagster_project.tables import LAKE


def sample(home: Home, name: str, dump_id: str, rows: int = 5) -> str:
    """The first rows of a lake table of a dump, as a Markdown table of its first columns."""
    file = next(iter(sorted(home.table(name, dump_id).glob("*.parquet"))))
    columns = [column.name for column in LAKE[name].lake_columns if column.type != "BLOB"][:8]
    head = next(pq.ParquetFile(file).iter_batches(batch_size=rows, columns=columns), None)
    return as_markdown(columns, [] if head is None else zip(*(c.to_pylist() for c in head.columns), strict=True))


def as_markdown(columns: list[str], rows: Iterable[tuple]) -> str:
    """Rows as a Markdown table, each value on one line and cut to 60 characters."""
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    for row in rows:
        cells = (" ".join(str("" if value is None else value).split())[:60].replace("|", "\\|") for value in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
