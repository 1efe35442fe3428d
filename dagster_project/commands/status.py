"""`cables status`: what is loaded."""

from typing import Annotated

import typer

from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json


def status(
    totals: Annotated[
        bool, typer.Option("--totals", help="Compare what was loaded as a release with what was published of it.")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is loaded, what the runs did, what it takes on disk, and what is in quarantine."""
    from dagster_project import reading

    if totals:
        compared = reading.totals(home_folder(home))
        if as_json:
            print_json(reading.records(compared))
        else:
            reading.print_totals(compared)
        return
    from dagster_project import runs  # takes a second

    found = reading.status(home_folder(home)) | {"runs": runs.record(home_folder(home))}
    if as_json:
        print_json(found)
    else:
        reading.print_status(found)
