"""`cables export`: a folder that can be published."""

from pathlib import Path
from typing import Annotated

import typer

from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json


def export(
    folder: Annotated[Path, typer.Argument(help="Folder to make; one that is there has to be empty.")],
    include_protected: Annotated[
        bool,
        typer.Option("--include-protected", help="With the texts that ask to protect a source or name one."),
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Export a folder that can be published: Parquet, a README, checksums and metadata.

    It holds the marts, made anew, and the dimensions. Paragraphs that ask to protect a source, and what
    names the source elsewhere in its cable, are left out unless asked for: docs/SOURCE_PROTECTION.md says
    how far that goes. No license is stated: that is yours to add.
    """
    from dagster_project import exporting

    folder = folder.resolve()
    package = exporting.export_folder(home_folder(home), folder, include_protected, quiet=as_json)
    if as_json:
        print_json(package)
    else:
        exporting.print_exported(folder, package)
