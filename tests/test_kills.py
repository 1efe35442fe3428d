"""Processes killed at ten instants of a load, and in what they start: nothing is lost, nothing is left behind."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import FICTIONAL, PROGRAM, SEED
from crashes import differences, half_states, leftovers, wait_for

from dagster_project import warehouse
from dagster_project.dumps.discover import Dump, discover
from dagster_project.settings import Home

STEPS = """
import sys
from pathlib import Path
from dagster_project import warehouse
from dagster_project.dumps.discover import discover
from dagster_project.lake import exchange
from dagster_project.lake.manifests import write_manifest
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.settings import Home

if __name__ == "__main__":
    home, (dump,) = Home(Path(sys.argv[1])), discover(Path(sys.argv[2]))
    exchange.recover(home)
    write_manifest(home, dump)
    write_messages(home, dump, lambda done, total: None)
    parse_messages(home, dump.dump_id, lambda done, total: None)
    warehouse.load_dump(home, dump.dump_id)
"""
"""The steps of a load, without Dagster around them: what `make soak` kills is `cables load` itself."""


def short_telegrams(count: int) -> str:
    """Rows of short fictional telegrams."""
    header = "R 211047Z AUG 08\nFM AMEMBASSY UTOPIA\nTO SECSTATE WASHDC"
    return "".join(
        f'"{n}","8/21/2008 10:10","08UTOPIA{n}","Embassy Utopia","UNCLASSIFIED","","{header}",'
        f'"SUBJECT: FISH {n}\n\n1. Fish."\n'
        for n in range(1, count + 1)
    )


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Dump:
    """The fictional cables and so many short ones that two processes parse them."""
    path = tmp_path_factory.mktemp("dump") / "cables.csv"
    path.write_text(FICTIONAL.read_text(encoding="utf-8") + short_telegrams(4_000), encoding="utf-8", newline="")
    (found,) = discover(path)
    return found


@pytest.fixture(scope="module")
def before(dump: Dump, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home folder with the seed in the warehouse and the dump in the lake only."""
    home = Home(tmp_path_factory.mktemp("before") / "home")
    assert [steps(home, path).wait() for path in (SEED, dump.path)] == [0, 0]
    shutil.rmtree(home.warehouse.parent)
    warehouse.load_dump(home, discover(SEED)[0].dump_id)
    return home


@pytest.fixture(scope="module")
def after(before: Home, dump: Dump, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same home folder after an undisturbed load."""
    home = Home(tmp_path_factory.mktemp("after") / "home")
    shutil.copytree(before.path, home.path)
    assert steps(home, dump.path).wait() == 0
    return home


def steps(home: Home, path: Path) -> subprocess.Popen:
    """The steps of a load in a process group of their own."""
    script = home.path.parent / "steps.py"
    script.write_text(STEPS)
    return subprocess.Popen([sys.executable, script, home.path, path], start_new_session=True)


def wait_and_kill(process: subprocess.Popen, sign: Callable[[], bool]) -> bool:
    """Kill the process group when the sign appears; whether it was still at work."""
    wait_for(lambda: process.poll() is not None or sign())
    os.killpg(process.pid, signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def made(home: Home, pattern: str) -> Callable[[], bool]:
    """A sign: a file of that name is there."""
    return lambda: any(home.path.glob(pattern))


def gone(home: Home, pattern: str) -> Callable[[], bool]:
    """A sign: a file of that name was there and is no more."""
    there = made(home, pattern)
    seen: list[bool] = []

    def sign() -> bool:
        if there():
            seen.append(True)
            return False
        return bool(seen)

    return sign


def replaced(home: Home, name: str) -> Callable[[], bool]:
    """A sign: another file or folder has this name."""
    (path,) = home.path.glob(name)
    inode = path.stat().st_ino
    return lambda: path.exists() and path.stat().st_ino != inode


INSTANTS: dict[str, Callable[[Home, str], Callable[[], bool]]] = {
    "manifest registered": lambda home, id: replaced(home, f"lake/dumps/{id}.json"),
    "reading begun": lambda home, id: made(home, f"lake/messages/.dump={id}.new"),
    "messages of one file written": lambda home, id: made(home, f"lake/messages/.dump={id}.new/*"),
    "old messages put away": lambda home, id: made(home, f"lake/messages/.dump={id}.old"),
    "parsing begun": lambda home, id: made(home, f"lake/cables/.dump={id}.new"),
    "cables of one file written": lambda home, id: made(home, f"lake/cables/.dump={id}.new/*"),
    "old tables put away": lambda home, id: made(home, f"lake/tags/.dump={id}.old"),
    "warehouse copied": lambda home, id: made(home, "warehouse/*.building"),
    "star loaded": lambda home, id: gone(home, "warehouse/*.building.wal"),
    "warehouse published": lambda home, id: replaced(home, "warehouse/cables.duckdb"),
}


@pytest.mark.parametrize("instant", INSTANTS)
def test_killed_at_any_instant_the_next_run_ends_as_an_undisturbed_one(
    instant: str, before: Home, after: Home, dump: Dump, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    for _ in range(5):  # what is there for a millisecond may be missed on a busy machine
        shutil.rmtree(home.path, ignore_errors=True)
        shutil.copytree(before.path, home.path)
        sign = INSTANTS[instant](home, dump.dump_id)
        if wait_and_kill(steps(home, dump.path), sign):
            break
    else:
        pytest.fail("the load was never killed")
    assert half_states(home) == []
    with warehouse.connect(home) as connection:
        loaded = {row[0] for row in connection.sql("select dump_id from load_dumps").fetchall()}
    assert (dump.dump_id in loaded) == (instant == "warehouse published")
    assert steps(home, dump.path).wait() == 0
    assert differences(home, after) == {}
    assert leftovers(home) == []


# -- processes that a load starts ---------------------------------------------------------------


def started_by(pid: int) -> dict[int, int]:
    """Processes of the session that a process leads, itself not counted, with who started each."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # some end between the list and the look
            number, rest = stat.read_text().split(" ", 1)
            state, parent, _, session = rest.rpartition(")")[2].split()[:4]
            if int(session) == pid != int(number) and state != "Z":
                found[int(number)] = int(parent)
    return found


def workers(pid: int) -> list[int]:
    """Those of them that parse: the server started them."""
    return [number for number, parent in started_by(pid).items() if parent != pid]


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc tells what was started")


@needs_proc
def test_workers_end_with_the_process_that_was_killed(before: Home, dump: Dump, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(before.path, home.path)
    process = steps(home, dump.path)
    assert wait_for(lambda: len(workers(process.pid)) == 2)
    process.kill()
    process.wait()
    assert wait_for(lambda: not started_by(process.pid))


@needs_proc
@pytest.mark.parametrize("ended", ["worker", "server"])
def test_a_worker_killed_for_memory_is_one_line_and_the_next_load_goes_through(
    before: Home, after: Home, dump: Dump, tmp_path: Path, ended: str
) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(before.path, home.path)
    published = home.warehouse.read_bytes()
    command = [*PROGRAM, "load", str(dump.path), "--home", str(home.path)]
    load = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    parsing = made(home, f"lake/cables/.dump={dump.dump_id}.new")
    assert wait_for(lambda: parsing() and bool(workers(load.pid)))
    worker = workers(load.pid)[0]
    os.kill(worker if ended == "worker" else started_by(load.pid)[worker], signal.SIGKILL)
    said = load.communicate(timeout=100)[1].splitlines()
    assert load.returncode == 1
    assert len(said) == 2, said
    assert said[1].startswith("cables: a worker process was ended")
    assert home.warehouse.read_bytes() == published
    assert subprocess.run(command, capture_output=True).returncode == 0
    assert differences(home, after) == {}
    assert leftovers(home) == []
