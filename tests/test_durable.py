"""Files are on disk before they get their name: a power cut leaves no empty one under it."""

import os
from pathlib import Path

import pytest
from conftest import SEED

from dagster_project import durable
from dagster_project.dumps.discover import discover
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.settings import Home


def test_a_file_is_on_disk_before_it_gets_its_name_and_its_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished, name = tmp_path / "finished", tmp_path / "name"
    finished.write_text("new")
    name.write_text("old")
    wanted = [(finished.stat().st_ino, "old"), (tmp_path.stat().st_ino, "new")]
    synced = []
    fsync = os.fsync

    def record(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_ino, name.read_text()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", record)
    durable.publish(finished, name)
    assert synced == wanted


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc tells where a file lies that is open")
def test_every_file_of_the_lake_is_on_disk_before_it_gets_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, (dump,) = Home(tmp_path / "home"), discover(SEED)
    beside = set()
    fsync = os.fsync

    def record(descriptor: int) -> None:
        if ".new" in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
            beside.add(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", record)
    write_messages(home, dump, lambda done, total: None)
    parse_messages(home, dump.dump_id, lambda done, total: None)
    files = list(home.lake.rglob("*.parquet"))
    assert files
    assert {path.stat().st_ino for path in files} <= beside


def test_a_copy_is_whole_and_leaves_the_first_file_alone(tmp_path: Path) -> None:
    first, copy = tmp_path / "first", tmp_path / "copy"
    first.write_bytes(bytes(range(256)) * 5_000)
    copy.write_bytes(b"left over, and longer than what comes" * 50_000)
    durable.copy(first, copy)
    assert copy.read_bytes() == first.read_bytes()
    with copy.open("r+b") as file:
        file.write(b"changed")
    assert first.read_bytes() == bytes(range(256)) * 5_000
