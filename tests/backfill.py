"""Part of `make arrival`: a backfill of `parse_on_dask` by the daemon, as docs/SCALING.md says. Takes a minute."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import dagster as dg
import pytest
from crashes import wait_for
from distributed import Client
from test_dask import Rewritten, have_parsed, lone_scheduler, running, tasks, two_workers

from dagster_project import runs
from dagster_project.settings import ROOT, Home
from dagster_project.tables import PARSED

LAUNCH = """mutation ($backfill: LaunchBackfillParams!) {
  launchPartitionBackfill(backfillParams: $backfill) { ... on LaunchBackfillSuccess { backfillId } }
}"""
"""What the page's tab Partitions asks for."""


def test_a_backfill_has_each_dump_parsed_by_workers(own: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewritten = Rewritten(own)
    monkeypatch.setenv("CABLES_ENGINE", "dask")
    monkeypatch.setenv("CABLES_HOME", str(own.path))
    monkeypatch.setenv("DAGSTER_HOME", str(own.dagster))
    workspace = ["-w", str(ROOT / "workspace.yaml")]
    with (
        lone_scheduler(tmp_path) as scheduler,
        dg.DagsterInstance.from_config(str(own.dagster)) as instance,
        Client(scheduler) as client,
    ):
        backfill = {
            "selector": {
                "partitionSetName": "parse_on_dask_partition_set",
                "repositorySelector": {"repositoryLocationName": "cables", "repositoryName": "__repository__"},
            },
            "assetSelection": [{"path": [name]} for name in PARSED],
            "partitionNames": rewritten.dumps,
            "runConfigData": json.dumps({"execution": {"config": {"cluster": {"existing": {"address": scheduler}}}}}),
        }
        command = [Path(sys.executable).with_name("dagster-graphql"), *workspace, "-t", LAUNCH]
        asked = subprocess.run([*command, "-v", json.dumps({"backfill": backfill})], capture_output=True, text=True)
        assert "backfillId" in asked.stdout, asked.stderr
        with running("dagster._daemon", "run", *workspace):
            assert wait_for(lambda: tasks(client) == len(rewritten.dumps), 100)
            with two_workers(scheduler):
                started = partial(instance.get_runs, dg.RunsFilter(job_name=runs.PARSE_JOB))
                assert wait_for(lambda: all(run.is_finished for run in started()), 100)
                assert any(have_parsed(client).values())
        ended = {run.tags["dagster/partition"]: run.status.value for run in started()}
    assert ended == dict.fromkeys(rewritten.dumps, "SUCCESS")
    rewritten.check()
