"""`cables`: what it prints, what it refuses, how it ends; and that what it shows cannot command a terminal."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import dagster as dg
import duckdb
import pytest
from conftest import FICTIONAL, PROGRAM, SEED, Said, one_line

from dagster_project import warehouse
from dagster_project.settings import Home
from dagster_project.tables import WAREHOUSE


def spawn(*arguments: str | Path, **options: object) -> subprocess.Popen[str]:
    """Starts the program in a process of its own, which hears Ctrl-C even where this one was started without."""
    command = [*PROGRAM, *map(str, arguments)]
    options.setdefault("preexec_fn", hears_interrupts)
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def hears_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def ended(process: subprocess.Popen[str]) -> Said:
    try:
        out, err = process.communicate(timeout=100)
    finally:
        process.kill()
    return Said(process.returncode, out, err)


def rows(home: Home) -> dict[str, list[str]]:
    """Every row of every table, in an order of its own."""
    with warehouse.connect(home) as connection:
        return {table.name: sorted(map(repr, connection.table(table.name).fetchall())) for table in WAREHOUSE}


def accounts(home: Home) -> list[tuple]:
    with warehouse.connect(home) as connection:
        return connection.sql("select messages, cables, duplicates, quarantined from load_dumps order by 1").fetchall()


def leftovers(home: Home) -> list[Path]:
    """Files and folders that only a load at work has; a finished search index has hidden files."""
    found = (path for path in home.path.rglob("*") if path.parent.parent != home.search)
    return [path for path in found if re.search(r"^\.|\.tmp$|building", path.name) and path.name != ".lock"]


def runs(home: Home) -> list[str]:
    """States of the runs that load, the last first."""
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        return [run.status.value for run in instance.get_runs(dg.RunsFilter(job_name="load_dump"))]


# -- load ---------------------------------------------------------------------------------------


def test_load_of_file_and_folder_prints_the_summary_and_nothing_else(
    loading: tuple[Home, subprocess.CompletedProcess[str]],
) -> None:
    said = loading[1]
    assert said.stderr.splitlines() == [
        f"{SEED} (telegram_text, 1 files, 0.0 MB)",
        f"{FICTIONAL} (cablegate_csv, 1 files, 0.8 MB)",
    ]
    first, second, *table, published = said.stdout.splitlines()
    assert first == f"{SEED}: 1 messages = 1 cables + 0 duplicates + 0 quarantined"
    assert second == f"{FICTIONAL}: 300 messages = 297 cables + 3 duplicates + 0 quarantined"
    shown = [re.fullmatch(r"│ (\w+) +│ +([\d,.]+) │", line) for line in table]
    summary = {row[1]: row[2] for row in shown if row}
    assert summary["messages"] == "301"
    assert list(summary) == [
        *("messages", "cables", "duplicates", "quarantined", "joined", "recipients", "tags", "paragraphs"),
        *("references", "routing", "distribution", "issues", "seconds"),
    ]
    assert len(table) == len(summary) + 2
    assert re.fullmatch(rf"\d+ marts in {loading[0].marts} \(0.4 MB\): \d+ paragraphs that ask .* left out", published)


def test_a_second_load_says_that_it_is_one(tmp_path: Path, cables: Callable[..., Said]) -> None:
    asked = ("load", SEED, "--home", tmp_path / "home")
    account = f"{SEED}: 1 messages = 1 cables + 0 duplicates + 0 quarantined"
    assert cables(*asked).out.splitlines()[0] == account
    assert cables(*asked).out.splitlines()[0] == f"{account}; it was already loaded"


def test_what_a_load_tells_to_type_next_works_as_it_stands(
    tmp_path: Path, cables: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CABLES_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "cables.csv").write_bytes(FICTIONAL.read_bytes() + b'"1","2"\n')
    hint = re.compile(r"^not every file was loaded whole: cables (.*)$", re.MULTILINE)
    loaded = cables("load", tmp_path / "dump", "--home", "my cables").out
    words = shlex.split(hint.search(loaded)[1])
    assert words == ["sql", "from load_files where outcome <> 'loaded'", "--home", str(tmp_path / "my cables")]
    assert "cables.csv" in cables(*words).out
    monkeypatch.setenv("CABLES_HOME", str(tmp_path / "my cables"))
    words = shlex.split(hint.search(cables("load", tmp_path / "dump").out)[1])
    assert words == ["sql", "from load_files where outcome <> 'loaded'"]


def test_a_second_load_says_the_same_and_changes_no_row(own: Home, cables: Callable[..., Said]) -> None:
    before = rows(own)
    assert sum(map(len, before.values())) > 10_000
    said = cables("load", FICTIONAL, "--json", "--home", own.path)
    assert rows(own) == before
    assert (said.status, said.err) == (0, "")
    (dump,) = json.loads(said.out)
    assert dump["carrier"] == "cablegate_csv" and dump["path"] == str(FICTIONAL) and dump["already_loaded"]
    assert (dump["messages"], dump["cables"], dump["duplicates"], dump["quarantined"]) == (300, 297, 3, 0)
    assert (
        min(
            dump[name]
            for name in ("recipients", "tags", "paragraphs", "references", "routing", "distribution", "issues")
        )
        > 100
    )
    assert dump["failed_checks"] == dump["warnings"] == []


def test_a_dump_under_another_name_is_the_same_dump(own: Home, tmp_path: Path, cables: Callable[..., Said]) -> None:
    before = rows(own)
    other = tmp_path / "other.csv"
    other.write_bytes(FICTIONAL.read_bytes())
    assert cables("load", other, "--home", own.path).status == 0
    assert rows(own) == before


def test_a_dump_that_was_moved_is_found_at_its_new_place(tmp_path: Path, cables: Callable[..., Said]) -> None:
    home = Home(tmp_path / "home")
    first, second = tmp_path / "caf\udce9.txt", tmp_path / "second.txt"  # a name that is not UTF-8
    first.write_bytes(SEED.read_bytes())
    assert cables("load", first, "--home", home.path).status == 0
    first.rename(second)
    assert cables("load", second, "--home", home.path).status == 0
    with warehouse.connect(home) as connection:
        found = connection.sql("select path, source_path from load_dumps join fact_cables using (dump_id)").fetchall()
    assert found == [(str(second), "second.txt")]


def test_a_load_may_leave_the_marts_and_says_how_to_write_them(own: Home, cables: Callable[..., Said]) -> None:
    before = (own.marts / "manifest.json").read_bytes()
    more = own.path / "more.txt"
    more.write_text(SEED.read_text(encoding="utf-8").replace("1600", "1601"), encoding="utf-8")
    said = cables("load", more, "--no-marts", "--home", own.path)
    assert said.status == 0 and (own.marts / "manifest.json").read_bytes() == before
    assert said.out.rstrip().endswith(f"the marts are left as they were: cables marts --home {own.path}")
    (dump, *_) = json.loads(cables("load", more, "--no-marts", "--json", "--home", own.path).out)
    assert dump["marts"] is None


def test_dump_loaded_as_a_release_stays_one_and_is_compared_with_what_was_published(
    tmp_path: Path, cables: Callable[..., Said]
) -> None:
    home = tmp_path / "home"
    assert cables("load", SEED, "--home", home).status == 0
    assert "nothing is loaded as a release" in cables("status", "--totals", "--home", home).out
    assert cables("load", SEED, "--home", home, "--release", "cablegate-2011").status == 0
    assert cables("load", SEED, "--home", home).status == 0
    compared = json.loads(cables("status", "--totals", "--home", home, "--json").out)
    assert {row["source_release"] for row in compared} == {"cablegate-2011"}
    assert [row["found"] for row in compared if row["key"] == "messages"] == [1]


def test_release_that_nobody_published_is_refused(tmp_path: Path, cables: Callable[..., Said]) -> None:
    said = one_line(cables("load", SEED, "--home", tmp_path / "home", "--release", "cablegate"))
    assert "cablegate-2011, nara-cfpf" in said


def test_two_loads_at_once_both_end_well(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    both = [spawn("load", path, "--home", home.path) for path in (SEED, FICTIONAL)]
    said = [ended(process) for process in both]
    assert [one.status for one in said] == [0, 0], said
    # one waits for the other's load, and one for the other's marts
    assert 1 <= sum(f"another process is loading into {home.path}" in one.err for one in said) <= 2
    assert [(messages, messages - sum(parts)) for messages, *parts in accounts(home)] == [(1, 0), (300, 0)]
    assert runs(home) == ["SUCCESS"] * 2
    assert leftovers(home) == []


# -- a load that is stopped ---------------------------------------------------------------------

PARSING = "lake/quarantine/dump=*/.parser.parquet.new"
LOADING = "warehouse/*.building"


class Stopped(NamedTuple):
    """What a stopped load said, whether the published warehouse was untouched, and the state of its run."""

    said: Said
    untouched: bool
    run: str


def stop(home: Home, dump: Path, at_work: str, by: signal.Signals) -> Stopped:
    """Send a signal to a load as soon as it has made the file `at_work`."""
    before = home.warehouse.read_bytes()
    process = spawn("load", dump, "--home", home.path)
    while process.poll() is None and not list(home.path.glob(at_work)):
        time.sleep(0.01)
    process.send_signal(by)
    said = ended(process)
    return Stopped(said, home.warehouse.read_bytes() == before, runs(home)[0])


class AfterStops(NamedTuple):
    """A home folder where loads of one dump were stopped one after the other, and the load that came last."""

    home: Home
    in_parsing: Stopped
    in_loading: Stopped
    killed: Stopped
    last: Said


@pytest.fixture(scope="module")
def after_stops(loaded: Home, tmp_path_factory: pytest.TempPathFactory) -> AfterStops:
    folder = tmp_path_factory.mktemp("stopped")
    home = Home(folder / "home")
    shutil.copytree(loaded.path, home.path)
    larger = folder / "larger.csv"  # the fictional cables twice, under other serials
    number = re.compile(r'^("\d+","[^"\n]*","\d\d[A-Z]+)(\d+)', re.MULTILINE)
    text = FICTIONAL.read_text(encoding="utf-8")
    with larger.open("w", encoding="utf-8", newline="") as file:
        for n in "12":
            file.write(number.sub(rf"\g<1>{n}00\g<2>", text))
    return AfterStops(
        home,
        stop(home, larger, PARSING, signal.SIGINT),
        stop(home, larger, LOADING, signal.SIGINT),
        stop(home, larger, LOADING, signal.SIGKILL),
        ended(spawn("load", larger, "--home", home.path)),
    )


@pytest.mark.parametrize("step", ["in_parsing", "in_loading"])
def test_ctrl_c_is_one_line_and_leaves_the_warehouse_whole(after_stops: AfterStops, step: str) -> None:
    said, untouched, run = getattr(after_stops, step)
    assert (said.status, said.out) == (130, "")
    assert said.err.splitlines()[1:] == [
        "cables: interrupted; what was published before stands, and a load goes on from it"
    ]
    assert untouched
    assert run == "FAILURE"


def test_a_killed_load_leaves_the_warehouse_whole(after_stops: AfterStops) -> None:
    assert (after_stops.killed.said.status, after_stops.killed.run) == (-signal.SIGKILL, "STARTED")
    assert after_stops.killed.untouched


def test_the_next_load_goes_through_and_clears_what_stopped_ones_left(after_stops: AfterStops) -> None:
    home = after_stops.home
    assert after_stops.last.status == 0
    assert accounts(home)[-1][0] == 600
    assert leftovers(home) == []
    assert runs(home) == ["SUCCESS", *["FAILURE"] * 3, *["SUCCESS"] * 2]


# -- errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["no/such/path", "\x1b[31m"])
def test_a_path_that_is_not_there(tmp_path: Path, cables: Callable[..., Said], name: str) -> None:
    said = one_line(cables("load", tmp_path / name, "--home", tmp_path / "home"))
    assert "does not exist: give a dump file or a folder" in said
    assert "\x1b" not in said


def test_a_file_of_unknown_form_lists_what_is_read(tmp_path: Path, cables: Callable[..., Said]) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir,\n\nthe walrus is well.\n")
    said = one_line(cables("load", letter, "--home", tmp_path / "home"))
    assert all(form in said for form in ("Cablegate CSV", "HTML pages", "texts of one telegram"))


def test_an_empty_folder(tmp_path: Path, cables: Callable[..., Said]) -> None:
    (tmp_path / "empty").mkdir()
    said = one_line(cables("load", tmp_path / "empty", "--home", tmp_path / "home"))
    assert "give a folder or file that holds cables" in said


def test_one_wrong_path_among_good_ones_loads_nothing(tmp_path: Path, cables: Callable[..., Said]) -> None:
    one_line(cables("load", SEED, tmp_path / "gone", "--home", tmp_path / "home"))
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("command", [("status",), ("show", "08PARIS1600"), ("sql", "select 1")], ids=lambda c: c[0])
def test_without_a_warehouse(tmp_path: Path, cables: Callable[..., Said], command: tuple[str, ...]) -> None:
    assert f"load a dump first with `cables load PATH --home {tmp_path}`" in one_line(
        cables(*command, "--home", tmp_path)
    )


@pytest.mark.parametrize("number", ["08ATLANTIS1", "no number", "\x1b[31mX"])
def test_an_unknown_cable(loaded: Home, cables: Callable[..., Said], number: str) -> None:
    said = one_line(cables("show", number, "--home", loaded.path))
    assert "select cable_id from cables" in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("selec 1", 'syntax error at or near "selec"\n'),
        ("select nothing from cables", 'Referenced column "nothing" not found'),
        ("from nowhere", "Table with name nowhere does not exist"),
        ("select 1; select 2", "read-only: give one statement"),
        ("", "read-only: give one statement"),
        ("/* nothing */", "read-only: give one statement"),
    ],
)
def test_faulty_sql(loaded: Home, cables: Callable[..., Said], statement: str, said: str) -> None:
    assert said in one_line(cables("sql", statement, "--home", loaded.path))


@pytest.mark.parametrize("below", ["", "below/it"])
def test_a_home_that_is_a_file(tmp_path: Path, cables: Callable[..., Said], below: str) -> None:
    (tmp_path / "file").touch()
    said = one_line(cables("load", SEED, "--home", tmp_path / "file" / below))
    assert "give another home folder with --home" in said


def test_a_home_that_is_read_only(own: Home) -> None:
    prefix = []
    if os.geteuid() == 0:  # who may write everywhere; not so without this capability
        prefix = ["setpriv", "--bounding-set=-dac_override"]
        if not shutil.which("setpriv"):
            pytest.skip("run by root, who may write everywhere, and without setpriv")
    folders = [own.path, *(path for path in own.path.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    command = [*prefix, *PROGRAM, "load", str(SEED), "--home", str(own.path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    for folder in folders:
        folder.chmod(0o755)
    assert "give another home folder with --home" in one_line(Said(said.returncode, said.stdout, said.stderr))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["status", "--nonsense"], "No such option: --nonsense: `cables status --help` says what it takes"),
        (
            ["status", "--jsn"],
            "No such option: --jsn (Possible options: --json): `cables status --help` says what it takes",
        ),
        (["sql"], "Missing argument 'statement': `cables sql --help` says what it takes"),
        (["lod", "x"], "No such command 'lod'. Did you mean 'load'?: `cables --help` says what it takes"),
        (
            ["quarantine", "lst"],
            "No such command 'lst'. Did you mean 'list'?: `cables quarantine --help` says what it takes",
        ),
        (["status", "--home"], "Option '--home' requires an argument: `cables --help` says what it takes"),
        (["\x1b[31m"], "No such command '\\x1b[31m': `cables --help` says what it takes"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_a_command_does_not_take_is_one_line(words: list[str], told: str, cables: Callable[..., Said]) -> None:
    assert cables(*words) == (2, "", f"cables: {told}\n")


@pytest.mark.parametrize("words", [[], ["quarantine"]], ids=["cables", "quarantine"])
def test_without_a_command_the_help_lists_them(words: list[str], cables: Callable[..., Said]) -> None:
    said = cables(*words)
    assert (said.status, said.err) == (2, "")
    assert said.out.strip() == cables(*words, "--help").out.strip()


IMPORTED = """
import sys
from dagster_project.cli import main

def ctrl_c(frame, event, argument):
    # what the native part of DuckDB calls while it is imported
    before = frame.f_back
    if event == "call" and before and before.f_code.co_name == "_call_with_frames_removed":
        if getattr(before.f_locals["args"][0], "__name__", "") == "_duckdb":
            sys.setprofile(None)
            raise KeyboardInterrupt

sys.setprofile(ctrl_c)
main()
"""


def test_ctrl_c_while_duckdb_is_imported_is_one_line(loaded: Home) -> None:
    command = [sys.executable, "-c", IMPORTED, "sql", "select 1", "--home", str(loaded.path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (130, "")
    assert said.stderr == "cables: interrupted; what was published before stands, and a load goes on from it\n"


def test_a_fault_of_the_program_shows_where(cables: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouse, "query", None)
    with pytest.raises(TypeError):
        cables("sql", "select 1")


# -- home ---------------------------------------------------------------------------------------


def test_home_by_the_environment(
    loaded: Home, cables: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CABLES_HOME", str(loaded.path))
    assert json.loads(cables("status", "--json").out)["home"] == str(loaded.path)
    assert str(tmp_path) in one_line(cables("status", "--home", tmp_path))


@pytest.mark.parametrize("value", [None, ""])
def test_home_without_the_environment_is_data_here(
    cables: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str | None
) -> None:
    monkeypatch.delenv("CABLES_HOME", raising=False)
    if value is not None:
        monkeypatch.setenv("CABLES_HOME", value)
    monkeypatch.chdir(tmp_path)
    assert f"no warehouse at {tmp_path / 'data' / 'warehouse'}" in one_line(cables("status"))


# -- status, show, sql --------------------------------------------------------------------------


def test_status_tells_the_account_of_every_dump(loaded: Home, cables: Callable[..., Said]) -> None:
    said = cables("status", "--home", loaded.path)
    assert said.status == 0
    assert re.search(
        r"\n    300 messages = 297 cables \+ 3 duplicates \+ 0 quarantined, 0 files passed over\n", said.out
    )
    assert str(FICTIONAL) in said.out
    found = json.loads(cables("status", "--json", "--home", loaded.path).out)
    assert {row["name"]: row["rows"] for row in found["tables"]}["fact_cables"] == 298


@pytest.mark.parametrize("number", ["08PARIS1600", "08 PARIS 1600", "08paris001600", "2008 Paris 1600"])
def test_show_takes_a_number_as_people_write_it(loaded: Home, cables: Callable[..., Said], number: str) -> None:
    said = cables("show", number, "--home", loaded.path)
    assert said.out.startswith("08PARIS1600   CONFIDENTIAL   21 August 2008 10:47 UTC\n")
    assert "\nPEKALA" in said.out


def test_show_takes_a_number_as_the_archive_cut_it(own: Home, cables: Callable[..., Said]) -> None:
    with duckdb.connect(own.warehouse) as connection:
        connection.execute("update fact_cables set cable_id_raw = '1975LOUREN00863' where cable_id = '08PARIS1600'")
    assert cables("show", "1975louren00863", "--home", own.path).out.startswith("08PARIS1600 ")


REFUSED = [
    "insert into load_dumps (dump_id) values ('x')",
    "update fact_cables set year = 1",
    "drop view cables",
    "create table cables_of_mine (n int)",
    "create temp table cables_of_mine (n int)",
    "copy cables to '{home}/out.csv'",
    "export database '{home}/out'",
    "attach '{home}/other.duckdb'",
    "attach ':memory:' as other",
    "from read_csv('/etc/passwd')",
    "from '/etc/passwd'",
    "from read_text('{home}/dagster/dagster.yaml')",
    "from glob('/*')",
    "from read_parquet('http://127.0.0.1:9/x.parquet')",
    "load fts",
    "install fts",
    "set threads = 1",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "pragma profiling_output = '{home}/out.json'",
    "call enable_logging(storage = 'file', storage_path = '{home}/out')",
    "explain analyze copy cables to '{home}/out.csv'",
    "use memory",
    "begin",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_sql_only_reads_the_warehouse(loaded: Home, cables: Callable[..., Said], statement: str) -> None:
    before = sorted(loaded.path.glob("*"))
    one_line(cables("sql", statement.format(home=loaded.path), "--home", loaded.path))
    assert sorted(loaded.path.glob("*")) == before


@pytest.mark.parametrize(
    "statement",
    [
        "select count(*) as n from cables",
        "from cables select count(*) as n;",
        "with x as (select 1 as n) from x",
        "describe cables",
        "summarize tags",
        "show tables",
        "explain select 1",
        "pivot cables on class_level using count(*) group by post",
    ],
)
def test_sql_takes_every_statement_that_reads(loaded: Home, cables: Callable[..., Said], statement: str) -> None:
    said = cables("sql", statement, "--home", loaded.path)
    assert (said.status, said.err) == (0, "")
    assert re.search(r"^\d+ rows?$", said.out, re.MULTILINE)


def test_sql_as_json_keeps_columns_of_one_name_apart(loaded: Home, cables: Callable[..., Said]) -> None:
    said = cables("sql", "select 1 as n, 2 as n, null as m, date '2008-08-21' as d", "--json", "--home", loaded.path)
    assert json.loads(said.out) == [{"n": 1, "n_2": 2, "m": None, "d": "2008-08-21"}]


@pytest.mark.parametrize("width", [80, 200])
def test_sql_cuts_nothing_off(
    loaded: Home, cables: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    out = re.sub(r"\x1b\[[\d;]*m", "", cables("sql", "from cables where post = 'PARIS'", "--home", loaded.path).out)
    assert max(map(len, out.splitlines())) <= width
    names = [row[0] for row in warehouse.query(loaded, "describe cables").rows]
    assert [name for name in names if not re.search(rf"^{name} ", out, re.MULTILINE)] == []
    assert "…" not in out


def has_open(process: subprocess.Popen, file: Path) -> bool:
    with suppress(FileNotFoundError):  # a file may be closed between the list and the look
        return any(opened.samefile(file) for opened in Path(f"/proc/{process.pid}/fd").iterdir())
    return False


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc tells when the query has begun")
def test_ctrl_c_ends_a_query_on_all_threads(loaded: Home) -> None:
    process = spawn("sql", "select sum(i * j) from range(10000000) a(i), range(10000000) b(j)", "--home", loaded.path)
    while process.poll() is None and not has_open(process, loaded.warehouse):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    said = ended(process)
    assert (said.status, said.out, len(said.err.splitlines())) == (130, "", 1)


# -- text of cables is text ---------------------------------------------------------------------

HOSTILE = "[red]red[/red] [link=https://example.org]x[/link] \x1b[31m \x9b31m \x07 \x08 \x7f \r \u202e \u2066"
COMMANDS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A warehouse of one fictional cable that tries to command the terminal, from a file that tries it too.

    Its home folder's name could be taken for a pattern, for a partition and for markup.
    """
    folder = tmp_path_factory.mktemp("hostile")
    dump = folder / "[red]\x1b[31m.csv"
    body = (
        f"UNCLAS ZENDA 1\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: {HOSTILE} END\n\n1. (U) {HOSTILE} END\n\nX"
    )
    fields = "1", "8/21/2008 10:47", "08ZENDA1", f"Embassy {HOSTILE}", "UNCLASSIFIED", "", "FM AMEMBASSY ZENDA", body
    lines = ",".join(f'"{field}"' for field in fields), '"2","damaged"', ""
    dump.write_text("\n".join(lines), encoding="utf-8", newline="")
    home = Home(folder / "home=of [red]*")
    said = ended(spawn("load", dump, "--home", home.path))
    assert said.status == 0, said.err
    assert said.out.splitlines()[-2].startswith("not every file was loaded whole: cables sql")
    assert COMMANDS.findall(said.out + said.err) == []
    return home


@pytest.mark.parametrize(
    "command",
    [
        ("show", "08ZENDA1"),
        ("show", "08ZENDA1", "--json"),
        ("sql", "select subject, origin_label from cables"),
        ("sql", "select subject, origin_label from cables", "--json"),
        ("sql", "from cables"),
        ("sql", f'select 1 as "{HOSTILE.replace(chr(0), "")}"'),
        ("status",),
        ("status", "--json"),
    ],
)
def test_no_text_commands_the_terminal(hostile: Home, cables: Callable[..., Said], command: tuple[str, ...]) -> None:
    said = cables(*command, "--home", hostile.path)
    assert said.status == 0
    assert COMMANDS.findall(said.out) == []
    assert "[red]" in said.out
    if "--json" not in command:
        assert r"\x1b[31m" in said.out


def test_what_cannot_be_read_is_in_quarantine(hostile: Home, cables: Callable[..., Said]) -> None:
    assert accounts(hostile) == [(2, 1, 0, 1)]
    assert cables("status", "--home", hostile.path).out.splitlines()[-1] == "in quarantine: 1 csv_fields"


def test_the_warehouse_keeps_what_the_terminal_does_not_get(hostile: Home) -> None:
    with duckdb.connect(hostile.warehouse, read_only=True) as connection:
        (label,) = connection.sql("select origin_label from fact_cables").fetchone()
    assert label == f"Embassy {HOSTILE}"
