"""`make arrival`: twenty small dumps dropped into landing/ while webserver and daemon run, as deploy/ starts them.

Each is to be loaded once, and seen in `cables status` and over the GraphQL of the webserver, and the marts are to be
written after the last. Then one more arrives while the sensor is off, and the nightly schedule, whose night is every
minute here, is to find it. Takes three to six minutes; ends with status 1, and what was wrong, where it is not so.
"""

import csv
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dagster_project import reading, runs
from dagster_project.settings import ROOT, Home

DUMPS = 20
LIMIT = 900
"""Seconds after which it gives up."""

BIN = Path(sys.executable).parent
FICTIONAL = (ROOT / "examples" / "fictional_cables.csv").read_text(encoding="utf-8")
SEED = (ROOT / "examples" / "08PARIS1600.txt").read_text(encoding="utf-8")

QUESTION = """{
  runsOrError { ... on Runs { results { jobName status tags { key value } } } }
  partitionsOf: assetNodeOrError(assetKey: {path: ["load_dumps"]}) { ... on AssetNode { partitionKeys } }
  landing: assetOrError(assetKey: {path: ["landing"]}) { ... on Asset { assetObservations { description } } }
}"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        home.landing.mkdir(parents=True)
        home.dagster.mkdir()
        shutil.copy(ROOT / "dagster.yaml", home.dagster)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = os.environ | {
            "CABLES_HOME": str(home.path),
            "DAGSTER_HOME": str(home.dagster),
            "CABLES_LANDING_SETTLED": "5",
            "CABLES_NIGHTLY": "* * * * *",
        }
        started = time.monotonic()
        # as deploy/README.md says: two that find no record of runs would both begin to make it
        subprocess.run([BIN / "dagster", "instance", "migrate"], env=environment, check=True, capture_output=True)
        with (
            serving("cables-webserver.service", port, environment, home.path / "webserver.log"),
            serving("cables-daemon.service", port, environment, home.path / "daemon.log"),
        ):
            for sensor in ("arrival", "stale_marts"):
                switch(environment, "sensor", "start", sensor)
            url = f"http://127.0.0.1:{port}/graphql"
            drop(home.landing)
            dropped = time.monotonic()
            answer = wait(home, url, started + LIMIT)
            seconds = time.monotonic() - dropped
            status = [BIN / "cables", "status", "--json"]
            told = subprocess.run(status, env=environment, check=True, capture_output=True, text=True).stdout
            switch(environment, "sensor", "stop", "arrival")
            (home.landing / "late.txt").write_text(SEED.replace("1600", "1607"), encoding="utf-8")
            switch(environment, "schedule", "start", "nightly")
            at_night = wait(home, url, time.monotonic() + LIMIT / 3, DUMPS + 1)
        wrong = [*faults(answer, json.loads(told)), *faults_at_night(at_night)]
        if wrong:
            print((home.path / "daemon.log").read_text()[-5000:], file=sys.stderr)
    for fault in wrong:
        print(f"arrival: {fault}", file=sys.stderr)
    print(f"{DUMPS} dumps, {seconds:.0f} s from the last drop to the last run, {len(wrong)} faults")
    sys.exit(bool(wrong))


def units() -> Iterator[tuple[str, list[str]]]:
    """Name and command of each systemd unit, from this checkout."""
    for unit in sorted((ROOT / "deploy").glob("*.service")):
        (command,) = re.findall(r"^ExecStart=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
        yield unit.name, shlex.split(command.replace("/opt/cables-warehouse/.venv/bin", str(BIN)))


@contextmanager
def serving(unit: str, port: int, environment: dict[str, str], log: Path) -> Iterator[None]:
    command = [str(port) if word == "3000" else word for word in dict(units())[unit]]
    with log.open("w") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def drop(landing: Path) -> None:
    """Twenty dumps of several carriers, one of them in two halves; and a link that leads nowhere."""
    records = re.split(r'(?m)^(?="\d+",")', FICTIONAL)[1:]
    tables = ["".join(records[at::15]) for at in range(15)]
    half = len(tables[0]) // 2
    (landing / "table00.csv").write_text(tables[0][:half], encoding="utf-8", newline="")
    for number, table in enumerate(tables[1:], 1):
        (landing / f"table{number:02}.csv").write_text(table, encoding="utf-8", newline="")
        time.sleep(0.5)
    with (landing / "table00.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(tables[0][half:])
    for number in range(3):
        (landing / f"text{number}.txt").write_text(SEED.replace("1600", f"160{number}"), encoding="utf-8")
    (landing / "texts").mkdir()
    for number in range(3, 6):
        (landing / "texts" / f"text{number}.txt").write_text(SEED.replace("1600", f"160{number}"), encoding="utf-8")
    (landing / "named.csv.columns.toml").write_text('text = "telegram"\n')
    with (landing / "named.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "telegram"], ["1", SEED.replace("1600", "1606")]])
    (landing / "gone.csv").symlink_to("nowhere")


def asked(url: str) -> dict:
    request = urllib.request.Request(
        url, json.dumps({"query": QUESTION}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.load(response)["data"]


def switch(environment: dict[str, str], what: str, how: str, name: str) -> None:
    """Switch a sensor or schedule on or off, as README says."""
    command = [BIN / "dagster", what, how, name, "-w", "workspace.yaml"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def wait(home: Home, url: str, until: float, dumps: int = DUMPS) -> dict:
    """What the webserver says when all runs have ended, the marts are as the warehouse is, and for ten seconds more
    no other run began; or time is up.
    """
    settled = 0
    while True:
        time.sleep(2)
        answer: dict = {}
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            answer = asked(url)
            results = answer["runsOrError"]["results"]
            ended = all(run["status"] in ("SUCCESS", "FAILURE") for run in results)
            ended = ended and sum(run["jobName"] == "load_dump" for run in results) >= dumps
            settled = settled + 1 if ended and (age := reading.marts_age(home)) and not age["stale"] else 0
        if settled == 5 or time.monotonic() > until:
            return answer


def faults_at_night(answer: dict) -> Iterator[str]:
    started = Counter(
        (run["status"], tag["value"])
        for run in answer["runsOrError"]["results"]
        for tag in run["tags"]
        if tag["key"] == runs.STARTED_BY and run["jobName"] == "load_dump"
    )
    if started != {("SUCCESS", "arrival"): DUMPS, ("SUCCESS", "nightly"): 1}:
        yield f"runs were started by {started}, and one by the nightly schedule was wanted"


def faults(answer: dict, status: dict) -> Iterator[str]:
    results = answer["runsOrError"]["results"]
    states = Counter((run["jobName"], run["status"]) for run in results)
    if states.keys() != {("load_dump", "SUCCESS"), ("publish_marts", "SUCCESS")}:
        yield f"the runs are {states}"
    of_dumps = [
        (run["status"], {tag["key"]: tag["value"] for tag in run["tags"]})
        for run in results
        if run["jobName"] == "load_dump"
    ]
    if not status["marts"] or status["marts"]["stale"]:
        yield f"the marts are {status['marts']}"
    partitions = [tags["dagster/partition"] for _, tags in of_dumps]
    loaded = [dump["dump_id"] for dump in status["dumps"]]
    for what, found in (
        ("runs are of the dumps", partitions),
        ("partitions in Dagster are", answer["partitionsOf"]["partitionKeys"]),
    ):
        if sorted(found) != sorted(loaded) or len(loaded) != DUMPS:
            yield f"{what} {sorted(found)}, and {sorted(loaded)} are loaded"
    seen = sum(dump["messages"] for dump in status["dumps"])
    if seen != 300 + 7 or status["quarantine"]:
        yield f"{seen} messages were seen, in quarantine are {status['quarantine']}"
    told = [event["description"] for event in answer["landing"]["assetObservations"]]
    if len([line for line in told if line.startswith("gone.csv: ") and "does not exist" in line]) != 1:
        yield f"of the link that leads nowhere was told {told}"


if __name__ == "__main__":
    main()
