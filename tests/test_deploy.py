"""The systemd units of deploy/ are sound, and what they start is there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from arrival import units

from dagster_project.settings import ROOT

UNITS = sorted((ROOT / "deploy").glob("*.service"))
VERIFY = shutil.which("systemd-analyze")


@pytest.mark.skipif(not VERIFY, reason="no systemd here")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    here = [tmp_path / unit.name for unit in UNITS]
    (command, *_) = dict(units())["cables-daemon.service"]
    for unit, copy in zip(UNITS, here, strict=True):
        text = unit.read_text(encoding="utf-8")
        copy.write_text(text.replace("/opt/cables-warehouse/.venv/bin", str(Path(command).parent)))
    done = subprocess.run([VERIFY, "verify", *here], capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if str(tmp_path) in line]) == (0, [])


def test_the_page_listens_on_loopback_only_and_both_run_the_workspace() -> None:
    commands = dict(units())
    assert commands.keys() == {unit.name for unit in UNITS}
    page = commands["cables-webserver.service"]
    assert page[page.index("-h") + 1] == "127.0.0.1"
    for command in commands.values():
        assert Path(command[0]).exists()
        assert (ROOT / command[command.index("-w") + 1]).exists()


def test_the_page_installs_every_unit_and_names_no_other() -> None:
    text = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    started = set(re.findall(r"cables-\w+", re.search(r"systemctl enable --now (.*)", text)[1]))
    assert {f"{name}.service" for name in started} == {unit.name for unit in UNITS}
