"""`cables thread`: the references of a cable, both ways."""

from typing import Annotated

import typer

from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json


def thread(
    cable_id: Annotated[str, typer.Argument(help="Number of a cable, such as 09STATE68250.", metavar="CABLE")],
    depth: Annotated[
        int, typer.Option("--depth", min=1, max=50, help="How many references to go, in either direction.")
    ] = 3,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What a cable cites, what cites it, and so on from there.

    The cable need not be loaded: of one that others cite, it shows which. Cables that are cited but not
    loaded are marked; how sure it is which cable a reference means stands in the view `reference_edges`.
    """
    from dagster_project import threads

    found = threads.thread(home_folder(home), cable_id, depth)
    if as_json:
        print_json(found)
    else:
        threads.print_thread(found)
