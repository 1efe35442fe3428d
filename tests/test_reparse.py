"""Dumps are read anew from their messages in the lake, without the files that they came from."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from conftest import FICTIONAL, PROGRAM
from test_forget import timeless
from test_warehouse import rows

from dagster_project import warehouse
from dagster_project.definitions import defs
from dagster_project.lake.parsing import parse_messages
from dagster_project.settings import Home
from dagster_project.tables import PARSED, STAR

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cables(own: Home) -> Command:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*PROGRAM, *arguments, "--home", str(own.path)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


def read_by_a_worse_parser(home: Home) -> str:
    """Have the fictional cables as a parser might have left them that reads subjects wrong and fails on one message."""
    ((dump_id,),) = rows(home, f"select dump_id from load_dumps where path = '{FICTIONAL}'")
    for name in PARSED:
        (path,) = home.table(name, dump_id).glob("*.parquet")
        table = pq.read_table(path)
        ordinal = table["ordinal" if name == "cables" else "message_ordinal"]
        table = table.filter(pc.not_equal(ordinal, 7))
        if name == "cables":
            for column, value in (("subject", "WRONG"), ("parser_version", "0")):
                wrong = pa.array([value] * len(table), pa.string())
                table = table.set_column(table.column_names.index(column), table.schema.field(column), wrong)
        pq.write_table(table, path)
    refused = home.table("quarantine", dump_id) / "parser.parquet"
    raw = {"dump_id": dump_id, "source_path": "x", "source_offset": 7, "source_length": 1, "reason": "parser_error"}
    schema = pq.read_schema(refused)
    pq.write_table(pa.Table.from_pylist([raw | {"raw": b"?"}], schema=schema), refused)
    manifest = json.loads(home.manifest(dump_id).read_text())
    home.manifest(dump_id).write_text(json.dumps(manifest | {"location": "/nowhere/at/all.csv"}))
    warehouse.load_dump(home, dump_id)
    assert rows(home, "select cables, quarantined from load_dumps order by load_order") == [(1, 0), (296, 1)]
    return dump_id


def test_what_another_parser_read_is_read_anew_without_its_file(loaded: Home, own: Home, cables: Command) -> None:
    dump_id = read_by_a_worse_parser(own)
    before = timeless(loaded)
    assert timeless(own) != before
    done = cables("reparse", "--outdated", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert [dump["dump_id"] for dump in json.loads(done.stdout)] == [dump_id]
    assert timeless(own) == before
    again = cables("reparse", "--outdated")
    assert (again.returncode, again.stdout) == (0, "nothing to read anew\n")


def test_all_dumps_and_those_that_are_named(loaded: Home, own: Home, cables: Command) -> None:
    dumps = [dump_id for (dump_id,) in rows(own, "select dump_id from load_dumps order by load_order")]
    # the warehouse is made again, in the order in which the dumps came
    own.warehouse.unlink()
    assert [dump["dump_id"] for dump in json.loads(cables("reparse", "--all", "--json").stdout)] == dumps
    assert timeless(own) == timeless(loaded)
    assert [dump["dump_id"] for dump in json.loads(cables("reparse", dumps[0], "--json").stdout)] == dumps[:1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give the ids of dumps, or --all, or --outdated: `cables status` lists the dumps"),
        (("--all", "--outdated"), "give the ids of dumps, or --all, or --outdated: `cables status` lists the dumps"),
        (("0000",), "no dump 0000 in {home}: `cables status --home {home}` lists them by their ids"),
    ],
)
def test_what_cannot_be_chosen_is_said_in_a_line(own: Home, cables: Command, arguments: tuple, said: str) -> None:
    done = cables("reparse", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"cables: {said.format(home=own.path)}\n"


@pytest.mark.parametrize("words", [("--all",), ("--outdated",), ("0000",)], ids=lambda words: words[0])
def test_where_nothing_was_loaded_it_says_what_to_do(tmp_path: Path, words: tuple[str, ...]) -> None:
    command = [*PROGRAM, "reparse", *words, "--home", str(tmp_path / "new")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    load = f"cables load PATH --home {tmp_path / 'new'}"
    assert done.stderr == f"cables: no dump in {tmp_path / 'new' / 'lake'}: load one first with `{load}`\n"
    assert not (tmp_path / "new").exists()


def test_without_messages_nothing_is_read_as_nothing(own: Home) -> None:
    with pytest.raises(FileNotFoundError, match=r"no messages of dump d9 in .*: load its files with"):
        parse_messages(own, "d9", lambda *_: None)


def test_the_job_begins_with_the_messages_in_the_lake_and_has_the_partitions_of_dumps() -> None:
    job = defs.resolve_job_def("reparse_dump")
    assert {key.to_user_string() for key in job.asset_layer.executable_asset_keys} == {
        *PARSED,
        *(table.name for table in STAR),
    }
    assert job.partitions_def.name == "dumps"
