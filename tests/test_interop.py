"""The Python and R of docs/INTEROP.md, run as they stand there: every tool gives the answer of the warehouse."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project import warehouse
from dagster_project.export import export
from dagster_project.settings import ROOT, Home

PAGE = (ROOT / "docs" / "INTEROP.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
R = re.findall(r"^```r\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\W*(?:\d+\W+)?([A-Z]{2,})\b.*?(\d+)\W*$", re.MULTILINE)
"""A row as tools print it: perhaps its number, a TAG, its name, a count."""


@pytest.fixture(scope="module")
def place(loaded: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the exported folder and the home folder in it, as the page has them."""
    place = tmp_path_factory.mktemp("interop")
    export(loaded, place / "cables-2026", False, lambda name, done, total: None)
    (place / "data").symlink_to(loaded.path)
    (place / ".venv").symlink_to(sys.prefix)
    return place


@pytest.fixture(scope="module")
def expected(loaded: Home) -> list[tuple[str, int]]:
    sql = """
        select tag, count(*) as cables from tags join cables using (cable_id, message_id)
        where class_level >= 3 group by tag order by cables desc, tag limit 5
    """
    rows = warehouse.query(loaded, sql).rows
    assert len(rows) == 5
    return rows


def answer(program: list[str], snippet: str, place: Path) -> list[tuple[str, int]]:
    """The rows that a snippet prints."""
    environment = os.environ | {"PATH": f"{place}/.venv/bin{os.pathsep}{os.environ['PATH']}"}
    environment.pop("CABLES_HOME", None)
    done = subprocess.run(
        [*program, snippet],
        **{"cwd": place, "env": environment, "capture_output": True, "text": True, "encoding": "utf-8"},
        check=True,
    )
    return [(tag, int(cables)) for tag, cables in ROW.findall(done.stdout)]


def test_the_page_has_a_snippet_of_every_tool() -> None:
    for tool in ("duckdb", "polars", "pandas"):
        assert any(re.search(rf"^import {tool}\b", snippet, re.MULTILINE) for snippet in SNIPPETS), tool


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: re.search(r"import (\w+)", snippet)[1])
def test_a_snippet_gives_the_answer(expected: list[tuple[str, int]], place: Path, snippet: str) -> None:
    assert answer([sys.executable, "-c"], snippet, place) == expected


@pytest.mark.skipif(
    not shutil.which("Rscript"),
    reason="no Rscript on the PATH: apt-get install r-base-core r-cran-jsonlite r-cran-reticulate",
)
@pytest.mark.parametrize("snippet", R, ids=["cables", "reticulate"])
def test_a_snippet_of_r_gives_the_answer(expected: list[tuple[str, int]], place: Path, snippet: str) -> None:
    assert answer(["Rscript", "-e"], snippet, place) == expected
