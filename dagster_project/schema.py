"""Declarations to DDL: `sql/schema.sql` and `sql/view_comments.sql`, written by `python -m dagster_project.schema`."""

from dagster_project.settings import SQL
from dagster_project.tables import WAREHOUSE, Table
from dagster_project.views import MACROS, VIEWS

FILE = SQL / "schema.sql"
VIEW_COMMENTS = SQL / "view_comments.sql"

_HEADER = """\
-- Every table of the warehouse with its comments.
-- Written from dagster_project/tables.py by `python -m dagster_project.schema`: change it there.
"""
_VIEW_HEADER = """\
-- Comments of every view and macro, to be run when sql/views has made them.
-- Written from dagster_project/views.py by `python -m dagster_project.schema`: change it there.
"""


def schema_sql() -> str:
    """Text of `sql/schema.sql`: each table of the warehouse, what its rows and columns mean as comments."""
    return "\n".join([_HEADER, *(_table_sql(table) for table in WAREHOUSE)])


def view_comments_sql() -> str:
    """Text of `sql/view_comments.sql`: what rows and columns of the views mean, and rows of macros."""
    # DuckDB has comments for a macro, and none for what it gives
    macros = (f"comment on macro table {macro.name} is {_quoted(macro.row)};" for macro in MACROS)
    return "\n".join([_VIEW_HEADER, *(_comments("view", view) for view in VIEWS), *macros, ""])


def _table_sql(table: Table) -> str:
    columns = ",\n".join(f"    {column.name} {column.type}" for column in table.warehouse_columns)
    return f"create table if not exists {table.name} (\n{columns}\n);\n{_comments('table', table)}"


def _comments(kind: str, table: Table) -> str:
    lines = [
        f"comment on {kind} {table.name} is {_quoted(table.row)};",
        *(f"comment on column {table.name}.{c.name} is {_quoted(c.meaning)};" for c in table.warehouse_columns),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    FILE.write_text(schema_sql(), encoding="utf-8")
    VIEW_COMMENTS.write_text(view_comments_sql(), encoding="utf-8")
