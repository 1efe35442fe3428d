"""`cables reparse`: dumps read anew from the lake."""

from functools import partial
from typing import Annotated

import typer

from dagster_project import terminal
from dagster_project.commands.load import print_loaded
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


def reparse(
    dump_ids: Annotated[
        list[str] | None, typer.Argument(help="Ids of dumps, as `cables status` lists them.", metavar="[DUMP]...")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every dump.")] = False,
    outdated: Annotated[
        bool, typer.Option("--outdated", help="The dumps that another version of the parser read.")
    ] = False,
    engine: EngineOption = None,
    scheduler: SchedulerOption = None,
    shared: SharedOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read dumps anew with the parser as it is now, and load them.

    What is read are the messages in the lake: the files that they came from are not needed. Messages that
    the parser refused before are tried again. The runs are recorded, as those of the job `reparse_dump`.
    """
    from dagster_project import loading, reparsing

    if bool(dump_ids) + every + outdated != 1:
        raise ValueError("give the ids of dumps, or --all, or --outdated: `cables status` lists the dumps")
    choose_engine(engine, scheduler, shared)
    place = home_folder(home)
    choose = reparsing.all_dumps if every else reparsing.outdated if outdated else None
    chosen = partial(choose, place) if choose else partial(reparsing.named, place, dump_ids)
    loaded = loading.reparse(place, chosen, quiet=as_json)
    if loaded:
        print_loaded(place, loaded, as_json)
    elif as_json:
        print_json([])
    else:
        terminal.console().print("nothing to read anew")
