"""`cables quarantine` and what `cables status` tells of runs: in processes of their own, as they are typed."""

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import dagster as dg
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import PROGRAM, SEED

from dagster_project import runs
from dagster_project.arrow import arrow_schema
from dagster_project.settings import Home
from dagster_project.tables import LAKE

RECORD = b'"1","8/21/2008 10:47","08ZENDA1","Embassy Zenda","UNCLASSIFIED","","FM AMEMBASSY ZENDA","UNCLAS ZENDA 1"\n'
DAMAGED = b'"2","the walrus \x1b[31m \xff"\n'


class Said(NamedTuple):
    status: int
    out: bytes
    err: str


def cables(home: Home, *words: str | Path) -> Said:
    done = subprocess.run([*PROGRAM, *words, "--home", home.path], capture_output=True, check=False)
    return Said(done.returncode, done.stdout, done.stderr.decode())


class Damaged(NamedTuple):
    home: Home
    dump: Path
    record: dict


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    """A home folder with one record in quarantine; not to be changed."""
    folder = tmp_path_factory.mktemp("damaged")
    home, dump = Home(folder / "home"), folder / "dump.csv"
    dump.write_bytes(RECORD + DAMAGED)
    assert cables(home, "load", dump).status == 0
    (record,) = json.loads(cables(home, "quarantine", "list", "--json").out)
    return Damaged(home, dump, record)


def test_a_record_is_listed_with_its_place_and_reason(damaged: Damaged) -> None:
    row = damaged.record
    assert (row["reason"], row["source_path"], row["source_offset"]) == ("csv_fields", "dump.csv", len(RECORD))
    for chosen, found in (("--reason", "csv_fields"), ("--dump", row["dump_id"])):
        assert json.loads(cables(damaged.home, "quarantine", "list", chosen, found, "--json").out) == [row]
        assert json.loads(cables(damaged.home, "quarantine", "list", chosen, "other", "--json").out) == []


def test_its_bytes_are_shown_as_text_and_written_as_they_are(damaged: Damaged) -> None:
    name = damaged.record["record"]
    shown = cables(damaged.home, "quarantine", "show", name).out.decode()
    assert r'"2","the walrus \x1b[31m \xff"' in shown and "\x1b" not in shown
    assert cables(damaged.home, "quarantine", "show", name, "--raw").out == DAMAGED
    as_json = json.loads(cables(damaged.home, "quarantine", "show", name, "--json").out)
    assert base64.b64decode(as_json["base64"]) == DAMAGED


def test_a_record_that_is_not_there(damaged: Damaged) -> None:
    said = cables(damaged.home, "quarantine", "show", "nothing")
    assert (said.status, said.out) == (1, b"")
    listed = f"cables quarantine list --home {damaged.home.path}"
    assert said.err == f"cables: no record 'nothing' is in quarantine: `{listed}` lists them\n"


@pytest.fixture
def mine(damaged: Damaged, tmp_path: Path) -> Home:
    """A copy of it."""
    shutil.copytree(damaged.home.path, tmp_path / "home")
    return Home(tmp_path / "home")


def test_a_dump_that_is_where_it_was_is_read_again_from_its_files(mine: Home, damaged: Damaged) -> None:
    dump_id = damaged.record["dump_id"]
    # as if the reading of the carrier, as it was then, had refused the first record too
    with duckdb.connect(mine.warehouse) as connection:
        connection.execute("update load_quarantine set reason = 'csv_quote'")
    said = cables(mine, "quarantine", "retry", dump_id, "--json")
    assert said.status == 0, said.err
    tried = json.loads(said.out)
    assert (tried["from"], tried["before"], tried["after"]) == ("its files", {"csv_quote": 1}, {"csv_fields": 1})
    assert tried["not_tried"] == 0


def test_a_dump_that_is_gone_has_its_messages_read_again_from_the_lake(mine: Home, damaged: Damaged) -> None:
    dump_id = damaged.record["dump_id"]
    manifest = json.loads(mine.manifest(dump_id).read_text())
    mine.manifest(dump_id).write_text(json.dumps(manifest | {"path": "/gone", "location": "/gone"}))
    # as if the parser, as it was then, had refused the message that it reads now
    kept = mine.table("quarantine", dump_id) / "parser.parquet"
    refused = {"dump_id": dump_id, "source_path": "dump.csv", "source_offset": 0, "reason": "parser_error", "raw": b"x"}
    pq.write_table(pa.Table.from_pylist([refused], arrow_schema(LAKE["quarantine"])), kept)
    with duckdb.connect(mine.warehouse) as connection:
        connection.execute(
            "insert into load_quarantine by name select * replace (0 as source_offset, 'parser_error' as reason, "
            "replace(raw_path, 'carrier', 'parser') as raw_path) from load_quarantine"
        )
    said = cables(mine, "quarantine", "retry", dump_id)
    assert said.status == 1
    line = f"{dump_id}: read again from the lake; in quarantine were 1 csv_fields, 1 parser_error, now 1 csv_fields\n"
    assert said.out.decode().startswith(line)
    assert said.err.splitlines()[-1] == (
        "cables: 1 records that the carrier refused were not tried: /gone is not there, or holds another dump now"
    )


def test_a_dump_without_quarantine_is_not_tried(mine: Home) -> None:
    said = cables(mine, "quarantine", "retry", "0123456789abcdef")
    assert said.status == 1 and "nothing of a dump '0123456789abcdef' is in quarantine" in said.err


# -- status -------------------------------------------------------------------------------------


def test_status_tells_what_the_runs_did_and_what_is_on_disk(mine: Home, damaged: Damaged) -> None:
    mine.warehouse.write_bytes(b"no warehouse")
    assert cables(mine, "load", damaged.dump).status == 1
    shutil.copy(damaged.home.warehouse, mine.warehouse)
    with dg.DagsterInstance.from_config(str(mine.dagster)) as instance:
        queued = {runs.STARTED_BY: "arrival", "dagster/partition": "d"}
        job_name, status = runs.JOB, dg.DagsterRunStatus.STARTED
        instance.add_run(dg.DagsterRun(job_name, status=status, tags=queued))
    found = json.loads(cables(mine, "status", "--json").out)
    dump_id = damaged.record["dump_id"]
    assert (found["runs"]["last_success"]["dump_id"], found["runs"]["last_success"]["started_by"]) == (
        *(dump_id, "cables load"),
    )
    assert found["runs"]["last_failure"]["reason"].startswith("step star: IOException: IO Error: The file")
    assert [run["started_by"] for run in found["runs"]["at_work"]] == ["arrival"]
    sizes = found["disk"]
    assert sizes.keys() == {"lake", "warehouse", "marts", "search", "dagster", "logs"}
    assert sizes["warehouse"] == sum(file.stat().st_size for file in mine.warehouse.parent.iterdir())
    assert found["marts"]["stale"] is False
    said = cables(mine, "status").out.decode()
    assert "at work: load_dump of d (arrival)" in said
    assert f"last success: load_dump of {dump_id} (cables load)" in said
    assert "last failure: " in said and "marts: written " in said and "as it is published" in said


def test_status_tells_why_the_first_load_failed(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.warehouse.parent.mkdir(parents=True)
    home.warehouse.with_name("cables.duckdb.lock").mkdir()  # which is to be a file
    assert cables(home, "load", SEED).status == 1
    said = cables(home, "status")
    assert said.status == 0, said.err
    assert "last failure: load_dump of" in said.out.decode() and "IsADirectoryError" in said.out.decode()
