"""One home folder with everything in examples/ loaded, shared by all tests that ask it or spoil a copy of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
