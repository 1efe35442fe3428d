"""`cables load` and `reparse`: a Dagster job in this process, with a bar that shows how far it is."""

import csv
import errno
import gc
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import dagster as dg
import duckdb
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from sqlalchemy.exc import OperationalError

from dagster_project import alerts, durable, quarantine, runs, terminal, warehouse
from dagster_project.definitions import defs
from dagster_project.defs.partitions import DUMPS
from dagster_project.defs.resources import HomeResource, Progress
from dagster_project.dumps.discover import Dump, discover
from dagster_project.lake import engine
from dagster_project.lake.manifests import read_manifest, registered, still_lies_at, write_manifest
from dagster_project.reading import account
from dagster_project.settings import ROOT, SQL, Home


@dataclass
class Loaded:
    """One dump that was loaded, perhaps once more: its account, the checks that failed, and those that only warn."""

    dump: Dump
    already_loaded: bool
    counts: dict[str, int]
    seconds: float
    failed_checks: list[str]
    warnings: list[str]

    def summary(self) -> dict:
        """The account as one flat record."""
        return {
            "dump_id": self.dump.dump_id,
            "carrier": self.dump.carrier,
            "path": str(self.dump.path),
            "already_loaded": self.already_loaded,
            **self.counts,
            "seconds": round(self.seconds, 1),
            "failed_checks": self.failed_checks,
            "warnings": self.warnings,
        }


class BarProgress(Progress):
    """Draws how far the step at work is."""

    def __init__(self, bar: Bar):
        self.bar = bar
        self.task = None
        self.step = ""

    def __call__(self, step: str, done: int, total: int | None) -> None:
        if step != self.step:
            if self.task is not None:
                self.bar.remove_task(self.task)
            self.task = self.bar.add_task(step, total=total)
            self.step = step
        self.bar.update(self.task, completed=done, total=total)


def load_paths(home: Home, paths: Sequence[Path], quiet: bool, release: str | None = None) -> list[Loaded]:
    """Load every dump found at `paths`, one run of the job `load_dump` each; tells how far it is unless `quiet`.

    Waits while another process loads into the same home folder. Raises ValueError or OSError, with one line
    that says what to do, for a path that holds no dump or a home folder that cannot be written to, and
    KeyboardInterrupt on Ctrl-C.
    """
    if release and release not in published_releases():
        known = ", ".join(published_releases())
        raise ValueError(f"no totals were published of a release {release!r}: give one of {known}, or none")
    engine.check()  # a setting that cannot be followed is told before the work, not in the midst of it
    console = Console(stderr=True, quiet=quiet, highlight=False)
    dumps: dict[str, Dump] = {}
    for dump in (dump for path in paths for dump in discover(path)):
        dumps.setdefault(dump.dump_id, replace(dump, release=release))
    with alone(home, console) as instance:
        return [_load(home, dump, instance, console) for dump in dumps.values()]


def reparse(home: Home, chosen: Callable[[], Sequence[str]], quiet: bool) -> list[Loaded]:
    """Read dumps anew from their messages in the lake and load them, one run of the job `reparse_dump` each.

    `chosen` gives their ids; it is called when no other process loads. Waits and raises like `load_paths`;
    FileNotFoundError for a lake without a dump, and for a dump of which the lake has no messages.
    """
    engine.check()
    if not registered(home):
        raise FileNotFoundError(f"no dump in {home.lake}: load one first with `{home.command('load PATH')}`")
    console = Console(stderr=True, quiet=quiet, highlight=False)
    with alone(home, console) as instance:
        dumps = [read_manifest(home, dump_id) for dump_id in chosen()]
        return [_run(home, dump, instance, console, runs.REPARSE_JOB, "cables reparse") for dump in dumps]


@contextmanager
def alone(home: Home, console: Console) -> Iterator[dg.DagsterInstance]:
    """The record of the runs of a home folder, into which no other process loads while the block runs.

    Waits while another does. Raises OSError, with one line that says what to do, for a home folder that cannot
    be written to, and KeyboardInterrupt on Ctrl-C.
    """
    _make_folders(home)

    def waiting() -> None:
        said = f"another process is loading into {home.path}: waiting until it is done"
        console.print(terminal.plain(said), soft_wrap=True)

    try:
        with runs.only_load(home, waiting), _instance(home) as instance:
            runs.end_dead_runs(home, instance)
            yield instance
    except dg.DagsterExecutionInterruptedError as interrupt:
        raise KeyboardInterrupt from interrupt
    except OperationalError as error:
        raise OSError(
            f"cannot keep the record of runs in {home.dagster} ({error.orig}); what was published before stands: make "
            "room where the disk is full, or give another home folder with --home"
        ) from error
    except (OSError, duckdb.Error) as error:  # DuckDB and Arrow say it in their own words, and then this
        if os.strerror(errno.ENOSPC) not in str(error):
            raise
        raise OSError(f"{error}; what was published before stands: make room, and load again") from error


def retry(home: Home, dump_id: str, quiet: bool) -> dict:
    """Read again what of a dump is in quarantine; what was there by reason, before and after.

    From its files where they are as they were, else from its messages in the lake: then `not_tried` counts what
    the carrier refused. Raises ValueError when nothing of such a dump is in quarantine, and what loading raises.
    """
    before = quarantine.records(home, dump_id=dump_id)
    if not before:
        listed = home.command("quarantine list")
        raise ValueError(f"nothing of a dump {dump_id!r} is in quarantine: `{listed}` lists what is")
    engine.check()
    console = Console(stderr=True, quiet=quiet, highlight=False)
    dump = read_manifest(home, dump_id)
    there = still_lies_at(dump)
    with alone(home, console) as instance:
        _run(home, dump, instance, console, runs.JOB if there else runs.REPARSE_JOB, "cables quarantine retry")
    after = quarantine.records(home, dump_id=dump_id)
    return {
        "dump_id": dump_id,
        "path": str(dump.path),
        "from": "its files" if there else "the lake",
        "before": _by_reason(before),
        "after": _by_reason(after),
        "not_tried": 0 if there else sum(row["raw_path"].endswith("/carrier.parquet") for row in before),
    }


def _by_reason(records: Sequence[dict]) -> dict[str, int]:
    return dict(sorted(Counter(row["reason"] for row in records).items()))


def published_releases() -> list[str]:
    """Releases whose totals are known, by name (`sql/reference/expected_totals.csv`)."""
    with (SQL / "reference" / "expected_totals.csv").open(encoding="utf-8", newline="") as file:
        return sorted({row["source_release"] for row in csv.DictReader(file)})


def _make_folders(home: Home) -> None:
    """Make the folders of the layers. Raises OSError when one cannot be made or written to."""
    with suppress(OSError):  # said of the folders in it
        home.path.mkdir(mode=0o700, parents=True, exist_ok=True)  # the cables of a home folder are its owner's
    for folder in (home.lake, home.warehouse.parent, home.dagster):
        reason = "it is not writable"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
        if not os.access(folder, os.W_OK):
            raise OSError(f"cannot write to {folder} ({reason}): give another home folder with --home")


def _instance(home: Home) -> dg.DagsterInstance:
    """The Dagster instance under the home folder, where runs are recorded."""
    settings = home.dagster / "dagster.yaml"
    if not settings.exists():
        beside = settings.with_suffix(".new")
        shutil.copyfile(ROOT / "dagster.yaml", beside)
        durable.publish(beside, settings)
    return dg.DagsterInstance.from_config(str(home.dagster))


def _load(home: Home, dump: Dump, instance: dg.DagsterInstance, console: Console) -> Loaded:
    write_manifest(home, dump)
    return _run(home, dump, instance, console, runs.JOB, "cables load")


def _run(home: Home, dump: Dump, instance: dg.DagsterInstance, console: Console, job: str, started_by: str) -> Loaded:
    started = time.monotonic()
    already_loaded = _is_loaded(home, dump)
    instance.add_dynamic_partitions(DUMPS.name, [dump.dump_id])
    said = f"{dump.path} ({dump.carrier}, {dump.files:,} files, {dump.bytes / 1e6:.1f} MB)"
    console.print(terminal.plain(said), soft_wrap=True)
    columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    run_id = str(uuid4())
    with (
        runs.alive(home, run_id),
        _alerting(home, instance, run_id),
        _no_collection(),
        Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar,
    ):
        result = defs.resolve_job_def(job).execute_in_process(
            instance=instance,
            partition_key=dump.dump_id,
            run_id=run_id,
            resources={"home": HomeResource(path=str(home.path)), "progress": BarProgress(bar)},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            tags={runs.STARTED_BY: started_by},
        )
    counts = {
        key.removeprefix("account: "): value.value
        for event in result.get_asset_materialization_events()
        for key, value in event.materialization.metadata.items()
        if key.startswith("account: ")
    }
    not_passed = [check for check in result.get_asset_check_evaluations() if not check.passed]
    failed, warning = (
        sorted(check.check_name for check in not_passed if check.severity == severity)
        for severity in (dg.AssetCheckSeverity.ERROR, dg.AssetCheckSeverity.WARN)
    )
    return Loaded(dump, already_loaded, counts, time.monotonic() - started, failed, warning)


def _is_loaded(home: Home, dump: Dump) -> bool:
    """Whether the warehouse holds a dump; one that cannot be read holds none, and the run that begins then says why."""
    with suppress(warehouse.NoWarehouse, duckdb.Error):
        return bool(warehouse.query_file(home, "dumps/named", {"dump_id": dump.dump_id}).rows)
    return False


@contextmanager
def _alerting(home: Home, instance: dg.DagsterInstance, run_id: str) -> Iterator[None]:
    """Send an alert of the run where the block fails."""
    try:
        yield
    except Exception:
        if run := instance.get_run_by_id(run_id):
            alerts.send(home, "run_failed", **runs.failure(instance, run))
        raise


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python's garbage collector still while the block runs.

    What Ctrl-C raises in the midst of a collection is lost, since Python lets callbacks of the collector
    raise nothing; and reading, parsing and loading leave no cycles to collect.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def print_summary(home: Home, loaded: Sequence[Loaded]) -> None:
    """A line a dump, the sums of all of them, and what a check warns of."""
    console = terminal.console()
    for item in loaded:
        said = f"{item.dump.path}: {account(item.counts)}{'; it was already loaded' if item.already_loaded else ''}"
        console.print(terminal.plain(said), soft_wrap=True)
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name in loaded[0].counts:
        table.add_row(name, f"{sum(item.counts[name] for item in loaded):,}")
    table.add_row("seconds", f"{sum(item.seconds for item in loaded):.1f}")
    console.print(table)
    if any(item.counts["quarantined"] or item.dump.passed_over for item in loaded):
        left_out = home.command("sql \"from load_files where outcome <> 'loaded'\"")
        console.print(terminal.plain(f"not every file was loaded whole: {left_out}", "yellow"), soft_wrap=True)
    for name in sorted({name for item in loaded for name in item.warnings}):
        console.print(f"worth a look: sql/checks/{name}.sql selects rows", style="yellow")
