"""`cables cite`: a citation of a cable."""

from enum import StrEnum
from typing import Annotated

import typer

from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json
from dagster_project.terminal import shown


class Style(StrEnum):
    """What `--style` takes."""

    nara = "nara"
    chicago = "chicago"
    apa = "apa"
    mla = "mla"
    bibtex = "bibtex"
    ris = "ris"


def cite(
    cable_id: Annotated[str, typer.Argument(help="Number of a cable, such as 08PARIS1600.", metavar="CABLE")],
    style: Annotated[
        Style | None,
        typer.Option(
            "--style",
            help="Form of the citation.",
            show_default="nara for the Central Foreign Policy Files, else chicago",
        ),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """A citation of a cable, in the form that archives or a journal ask for.

    nara is for the National Archives, chicago a note; bibtex and ris are for programs that keep
    references. The date of access is yours to fill in. The view `citations` has the
    first four of every cable.
    """
    from dagster_project import citing

    found = citing.citation(home_folder(home), cable_id, style)
    if as_json:
        print_json(found)
    else:
        typer.echo("\n".join(shown(line) for line in found["citation"].split("\n")))
