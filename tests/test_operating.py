"""What a home folder tells: settings, alerts, the journal, and the warehouse files that are kept."""

import json
import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import fields
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from conftest import PROGRAM, SEED

from dagster_project import alerts, journal, retention, runs, settings, warehouse
from dagster_project.definitions import defs
from dagster_project.defs.arrival import failed_runs
from dagster_project.defs.resources import HomeResource
from dagster_project.settings import ROOT, ArchiveLimits, Home, Operation

TEXT = "the walrus is well"
RECORD = '"1","8/21/2008 10:47","08ZENDA1","Embassy Zenda","UNCLASSIFIED","","FM AMEMBASSY ZENDA","UNCLAS ZENDA 1"\n'
DAMAGED = f'"2","{TEXT}"\n'
"""A record that lacks six fields: it goes to quarantine."""


# -- settings -----------------------------------------------------------------------------------


def test_every_setting_is_in_the_table_with_its_default() -> None:
    page = (ROOT / "docs" / "OPERATING.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(CABLES_\w+)` \| `?(.*?)`? \| \S", page, re.MULTILINE))
    declared = {f"CABLES_{field.name.upper()}": str(field.default or "none") for field in fields(Operation)}
    declared |= {settings.variable(field.name): str(field.default) for field in fields(ArchiveLimits)}
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "dagster_project").rglob("*.py"))
    assert set(re.findall(r"CABLES_[A-Z_]*[A-Z]\b", source)) | declared.keys() == listed.keys()
    by_machine = {"CABLES_THREADS": "one a core", "CABLES_WORKERS": "one a core", "CABLES_KEEP_WAREHOUSES": "0"}
    others = {"CABLES_HOME": "./data", "CABLES_MESSAGE_LIMIT": str(settings.message_limit())}
    assert listed == declared | by_machine | others


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("MEMORY_LIMIT", "much", "a size such as 2GB"),
        ("MEMORY_LIMIT", "2", "a size such as 2GB"),
        ("THREADS", "0", "a whole number from 1"),
        ("WORKERS", "-1", "a whole number from 1"),
        ("LANDING_SETTLED", "1.5", "a whole number of seconds"),
        ("NIGHTLY", "half past two", "five fields as cron has them"),
        ("KEEP_WAREHOUSES", "all", "a whole number"),
    ],
)
def test_a_setting_that_cannot_be_followed_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, wanted: str
) -> None:
    monkeypatch.setenv(f"CABLES_{name}", value)
    with pytest.raises(ValueError, match=f"^CABLES_{name} is '{value}': give {wanted}"):
        Operation.from_environment()


def test_duckdb_is_opened_with_the_limits(own: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CABLES_MEMORY_LIMIT", "512MiB")
    monkeypatch.setenv("CABLES_THREADS", "1")
    with duckdb.connect(":memory:", config=warehouse.config()) as connection:
        asked = "select current_setting('memory_limit'), current_setting('threads')"
        assert connection.execute(asked).fetchone() == ("512.0 MiB", 1)


# -- alerts -------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict]]:
    """What a real HTTP server was sent; it refuses what is not JSON."""
    got: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        monkeypatch.setenv("CABLES_ALERT_WEBHOOK", f"http://127.0.0.1:{server.server_port}/secret")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield got
        server.shutdown()


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], list[dict]]:
    """What a command got on its standard input, an alert a line."""
    got = tmp_path / "alerts got"
    script = f"import sys; open({str(got)!r}, 'a').write(sys.stdin.read() + '\\n')"
    monkeypatch.setenv("CABLES_ALERT_COMMAND", shlex.join([sys.executable, "-c", script]))
    return lambda: [json.loads(line) for line in got.read_text().splitlines()] if got.exists() else []


def lines(home: Home) -> list[dict]:
    return [json.loads(line) for line in (home.logs / "cables.jsonl").read_text().splitlines()]


def test_a_load_that_leaves_records_in_quarantine_tells_both_hooks(
    home: Home, tmp_path: Path, webhook: list[dict], command: Callable[[], list[dict]]
) -> None:
    dump = tmp_path / "damaged.csv"
    dump.write_text(RECORD + DAMAGED)
    done = subprocess.run([*PROGRAM, "load", dump, "--home", home.path], capture_output=True, text=True, check=True)
    (alert,) = webhook
    assert command() == [alert]
    with warehouse.connect(home) as connection:
        ((dump_id,),) = connection.sql("select dump_id from load_dumps").fetchall()
    assert alert.pop("time") and alert == {
        "kind": "quarantine",
        "home": str(home.path),
        "dump": dump_id,
        "quarantined": 1,
        "reasons": {"csv_fields": 1},
    }
    assert done.stderr.splitlines()[1:] == []
    steps = [line for line in lines(home) if line["event"] == "step done"]
    assert [line["step"] for line in steps] == ["reading", "parsing", "loading"]
    assert {line["dump"] for line in steps} == {dump_id} and len({line["run"] for line in steps}) == 1
    assert (steps[0]["messages"], steps[0]["refused"], steps[2]["quarantined"]) == (2, 1, 1)
    assert 0 <= steps[2]["copying"] < steps[2]["seconds"]
    said = (home.logs / "cables.jsonl").read_text()
    assert TEXT not in said and "secret" not in said


def test_a_run_of_cables_load_that_fails_is_told_with_the_step_and_without_text(
    own: Home, command: Callable[[], list[dict]]
) -> None:
    own.warehouse.write_bytes(b"no warehouse")
    done = subprocess.run([*PROGRAM, "load", SEED, "--home", own.path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (alert,) = command()
    assert (alert["kind"], alert["job"], alert["step"], alert["started_by"]) == (
        *("run_failed", "load_dump", "star", "cables load"),
    )
    assert alert["error"].startswith("IOException: ")
    (failed,) = (line for line in lines(own) if line["event"] == "step failed")
    assert (failed["level"], failed["step"], failed["error"]) == ("error", "loading", alert["error"])


@pytest.mark.parametrize(
    ("hook", "value", "error"),
    [
        ("COMMAND", f"{shlex.quote(sys.executable)} -c 'raise SystemExit(3)' secret", "exit status 3"),
        ("COMMAND", "/no/such/command secret", "FileNotFoundError"),
        ("COMMAND", "'secret", "ValueError"),
        ("WEBHOOK", "http://127.0.0.1:9/secret", "ConnectionRefusedError"),
    ],
)
def test_a_hook_that_fails_is_written_down_and_stops_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, hook: str, value: str, error: str
) -> None:
    monkeypatch.setenv(f"CABLES_ALERT_{hook}", value)
    alerts.send(home, "quarantine", dump="d")
    first, second = lines(home)
    assert (first["event"], second["event"], second["hook"]) == ("alert", "alert not taken", f"CABLES_ALERT_{hook}")
    assert second["error"] == error
    assert error in caplog.text and "secret" not in caplog.text


SECRET = "opensesame"
SECRETS = [
    ("WEBHOOK", f"http://127.0.0.1:PORT/{SECRET}?token={SECRET}", True),
    ("WEBHOOK", f"http://{SECRET}:{SECRET}@127.0.0.1:9/{SECRET}?token={SECRET}", False),
    ("WEBHOOK", f"http://{SECRET}.invalid/{SECRET}", False),
    ("WEBHOOK", f"http://127.0.0.1:no/{SECRET}", False),
    ("COMMAND", f"{shlex.quote(sys.executable)} -c 'import sys; sys.stdin.read()' {SECRET}", True),
    (
        "COMMAND",
        f"{shlex.quote(sys.executable)} -c 'import sys; print(sys.argv); raise SystemExit(str(sys.argv))' {SECRET}",
        False,
    ),
    ("COMMAND", f"/no/such/{SECRET} {SECRET}", False),
    ("COMMAND", f"'{SECRET}", False),
]


@pytest.mark.parametrize(("hook", "value", "taken"), SECRETS)
def test_no_secret_of_a_hook_is_written_anywhere(
    home: Home, tmp_path: Path, webhook: list[dict], hook: str, value: str, taken: bool
) -> None:
    port = os.environ.pop("CABLES_ALERT_WEBHOOK").split(":")[2].split("/")[0]
    setting = {f"CABLES_ALERT_{hook}": value.replace("PORT", port)}
    dump = tmp_path / "damaged.csv"
    dump.write_text(RECORD + DAMAGED)
    said = []
    for command in (["load", dump, "--no-marts"], ["status"]):
        done = subprocess.run(
            [*PROGRAM, *command, "--home", home.path],
            env=os.environ | setting,
            capture_output=True,
            check=True,
        )
        said += [done.stdout, done.stderr]
    assert sum(line["event"] == "alert" for line in lines(home)) == 1
    assert sum(line["event"] == "alert not taken" for line in lines(home)) == 1 - taken
    # Dagster's events and the output of its steps too, and the warehouse
    written = {str(file): file.read_bytes() for file in home.path.rglob("*") if file.is_file()}
    assert any("dagster" in name and b"STEP_SUCCESS" in content for name, content in written.items())
    assert [text for text in (*said, *written, *written.values()) if SECRET in str(text)] == []


@pytest.mark.parametrize(("hook", "value"), [(hook, value) for hook, value, taken in SECRETS if not taken])
def test_no_secret_of_a_hook_is_written_by_a_run_that_fails(home: Home, hook: str, value: str) -> None:
    home.warehouse.parent.mkdir(parents=True)
    home.warehouse.write_bytes(b"no warehouse")
    done = subprocess.run(
        [*PROGRAM, "load", SEED, "--home", home.path],
        env=os.environ | {f"CABLES_ALERT_{hook}": value},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert [line["event"] for line in lines(home) if "alert" in line["event"]] == ["alert", "alert not taken"]
    written = {str(file): file.read_bytes() for file in home.path.rglob("*") if file.is_file()}
    assert any("dagster" in name and b"STEP_FAILURE" in content for name, content in written.items())
    assert [text for text in (done.stdout, done.stderr, *written, *written.values()) if SECRET in str(text)] == []


@pytest.mark.parametrize("value", [f"file:///{SECRET}", f"127.0.0.1/{SECRET}", f"http:// {SECRET}"])
def test_a_webhook_that_cannot_be_followed_is_refused_without_its_address(home: Home, value: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "load", SEED, "--home", home.path],
        env=os.environ | {"CABLES_ALERT_WEBHOOK": value},
        capture_output=True,
        text=True,
        check=False,
    )
    written = [file.read_bytes() for file in home.path.rglob("*") if file.is_file()]
    assert done.returncode == 1
    assert "CABLES_ALERT_WEBHOOK is not what it must be: give an address that begins with http" in done.stderr
    assert [text for text in (done.stdout, done.stderr, *written) if SECRET in str(text)] == []


def test_a_hook_that_hangs_is_given_up(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "_PATIENCE", 0.2)
    monkeypatch.setenv("CABLES_ALERT_COMMAND", shlex.join([sys.executable, "-c", "import time; time.sleep(60)"]))
    alerts.send(home, "quarantine")
    assert lines(home)[-1]["error"] == "not done after 0.2 seconds"


def failed_run(home: Home, instance: dg.DagsterInstance, started_by: str) -> dg.DagsterRun:
    tags = {runs.STARTED_BY: started_by, "dagster/partition": "d"}
    job = defs.resolve_job_def("load_dump")
    return instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED, tags=tags)


@pytest.mark.parametrize(("started_by", "told"), [("arrival", 1), ("nightly", 1), ("cables load", 0)])
def test_the_daemon_tells_of_failed_runs_that_no_command_tells_of(
    home: Home, command: Callable[[], list[dict]], started_by: str, told: int
) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        run = failed_run(home, instance, started_by)
        event = instance.report_run_failed(run, "it could not be started")
        given = {"home": HomeResource(path=str(home.path))}
        with dg.build_run_status_sensor_context("failed_runs", event, instance, run, resources=given) as context:
            failed_runs(context.for_run_failure())
    assert [alert["error"] for alert in command()] == ["it could not be started"] * told


def test_a_dead_run_of_cables_load_is_told_by_who_finds_it(home: Home, command: Callable[[], list[dict]]) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        run = failed_run(home, instance, "cables load")
        (home.dagster / "at_work").mkdir(parents=True)
        (home.dagster / "at_work" / run.run_id).touch()
        runs.end_dead_runs(home, instance)
        assert instance.get_run_by_id(run.run_id).status is dg.DagsterRunStatus.FAILURE
    (alert,) = command()
    assert (alert["run"], alert["error"]) == (run.run_id, "the process that ran it ended before the run did")
    assert list((home.dagster / "at_work").iterdir()) == []


def test_what_was_raised_beside_the_steps_is_the_reason() -> None:
    @dg.resource
    def worker(_: dg.InitResourceContext) -> None:
        raise ConnectionError("all workers died") from ValueError("no memory")

    @dg.op(required_resource_keys={"worker"})
    def parse() -> None: ...

    @dg.job(resource_defs={"worker": worker})
    def parsing() -> None:
        parse()

    with dg.DagsterInstance.ephemeral() as instance:
        run = parsing.execute_in_process(instance=instance, raise_on_error=False)
        assert runs.reason(instance, run.run_id) == (None, "ValueError", "no memory")


# -- the journal --------------------------------------------------------------------------------


def test_the_error_of_a_step_is_told_without_text_of_a_cable(home: Home) -> None:
    for error in (ValueError(TEXT), FileNotFoundError(2, "gone", "dump.csv"), warehouse.NotInLake("no Parquet file")):
        with pytest.raises(type(error)), journal.step(home, "reading", dump="d"):
            raise error
    assert [line["error"] for line in lines(home)] == [
        "ValueError",
        "FileNotFoundError: [Errno 2] gone: 'dump.csv'",
        "NotInLake: no Parquet file",
    ]


def test_the_journal_is_put_aside_when_it_is_full_and_no_line_is_lost(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_SIZE", 2_000)
    write = lambda first: [journal.note(home, "n", n=n) for n in range(first, first + 20)]  # noqa: E731
    both = [threading.Thread(target=write, args=[first]) for first in (0, 20)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    files = sorted(home.logs.glob("cables.jsonl*"))
    assert len(files) == 2 and max(file.stat().st_size for file in files) < 2_100
    noted = [json.loads(line)["n"] for file in files for line in file.read_text().splitlines()]
    assert sorted(noted) == list(range(40))


def test_a_journal_that_cannot_be_written_stops_nothing(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    home.path.mkdir()
    home.logs.touch()
    journal.note(home, "n")
    assert "cannot write to" in caplog.text


# -- files published before ---------------------------------------------------------------------


def test_as_many_published_files_are_kept_as_asked_for(own: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    dump_id = next((own.lake / "dumps").glob("*.json")).stem
    published = [own.warehouse.stat().st_ino]
    monkeypatch.setenv("CABLES_KEEP_WAREHOUSES", "2")
    for _ in range(3):
        warehouse.load_dump(own, dump_id)
        published.append(own.warehouse.stat().st_ino)
    kept = sorted(retention.kept_files(own))
    assert [file.stat().st_ino for file in kept] == published[1:3]  # the very files, the oldest removed
    with duckdb.connect(kept[0], read_only=True) as connection:
        assert connection.sql("select count(*) from load_dumps").fetchone() == (2,)
    monkeypatch.delenv("CABLES_KEEP_WAREHOUSES")
    warehouse.load_dump(own, dump_id)
    assert retention.kept_files(own) == []
