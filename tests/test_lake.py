"""Messages and cables to Parquet: what is written where, what is refused, and what a crash leaves behind."""

import csv
import datetime as dt
import gc
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import duckdb
import fictional
import pyarrow.parquet as pq
import pytest

from dagster_project.arrow import arrow_schema, as_arrow
from dagster_project.dumps.discover import Dump, discover
from dagster_project.dumps.message import message_id
from dagster_project.lake import engine, exchange, growing, manifests, messages, parse_file, time_limit
from dagster_project.lake.manifests import read_manifest, write_manifest
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.settings import Home
from dagster_project.tables import LAKE, PARSED, TABLES
from dagster_project.telegram import PARSER_VERSION
from dagster_project.telegram.cable import Cable

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SEED = EXAMPLES / "08PARIS1600.txt"
FICTIONAL = EXAMPLES / "fictional_cables.csv"


def silent(done: int, total: int | None) -> None:
    pass


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path / "home")


def a_row(n: int, number: str | None = None, created: str = "8/21/2008 10:10") -> str:
    number = f"08UTOPIA{n}" if number is None else number
    header = "R 211047Z AUG 08\nFM AMEMBASSY UTOPIA\nTO SECSTATE WASHDC"
    return (
        f'"{n}","{created}","{number}","Embassy Utopia","UNCLASSIFIED","","{header}","SUBJECT: FISH {n}\n\n1. Fish."\n'
    )


def a_dump(folder: Path, *rows: str) -> Dump:
    path = folder / "cables.csv"
    path.write_text("".join(rows), encoding="utf-8", newline="")
    (dump,) = discover(path)
    return dump


def rows_of(home: Home, name: str, dump: Dump) -> list[dict]:
    files = sorted(home.table(name, dump.dump_id).glob("*.parquet"))
    assert files
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]


def write_and_parse(home: Home, dump: Dump) -> dict[str, int]:
    write_messages(home, dump, silent)
    return parse_messages(home, dump.dump_id, silent)


# -- dump -> messages ---------------------------------------------------------------------------


def test_messages_carry_what_the_carrier_delivered_in_order(home, tmp_path):
    dump = a_dump(tmp_path, a_row(1), a_row(2))
    assert write_messages(home, dump, silent) == (2, 0, 0)
    messages = rows_of(home, "messages", dump)
    assert [m["ordinal"] for m in messages] == [1, 2]
    assert [m["reference_id"] for m in messages] == ["08UTOPIA1", "08UTOPIA2"]
    assert {(m["dump_id"], m["carrier"], m["source_path"]) for m in messages} == {
        (dump.dump_id, "cablegate_csv", "cables.csv")
    }
    assert all(m["message_id"] == message_id(m["header"], m["body"], m["reference_id"]) for m in messages)


def test_source_offset_and_length_fetch_the_exact_bytes_again(home):
    (dump,) = discover(FICTIONAL)
    write_messages(home, dump, silent)
    content = FICTIONAL.read_bytes()
    for message in rows_of(home, "messages", dump):
        at = message["source_offset"]
        record = content[at : at + message["source_length"]].decode()
        (fields,) = csv.reader(io.StringIO(record, newline=""), escapechar="\\", doublequote=False)
        assert (fields[2], fields[6:]) == (message["reference_id"], [message["header"], message["body"]])


def test_files_of_messages_are_bounded_by_rows(home, tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "ROWS", 2)
    dump = a_dump(tmp_path, *map(a_row, range(1, 6)))
    write_messages(home, dump, silent)
    files = sorted(home.table("messages", dump.dump_id).iterdir())
    assert [pq.read_metadata(file).num_rows for file in files] == [2, 2, 1]
    assert [m["ordinal"] for m in rows_of(home, "messages", dump)] == [1, 2, 3, 4, 5]


def test_files_of_messages_are_bounded_by_text(home, tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "TEXT", 100)
    dump = a_dump(tmp_path, *map(a_row, range(1, 6)))
    write_messages(home, dump, silent)
    assert len(list(home.table("messages", dump.dump_id).iterdir())) == 3


def test_refused_records_are_kept_with_their_bytes(home, tmp_path):
    damaged = '"2","no more\n'
    dump = a_dump(tmp_path, a_row(1), damaged, a_row(3))
    assert write_messages(home, dump, silent) == (3, 1, 0)
    assert [m["ordinal"] for m in rows_of(home, "messages", dump)] == [1, 2]
    (refused,) = rows_of(home, "quarantine", dump)
    assert (refused["dump_id"], refused["source_path"], refused["reason"]) == (
        dump.dump_id,
        "cables.csv",
        "csv_quotes",
    )
    assert (refused["source_offset"], refused["raw"]) == (len(a_row(1)), damaged.encode())


def test_many_refused_records_are_kept_in_order(home, tmp_path, monkeypatch):
    monkeypatch.setattr(growing, "ROWS", 2)
    damaged = [a_row(n).replace(',""', "") for n in range(1, 6)]
    dump = a_dump(tmp_path, *damaged)
    assert write_messages(home, dump, silent) == (5, 5, 0)
    assert [row["raw"].decode() for row in rows_of(home, "quarantine", dump)] == damaged


def test_progress_ends_with_the_number_of_messages(home, tmp_path):
    told = []
    write_messages(home, a_dump(tmp_path, a_row(1), a_row(2)), lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


def test_what_is_passed_over_is_listed_with_its_reason(home, tmp_path):
    (tmp_path / "seed.txt").write_bytes(SEED.read_bytes())
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\0")
    (dump,) = discover(tmp_path)
    written = write_messages(home, dump, lambda *_: None)
    (passed_over,) = rows_of(home, "passed_over", dump)
    assert (written.messages, written.passed_over, passed_over["source_path"]) == (1, 1, "logo.png")
    assert "PNG" in passed_over["reason"]


# -- messages -> cables -------------------------------------------------------------------------


def test_seed_becomes_one_cable_with_its_children(home):
    (dump,) = discover(SEED)
    counts = write_and_parse(home, dump)
    (cable,) = rows_of(home, "cables", dump)
    (message,) = rows_of(home, "messages", dump)
    assert cable["cable_id"] == "08PARIS1600"
    assert cable["parts"] == [cable["message_id"]] == [message["message_id"]]
    assert (cable["carrier"], cable["dump_id"], cable["ordinal"]) == ("telegram_text", dump.dump_id, 1)
    assert (cable["source_path"], cable["source_offset"]) == ("08PARIS1600.txt", 0)
    assert cable["source_length"] == SEED.stat().st_size
    assert cable["parser_version"] == PARSER_VERSION
    for name in ("recipients", "tags", "paragraphs", "routing"):
        children = rows_of(home, name, dump)
        assert len(children) == counts[name] > 0
        assert {(c["cable_id"], c["message_id"], c["message_ordinal"]) for c in children} == {
            ("08PARIS1600", cable["message_id"], 1)
        }


def test_tags_of_the_seed_stand_in_their_columns(home):
    (dump,) = discover(SEED)
    write_and_parse(home, dump)
    assert [(t["position"], t["tag"]) for t in rows_of(home, "tags", dump)][:2] == [(1, "PREL"), (2, "PBTS")]


def test_labels_of_the_carrier_are_kept_beside_the_facts(home, tmp_path):
    dump = a_dump(tmp_path, a_row(1))
    write_and_parse(home, dump)
    (cable,) = rows_of(home, "cables", dump)
    assert (cable["created_label"], cable["origin_label"], cable["classification_label"]) == (
        "8/21/2008 10:10",
        "Embassy Utopia",
        "UNCLASSIFIED",
    )


def test_issues_of_a_cable_are_the_distinct_codes_of_its_rows(home):
    (dump,) = discover(FICTIONAL)
    write_and_parse(home, dump)
    codes: dict[int, set[str]] = {}
    for issue in rows_of(home, "issues", dump):
        codes.setdefault(issue["message_ordinal"], set()).add(issue["code"])
    cables = rows_of(home, "cables", dump)
    assert codes
    assert all(sorted(cable["issues"]) == sorted(codes.get(cable["ordinal"], ())) for cable in cables)


def test_date_of_the_carrier_that_is_none_is_an_issue(home, tmp_path):
    dump = a_dump(tmp_path, a_row(1, created="99/99/9999 99:99"), a_row(2), a_row(3, created=""))
    write_and_parse(home, dump)
    invalid = [i for i in rows_of(home, "issues", dump) if i["code"] == "created_invalid"]
    assert [(i["message_ordinal"], i["severity"], i["detail"]) for i in invalid] == [(1, "warning", "99/99/9999 99:99")]
    assert ["created_invalid" in cable["issues"] for cable in rows_of(home, "cables", dump)] == [True, False, False]


def test_date_of_the_carrier_stands_in_where_the_text_has_none(home, tmp_path):
    row = a_row(1, created="12/28/1966 18:06").replace("R 211047Z AUG 08\n", "")
    dump = a_dump(tmp_path, row)
    write_and_parse(home, dump)
    (cable,) = rows_of(home, "cables", dump)
    assert (cable["date"], cable["date_source"]) == (dt.date(1966, 12, 28), "carrier")


def test_message_without_a_number_goes_to_quarantine_and_the_rest_is_read(home, tmp_path):
    dump = a_dump(tmp_path, a_row(1), a_row(2, number=""), a_row(3))
    assert write_and_parse(home, dump)["cables"] == 2
    (refused,) = rows_of(home, "quarantine", dump)
    message = rows_of(home, "messages", dump)[1]
    assert refused["reason"] == "no_cable_id"
    assert refused["raw"].decode() == f"{message['header']}\n\n{message['body']}"
    assert refused["source_offset"] == message["source_offset"] == len(a_row(1))


def test_message_that_the_parser_fails_on_goes_to_quarantine_and_the_rest_is_read(home, tmp_path):
    dump = a_dump(tmp_path, a_row(1), a_row(2))
    write_messages(home, dump, silent)
    (file,) = home.table("messages", dump.dump_id).iterdir()
    table = pq.ParquetFile(file).read()
    # No carrier delivers a message without a body, so that no parser need read one.
    bodies = pq.ParquetFile(file).read(["body"]).column(0).to_pylist()
    body = table.schema.get_field_index("body")
    pq.write_table(table.set_column(body, table.schema.field(body), [[None, bodies[1]]]), file)
    assert parse_messages(home, dump.dump_id, silent)["cables"] == 1
    (refused,) = rows_of(home, "quarantine", dump)
    assert refused["reason"] == "parser_error"
    assert "Error: " in refused["detail"]


def test_message_whose_value_fits_no_column_is_refused_and_the_rest_is_kept():
    def message(ordinal: int) -> dict:
        return dict.fromkeys(c.name for c in LAKE["messages"].lake_columns) | {
            "message_id": "m",
            "ordinal": ordinal,
            "header": "",
            "body": "",
            "source_path": "x",
            "source_offset": 0,
            "source_length": 1,
        }

    refused = []
    read = [(message(1), Cable("08UTOPIA1", section_count=1 << 40)), (message(2), Cable("08UTOPIA2"))]
    assert parse_file._fitting(read, refused) == read[1:]
    (record,) = refused
    assert record.reason == "parser_error"
    assert "fact_cables.section_count" in record.detail


def test_every_record_of_a_damaged_dump_is_a_cable_with_an_issue_or_quarantined(home, tmp_path):
    def damage(n: int, row: fictional.Fictional) -> fictional.Fictional:
        kinds = [
            replace(row, header="", body=""),
            replace(row, body=row.body[: n % 79]),
            replace(row, reference_id="NOT A NUMBER"),
            replace(row, created="99/99/9999 99:99"),
        ]
        return kinds[n // 2 % len(kinds)]

    rows = [damage(n, row) if n % 2 else row for n, row in enumerate(fictional.generate())]
    lines = fictional.as_csv(rows).splitlines(keepends=True)
    assert len(rows) == 300
    path = tmp_path / "cables.csv"
    # Beside what is damaged in its fields, every fiftieth record has lost the quote that closes it.
    starts = [n for n, text in enumerate(lines) if re.match(r'"\d+","', text)]
    for start in starts[49::50]:
        lines[start - 1] = lines[start - 1].replace('"\n', "\n")
    path.write_text("".join(lines), encoding="utf-8", newline="")
    (dump,) = discover(path)
    written = write_messages(home, dump, silent)
    counts = parse_messages(home, dump.dump_id, silent)
    quarantined = rows_of(home, "quarantine", dump)
    assert (written.messages, written.refused) == (300, 6)
    assert counts["cables"] + len(quarantined) == 300
    sound = {row.reference_id for row in rows[::2]}
    cables = rows_of(home, "cables", dump)
    assert [c["cable_id"] for c in cables if c["cable_id_raw"] not in sound and not c["issues"]] == []


@pytest.mark.parametrize("raw", [b"\0", b"\xed\xa0\x80", b"\xff\x81"], ids=["zero byte", "surrogate", "no text at all"])
def test_bytes_that_are_hard_on_text_are_written(home, tmp_path, raw):
    path = tmp_path / "cables.csv"
    path.write_bytes(a_row(1).encode().replace(b"Fish.", raw).replace(b"Embassy", raw))
    (dump,) = discover(path)
    assert write_and_parse(home, dump)["cables"] == 1
    (message,) = rows_of(home, "messages", dump)
    assert message["body"].encode(message["encoding"]).endswith(b"1. " + raw)


def by_a_thread(home: Home, dump: Dump) -> dict[str, int]:
    """As Dask's workers do."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(write_and_parse, home, dump).result()


@pytest.mark.parametrize("parse", [write_and_parse, by_a_thread], ids=["main thread", "another thread"])
def test_message_that_takes_the_parser_too_long_is_refused_and_the_next_is_read(home, tmp_path, monkeypatch, parse):
    monkeypatch.setattr(time_limit, "_LOOK", 0.01)
    monkeypatch.setattr(time_limit, "_PATIENCE", 0.02)
    monkeypatch.setattr(time_limit, "_PER_SECOND", float("inf"))
    dump = a_dump(tmp_path, a_row(1).replace("Fish.", "Fish. \n\n2. (U) " * 100_000), a_row(2))
    gc.disable()  # as loads do: what a signal raises in the midst of a collection is lost
    try:
        counts = parse(home, dump)
    finally:
        gc.enable()
    (refused,) = rows_of(home, "quarantine", dump)
    assert (refused["reason"], counts["cables"]) == ("parser_timeout", 1)


def test_bytes_of_another_encoding_are_an_issue(home, tmp_path):
    path = tmp_path / "cables.csv"
    path.write_bytes(a_row(1).encode() + b"\n" + a_row(2).encode().replace(b"Fish.", "Fish – ".encode() + b"\x93"))
    (dump,) = discover(path)
    write_and_parse(home, dump)
    mixed = [i for i in rows_of(home, "issues", dump) if i["code"] == "encoding_mixed"]
    assert [(i["message_ordinal"], i["detail"]) for i in mixed] == [(2, "utf-8, windows-1252")]


def test_worker_processes_write_what_one_process_writes(home, tmp_path, monkeypatch):
    (dump,) = discover(FICTIONAL)
    one = write_and_parse(home, dump)
    expected = {name: rows_of(home, name, dump) for name in ("messages", *PARSED)}
    monkeypatch.setattr(messages, "ROWS", 100)
    monkeypatch.setattr(engine, "_POOL_FROM", 0)
    assert write_and_parse(home, dump) == one
    assert len(list(home.table("cables", dump.dump_id).iterdir())) == 3
    assert {name: rows_of(home, name, dump) for name in expected} == expected


def test_a_file_that_a_worker_cannot_write_ends_the_step_and_leaves_what_was_there(home, tmp_path, monkeypatch):
    dump = a_dump(tmp_path, *map(a_row, range(1, 10)))
    write_messages(home, dump, silent)
    monkeypatch.setattr(messages, "ROWS", 2)
    unfinished = home.table("messages", dump.dump_id).with_name(f".dump={dump.dump_id}.new")
    with pytest.raises(FileNotFoundError, match="part-0000"):
        write_messages(home, dump, lambda done, total: shutil.rmtree(unfinished, ignore_errors=True))
    assert len(rows_of(home, "messages", dump)) == 9


def test_parsing_tells_how_far_it_is(home, tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "ROWS", 2)
    dump = a_dump(tmp_path, *map(a_row, range(1, 4)))
    write_messages(home, dump, silent)
    told = []
    parse_messages(home, dump.dump_id, lambda done, total: told.append((done, total)))
    assert told == [(2, 3), (3, 3)]


def test_what_a_lost_worker_writes_never_counts(home, tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "ROWS", 2)
    dump = a_dump(tmp_path, *map(a_row, range(1, 6)))
    write_messages(home, dump, silent)
    unfinished = home.table("cables", dump.dump_id).with_name(f".dump={dump.dump_id}.new")

    def tell(done, total):
        (unfinished / f".part-00002.parquet.{done}.new").write_bytes(b"half")

    assert parse_messages(home, dump.dump_id, tell)["cables"] == 5
    assert [cable["ordinal"] for cable in rows_of(home, "cables", dump)] == [1, 2, 3, 4, 5]
    assert len(list(home.table("cables", dump.dump_id).iterdir())) == 3


# -- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [a_row(1), a_row(1)[:-20]], ids=["one cable", "none"])
def test_every_table_has_files_of_its_declared_schema(home, tmp_path, row):
    dump = a_dump(tmp_path, row)
    write_and_parse(home, dump)
    for name, table in LAKE.items():
        files = list(home.table(name, dump.dump_id).iterdir())
        assert files
        for metadata in map(pq.read_metadata, files):
            groups = [metadata.row_group(n) for n in range(metadata.num_row_groups)]
            assert {group.column(0).compression for group in groups if group.num_rows} <= {"ZSTD"}
        for schema in map(pq.read_schema, files):
            assert [(f.name, f.type) for f in schema] == [(f.name, f.type) for f in arrow_schema(table)]
            assert [f.metadata[b"comment"].decode() for f in schema] == [c.meaning for c in table.lake_columns]


def test_lake_is_read_by_duckdb(home, tmp_path):
    dump = a_dump(tmp_path, a_row(1), a_row(2, number=""))
    write_and_parse(home, dump)
    files = str(home.lake / "quarantine" / "*" / "*.parquet")
    assert duckdb.execute("select reason from read_parquet(?)", [files]).fetchall() == [("no_cable_id",)]


def test_loading_again_replaces_a_dump_as_a_whole(home, tmp_path, monkeypatch):
    dump = a_dump(tmp_path, *map(a_row, range(1, 6)))
    with monkeypatch.context() as smaller:
        smaller.setattr(messages, "ROWS", 2)
        write_and_parse(home, dump)
    write_and_parse(home, dump)
    assert [len(list(home.table(name, dump.dump_id).iterdir())) for name in ("messages", "cables")] == [1, 1]


def test_parsing_again_leaves_what_the_carrier_refused(home, tmp_path):
    dump = a_dump(tmp_path, a_row(1), '"2","cut\n', a_row(3, number=""))
    write_and_parse(home, dump)
    parse_messages(home, dump.dump_id, silent)
    assert sorted(r["reason"] for r in rows_of(home, "quarantine", dump)) == ["csv_quotes", "no_cable_id"]


def test_step_that_fails_halfway_leaves_what_was_there(home, tmp_path, monkeypatch):
    dump = a_dump(tmp_path, *map(a_row, range(1, 6)))
    write_and_parse(home, dump)
    before = {path: path.read_bytes() for path in home.lake.rglob("*.parquet")}
    monkeypatch.setattr(messages, "ROWS", 2)

    def stop(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_messages(home, dump, stop)
    with pytest.raises(KeyboardInterrupt):
        parse_messages(home, dump.dump_id, stop)
    assert {path: path.read_bytes() for path in home.lake.rglob("*.parquet")} == before


def test_leftovers_of_a_killed_run_are_cleared_by_the_next(home, tmp_path):
    dump = a_dump(tmp_path, a_row(1))
    for name in LAKE:
        left = home.table(name, dump.dump_id).with_name(f".dump={dump.dump_id}.new")
        left.mkdir(parents=True)
        (left / "part-00000.parquet").write_bytes(b"half")
    quarantine = home.table("quarantine", dump.dump_id)
    quarantine.mkdir()
    (quarantine / ".parser.parquet.new").write_bytes(b"half")
    registered = home.lake / "dumps"
    registered.mkdir()
    (registered / ".another.json.new").write_bytes(b"half")
    exchange.recover(home)
    manifests.recover(home)
    assert [path for path in home.lake.rglob("*") if path.name.startswith(".")] == []


class Killed(BaseException):
    """The process ended here."""


RENAMES = len(PARSED) + 2 * (len(PARSED) + 1)
"""Of a file of each table; then of the old and the new folder of each table and of what is in quarantine."""


@pytest.mark.parametrize("renames", range(RENAMES + 1))
def test_tables_are_all_old_or_all_new_wherever_a_run_is_killed_that_replaces_them(
    home, tmp_path, monkeypatch, renames
):
    dump = a_dump(tmp_path, a_row(1))
    write_and_parse(home, dump)
    old = {path: path.read_bytes() for path in home.lake.rglob("*.parquet")}
    monkeypatch.setattr(parse_file, "PARSER_VERSION", "another")
    left = iter(range(renames))
    rename = Path.rename

    def killed(path: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise Killed
        return rename(path, target)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(exchange, "_recover", killed_before(exchange._recover, 1))
        patch.setattr(Path, "rename", killed)
        parse_messages(home, dump.dump_id, silent)
    exchange.recover(home)
    versions = {row["parser_version"] for row in rows_of(home, "cables", dump)}
    is_new = renames == RENAMES
    assert versions == ({"another"} if is_new else {PARSER_VERSION})
    found = {path: path.read_bytes() for path in home.lake.rglob("*.parquet")}
    assert found.keys() == old.keys()
    assert is_new or found == old


def killed_before(step: Callable[..., None], times: int) -> Callable[..., None]:
    """A step that works so many times, and then ends the process."""
    left = iter(range(times))

    def work(*arguments: object) -> None:
        if next(left, None) is None:
            raise Killed
        step(*arguments)

    return work


def test_value_that_fits_no_column_is_named():
    with pytest.raises(ValueError, match=r"fact_routing\.position"):
        as_arrow(TABLES["fact_routing"], [("08UTOPIA1", "m", 1, 1 << 40, "RUEHC")])


# -- manifests ----------------------------------------------------------------------------------


def test_manifest_is_read_back(home):
    (dump,) = discover(SEED)
    write_manifest(home, dump)
    assert read_manifest(home, dump.dump_id) == dump


def test_manifest_of_an_unknown_dump_is_missing(home):
    with pytest.raises(FileNotFoundError):
        read_manifest(home, "0" * 16)


# -- Ctrl-C -------------------------------------------------------------------------------------

IMPORTED_AT_WORK = """
import json, sys
from pathlib import Path
from dagster_project.dumps.discover import discover
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.settings import Home

home, (dump,) = Home(Path(sys.argv[1])), discover(Path(sys.argv[2]))
before = set(sys.modules)
write_messages(home, dump, lambda done, total: None)
parse_messages(home, dump.dump_id, lambda done, total: None)
print(json.dumps(sorted(name for name in set(sys.modules) - before if name.startswith("pyarrow"))))
"""


def test_nothing_compiled_is_imported_at_work_where_ctrl_c_would_be_lost(home):
    command = [sys.executable, "-c", IMPORTED_AT_WORK, home.path, FICTIONAL]
    assert json.loads(subprocess.run(command, capture_output=True, check=True).stdout) == []
