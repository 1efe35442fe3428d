"""`cables quarantine`: what could not be read."""

import base64
import sys
from typing import Annotated

import typer

from dagster_project import terminal
from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json

quarantine = typer.Typer(
    help="What could not be read: list it, show its bytes, try again.\n\n"
    "Each record keeps its bytes, its place and the reason. `list` gives every one a name that `show` takes.",
    no_args_is_help=True,
)


@quarantine.command("list")
def list_records(
    dump: Annotated[str, typer.Option("--dump", help="Only those of this dump.", metavar="DUMP")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Only those for this reason.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is in quarantine, in the order of its place in the dumps."""
    from dagster_project import quarantine as records

    found = records.records(home_folder(home), dump_id=dump, reason=reason)
    if as_json:
        print_json(found)
    else:
        records.print_records(found)


@quarantine.command()
def show(
    record: Annotated[str, typer.Argument(help="Name of a record, as `list` gives it.", metavar="RECORD")],
    raw: Annotated[bool, typer.Option("--raw", help="Write its bytes as they are, and nothing else: > FILE.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """A record's bytes, as text that cannot command a terminal."""
    from dagster_project import quarantine as records

    row, content = records.content(home_folder(home), record)
    if as_json:
        print_json(row | {"base64": base64.b64encode(content).decode()})
    elif not raw:
        records.print_content(row, content)
    elif sys.stdout.isatty():
        raise ValueError("the bytes could command this terminal: send them into a file, with --raw > FILE")
    else:
        sys.stdout.buffer.write(content)


@quarantine.command()
def retry(
    dump: Annotated[str, typer.Argument(help="Id of a dump, as `cables status` lists it.", metavar="DUMP")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Try again what of a dump is in quarantine.

    Where its files still lie where they were, with the same content, the whole dump is read again. Else only its
    messages, which the lake holds: this tries what the parser refused, and what the carrier refused stays.
    A file that has changed is another dump: load that one. At the end the marts are written.
    """
    from dagster_project import loading, publishing

    place = home_folder(home)
    tried = loading.retry(place, dump, quiet=as_json)
    manifest = publishing.publish_marts(place, quiet=as_json)
    if as_json:
        print_json(tried | {"marts": manifest["generation"]})
    else:
        before, after = (", ".join(f"{n:,} {reason}" for reason, n in tried[at].items()) for at in ("before", "after"))
        said = f"{dump}: read again from {tried['from']}; in quarantine were {before}, now {after or 'none'}"
        terminal.console().print(terminal.plain(said), soft_wrap=True)
        publishing.print_published(place, manifest)
    if tried["not_tried"]:
        terminal.complain(
            f"{tried['not_tried']:,} records that the carrier refused were not tried: {tried['path']} is not there, "
            "or holds another dump now"
        )
        raise typer.Exit(1)
