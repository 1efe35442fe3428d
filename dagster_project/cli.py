"""`cables`: load dumps, ask the warehouse, read a cable."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from dagster_project.settings import Home

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
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load dumps: read, parse, write Parquet, load and publish the warehouse.

    What a file is, is told from its content: a Cablegate CSV, Cablegate HTML pages, or texts of one
    telegram each. What cannot be read is kept in quarantine with its bytes. Loading a dump again
    changes nothing. The runs are recorded: `make dagster` shows them.
    """
    from dagster_project.loading import load_paths

    loaded = load_paths(_home(home), paths, quiet=as_json)
    if as_json:
        typer.echo(json.dumps([dump.summary() for dump in loaded], indent=2))
    if any(dump.failed_checks for dump in loaded):
        raise typer.Exit(1)


@app.command()
def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """What is loaded: dumps, tables, and what is in quarantine."""
    from dagster_project import reading

    found = reading.status(_home(home))
    if as_json:
        typer.echo(json.dumps(found, indent=2, default=str))
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
        typer.echo(json.dumps(cable, indent=2, default=str, ensure_ascii=False))
    else:
        reading.print_cable(cable)


@app.command()
def sql(
    statement: Annotated[str, typer.Argument(help="A statement for DuckDB; it can only read.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the warehouse in SQL.

    The views `cables`, `recipients`, `tags`, `paragraphs`, `refs` and `routing` hold the current
    version of each cable; `fact_*` hold all versions, `dim_*` what codes mean, `load_*` the loads.
    """
    from dagster_project import reading

    columns, rows = reading.answer(_home(home), statement)
    if as_json:
        rows_as_dicts = [dict(zip(columns, row, strict=True)) for row in rows]
        typer.echo(json.dumps(rows_as_dicts, indent=2, default=str, ensure_ascii=False))
    else:
        reading.print_rows(columns, rows)


def main() -> None:
    """Run the CLI; an error of the user's making is one line that says what to do, and exit status 1."""
    try:
        app()
    except (ValueError, OSError, RuntimeError) as error:
        _fail(error)
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("duckdb", "_duckdb"):
            raise
        _fail(error)


def _fail(error: Exception) -> None:
    typer.secho(f"cables: {' '.join(str(error).split())}", err=True, fg="red")
    sys.exit(1)
