"""What starts runs by itself: the sensors that watch `landing/` and the marts, and the nightly schedule.

They are off at first.
"""

import json
import os
import time
from collections.abc import Sequence

import dagster as dg

from dagster_project import alerts, reading, runs, search_index, warehouse
from dagster_project.arrival import Refusal, Seen, dumps_at, finished, look
from dagster_project.defs.jobs import load_dump, publish_marts
from dagster_project.defs.partitions import DUMPS
from dagster_project.defs.resources import HomeResource
from dagster_project.dumps.discover import Dump
from dagster_project.dumps.files import readable
from dagster_project.lake.manifests import registered, write_manifest
from dagster_project.settings import Home, Operation
from dagster_project.tables import PARSED, STAR
from dagster_project.telegram import PARSER_VERSION

LANDING = dg.AssetSpec(
    "landing",
    group_name="lake",
    description="The folder where dumps arrive. An observation tells what became of each delivery.",
)

_REREAD = [dg.AssetKey(name) for name in (*PARSED, *(table.name for table in STAR))]
"""What is made of the messages in the lake, without the original files."""

_LONG = 20
"""Seconds after which a look takes no further delivery: the next look goes on."""


@dg.sensor(job=load_dump, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.STOPPED)
def arrival(context: dg.SensorEvaluationContext, home: HomeResource) -> dg.SensorResult | dg.SkipReason:
    """Start a run for each dump in `landing/` that is new or changed, once it is finished.

    A delivery that holds no dump, cannot be read or went away is an observation of the asset `landing`, made once.
    Also ends the runs whose process is no more, or the queue would wait for them.
    """
    place = home.home()
    runs.end_dead_runs(place, context.instance)
    if not place.landing.is_dir():
        return dg.SkipReason(f"no folder {readable(str(place.landing))}: make it, and put dumps there")
    before = {name: Seen(*seen) for name, seen in json.loads(context.cursor or "{}").items()}
    started = time.time()
    found = look(place.landing, before, started, Operation.from_environment().landing_settled)
    events = [_observed(name, "it went away before it was taken") for name in found.gone]
    dumps: dict[str, Dump] = {}
    for name in found.finished:
        if time.time() - started > _LONG:
            break
        found.seen[name] = found.seen[name]._replace(taken=True)
        delivered = dumps_at(place.landing / name)
        if isinstance(delivered, Refusal):
            events.append(_observed(name, delivered.reason))
            alerts.send(place, "arrival_refused", delivery=readable(name))
            continue
        events.append(_observed(name, None, delivered))
        for dump in delivered:
            dumps.setdefault(dump.dump_id, dump)
    for dump in dumps.values():
        write_manifest(place, dump)
    return dg.SensorResult(
        run_requests=[_run(dump_id, dump_id, "arrival") for dump_id in dumps],
        dynamic_partitions_requests=[DUMPS.build_add_request(list(dumps))],
        asset_events=events,
        cursor=json.dumps(found.seen),
    )


@dg.sensor(job=publish_marts, minimum_interval_seconds=60, default_status=dg.DefaultSensorStatus.STOPPED)
def stale_marts(context: dg.SensorEvaluationContext, home: HomeResource) -> dg.RunRequest | dg.SkipReason:
    """Start a run that writes the marts and the search index when the warehouse has changed since, once for each state.

    Waits until no load is at work or queued, so that many dumps that arrive together are followed by one run.
    """
    place = home.home()
    if not place.warehouse.exists():
        return dg.SkipReason("nothing is loaded yet")
    age = reading.marts_age(place)
    are_fresh = age is not None and not age["stale"]
    if are_fresh and search_index.is_there(place):
        return dg.SkipReason("the marts and the search index are as the warehouse is")
    if runs.waiting_or_at_work(context.instance):
        return dg.SkipReason("loads are at work or queued: the marts are written after the last of them")
    state = f"{place.warehouse.stat().st_mtime_ns}{', search' if are_fresh else ''}"
    return dg.RunRequest(state, tags={runs.STARTED_BY: "stale_marts"})


@dg.run_failure_sensor(default_status=dg.DefaultSensorStatus.RUNNING)
def failed_runs(context: dg.RunFailureSensorContext, home: HomeResource) -> None:
    """Send an alert of every run that failed, but for those of commands, which send it themselves."""
    if not runs.of_command(context.dagster_run):
        alerts.send(home.home(), "run_failed", **runs.failure(context.instance, context.dagster_run))


@dg.schedule(
    job=load_dump,
    # read by itself: another setting that cannot be followed would else take all of these definitions down
    cron_schedule=os.environ.get("CABLES_NIGHTLY") or Operation.nightly,
    default_status=dg.DefaultScheduleStatus.STOPPED,
)
def nightly(context: dg.ScheduleEvaluationContext, home: HomeResource) -> list[dg.RunRequest] | dg.SkipReason:
    """Start a run for every dump that is not in the warehouse as it should be.

    That is, dumps in `landing/` or registered before that are not loaded, and dumps that another version of the
    parser read, which are read again from the messages in the lake, without the original files.
    """
    place = home.home()
    runs.end_dead_runs(place, context.instance)
    for path in finished(place.landing, time.time(), Operation.from_environment().landing_settled):
        delivered = dumps_at(path)
        if isinstance(delivered, Refusal):
            context.instance.report_runless_asset_event(_observed(path.name, delivered.reason))
        else:
            for dump in delivered:
                write_manifest(place, dump)
    loaded = _parser_versions(place, context.instance)
    missed = set(registered(place)) - loaded.keys()
    outdated = {dump_id for dump_id, version in loaded.items() if version != PARSER_VERSION}
    busy = runs.waiting_or_at_work(context.instance)
    context.instance.add_dynamic_partitions(DUMPS.name, sorted((missed | outdated) - busy))
    night = f"{context.scheduled_execution_time:%Y-%m-%d %H:%M}"
    requests = [_run(dump_id, f"{night} {dump_id}", "nightly") for dump_id in sorted(missed - busy)]
    requests += [_run(dump_id, f"{night} {dump_id}", "nightly", _REREAD) for dump_id in sorted(outdated - busy)]
    return requests or dg.SkipReason("every dump is loaded, and read by this version of the parser")


def _parser_versions(home: Home, instance: dg.DagsterInstance) -> dict[str, str | None]:
    """The dumps in the warehouse, and the version of the parser that read each last."""
    if not home.warehouse.exists():
        return {}
    found = dict(warehouse.query_file(home, "dumps/parser_versions").rows)
    # of a dump whose every record was refused the warehouse has no row that says it
    return {dump_id: version or _read_last_by(instance, dump_id) for dump_id, version in found.items()}


def _read_last_by(instance: dg.DagsterInstance, dump_id: str) -> str | None:
    cables = dg.AssetRecordsFilter(asset_key=dg.AssetKey("cables"), asset_partitions=[dump_id])
    for record in instance.fetch_materializations(cables, limit=1).records:
        return record.asset_materialization.tags["dagster/code_version"]
    return None


def _run(dump_id: str, key: str, started_by: str, assets: list[dg.AssetKey] | None = None) -> dg.RunRequest:
    tags = {runs.STARTED_BY: started_by}
    return dg.RunRequest(key, partition_key=dump_id, tags=tags, asset_selection=assets)


def _observed(name: str, refused: str | None, dumps: Sequence[Dump] = ()) -> dg.AssetObservation:
    """What became of a delivery, for all to see in Dagster."""
    became = refused or ", ".join(f"{dump.dump_id} ({dump.carrier}, {dump.files:,} files)" for dump in dumps)
    metadata = {"delivery": readable(name), "outcome": "refused" if refused else "registered", "what": became}
    return dg.AssetObservation("landing", description=f"{readable(name)}: {became}", metadata=metadata)
