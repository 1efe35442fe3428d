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
    SharedOption,
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
    marts: Annotated[
        bool,
        typer.Option(
            "--marts/--no-marts",
            help="Write marts and search index at the end, or leave them to a later load or `cables marts`.",
        ),
    ] = True,
    engine: EngineOption = None,
    scheduler: SchedulerOption = None,
    shared: SharedOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load dumps: read, parse, write Parquet, load and publish the warehouse.

    What a file is, is told from its content: a Cablegate CSV, Cablegate or PlusD pages, a table, text
    files of the archive of 1973 to 1979, texts of one telegram each, or streams of several. What cannot
    be read is kept in quarantine with its bytes. Loading a dump again changes nothing.
    At the end the marts are written, as `cables marts` does, unless they are left. The runs are recorded:
    `make dagster` shows them.
    """
    from dagster_project import loading

    choose_engine(engine, scheduler, shared)
    folder = home_folder(home)
    loaded = loading.load_paths(folder, paths, quiet=as_json, release=release)
    print_loaded(folder, loaded, as_json, marts)


def print_loaded(home: Home, loaded: Sequence["Loaded"], as_json: bool, marts: bool = True) -> None:
    """Publish the marts, unless they are left as they are; what became of the dumps, and the checks that failed, which
    end the command with status 1."""
    from dagster_project import loading, publishing

    if not as_json:
        loading.print_summary(home, loaded)
    manifest = publishing.publish_marts(home, quiet=as_json) if marts else None
    if as_json:
        generation = manifest["generation"] if manifest else None
        print_json([dump.summary() | {"marts": generation} for dump in loaded])
    elif manifest:
        publishing.print_published(home, manifest)
    else:
        terminal.console().print(f"the marts are left as they were: {home.command('marts')}", soft_wrap=True)
    failed = sorted({name for dump in loaded for name in dump.failed_checks})
    for name in failed:
        terminal.complain(f"check {name} failed: the rows that sql/checks/{name}.sql selects are wrong")
    if failed:
        raise typer.Exit(1)
