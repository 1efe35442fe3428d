"""What arrives in `landing/` is loaded once it is finished, or told of; and what the night finds amiss is started."""

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from conftest import FICTIONAL, SEED

from dagster_project import arrival as landing_folder
from dagster_project import lock
from dagster_project.definitions import defs
from dagster_project.defs import arrival as in_dagster
from dagster_project.defs.arrival import arrival, nightly, stale_marts
from dagster_project.defs.resources import HomeResource
from dagster_project.lake.manifests import read_manifest, registered, write_manifest
from dagster_project.settings import Home
from dagster_project.tables import STAR

TABLE = b"number,sent,full_text\n08ZENDA7,8/21/2008 10:47,whole text\n"
COLUMNS = 'reference_id = "number"\ncreated_label = "sent"\ntext = "full_text"\n'


# -- a look into the folder ---------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.landing.mkdir(parents=True)
    return home


def taken(look: landing_folder.Look) -> dict[str, landing_folder.Seen]:
    return {name: seen._replace(taken=name in look.finished) for name, seen in look.seen.items()}


def test_a_delivery_is_finished_when_it_has_looked_the_same_for_a_while(home: Home) -> None:
    file = home.landing / "one.txt"
    file.write_bytes(SEED.read_bytes()[:1000])
    first = landing_folder.look(home.landing, {}, 100, 30)
    file.write_bytes(SEED.read_bytes())
    second = landing_folder.look(home.landing, first.seen, 130, 30)  # it grew
    third = landing_folder.look(home.landing, second.seen, 159, 30)
    fourth = landing_folder.look(home.landing, third.seen, 160, 30)
    assert [look.finished for look in (first, second, third, fourth)] == [[], [], [], ["one.txt"]]
    assert landing_folder.look(home.landing, taken(fourth), 500, 30).finished == []


def test_a_folder_changes_with_what_is_below_it_and_a_table_with_its_column_names(home: Home) -> None:
    (home.landing / "pages" / "below").mkdir(parents=True)
    (home.landing / "pages" / "below" / "one.txt").write_bytes(SEED.read_bytes())
    (home.landing / "table.csv").write_bytes(TABLE)
    look = landing_folder.look(home.landing, {}, 0, 0)
    assert look.finished == ["table.csv", "pages"]  # the smaller one first
    (home.landing / "pages" / "below" / "two.txt").write_bytes(SEED.read_bytes())
    look = landing_folder.look(home.landing, taken(look), 0, 0)
    assert look.finished == ["pages"]
    (home.landing / "table.csv.columns.toml").write_text(COLUMNS)
    assert landing_folder.look(home.landing, taken(look), 0, 0).finished == ["table.csv"]


def test_hidden_files_are_left_alone(home: Home) -> None:
    (home.landing / ".one.txt.Xy3").write_bytes(SEED.read_bytes())
    assert landing_folder.look(home.landing, {}, 0, 0).seen == {}


# -- the sensor ---------------------------------------------------------------------------------


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CABLES_LANDING_SETTLED", "0")


def look(home: Home, instance: dg.DagsterInstance, cursor: str | None = None) -> dg.SensorResult:
    given = {"home": HomeResource(path=str(home.path))}
    with dg.build_sensor_context(instance, cursor, resources=given) as context:
        found = arrival(context)
    assert isinstance(found, dg.SensorResult)
    return found


def told(result: dg.SensorResult) -> dict[str, tuple[str, str]]:
    """Outcome and what was told, by delivery."""
    metadata = [event.metadata for event in result.asset_events]
    return {m["delivery"].value: (m["outcome"].value, m["what"].value) for m in metadata}


def test_a_dump_is_registered_and_run_once_whatever_its_file_is_called(
    home: Home, instance: dg.DagsterInstance
) -> None:
    shutil.copy(SEED, home.landing / "one.txt")
    shutil.copy(SEED, home.landing / "other.txt")
    first = look(home, instance)
    (request,) = first.run_requests
    assert request.run_key == request.partition_key
    assert read_manifest(home, request.partition_key).path == home.landing / "one.txt"
    (partitions,) = first.dynamic_partitions_requests
    assert partitions.partition_keys == [request.partition_key]
    assert {name: outcome for name, (outcome, _) in told(first).items()} == {
        "one.txt": "registered",
        "other.txt": "registered",
    }
    again = look(home, instance, first.cursor)
    assert (again.run_requests, again.asset_events) == ([], [])
    (home.landing / "one.txt").touch()  # the daemon starts no second run under the same key
    assert [run.run_key for run in look(home, instance, first.cursor).run_requests] == [request.run_key]


def test_a_file_that_changed_is_a_new_dump(home: Home, instance: dg.DagsterInstance) -> None:
    shutil.copy(SEED, home.landing / "one.txt")
    first = look(home, instance)
    with (home.landing / "one.txt").open("a") as file:
        file.write("\n\nKLOVSK\n")
    second = look(home, instance, first.cursor)
    assert len({run.run_key for run in (*first.run_requests, *second.run_requests)}) == 2


def test_files_are_found_as_by_cables_load(home: Home, instance: dg.DagsterInstance) -> None:
    (home.landing / "table.csv").write_bytes(TABLE)
    (home.landing / "table.csv.columns.toml").write_text(COLUMNS)
    shutil.make_archive(str(home.landing / "packed"), "zip", FICTIONAL.parent)
    (home.landing / "folder").mkdir()
    shutil.copy(SEED, home.landing / "folder" / "one.txt")
    shutil.copy(FICTIONAL, home.landing / "folder" / "fictional.csv")
    found = look(home, instance)
    dumps = [read_manifest(home, run.partition_key) for run in found.run_requests]
    assert sorted((dump.path.name, dump.carrier) for dump in dumps) == [
        ("fictional.csv", "cablegate_csv"),
        ("folder", "telegram_text"),
        ("packed.zip", "cablegate_csv"),
        ("table.csv", "generic_table"),
    ]


def test_what_cannot_be_loaded_is_told_once_and_keeps_nothing_else_waiting(
    home: Home, instance: dg.DagsterInstance
) -> None:
    (home.landing / "dangling.csv").symlink_to("nowhere")
    (home.landing / "letter.txt").write_text("Dear Sir,\n\nthe walrus is well.\n")
    os.mkfifo(home.landing / "pipe")
    (home.landing / "empty").mkdir()
    (home.landing / "table.csv").write_bytes(TABLE)
    (home.landing / "table.csv.columns.toml").write_text("nonsense")
    (home.landing / "caf\udce9.csv").write_bytes(b"\0")
    shutil.copy(SEED, home.landing / "one.txt")
    found = look(home, instance)
    refused = {name: what for name, (outcome, what) in told(found).items() if outcome == "refused"}
    assert sorted(refused) == ["caf\\xe9.csv", "dangling.csv", "empty", "letter.txt", "pipe", "table.csv"]
    assert "does not exist" in refused["dangling.csv"]
    assert "no form that is read" in refused["letter.txt"]
    assert "no regular file" in refused["pipe"]
    assert "table.csv.columns.toml cannot be read" in refused["table.csv"]
    assert len(found.run_requests) == 1
    assert look(home, instance, found.cursor).asset_events == []


def test_what_goes_away_before_it_is_taken_is_told_and_what_was_loaded_may_go(
    home: Home, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(SEED, home.landing / "loaded.txt")
    first = look(home, instance)
    monkeypatch.setenv("CABLES_LANDING_SETTLED", "3600")
    shutil.copy(SEED, home.landing / "going.txt")
    second = look(home, instance, first.cursor)
    assert told(second) == {}
    for file in home.landing.iterdir():
        file.unlink()
    third = look(home, instance, second.cursor)
    assert told(third) == {"going.txt": ("refused", "it went away before it was taken")}
    assert told(look(home, instance, third.cursor)) == {}


def test_a_setting_that_cannot_be_followed_is_named(
    home: Home, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CABLES_LANDING_SETTLED", "soon")
    with pytest.raises(ValueError, match="CABLES_LANDING_SETTLED is 'soon': give a whole number of seconds"):
        look(home, instance)


def test_without_the_folder_it_says_so(tmp_path: Path, instance: dg.DagsterInstance) -> None:
    (tmp_path / "landing").touch()  # a file in its place
    with dg.build_sensor_context(instance, resources={"home": HomeResource(path=str(tmp_path))}) as context:
        assert "make it" in arrival(context).skip_message


def test_it_ends_runs_whose_process_is_no_more(home: Home, instance: dg.DagsterInstance) -> None:
    job = defs.resolve_job_def("load_dump")
    started = [
        instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED, tags={"dagster/partition": "d"}).run_id
        for _ in range(2)
    ]
    living, killed = (subprocess.Popen([sys.executable, "-c", ALIVE, home.path, run]) for run in started)
    shown = [home.dagster / "at_work" / run for run in started]
    while not all(path.exists() and not lock.is_free(path) for path in shown):
        assert living.poll() is killed.poll() is None
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    try:
        look(home, instance)
        assert [instance.get_run_by_id(run).status.value for run in started] == ["STARTED", "FAILURE"]
    finally:
        living.kill()


ALIVE = """
import sys, time
from pathlib import Path
from dagster_project import runs
from dagster_project.settings import Home
runs.show_alive(Home(Path(sys.argv[1])), sys.argv[2])
time.sleep(100)
"""


def test_both_are_off_until_they_are_switched_on() -> None:
    assert arrival.default_status == dg.DefaultSensorStatus.STOPPED
    assert nightly.default_status == dg.DefaultScheduleStatus.STOPPED


def test_the_cursor_holds_names_that_are_no_text(home: Home, instance: dg.DagsterInstance) -> None:
    shutil.copy(SEED, os.fsencode(home.landing) + b"/caf\xe9.txt")
    cursor = look(home, instance).cursor
    assert cursor.isascii() and list(json.loads(cursor)) == ["caf\udce9.txt"]
    assert look(home, instance, cursor).run_requests == []


# -- the night ----------------------------------------------------------------------------------


@pytest.fixture
def record(own: Home) -> Iterator[dg.DagsterInstance]:
    """The record of the runs that loaded the home folder `own`."""
    with dg.DagsterInstance.from_config(str(own.dagster)) as instance:
        yield instance


def night(home: Home, instance: dg.DagsterInstance) -> list[dg.RunRequest]:
    given = {"home": HomeResource(path=str(home.path))}
    with dg.build_schedule_context(instance, dt.datetime(2026, 11, 28, 2, 30), resources=given) as context:
        found = nightly(context)
    return [] if isinstance(found, dg.SkipReason) else found


def test_a_night_at_which_all_is_as_it_should_be_starts_nothing(own: Home, record: dg.DagsterInstance) -> None:
    own.landing.mkdir()
    shutil.copy(SEED, own.landing)
    assert night(own, record) == []


def of_marts(home: Home, instance: dg.DagsterInstance) -> dg.RunRequest | dg.SkipReason:
    given = {"home": HomeResource(path=str(home.path))}
    with dg.build_sensor_context(instance, resources=given) as context:
        return stale_marts(context)


def test_marts_are_written_when_the_warehouse_has_changed_and_no_load_is_at_work(
    own: Home, record: dg.DagsterInstance
) -> None:
    assert "as the warehouse is" in of_marts(own, record).skip_message
    with duckdb.connect(str(own.warehouse)) as connection:
        connection.execute("update load_dumps set finished_at = finished_at + interval 1 second")
    request = of_marts(own, record)
    assert request.run_key == of_marts(own, record).run_key  # under which the daemon starts it once
    run = record.create_run_for_job(defs.resolve_job_def("load_dump"), tags={"dagster/partition": "d1"})
    record.report_run_canceling(run)
    assert "at work or queued" in of_marts(own, record).skip_message


def test_marts_are_written_where_there_are_none_but_not_before_a_warehouse_is(
    own: Home, record: dg.DagsterInstance
) -> None:
    shutil.rmtree(own.marts)
    assert isinstance(of_marts(own, record), dg.RunRequest)
    own.warehouse.unlink()
    assert "nothing is loaded" in of_marts(own, record).skip_message


def test_what_was_missed_is_started(own: Home, record: dg.DagsterInstance) -> None:
    own.landing.mkdir()
    (own.landing / "new.txt").write_bytes(SEED.read_bytes() + b"\n\nKLOVSK\n")
    (own.landing / "letter.txt").write_text("Dear Sir,\n")
    (dump,) = landing_folder.dumps_at(own.landing / "new.txt")
    known = read_manifest(own, registered(own)[0])
    never_loaded = replace(known, dump_id="0123456789abcdef")
    write_manifest(own, never_loaded)
    started = {run.partition_key: run.asset_selection for run in night(own, record)}
    assert started == {dump.dump_id: None, never_loaded.dump_id: None}
    assert set(record.get_dynamic_partitions("dumps")) > started.keys()
    (event,) = record.fetch_observations(dg.AssetKey("landing"), limit=9).records
    assert event.event_log_entry.asset_observation.metadata["delivery"].value == "letter.txt"


def test_what_a_run_is_loading_is_not_started(own: Home, record: dg.DagsterInstance) -> None:
    own.landing.mkdir()
    (own.landing / "new.txt").write_bytes(SEED.read_bytes() + b"\n\nKLOVSK\n")
    (request,) = night(own, record)
    job = defs.resolve_job_def("load_dump")
    tags = {"dagster/partition": request.partition_key}
    record.create_run_for_job(job, status=dg.DagsterRunStatus.NOT_STARTED, tags=tags)
    assert night(own, record) == []


def test_what_another_version_of_the_parser_read_is_read_again_from_the_lake(
    own: Home, record: dg.DagsterInstance
) -> None:
    own.landing.mkdir()
    with duckdb.connect(own.warehouse) as connection:
        connection.execute("update load_dumps set parser_version = '0' where carrier = 'telegram_text'")
        ((dump_id,),) = connection.sql("select dump_id from load_dumps where carrier = 'telegram_text'").fetchall()
    (request,) = night(own, record)
    assert request.partition_key == dump_id
    keys = {key.to_user_string() for key in request.asset_selection}
    assert "messages" not in keys and keys >= {"cables", *(table.name for table in STAR)}


def test_a_dump_of_nothing_but_quarantine_is_read_again_once(
    own: Home, record: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.landing.mkdir()
    with duckdb.connect(own.warehouse) as connection:
        connection.execute("update load_dumps set parser_version = null where carrier = 'telegram_text'")
    assert night(own, record) == []
    monkeypatch.setattr(in_dagster, "PARSER_VERSION", "newer")
    assert len(night(own, record)) == 2
    for dump_id in registered(own):
        read = dg.AssetMaterialization("cables", partition=dump_id, tags={"dagster/code_version": "newer"})
        record.report_runless_asset_event(read)
    assert len(night(own, record)) == 1  # the one whose rows tell what version read them
