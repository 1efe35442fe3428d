"""The Python of docs/INTEROP.md, run as it stands there: every tool gives the answer that the warehouse gives."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project import warehouse
from dagster_project.export import export
from dagster_project.settings import ROOT, Home

PAGE = (ROOT / "docs" / "INTEROP.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\W*(?:\d+\W+)?([A-Z]{2,})\b.*?(\d+)\W*$", re.MULTILINE)
"""A row as tools print it: perhaps its number, a TAG, its name, a count."""


@pytest.fixture(scope="module")
def place(loaded: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the exported folder and the home folder in it, as the page has them."""
    place = tmp_path_factory.mktemp("interop")
    export(loaded, place / "cables-2026", False, lambda name, done, total: None)
    (place / "data").symlink_to(loaded.path)
    return place


def test_the_page_has_a_snippet_of_every_tool() -> None:
    for tool in ("duckdb", "polars", "pandas"):
        assert any(re.search(rf"^import {tool}\b", snippet, re.MULTILINE) for snippet in SNIPPETS), tool


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: re.search(r"import (\w+)", snippet)[1])
def test_a_snippet_gives_the_answer(loaded: Home, place: Path, snippet: str) -> None:
    sql = """
        select tag, count(*) as cables from tags join cables using (cable_id, message_id)
        where class_level >= 3 group by tag order by cables desc, tag limit 5
    """
    expected = warehouse.query(loaded, sql).rows
    assert len(expected) == 5
    done = subprocess.run(
        [sys.executable, "-c", snippet], cwd=place, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert [(tag, int(cables)) for tag, cables in ROW.findall(done.stdout)] == expected
