"""What Dagster loads: assets, checks, the job and its pool."""

import os
import subprocess
import sys
from pathlib import Path

import dagster as dg
import yaml

from dagster_project.definitions import defs
from dagster_project.lake import PARSED
from dagster_project.settings import ROOT, SQL
from dagster_project.tables import STAR

GRAPH = defs.resolve_asset_graph()


def test_every_table_on_the_road_is_a_described_asset_of_the_job() -> None:
    keys = {"messages", *PARSED, *(table.name for table in STAR)}
    assert {key.to_user_string() for key in GRAPH.get_all_asset_keys()} == keys
    assert all(GRAPH.get(dg.AssetKey(key)).description for key in keys)
    job = defs.resolve_job_def("load_dump")
    assert {key.to_user_string() for key in job.asset_layer.executable_asset_keys} == keys


def test_there_is_a_check_for_every_file_of_checks() -> None:
    assert {key.name for key in GRAPH.asset_check_keys} == {file.stem for file in (SQL / "checks").glob("*.sql")}


def test_the_one_writer_of_the_warehouse_stands_in_a_pool_of_one() -> None:
    assert GRAPH.get(dg.AssetKey("fact_cables")).pools == {"warehouse"}
    settings = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    assert settings["concurrency"]["pools"]["default_limit"] == 1
    assert settings["telemetry"]["enabled"] is False


def test_the_workspace_loads(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dagster", "definitions", "validate", "-w", "workspace.yaml"]
    environment = os.environ | {"DAGSTER_HOME": str(tmp_path), "CABLES_HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
