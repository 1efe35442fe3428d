"""Declared tables as Arrow: their schema, and rows as columns of it."""

from collections.abc import Sequence

import pyarrow as pa

from dagster_project.tables import Table

_ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR[]": pa.list_(pa.string()),
    "BLOB": pa.binary(),
    "MAP(VARCHAR, VARCHAR)": pa.map_(pa.string(), pa.string()),
}


def arrow_schema(table: Table) -> pa.Schema:
    """Schema of a lake table, each column carrying its meaning as field metadata."""
    return pa.schema(
        pa.field(c.name, _ARROW_TYPES[c.type], metadata={"comment": c.meaning}) for c in table.lake_columns
    )


def as_arrow(table: Table, rows: Sequence[tuple]) -> pa.Table:
    """Rows as columns of the declared types. Raises ValueError for a value that does not fit its column."""
    schema = arrow_schema(table)
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = []
    for field, values in zip(schema, columns, strict=True):
        try:
            arrays.append(pa.array(values, field.type))
        except (OverflowError, ValueError, pa.ArrowException) as error:
            raise ValueError(f"{table.name}.{field.name}: {error}") from error
    return pa.Table.from_arrays(arrays, schema=schema)
