"""Cables to Parquet: the lake's files, written beside their place and renamed into it."""

import pyarrow as pa

from dagster_project.tables import Table

_ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR[]": pa.list_(pa.string()),
    "BLOB": pa.binary(),
}


def arrow_schema(table: Table) -> pa.Schema:
    """Schema of a lake table, each column carrying its meaning as field metadata."""
    return pa.schema(
        pa.field(c.name, _ARROW_TYPES[c.type], metadata={"comment": c.meaning}) for c in table.lake_columns
    )
