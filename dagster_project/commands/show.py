"""`cables show`: one cable, read."""

from typing import Annotated

import typer

from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json


def show(
    cable_id: Annotated[str, typer.Argument(help="Number of a cable, such as 08PARIS1600.", metavar="CABLE")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """One cable as a reader wants to see it: heading, head of the text, paragraphs."""
    from dagster_project import reading

    cable = reading.cable(home_folder(home), cable_id)
    if as_json:
        print_json(cable)
    else:
        reading.print_cable(cable)
