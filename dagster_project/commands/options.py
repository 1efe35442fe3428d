"""What commands have in common: the options `--home` and `--json`, and how JSON is printed."""

import json
from pathlib import Path
from typing import Annotated

import typer

from dagster_project.settings import Home

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Home folder of the warehouse.", envvar="CABLES_HOME", show_default="./data"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def home_folder(path: Path | None) -> Home:
    """The home folder that was given, else that of the environment."""
    return Home(path.resolve()) if path else Home.from_environment()


def print_json(found: list | dict) -> None:
    """Print JSON in ASCII: nothing in the text of a cable can command a terminal."""
    typer.echo(json.dumps(found, indent=2, default=str))
