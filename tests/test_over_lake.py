"""The warehouse whose large facts are views of the lake: it answers what the warehouse of tables does."""

import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
from conftest import EXAMPLES, PROGRAM

from dagster_project import questions
from dagster_project.settings import SQL, Home
from dagster_project.tables import FACTS

VIEWS = {"fact_recipients", "fact_tags", "fact_paragraphs", "fact_routing", "fact_distribution", "load_issues"}
"""Facts that are as the lake has them."""
COLUMNS = "cast(columns(c -> c <> 'loaded_at') as varchar)"
"""Of any fact, as text, since maps are not compared."""


def run(connection: duckdb.DuckDBPyConnection, *files: Path) -> None:
    """What `.read` does in the DuckDB shell."""
    for file in files:
        connection.execute(file.read_text(encoding="utf-8"))


def star(*numbers: int) -> list[Path]:
    return [file for file in sorted((SQL / "star").glob("*.sql")) if int(file.stem[:2]) in numbers]


@pytest.fixture(scope="module")
def tables(loaded: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The examples and a second dump that repeats a hundred of them: there are records that are no version."""
    home = Home(tmp_path_factory.mktemp("tables") / "home")
    shutil.copytree(loaded.path, home.path)
    again = home.path.parent / "again.csv"
    text = (EXAMPLES / "fictional_cables.csv").read_text(encoding="utf-8")
    again.write_text(text[: text.index('\n"101",') + 1], encoding="utf-8", newline="")
    subprocess.run([*PROGRAM, "load", str(again), "--home", str(home.path)], check=True, capture_output=True)
    return home


@pytest.fixture(scope="module", params=["a copy of a warehouse", "a new file"])
def over_lake(
    request: pytest.FixtureRequest, tables: Home, tmp_path_factory: pytest.TempPathFactory
) -> duckdb.DuckDBPyConnection:
    """A warehouse over the lake, made as the file says."""
    file = tmp_path_factory.mktemp("over_lake") / "cables.duckdb"
    if request.param == "a copy of a warehouse":
        shutil.copy(tables.warehouse, file)
    with duckdb.connect(tables.warehouse, read_only=True) as loaded:
        dumps = [dump_id for (dump_id,) in loaded.sql("select dump_id from load_dumps order by load_order").fetchall()]
    connection = duckdb.connect(file)
    for name in ("lake", "own_lake"):
        connection.execute(f"set variable {name} = ?", [str(tables.lake)])
    connection.execute("set variable reference = ?", [str(SQL / "reference")])
    if request.param == "a new file":
        run(connection, SQL / "schema.sql")
        for dump_id in dumps:
            connection.execute("set variable dump_id = ?", [dump_id])
            run(connection, *star(0, 10, 14, 20, 21, 22, 23, 24))
    run(connection, SQL / "over_lake.sql")
    if request.param == "a new file":
        run(connection, *star(*range(30, 41)), *sorted((SQL / "views").glob("*.sql")))
    return connection


def test_every_fact_is_as_in_the_warehouse_of_tables(tables: Home, over_lake: duckdb.DuckDBPyConnection) -> None:
    views = over_lake.sql("select view_name from duckdb_views() where not internal and database_name = 'cables'")
    assert {name for (name,) in views.fetchall()} & {table.name for table in FACTS} == VIEWS
    assert over_lake.sql("select count(*) from load_duplicates").fetchone() >= (100,)
    over_lake.execute(f"attach '{tables.warehouse}' as tables (read_only)")
    for table in FACTS:
        wanted = over_lake.sql(f"select {COLUMNS} from tables.{table.name}")
        found = over_lake.sql(f"select {COLUMNS} from {table.name}").select(*wanted.columns)
        assert sorted(map(repr, found.fetchall())) == sorted(map(repr, wanted.fetchall())), table.name
    over_lake.execute("detach tables")


@pytest.mark.parametrize("question", questions.declared(), ids=lambda question: question.name)
def test_a_question_has_the_answer_it_has_there(
    tables: Home, over_lake: duckdb.DuckDBPyConnection, question: questions.Question
) -> None:
    with duckdb.connect(tables.warehouse, read_only=True) as connection:
        wanted = connection.execute(question.sql).fetchall()
    assert over_lake.execute(question.sql).fetchall() == wanted
