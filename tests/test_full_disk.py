"""A disk that fills up while a load is at work: one line, nothing left behind, and the next load goes through."""

import os
import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROGRAM, SEED
from crashes import half_states, leftovers, wait_for
from test_kills import made

from dagster_project import warehouse
from dagster_project.settings import Home

LEFT = 512 << 10
"""Bytes that are left for a load: Dagster can record its failure, and no step has room for what it writes."""

STEPS = {
    "reading": "lake/messages/.dump=*.new",
    "parsing": "lake/cables/.dump=*.new",
    "loading": "warehouse/*.building",
}
"""What a step makes when it begins."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own of 64 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount, "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder]
    if mount is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only who may mount a file system can fill one up")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fictional telegrams that do not get smaller: two megabytes of them."""
    rnd = random.Random(1)
    header = "R 211047Z AUG 08\nFM AMEMBASSY UTOPIA\nTO SECSTATE WASHDC"
    path = tmp_path_factory.mktemp("dump") / "cables.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        for n in range(1, 601):
            fish = " ".join(rnd.randbytes(20).hex() for _ in range(200))
            body = f"SUBJECT: FISH {n}\n\n1. {fish}."
            file.write(
                f'"{n}","8/21/2008 10:10","08UTOPIA{n}","Embassy Utopia","UNCLASSIFIED","","{header}","{body}"\n'
            )
    return path


def fill(path: Path) -> None:
    """A file that leaves little of the disk."""
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(path.parent).free - LEFT)


@pytest.mark.parametrize("step", STEPS)
def test_a_full_disk_is_one_line_and_the_next_load_with_room_goes_through(step: str, disk: Path, dump: Path) -> None:
    home = Home(disk / "home")
    command = [*PROGRAM, "load", "--home", str(home.path)]
    subprocess.run([*command, SEED], check=True, capture_output=True)
    published = home.warehouse.read_bytes()
    load = subprocess.Popen([*command, dump], stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert wait_for(made(home, STEPS[step]))
    os.killpg(load.pid, signal.SIGSTOP)
    fill(disk / "filler")
    os.killpg(load.pid, signal.SIGCONT)
    said = load.communicate(timeout=100)[1].splitlines()
    assert load.returncode == 1
    assert len(said) == 2, said
    assert "No space left on device" in said[1]
    assert said[1].endswith("what was published before stands: make room, and load again")
    assert home.warehouse.read_bytes() == published
    assert leftovers(home) == []
    (disk / "filler").unlink()
    subprocess.run([*command, dump], check=True, capture_output=True)
    assert half_states(home) == []
    assert warehouse.query(home, "select sum(messages)::int from load_dumps").rows == [(601,)]
