"""A short run of the campaign of damaged messages and files; `make fuzz` is the long one."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import fuzz
import pytest

GUIDED = Path(__file__).with_name("fuzz_guided.py")


def test_damaged_messages_raise_nothing_and_are_accounted_for() -> None:
    assert [each for each in fuzz.tries(fuzz.try_message, "message", 500, 2) if isinstance(each[1], Exception)] == []


def test_damaged_files_lose_nothing(tmp_path: Path) -> None:
    became = list(fuzz.tries(lambda name: fuzz.try_file(name, tmp_path), "file", 60, 2))
    assert [each for each in became if isinstance(each[1], Exception)] == []
    assert {name for _, counts in became for name in counts} == {"cables", "quarantined", "passed_over", "unknown"}


@pytest.mark.skipif(not find_spec("atheris"), reason="atheris is made for Linux on x86-64 alone")
@pytest.mark.parametrize("target", ["parser", "carriers"])
def test_guided_fuzzing_finds_nothing_in_the_first_two_thousand(tmp_path: Path, target: str) -> None:
    options = ["-runs=2000", "-seed=1", "-timeout=20"]
    run = subprocess.run([sys.executable, GUIDED, target, *options], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert list(tmp_path.iterdir()) == []
