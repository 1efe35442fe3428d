"""`cables load`: dump files into the warehouse."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dagster_project import terminal
from dagster_project.commands.options import (
    EngineOption,
    HomeOption,
    JsonOption,
    SchedulerOption,
    choose_engine,
    home_folder,
    print_json,
)
from dagster_project.settings import Home

if TYPE_CHECKING:
    from dagster_project.loading import Loaded


def load(
    paths: Annotated[list[Path], typer.Argument(help="Dump files, or folders that hold them.")],
    release: Annotated[
        str | None,
        typer.Option(
            help="The whole of a release that the dumps are: cablegate-2011 or nara-cfpf; see status --totals."
        ),
    ] = None,
    engine: EngineOption = None,
    scheduler: SchedulerOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load dumps: read, parse, write Parquet, load and publish the warehouse.

    What a file is, is told from its content: a Cablegate CSV, Cablegate or PlusD pages, a table, text
    files of the archive of 1973 to 1979, texts of one telegram each, or streams of several. What cannot
    be read is kept in quarantine with its bytes. Loading a dump again changes nothing.
    At the end the marts are written, as `cables marts` does. The runs are recorded: `make dagster` shows them.
    """
    from dagster_project import loading

    choose_engine(engine, scheduler)
    folder = home_folder(home)
    print_loaded(folder, loading.load_paths(folder, paths, quiet=as_json, release=release), as_json)


def print_loaded(home: Home, loaded: Sequence["Loaded"], as_json: bool) -> None:
    """Publish the marts; what became of the dumps, and the checks that failed, which end the command with status 1."""
    from dagster_project import loading, publishing

    if not as_json:
        loading.print_summary(home, loaded)
    manifest = publishing.publish_marts(home, quiet=as_json)
    if as_json:
        print_json([dump.summary() | {"marts": manifest["generation"]} for dump in loaded])
    else:
        publishing.print_published(home, manifest)
    failed = sorted({name for dump in loaded for name in dump.failed_checks})
    for name in failed:
        terminal.complain(f"check {name} failed: the rows that sql/checks/{name}.sql selects are wrong")
    if failed:
        raise typer.Exit(1)
