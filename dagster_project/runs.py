"""Runs of the jobs: one at a time in a home folder, whoever starts it, and none that is at work for ever.

A run holds a lock of its own while its process lives. What is recorded as at work without holding it is dead: its
process was killed, or the machine went down.
"""

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import dagster as dg

from dagster_project import alerts, journal, lock
from dagster_project.lake import exchange, manifests
from dagster_project.settings import Home

STARTED_BY = "started_by"
"""Tag of a run: `cables load`, `cables reparse`, `arrival` or `nightly`."""

JOB = "load_dump"
REPARSE_JOB = "reparse_dump"
LOAD_PARSED_JOB = "load_parsed"
PARSE_JOB = "parse_on_dask"
"""The job whose runs are at work side by side, each on a dump of its own, while no other loads."""

_LOADS = (JOB, REPARSE_JOB, LOAD_PARSED_JOB)

POOL = "warehouse"
"""Pool of the steps that write to DuckDB, which takes one writer at a time."""

_TO_BEGIN = 300
"""Seconds that a process may need from being started until it holds its lock."""

_AT_WORK = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


_here: dict[Path, TextIO | None] = {}
"""Locks that this process holds: a run in a process that loads already waits for none of them."""


@contextmanager
def only_load(home: Home, waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other loads into the home folder away while the block runs; where one is at work, say so and wait.

    What loads that were killed left in the lake is put in order first.
    """
    path = home.dagster / "load.lock"
    if path in _here:
        yield
        return
    with lock.held(path, waiting):
        _here[path] = None
        try:
            exchange.recover(home)
            manifests.recover(home)
            yield
        finally:
            del _here[path]


@contextmanager
def only_parse(home: Home, dump_id: str, waiting: Callable[[], None]) -> Iterator[None]:
    """Keep loads into the home folder away while the block runs, and others from this dump, but not from other dumps.

    Where a load is at work, or another parses the dump, say so and wait.
    """
    with (
        lock.held(home.dagster / "load.lock", waiting, shared=True),
        lock.held(home.dagster / "parsing" / f"{dump_id}.lock", waiting),
    ):
        yield


def show_alive(home: Home, run_id: str) -> None:
    """Show that the process of a run lives, until it ends: the end of the run is recorded after its last step."""
    path = _alive(home, run_id)
    if path not in _here:
        _here[path] = lock.take(path)


@contextmanager
def alive(home: Home, run_id: str) -> Iterator[None]:
    """Show that the process of a run lives while the block runs, which records the end of the run too."""
    show_alive(home, run_id)
    try:
        yield
    finally:
        path = _alive(home, run_id)
        path.unlink()
        _here.pop(path).close()


def end_dead_runs(home: Home, instance: dg.DagsterInstance) -> None:
    """Record the end of runs whose process is no more, and free the pool that they would hold for ever."""
    shown = {path.name: path for path in (home.dagster / "at_work").glob("*")}
    dead = {run_id for run_id, path in shown.items() if lock.is_free(path)}
    for record in instance.get_run_records(dg.RunsFilter(statuses=_AT_WORK)):
        if record.dagster_run.job_name not in (*_LOADS, PARSE_JOB):
            continue
        run = record.dagster_run
        late = time.time() - record.update_timestamp.timestamp() > _TO_BEGIN
        if run.run_id in dead or (late and run.run_id not in shown):
            instance.report_run_failed(run, "the process that ran it ended before the run did")
            if of_command(run):
                alerts.send(home, "run_failed", **failure(instance, run))
    for run_id in dead:
        shown[run_id].unlink()
    pool = instance.event_log_storage.get_concurrency_info(POOL)
    for run_id in {slot.run_id for slot in pool.claimed_slots} | {step.run_id for step in pool.pending_steps}:
        run = instance.get_run_by_id(run_id)
        if run is None or run.is_finished:
            instance.event_log_storage.free_concurrency_slots_for_run(run_id)


def of_command(run: dg.DagsterRun) -> bool:
    """Whether a command started the run, in its own process: what commands tell of, the daemon need not tell."""
    return run.tags.get(STARTED_BY, "").startswith("cables ")


def failure(instance: dg.DagsterInstance, run: dg.DagsterRun) -> dict[str, str | None]:
    """What an alert says of a run that failed; no text of a cable."""
    step, name, message = reason(instance, run.run_id)
    return {
        "job": run.job_name,
        "run": run.run_id,
        "dump": run.tags.get("dagster/partition"),
        "started_by": run.tags.get(STARTED_BY),
        "step": step,
        "error": journal.told(name, message) if name else message,
    }


def reason(instance: dg.DagsterInstance, run_id: str) -> tuple[str | None, str | None, str]:
    """Why a run failed: the step, the class of the error and its message; the message alone where nothing was raised.

    An executor raises beside its steps, as when Dask gives a task up whose workers were killed.
    """
    for kind in (dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.RUN_FAILURE):
        for entry in instance.all_logs(run_id, of_type=kind):
            event = entry.get_dagster_event()
            error = event.event_specific_data and event.event_specific_data.error
            while error and error.cause:
                error = error.cause
            if error:
                name = error.cls_name or "Error"
                return event.step_key, name, re.sub(rf"^[\w.]*\b{name}: ", "", error.message.strip())
            if kind is dg.DagsterEventType.RUN_FAILURE:
                return None, None, event.message or ""
    return None, None, "no reason was recorded"


def record(home: Home) -> dict:
    """What the record of runs says: the last load that went well, the last run that failed and why, those at work."""
    if not (home.dagster / "dagster.yaml").exists():
        return {"last_success": None, "last_failure": None, "at_work": [], "queued": 0}
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:

        def last(*statuses: dg.DagsterRunStatus, limit: int | None = 1, job: str | None = None) -> list[dict]:
            found = instance.get_run_records(dg.RunsFilter(job_name=job, statuses=list(statuses)), limit=limit)
            return [_described(instance, record) for record in found]

        loads = [run for job in _LOADS for run in last(dg.DagsterRunStatus.SUCCESS, job=job)]
        return {
            "last_success": max(loads, key=lambda run: run["ended_at"], default=None),
            "last_failure": next(iter(last(dg.DagsterRunStatus.FAILURE)), None),
            "at_work": last(*_AT_WORK, limit=None),
            "queued": instance.get_runs_count(dg.RunsFilter(statuses=[dg.DagsterRunStatus.QUEUED])),
        }


def _described(instance: dg.DagsterInstance, record: dg.RunRecord) -> dict:
    run = record.dagster_run
    described = {
        "run": run.run_id,
        "job": run.job_name,
        "dump_id": run.tags.get("dagster/partition"),
        "started_by": run.tags.get(STARTED_BY),
        "started_at": _moment(record.start_time),
        "ended_at": _moment(record.end_time),
    }
    if run.status is dg.DagsterRunStatus.FAILURE:
        step, name, message = reason(instance, run.run_id)
        described["reason"] = ": ".join(filter(None, (step and f"step {step}", name, message)))
    return described


def _moment(seconds: float | None) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).replace(tzinfo=None, microsecond=0) if seconds else None


def waiting_or_at_work(instance: dg.DagsterInstance) -> set[str]:
    """Ids of the dumps that a run is loading or is queued to load."""
    statuses = [dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.NOT_STARTED, *_AT_WORK]
    runs = instance.get_runs(dg.RunsFilter(statuses=statuses))
    return {run.tags["dagster/partition"] for run in runs if run.job_name in _LOADS}


def _alive(home: Home, run_id: str) -> Path:
    return home.dagster / "at_work" / run_id
