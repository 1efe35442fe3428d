"""The whole road on real input: dump file, Dagster job, Parquet, star, an answer in SQL."""

import json
import subprocess
import sys
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from dagster_project.settings import ROOT
from dagster_project.tables import STAR

EXAMPLES = ROOT / "examples"
CORPUS = ROOT.parent / "shared" / "corpus"


def cables(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", "from dagster_project.cli import main; main()", *map(str, arguments)]
    return subprocess.run([*command, "--home", str(home)], capture_output=True, text=True, check=False)


def rows(home: Path) -> dict[str, list[tuple]]:
    """Every row of every table that dumps add to, in an order of its own."""
    with duckdb.connect(home / "warehouse" / "cables.duckdb", read_only=True) as connection:
        return {table.name: sorted(map(repr, connection.table(table.name).fetchall())) for table in STAR}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("road")
    loaded = cables("load", EXAMPLES, "--json", home=home)
    assert loaded.returncode == 0, loaded.stderr
    summary = json.loads(loaded.stdout)
    assert [item["carrier"] for item in summary] == ["telegram_text", "cablegate_csv"]
    assert not any(item["failed_checks"] for item in summary)
    return home


def test_every_message_is_a_version_a_duplicate_or_quarantined(home: Path) -> None:
    with duckdb.connect(home / "warehouse" / "cables.duckdb", read_only=True) as connection:
        found = connection.sql("select messages, cables, duplicates, quarantined from load_dumps").fetchall()
    assert [counts[0] for counts in found] == [1, 300]
    assert all(messages == sum(others) for messages, *others in found)


def test_loading_again_changes_nothing(home: Path) -> None:
    before = rows(home)
    assert cables("load", EXAMPLES / "08PARIS1600.txt", home=home).returncode == 0
    assert rows(home) == before


def test_the_runs_are_recorded(home: Path) -> None:
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        runs = instance.get_runs()
        assert {run.status for run in runs} == {dg.DagsterRunStatus.SUCCESS}
        assert len(instance.get_dynamic_partitions("dumps")) == 2
        assert instance.get_latest_materialization_event(dg.AssetKey("fact_paragraphs"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("load", "no/such/path"), "does not exist"),
        (("load", "LICENSE"), "Cablegate CSV"),
        (("show", "08ATLANTIS1"), "no cable 08ATLANTIS1"),
        (("sql", "select nothing from nowhere"), "nowhere"),
        (("sql", "drop table fact_cables"), "read-only"),
        (("sql", "select * from read_csv('/etc/passwd')"), "disabled"),
    ],
)
def test_an_error_is_one_line_that_says_what(home: Path, arguments: tuple[str, ...], said: str) -> None:
    failed = cables(*arguments, home=home)
    assert failed.returncode == 1
    lines = failed.stderr.strip().splitlines()
    assert len(lines) == 1 and said in lines[0]


def test_a_home_without_a_warehouse_says_how_to_make_one(tmp_path: Path) -> None:
    failed = cables("status", home=tmp_path)
    assert failed.returncode == 1 and "cables load PATH" in failed.stderr


@pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")
def test_the_corpus_from_both_carriers_is_the_same_cables(tmp_path: Path) -> None:
    loaded = cables("load", CORPUS / "cablegate_html", CORPUS / "cablegate_csv", "--json", home=tmp_path)
    assert loaded.returncode == 0, loaded.stderr
    first, second = json.loads(loaded.stdout)
    assert (first["messages"], first["cables"], first["quarantined"]) == (466, 466, 0)
    assert (second["messages"], second["quarantined"]) == (466, 0)
    with duckdb.connect(tmp_path / "warehouse" / "cables.duckdb", read_only=True) as connection:
        assert connection.sql("select count(*), count(distinct cable_id) from cables").fetchall() == [(466, 466)]


def test_a_dump_under_another_name_is_the_same_dump(home: Path, tmp_path: Path) -> None:
    before = rows(home)
    copy = tmp_path / "other.csv"
    copy.write_bytes((EXAMPLES / "fictional_cables.csv").read_bytes())
    assert cables("load", copy, home=home).returncode == 0
    assert rows(home) == before


def test_a_dump_that_was_moved_is_found_at_its_new_place(tmp_path: Path) -> None:
    first, second = tmp_path / "caf\udce9.txt", tmp_path / "second.txt"  # a name that is not UTF-8
    first.write_bytes((EXAMPLES / "08PARIS1600.txt").read_bytes())
    assert cables("load", first, home=tmp_path / "home").returncode == 0
    first.rename(second)
    assert cables("load", second, home=tmp_path / "home").returncode == 0
    with duckdb.connect(tmp_path / "home" / "warehouse" / "cables.duckdb", read_only=True) as connection:
        found = connection.sql("select path, source_path from load_dumps join fact_cables using (dump_id)").fetchall()
    assert found == [(str(second), "second.txt")]
