"""`cables`: load dumps, ask the warehouse, read a cable."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from dagster_project import terminal
from dagster_project.settings import Home

INTERRUPTED = 130
"""Exit status after Ctrl-C."""

app = typer.Typer(
    help="Diplomatic telegrams into a DuckDB warehouse.\n\n"
    "Start with `cables load PATH`, then `cables status`, `cables show 08PARIS1600` or "
    '`cables sql "select post, count(*) from cables group by post"`.',
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Home folder of the warehouse.", envvar="CABLES_HOME", show_default="./data"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def _home(path: Path | None) -> Home:
    return Home(path.resolve()) if path else Home.from_environment()


@app.command()
def load(
    paths: Annotated[list[Path], typer.Argument(help="Dump files, or folders that hold them.")],
    release: Annotated[
        str | None,
        typer.Option(
            help="The whole of a release that the dumps are: cablegate-2011 or nara-cfpf; see status --totals."
        ),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load dumps: read, parse, write Parquet, load and publish the warehouse.

    What a file is, is told from its content: a Cablegate CSV, Cablegate or PlusD pages, a table, text
    files of the archive of 1973 to 1979, texts of one telegram each, or streams of several. What cannot
    be read is kept in quarantine with its bytes. Loading a dump again changes nothing.
    The runs are recorded: `make dagster` shows them.
    """
    from dagster_project import loading

    loaded = loading.load_paths(_home(home), paths, quiet=as_json, release=release)
    if as_json:
        _print_json([dump.summary() for dump in loaded])
    else:
        loading.print_summary(loaded)
    failed = sorted({name for dump in loaded for name in dump.failed_checks})
    for name in failed:
        terminal.complain(f"check {name} failed: the rows that sql/checks/{name}.sql selects are wrong")
    if failed:
        raise typer.Exit(1)


@app.command()
def status(
    totals: Annotated[
        bool, typer.Option("--totals", help="Compare what was loaded as a release with what was published of it.")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is loaded: dumps, tables, and what is in quarantine."""
    from dagster_project import reading

    if totals:
        compared = reading.totals(_home(home))
        if as_json:
            _print_json(reading.records(compared))
        else:
            reading.print_totals(compared)
        return
    found = reading.status(_home(home))
    if as_json:
        _print_json(found)
    else:
        reading.print_status(found)


@app.command()
def show(
    cable_id: Annotated[str, typer.Argument(help="Number of a cable, such as 08PARIS1600.", metavar="CABLE")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """One cable as a reader wants to see it: heading, head of the text, paragraphs."""
    from dagster_project import reading

    cable = reading.cable(_home(home), cable_id)
    if as_json:
        _print_json(cable)
    else:
        reading.print_cable(cable)


@app.command()
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

    found = versions.compare(_home(home), cable_id)
    if as_json:
        _print_json(found)
    else:
        versions.print_changes(found)


@app.command()
def sql(
    statement: Annotated[str, typer.Argument(help="One statement for DuckDB; it can only read.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the warehouse in SQL.

    The views `cables`, `recipients`, `tags`, `paragraphs`, `refs`, `routing` and `distribution` hold the
    current version of each cable; `fact_*` hold all versions, `dim_*` what codes mean, `load_*` the loads.
    """
    from dagster_project import reading, warehouse

    answer = warehouse.query(_home(home), statement)
    if as_json:
        _print_json(reading.records(answer))
    else:
        reading.print_answer(answer)


def _print_json(found: list | dict) -> None:
    """Print JSON in ASCII: nothing in the text of a cable can command a terminal."""
    typer.echo(json.dumps(found, indent=2, default=str))


def main() -> None:
    """Run the CLI; an error of the user's making is one line that says what to do, and exit status 1."""
    try:
        app()
    except SystemExit as end:
        if end.code == INTERRUPTED:
            terminal.complain("interrupted; what was published before stands, and loading again goes on from it")
        raise
    except (ValueError, OSError, RuntimeError) as error:
        terminal.complain(str(error))
        sys.exit(1)
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("duckdb", "_duckdb"):
            raise
        # what follows repeats the statement and points into it, which takes more than one line
        terminal.complain(str(error).split("\n\nLINE ")[0])
        sys.exit(1)
