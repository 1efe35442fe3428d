"""An answer as CSV, JSON or Parquet, to a file or to standard output."""

import csv
import io
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dagster_project.terminal import shown

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that spreadsheets take for a formula."""


def csv_text(answer: pa.Table) -> str:
    """Comma-separated values with a line of names, safe for a spreadsheet and a terminal.

    Text that a spreadsheet would take for a formula gets an apostrophe in front, control characters stand
    as `\\x1b`, items of a list are joined with `; `, null is empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer.column_names)
    writer.writerows(map(_cell, row) for row in zip(*answer.to_pydict().values(), strict=True))
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = "; ".join("" if item is None else str(item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return value
    return ("'" if value.startswith(_FORMULA) else "") + shown(value)


def json_text(answer: pa.Table) -> str:
    """A list of objects in ASCII, one a row; dates and times as text."""
    return json.dumps(answer.to_pylist(), indent=2, default=str) + "\n"


def write(answer: pa.Table, form: str, path: Path) -> None:
    """Write `csv`, `json` or `parquet` beside the path and rename it into place."""
    building = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        if form == "parquet":
            pq.write_table(answer, building)
        else:
            building.write_text({"csv": csv_text, "json": json_text}[form](answer), encoding="utf-8", newline="")
        building.replace(path)
    finally:
        building.unlink(missing_ok=True)
