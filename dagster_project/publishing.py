"""`cables marts`, and the end of `cables load`: the Dagster job `publish_marts` in this process."""

import json

from rich.console import Console

from dagster_project import loading, runs, terminal, warehouse
from dagster_project.definitions import defs
from dagster_project.defs.resources import HomeResource
from dagster_project.mart_tables import MANIFEST
from dagster_project.settings import Home


def publish_marts(home: Home, include_protected: bool = False, quiet: bool = False) -> dict:
    """Run the job `publish_marts`; the manifest it wrote.

    Waits while another process loads, and says so unless `quiet`. Raises what `marts.publish` raises, and
    `BrokenLaw`; the marts that were there before then stand.
    """
    warehouse.connect(home).close()  # where there is none, that is said before anything is made
    home.dagster.mkdir(exist_ok=True)
    with loading.alone(home, Console(stderr=True, quiet=quiet, highlight=False)) as instance:
        defs.resolve_job_def("publish_marts").execute_in_process(
            instance=instance,
            resources={"home": HomeResource(path=str(home.path))},
            run_config={
                "ops": {"marts": {"config": {"include_protected": include_protected}}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            tags={runs.STARTED_BY: "cables marts"},
        )
    return json.loads((home.marts / MANIFEST).read_text(encoding="utf-8"))


def print_published(home: Home, manifest: dict) -> None:
    """One line: how many marts, how large, and what was left out."""
    size = sum(mart["bytes"] for mart in manifest["marts"].values())
    protected = manifest["protected"]
    texts = protected["paragraphs_with_phrase"] + protected["paragraphs_with_name"]
    left_out = (
        f"hold the {texts:,} paragraphs that ask to protect a source or name one"
        if manifest["include_protected"]
        else f"{texts:,} paragraphs that ask to protect a source or name one left out"
    )
    said = f"{len(manifest['marts'])} marts in {home.marts} ({size / 1e6:.1f} MB): {left_out}"
    terminal.console().print(terminal.plain(said), soft_wrap=True)
