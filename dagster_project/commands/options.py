"""What commands have in common: the options `--home` and `--json`, and how JSON is printed."""

import json
import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from dagster_project.settings import Home

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Home folder of the warehouse.", envvar="CABLES_HOME", show_default="./data"),
]
EngineOption = Annotated[
    Literal["local", "dask"] | None,
    typer.Option(
        "--engine",
        help="Where parsing runs: processes of this machine, or Dask.",
        show_default="local",
    ),
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        help="Dask scheduler whose workers parse, as tcp://10.0.0.1:8786; without it, workers of this machine.",
        metavar="ADDRESS",
    ),
]
SharedOption = Annotated[
    str | None,
    typer.Option(
        "--shared",
        help="Where files are handed to Dask's workers and back, as s3://bucket/folder; without it, they share the "
        "home folder.",
        metavar="URL",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def home_folder(path: Path | None) -> Home:
    """The home folder that was given, else that of the environment."""
    return Home(path.resolve()) if path else Home.from_environment()


def choose_engine(engine: str | None, scheduler: str | None, shared: str | None) -> None:
    """Have what this command runs parse there, whatever the environment says; what is not given stays as it says.

    Raises ValueError for a scheduler or URL that no engine would ask.
    """
    given = {"CABLES_ENGINE": engine, "CABLES_SCHEDULER": scheduler, "CABLES_SHARED": shared}
    os.environ |= {name: value for name, value in given.items() if value}
    for option, value in (("--scheduler", scheduler), ("--shared", shared)):
        if value and os.environ.get("CABLES_ENGINE") != "dask":
            raise ValueError(f"{option} is for Dask: give --engine dask with it")


def print_json(found: list | dict) -> None:
    """Print JSON in ASCII: nothing in the text of a cable can command a terminal."""
    typer.echo(json.dumps(found, indent=2, default=str))
