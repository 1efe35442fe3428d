"""A table of any layout, one record a cable: CSV, JSON lines or Parquet.

`column_names` says which column holds what; the others go with the message as they are, as text. In
CSV and JSON lines a record's offset and length are bytes; in Parquet, where a record is no stretch of
the file, the offset is the number of its row, from 0, and the length is 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import BinaryIO, ClassVar

from dagster_project.dumps import table_csv, table_json_lines, table_parquet
from dagster_project.dumps.column_names import ColumnNames
from dagster_project.dumps.message import Message, PassedOver, Refused
from dagster_project.dumps.record import Record
from dagster_project.telegram.split import split

NAME = "generic_table"
_FORMS = (table_parquet, table_json_lines, table_csv)


@dataclass(frozen=True)
class GenericTable:
    """The carrier of one table: its form, and what its columns hold."""

    NAME: ClassVar[str] = NAME
    form: ModuleType
    columns: ColumnNames

    def read(self, head: bytes, rest: BinaryIO, source_path: str) -> Iterator[Message | Refused | PassedOver]:
        """The records of the table, in order; those that cannot be read are refused with their bytes."""
        for record in self.form.records(head, rest, source_path, self.columns):
            yield _message(record, self.columns, source_path) if isinstance(record, Record) else record


def recognise(head: bytes, rest: BinaryIO, columns: ColumnNames) -> GenericTable | None:
    """The table that a file is, if it has these columns.

    Raises `WrongColumns` where the columns are those of a file beside the table, and it lacks one.
    """
    form = next(form for form in _FORMS if form.is_mine(head))
    return GenericTable(form, columns) if form.has(columns, head, rest) else None


def _message(record: Record, columns: ColumnNames, source_path: str) -> Message:
    values = {field: record.values.get(column) for field, column in columns.columns.items()}
    others = {name: value for name, value in record.values.items() if name not in columns.columns.values()}
    header, body, text = values.get("header") or "", values.get("body") or "", values.get("text")
    if text and (header or body):
        others["text"] = text
    elif text:
        header, body = split(text)
    return Message(
        NAME,
        values.get("reference_id"),
        values.get("created_label"),
        values.get("released_on"),
        values.get("origin_label"),
        values.get("classification_label"),
        values.get("references_label"),
        header,
        body,
        record.encoding,
        source_path,
        record.offset,
        record.length,
        others or None,
    )
