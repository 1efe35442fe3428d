"""`cables load`: the Dagster job `load_dump` in this process, with a bar that shows how far it is."""

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from dagster_project import lake
from dagster_project.definitions import defs
from dagster_project.defs.partitions import DUMPS
from dagster_project.defs.resources import HomeResource, Progress
from dagster_project.dumps.discover import Dump, discover
from dagster_project.settings import ROOT, Home


@dataclass
class Loaded:
    """One dump that was loaded: its account, and the checks that failed."""

    dump: Dump
    counts: dict[str, int]
    seconds: float
    failed_checks: list[str]

    def summary(self) -> dict:
        """The account as one flat record."""
        return {
            "dump_id": self.dump.dump_id,
            "carrier": self.dump.carrier,
            "path": str(self.dump.path),
            **self.counts,
            "seconds": round(self.seconds, 1),
            "failed_checks": self.failed_checks,
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


def load_paths(home: Home, paths: Sequence[Path], quiet: bool) -> list[Loaded]:
    """Load every dump found at `paths`, one run of the job `load_dump` each; prints unless `quiet`.

    Raises ValueError or OSError, with one line that says what to do, for a path that holds no dump.
    """
    console = Console(stderr=True, quiet=quiet)
    dumps = [dump for path in paths for dump in discover(path)]
    loaded = []
    with _instance(home) as instance:
        for dump in dumps:
            loaded.append(_load(home, dump, instance, console))
    if not quiet:
        print_summary(Console(), loaded)
    return loaded


def _instance(home: Home) -> dg.DagsterInstance:
    """The Dagster instance under the home folder, where runs are recorded."""
    home.dagster.mkdir(parents=True, exist_ok=True)
    settings = home.dagster / "dagster.yaml"
    if not settings.exists():
        shutil.copyfile(ROOT / "dagster.yaml", settings)
    return dg.DagsterInstance.from_config(str(home.dagster))


def _load(home: Home, dump: Dump, instance: dg.DagsterInstance, console: Console) -> Loaded:
    started = time.monotonic()
    lake.write_manifest(home, dump)
    instance.add_dynamic_partitions(DUMPS.name, [dump.dump_id])
    columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        said = f"{dump.path} ({dump.carrier}, {dump.files:,} files, {dump.bytes / 1e6:.1f} MB)"
        console.print(Text(said), soft_wrap=True)
        result = defs.resolve_job_def("load_dump").execute_in_process(
            instance=instance,
            partition_key=dump.dump_id,
            resources={"home": HomeResource(path=str(home.path)), "progress": BarProgress(bar)},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
    counts = {
        key.removeprefix("account: "): value.value
        for event in result.get_asset_materialization_events()
        for key, value in event.materialization.metadata.items()
        if key.startswith("account: ")
    }
    failed = sorted(
        check.check_name
        for check in result.get_asset_check_evaluations()
        if not check.passed and check.severity == dg.AssetCheckSeverity.ERROR
    )
    return Loaded(dump, counts, time.monotonic() - started, failed)


def print_summary(console: Console, loaded: Sequence[Loaded]) -> None:
    """A line a dump, the account of all of them, and what failed."""
    for item in loaded:
        counts = item.counts
        account = " + ".join(f"{counts[name]:,} {name}" for name in ("cables", "duplicates", "quarantined"))
        console.print(Text(f"{item.dump.path}: {counts['messages']:,} messages = {account}"), soft_wrap=True)
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name in loaded[0].counts:
        table.add_row(name, f"{sum(item.counts[name] for item in loaded):,}")
    table.add_row("seconds", f"{sum(item.seconds for item in loaded):.1f}")
    console.print(table)
    for item in loaded:
        for name in item.failed_checks:
            console.print(f"[red]check failed:[/red] {name}, see sql/checks/{name}.sql")
