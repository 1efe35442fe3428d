"""`cables forget`: take a dump out again."""

from typing import Annotated

import typer

from dagster_project import terminal
from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json


def forget(
    dump_id: Annotated[str, typer.Argument(help="Id of a dump, as `cables status` lists it.", metavar="DUMP")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a dump out again, as if it had never been loaded.

    What it brought leaves the warehouse; what another dump repeats of it is that one's now, and which
    version is current and what is cited are found anew. Its part of the lake goes too; the files that
    it was loaded from stay where they are. The warehouse is published in one piece, and then the marts.
    """
    from dagster_project import forgetting, publishing

    place = home_folder(home)
    found = forgetting.find(place, dump_id)
    said = f"{found['dump_id']} ({found['path']}), which brought {found['cables']:,} cables"
    if not yes:
        typer.confirm(f"forget {terminal.shown(said)}?", abort=True, err=True)
    failed = forgetting.forget(place, dump_id, quiet=as_json)
    manifest = publishing.publish_marts(place, quiet=as_json) if place.warehouse.exists() else None
    if as_json:
        print_json(found | {"failed_checks": failed, "marts": manifest and manifest["generation"]})
    else:
        terminal.console().print(terminal.plain(f"forgotten: {said}"), soft_wrap=True)
    if manifest and not as_json:
        publishing.print_published(place, manifest)
    for name in failed:
        terminal.complain(f"check {name} failed: the rows that sql/checks/{name}.sql selects are wrong")
    if failed:
        raise typer.Exit(1)
