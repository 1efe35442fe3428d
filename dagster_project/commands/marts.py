"""`cables marts`: the Parquet files that dashboards read."""

from typing import Annotated

import typer

from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json


def marts(
    include_protected: Annotated[
        bool,
        typer.Option(
            "--include-protected",
            help="With the texts that ask to protect a source or name one; the next load drops them.",
        ),
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the marts: small Parquet files that dashboards read instead of the warehouse.

    `cables load` does it at its end. Paragraphs that ask to protect a source, and what names the source
    elsewhere in its cable, are left out unless asked for: docs/SOURCE_PROTECTION.md says how far that goes.
    """
    from dagster_project import publishing

    folder = home_folder(home)
    manifest = publishing.publish_marts(folder, include_protected, quiet=as_json)
    if as_json:
        print_json(manifest)
    else:
        publishing.print_published(folder, manifest)
