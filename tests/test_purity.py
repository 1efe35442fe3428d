"""What importing a module may bring along: the parser nothing, the workers that run it no more than Arrow."""

import subprocess
import sys

import pytest

HEAVY = ("dagster", "duckdb", "pandas", "pyarrow", "rich", "selectolax", "typer")


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("dagster_project.telegram", set()),
        ("dagster_project.telegram.split", set()),
        ("dagster_project.tables", set()),
        ("dagster_project.dumps.discover", {"selectolax"}),
        # Arrow brings pandas along where it is installed, as for the tests of other tools
        ("dagster_project.lake.parse_file", {"pyarrow", "pandas"}),
        ("dagster_project.lake.workers", set()),
        ("dagster_project.cli", {"typer", "rich"}),
    ],
)
def test_import_brings_no_more_than_its_step_needs(module, allowed):
    code = f"import sys, {module}; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= allowed
