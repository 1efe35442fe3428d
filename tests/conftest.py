"""What tests share: a home folder with everything in examples/ loaded, a copy of it to spoil, and the program."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dagster_project.cli import main
from dagster_project.settings import ROOT, Home

EXAMPLES = ROOT / "examples"
SEED = EXAMPLES / "08PARIS1600.txt"
FICTIONAL = EXAMPLES / "fictional_cables.csv"
PROGRAM = [sys.executable, "-c", "from dagster_project.cli import main; main()"]
"""`cables`, in a process of its own."""


@pytest.fixture(scope="session")
def loading(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, subprocess.CompletedProcess[str]]:
    """A home folder with everything in examples/, and what `cables load` said when it was filled."""
    home = Home(tmp_path_factory.mktemp("loaded") / "home")
    command = [*PROGRAM, "load", str(SEED), str(EXAMPLES)]
    environment = os.environ | {"CABLES_HOME": str(home.path)}
    return home, subprocess.run(command, env=environment, capture_output=True, text=True, check=True)


@pytest.fixture(scope="session")
def loaded(loading: tuple[Home, subprocess.CompletedProcess[str]]) -> Home:
    """Home folder with everything in examples/; not to be changed."""
    return loading[0]


@pytest.fixture
def own(loaded: Home, tmp_path: Path) -> Home:
    """A copy of it that a test may change."""
    shutil.copytree(loaded.path, tmp_path / "home")
    return Home(tmp_path / "home")


class Said(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def cables(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs the program in this process."""

    def run(*arguments: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["cables", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return Said(end.value.code or 0, out, err)

    return run


def one_line(said: Said) -> str:
    """The one line that an error is."""
    assert said.status == 1
    assert said.out == ""
    assert re.fullmatch(r"cables: [^\n]+\n", said.err)
    return said.err
