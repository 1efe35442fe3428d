"""Declarations to DDL: `sql/schema.sql`, written from `tables` by `python -m dagster_project.schema`."""

from dagster_project.settings import SQL
from dagster_project.tables import WAREHOUSE, Table

FILE = SQL / "schema.sql"

_HEADER = """\
-- Every table of the warehouse with its comments.
-- Written from dagster_project/tables.py by `python -m dagster_project.schema`: change it there.
"""


def schema_sql() -> str:
    """Text of `sql/schema.sql`: each table of the warehouse, what its rows and columns mean as comments."""
    return "\n".join([_HEADER, *(_table_sql(table) for table in WAREHOUSE)])


def _table_sql(table: Table) -> str:
    columns = ",\n".join(f"    {column.name} {column.type}" for column in table.warehouse_columns)
    lines = [
        f"create table if not exists {table.name} (\n{columns}\n);",
        f"comment on table {table.name} is {_quoted(table.row)};",
        *(f"comment on column {table.name}.{c.name} is {_quoted(c.meaning)};" for c in table.warehouse_columns),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    FILE.write_text(schema_sql(), encoding="utf-8")
