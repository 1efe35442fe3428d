"""What Dagster loads and shows: assets, checks, the job, its pool, and the record of the runs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import dagster as dg
import duckdb
import pytest
import yaml
from conftest import PROGRAM

from dagster_project import warehouse
from dagster_project.definitions import defs
from dagster_project.defs.checks import check_warehouse
from dagster_project.defs.resources import HomeResource
from dagster_project.mart_tables import MARTS
from dagster_project.settings import ROOT, SQL, Home
from dagster_project.tables import PARSED, STAR

GRAPH = defs.resolve_asset_graph()
KEYS = {"messages", *PARSED, *(table.name for table in STAR)}
MART_KEYS = {"marts", "search_index"}


@pytest.fixture(scope="module")
def instance(loaded: Home) -> Iterator[dg.DagsterInstance]:
    """The record of the two runs that loaded examples/."""
    with dg.DagsterInstance.from_config(str(loaded.dagster)) as instance:
        yield instance


def test_the_definitions_load() -> None:
    dg.Definitions.validate_loadable(defs)


def test_every_table_on_the_road_is_a_described_asset_of_the_job() -> None:
    assert {key.to_user_string() for key in GRAPH.get_all_asset_keys()} == KEYS | MART_KEYS | {"landing"}
    assert all(GRAPH.get(dg.AssetKey(key)).description for key in KEYS)
    job = defs.resolve_job_def("load_dump")
    assert {key.to_user_string() for key in job.asset_layer.executable_asset_keys} == KEYS


def test_marts_and_search_index_are_the_described_assets_of_their_job() -> None:
    assert all(GRAPH.get(dg.AssetKey(key)).description for key in MART_KEYS)
    job = defs.resolve_job_def("publish_marts")
    assert {key.to_user_string() for key in job.asset_layer.executable_asset_keys} == MART_KEYS


def test_there_is_a_check_for_every_file_of_checks_and_every_mart() -> None:
    found = {(key.asset_key == dg.AssetKey("marts"), key.name) for key in GRAPH.asset_check_keys}
    assert {name for of_marts, name in found if not of_marts} == {file.stem for file in (SQL / "checks").glob("*.sql")}
    assert {name for of_marts, name in found if of_marts} == set(MARTS)


def test_the_one_writer_of_the_warehouse_stands_in_a_pool_of_one() -> None:
    assert GRAPH.get(dg.AssetKey("fact_cables")).pools == {"warehouse"}
    settings = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    assert settings["concurrency"]["pools"]["default_limit"] == 1


def test_telemetry_is_off(instance: dg.DagsterInstance) -> None:
    assert instance.telemetry_enabled is False
    # what the first load writes is what `make dagster` writes
    assert (Path(instance.root_directory) / "dagster.yaml").read_bytes() == (ROOT / "dagster.yaml").read_bytes()


def test_the_runs_are_recorded_and_their_partitions_materialised(instance: dg.DagsterInstance, loaded: Home) -> None:
    dumps = {dump for (dump,) in warehouse.query(loaded, "select dump_id from load_dumps").rows}
    assert len(dumps) == 2
    runs = [(run.job_name, run.status.value, run.tags.get("dagster/partition")) for run in instance.get_runs()]
    # the marts once, after the last dump
    assert runs[0] == ("publish_marts", "SUCCESS", None)
    assert sorted(runs[1:]) == sorted(("load_dump", "SUCCESS", dump) for dump in dumps)
    assert set(instance.get_dynamic_partitions("dumps")) == dumps
    for key in sorted(KEYS):
        assert instance.get_materialized_partitions(dg.AssetKey(key)) == dumps, key


def test_row_counts_are_those_of_the_tables(instance: dg.DagsterInstance, loaded: Home) -> None:
    told = {
        table.name: instance.get_latest_materialization_event(dg.AssetKey(table.name))
        .asset_materialization.metadata["dagster/row_count"]
        .value
        for table in STAR
    }
    with warehouse.connect(loaded) as connection:
        assert told == {name: connection.table(name).count("*").fetchone()[0] for name in told}


def test_row_counts_of_the_lake_are_those_of_its_files(instance: dg.DagsterInstance, loaded: Home) -> None:
    for name in ("messages", *PARSED):
        records = instance.fetch_materializations(dg.AssetKey(name), limit=10).records
        assert len(records) == 2
        for record in records:
            files = loaded.table(name, record.partition_key)
            rows = duckdb.execute("select count(*) from read_parquet(?)", [f"{files}/*.parquet"]).fetchone()[0]
            assert record.asset_materialization.metadata["dagster/row_count"].value == rows, name


def test_a_check_that_fails_is_named_and_ends_with_1_while_a_share_only_warns(own: Home, tmp_path: Path) -> None:
    with duckdb.connect(own.warehouse) as connection:
        connection.execute("update fact_tags set kind = 'colour' where cable_id = '03KLOVSK104'")
    numbers = ["03KLOVSK104", *(f"03KLOVSK{number}" for number in range(9000, 9100))]
    unclassified = tmp_path / "unclassified.csv"
    unclassified.write_text("reference_id,text\n" + "".join(f"{number},Fiction.\n" for number in numbers))
    command = [*PROGRAM, "load", str(unclassified), "--home", str(own.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == [
        "cables: check tag_kinds failed: the rows that sql/checks/tag_kinds.sql selects are wrong"
    ]
    assert done.stdout.splitlines()[-2] == "worth a look: sql/checks/classification_share.sql selects rows"
    failing = warehouse.query(own, "select check_name, severity from checks_failing order by all").rows
    assert failing == [("classification_share", "warning"), ("tag_kinds", "error")]


def test_the_whole_warehouse_is_checked_by_a_job_that_fails_where_it_is_wrong(own: Home) -> None:
    def succeeds() -> bool:
        resources = {"home": HomeResource(path=str(own.path))}
        return check_warehouse.execute_in_process(resources=resources, raise_on_error=False).success

    assert succeeds()
    with duckdb.connect(own.warehouse) as connection:
        connection.execute("update fact_cables set classification = null, class_level = null")
    assert succeeds()  # a share only warns
    with duckdb.connect(own.warehouse) as connection:
        connection.execute("update fact_tags set kind = 'colour'")
    assert not succeeds()


def test_the_workspace_loads(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dagster", "definitions", "validate", "-w", "workspace.yaml"]
    environment = os.environ | {"DAGSTER_HOME": str(tmp_path), "CABLES_HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


QUESTION = """{
  assetNodes { assetKey { path } description opNames }
  repositoriesOrError { ... on RepositoryConnection { nodes { location { name } jobs { name isAssetJob } } } }
  runsOrError { ... on Runs { results { jobName status } } }
}"""


def test_dagster_dev_shows_assets_job_and_runs(own: Home, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dagster", "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", str(port)]
    environment = os.environ | {"DAGSTER_HOME": str(own.dagster), "CABLES_HOME": str(own.path)}
    with (tmp_path / "said").open("w") as said:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True)
    try:
        answer = asked(f"http://127.0.0.1:{port}/graphql", server)
    finally:
        server.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=20)
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
    assert answer, (tmp_path / "said").read_text()
    assert {"/".join(node["assetKey"]["path"]) for node in answer["assetNodes"]} == KEYS | MART_KEYS | {"landing"}
    (code,) = answer["repositoriesOrError"]["nodes"]
    assert code["location"]["name"] == "cables"
    assert {"load_dump", "publish_marts"} <= {job["name"] for job in code["jobs"]}
    assert answer["runsOrError"]["results"] == [
        {"jobName": name, "status": "SUCCESS"} for name in ("publish_marts", "load_dump", "load_dump")
    ]


def asked(url: str, server: subprocess.Popen) -> dict | None:
    """Answer to the question, asked until the server answers, has ended, or 40 seconds have passed."""
    body = json.dumps({"query": QUESTION}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    for _ in range(80):
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return json.load(response)["data"]
        except (urllib.error.URLError, ConnectionError):
            if server.poll() is not None:
                return None
            time.sleep(0.5)
    return None
