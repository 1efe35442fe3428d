"""The declarations, and that everything written by hand beside them agrees with them."""

import re
from pathlib import Path

import duckdb
import pytest

from dagster_project import schema
from dagster_project.arrow import arrow_schema
from dagster_project.settings import SQL
from dagster_project.tables import FACTS, LAKE, STAR, TABLES, WAREHOUSE, Table
from dagster_project.views import VIEWS

tables = pytest.mark.parametrize("table", (*TABLES.values(), *VIEWS), ids=lambda table: table.name)


def test_the_schema_file_is_as_declared() -> None:
    assert schema.FILE.read_text(encoding="utf-8") == schema.schema_sql(), (
        "tables.py changed: run python -m dagster_project.schema"
    )
    assert schema.VIEW_COMMENTS.read_text(encoding="utf-8") == schema.view_comments_sql(), (
        "views.py changed: run python -m dagster_project.schema"
    )


def test_duckdb_has_the_declared_columns_and_comments() -> None:
    with duckdb.connect() as connection:
        connection.execute(schema.schema_sql())
        found = connection.execute(
            "select table_name, column_name, data_type, comment from duckdb_columns() where not internal"
        ).fetchall()
    assert sorted(found) == sorted((t.name, c.name, c.type, c.meaning) for t in WAREHOUSE for c in t.warehouse_columns)


def test_a_quote_in_a_meaning_is_escaped() -> None:
    assert "'the carrier''s own'" in schema._quoted("the carrier's own")


@tables
def test_the_key_is_made_of_columns(table: Table) -> None:
    assert set(table.key) <= {column.name for column in table.columns}


@tables
def test_columns_have_distinct_names(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert sorted(set(names)) == sorted(names)


@tables
def test_every_row_and_column_has_a_meaning(table: Table) -> None:
    assert table.row.strip()
    assert [column.name for column in table.columns if not column.meaning.strip()] == []


@pytest.mark.parametrize("table", FACTS, ids=lambda table: table.name)
def test_the_lake_has_the_columns_the_warehouse_takes(table: Table) -> None:
    lake = {column.name for column in table.lake_columns}
    filled_by_the_load = {"version", "is_current", "loaded_at", "resolution"}
    assert {column.name for column in table.warehouse_columns} - lake <= filled_by_the_load


@pytest.mark.parametrize("name", LAKE)
def test_arrow_fields_carry_the_meaning(name: str) -> None:
    comments = [field.metadata[b"comment"].decode() for field in arrow_schema(LAKE[name])]
    assert comments == [column.meaning for column in LAKE[name].lake_columns]


def test_every_table_is_made_by_the_file_of_its_name() -> None:
    files = [re.sub(r"^\d\d_", "", file.stem) for file in SQL.glob("star/*.sql")]
    assert sorted(files) == sorted(["records", *(table.name for table in WAREHOUSE)])


def test_every_fact_has_the_view_of_its_current_versions() -> None:
    views = "".join(file.read_text() for file in SQL.glob("views/*.sql"))
    facts = set(re.findall(r"^from (fact_\w+)", views, re.MULTILINE))
    assert facts == {table.name for table in FACTS if table.name.startswith("fact_")}


@pytest.mark.parametrize("table", STAR, ids=lambda table: table.name)
def test_the_key_check_counts_by_the_declared_key(table: Table) -> None:
    sql = (SQL / "checks" / f"key_{table.name}.sql").read_text()
    assert re.search(r"select (.+), count\(\*\)", sql)[1].split(", ") == list(table.key)
    assert re.search(r"from (\w+)", sql)[1] == table.name


@pytest.mark.parametrize("file", sorted(SQL.glob("**/*.sql")), ids=lambda file: str(file.relative_to(SQL)))
def test_every_sql_file_says_first_what_it_makes(file: Path) -> None:
    assert re.match(r"-- \S+", file.read_text())
