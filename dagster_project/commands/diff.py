"""`cables diff`: what changed between the versions of a cable."""

from typing import Annotated

import typer

from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json


def diff(
    cable_id: Annotated[str, typer.Argument(help="Number of a cable, such as 08PARIS1600.", metavar="CABLE")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What changed from one version of a cable to the next.

    A second release, a corrected copy, or a text with its redactions lifted is a version; which one is
    current, and why, stands in `sql/star/10_fact_cables.sql`.
    """
    from dagster_project import versions

    found = versions.compare(home_folder(home), cable_id)
    if as_json:
        print_json(found)
    else:
        versions.print_changes(found)
