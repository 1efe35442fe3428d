"""The data dictionary: as declared, complete, its joins true and its examples fruitful on the loaded examples."""

import re
from collections.abc import Iterator

import duckdb
import pytest

from dagster_project import dictionary, warehouse
from dagster_project.dictionary import DOCUMENTED
from dagster_project.mart_tables import MARTS
from dagster_project.settings import SQL, Home
from dagster_project.tables import LAKE, TABLES, WAREHOUSE, Join, Table
from dagster_project.views import MACROS, VIEWS, Macro

JOINS = [(table, join) for table in (*WAREHOUSE, *VIEWS) for join in table.joins]
joins = pytest.mark.parametrize(
    ("table", "join"), JOINS, ids=[f"{table.name}.{'+'.join(join.columns)}" for table, join in JOINS]
)


@pytest.fixture(scope="module")
def connection(loaded: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with warehouse.connect(loaded) as connection:
        connection.execute("set file_search_path = ?", [str(loaded.path)])
        yield connection


def test_the_page_is_as_declared() -> None:
    assert dictionary.FILE.read_text(encoding="utf-8") == dictionary.dictionary(), (
        "a declaration or example changed: run python -m dagster_project.dictionary"
    )


def test_every_table_and_view_is_on_the_page(connection: duckdb.DuckDBPyConnection) -> None:
    sql = "select table_name from duckdb_tables() union select view_name from duckdb_views() where not internal"
    assert {name for (name,) in connection.execute(sql).fetchall()} == {
        name for name, table in DOCUMENTED.items() if table in (*WAREHOUSE, *VIEWS)
    }
    assert set(TABLES) <= set(DOCUMENTED)


def test_every_table_of_the_lake_is_on_the_page() -> None:
    assert {table.name for table in LAKE.values()} <= set(DOCUMENTED)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_has_the_declared_columns_and_comments(connection: duckdb.DuckDBPyConnection, view: Table) -> None:
    sql = "select column_name, data_type, comment from duckdb_columns() where table_name = ? order by column_index"
    found = connection.execute(sql, [view.name]).fetchall()
    assert found == [(column.name, column.type, column.meaning) for column in view.warehouse_columns]


@pytest.mark.parametrize("macro", MACROS, ids=lambda macro: macro.name)
def test_a_macro_gives_the_declared_columns_and_has_a_comment(
    connection: duckdb.DuckDBPyConnection, macro: Macro
) -> None:
    asked = connection.sql(f"from {macro.name}('any')")
    assert list(zip(asked.columns, map(str, asked.types), strict=True)) == [(c.name, c.type) for c in macro.columns]
    sql = "select parameters, comment from duckdb_functions() where function_name = ?"
    ((parameters, comment),) = connection.execute(sql, [macro.name]).fetchall()
    assert [taken.split(" := ")[0] for taken in re.search(r"\((.*)\)", macro.call)[1].split(", ")] == parameters
    assert comment == macro.row


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_key_of_a_view_names_one_row(connection: duckdb.DuckDBPyConnection, view: Table) -> None:
    key = ", ".join(view.key)
    assert connection.execute(f"select {key} from {view.name} group by {key} having count(*) > 1").fetchall() == []


@pytest.mark.parametrize("table", (*WAREHOUSE, *VIEWS, *MACROS, *MARTS.values()), ids=dictionary.title)
def test_what_a_table_is_made_from_is_found(table: Table) -> None:
    assert dictionary.made_from(table)


def test_a_table_is_made_from_what_its_file_reads() -> None:
    assert dictionary.made_from(TABLES["fact_recipients"]) == ["lake/recipients", "sql/star/00_records.sql"]
    assert dictionary.made_from(TABLES["dim_tags"]) == ["sql/reference/tags.csv"]
    assert dictionary.made_from(DOCUMENTED["refs"]) == ["fact_references", "fact_cables"]
    # what it calls `records` is its own
    assert "sql/star/00_records.sql" not in dictionary.made_from(DOCUMENTED["load_files"])


# -- joins --------------------------------------------------------------------------------------


@joins
def test_a_join_names_columns_of_one_type(table: Table, join: Join) -> None:
    to = DOCUMENTED[join.table]
    assert [table.column(name).type for name in join.columns] == [to.column(name).type for name in join.to]


@joins
def test_a_join_finds_what_it_says(connection: duckdb.DuckDBPyConnection, table: Table, join: Join) -> None:
    on = " and ".join(f"one.{a} = other.{b}" for a, b in zip(join.columns, join.to, strict=True))
    given = f"(from {table.name} where {join.columns[0]} is not null)"
    missed = f"select count(*) from {given} as one anti join {join.table} as other on {on}"
    values, without = connection.execute(f"select count(*), ({missed}) from {given}").fetchone()
    if values:
        assert without < values
    if join.always:
        assert without == 0


# -- examples -----------------------------------------------------------------------------------


def test_every_table_and_view_has_an_example_and_no_other() -> None:
    examples = SQL / "examples"
    assert {str(file.relative_to(examples).with_suffix("")) for file in examples.rglob("*.sql")} == set(DOCUMENTED)


@pytest.mark.parametrize("table", DOCUMENTED.values(), ids=DOCUMENTED)
def test_an_example_finds_something_where_there_is_something(
    connection: duckdb.DuckDBPyConnection, table: Table
) -> None:
    sql = dictionary.example(table).read_text(encoding="utf-8")
    name = dictionary.title(table)
    assert name in sql.split("\n", 1)[1]
    found = connection.execute(sql).fetchall()
    files = {"messages": "'lake/messages/*/*.parquet'", "quarantine": "'lake/quarantine/*/*.parquet'"}
    of = f"'{name}.parquet'" if table in MARTS.values() else files.get(name, name)
    of = "cables" if table in MACROS else of
    assert bool(found) == (connection.execute(f"select count(*) from {of}").fetchone()[0] > 0)


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = dictionary.FILE.read_text(encoding="utf-8")
    anchors = {re.sub(r"[^\w-]", "", title.lower()) for title in re.findall(r"^#+ (.*)$", page, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= anchors
    assert [path for path in re.findall(r"\]\(([^)#]+)\)", page) if not (dictionary.FILE.parent / path).exists()] == []
