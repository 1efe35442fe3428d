"""`cables search`: cables that hold words."""

import datetime as dt
from typing import Annotated

import typer

from dagster_project import terminal
from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json


def search(
    words: Annotated[str, typer.Argument(help="What to look for, as one argument: 'georgia \"six-point plan\"'.")],
    post: Annotated[str | None, typer.Option("--post", help="Only cables of this post, such as PARIS.")] = None,
    first_day: Annotated[
        dt.datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Only cables of this day and later.")
    ] = None,
    last_day: Annotated[
        dt.datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Only cables of this day and earlier.")
    ] = None,
    tag: Annotated[str | None, typer.Option("--tag", help="Only cables with this TAG, such as PREL.")] = None,
    classification: Annotated[
        str | None, typer.Option("--classification", help="Only cables so classified; SECRET keeps SECRET//NOFORN.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Cables to show.")] = 10,
    include_protected: Annotated[
        bool, typer.Option("--include-protected", help="Show paragraphs that ask to protect a source, too.")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Cables whose subject or text holds words, the best first.

    All words must be there; words in double quotes stand side by side; `fog OR mist` is either; a word
    after - or NOT must not be there. Case, accents, hyphens and ends of lines do not matter. In SQL:
    `from search_cables('fog OR mist')`. Paragraphs that ask to protect a source are found, but not shown
    unless you ask; a source may be named elsewhere too.
    """
    from dagster_project import searching

    found = searching.search(
        home_folder(home),
        words,
        post=post,
        first_day=first_day and first_day.date(),
        last_day=last_day and last_day.date(),
        tag=tag,
        classification=classification,
        limit=limit,
        include_protected=include_protected,
    )
    if found["no_index"]:
        terminal.complain(f"{found['no_index']}; every text was read")
    if as_json:
        print_json(found)
    else:
        searching.print_hits(found)
