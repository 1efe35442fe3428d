"""`cables`: load dumps, ask the warehouse, read a cable."""

import os
import sys

import typer

from dagster_project import terminal
from dagster_project.commands.ask import ask
from dagster_project.commands.cite import cite
from dagster_project.commands.dashboard import dashboard
from dagster_project.commands.diff import diff
from dagster_project.commands.export import export
from dagster_project.commands.forget import forget
from dagster_project.commands.load import load
from dagster_project.commands.marts import marts
from dagster_project.commands.quarantine import quarantine
from dagster_project.commands.reparse import reparse
from dagster_project.commands.search import search
from dagster_project.commands.show import show
from dagster_project.commands.sql import sql
from dagster_project.commands.status import status
from dagster_project.commands.thread import thread

INTERRUPTED = 130
"""Exit status after Ctrl-C."""
STANDS = "interrupted; what was published before stands, and a load goes on from it"

app = typer.Typer(
    help="Diplomatic telegrams into a DuckDB warehouse.\n\n"
    "Start with `cables load PATH`, then `cables status`, `cables show 08PARIS1600` or "
    '`cables sql "select post, count(*) from cables group by post"`.',
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command()(load)
app.command()(marts)
app.command()(export)
app.command()(dashboard)
app.command()(status)
app.command()(forget)
app.command()(reparse)
app.command()(show)
app.command()(diff)
app.command()(search)
app.command()(thread)
app.command()(cite)
app.command()(sql)
app.add_typer(quarantine, name="quarantine")
# the parameters of a question are known when its file is read
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False)(ask)


def main() -> None:
    """Run the CLI; an error of the user's making is one line that says what to do, and exit status 1 or 2."""
    try:
        status = app(prog_name="cables", standalone_mode=False)
    except typer.TyperException as error:
        status = _refuse(error)
    except ImportError as error:
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        # Ctrl-C while DuckDB was imported, of which its own code makes this; half of it is there, and Python would
        # crash in taking it down
        terminal.complain(STANDS)
        os._exit(INTERRUPTED)
    except (ValueError, OSError, RuntimeError) as error:
        terminal.complain(str(error))
        status = 1
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("duckdb", "_duckdb"):
            raise
        # what follows repeats the statement and points into it, which takes more than one line; what stands before
        # an error of our own SQL says nothing
        terminal.complain(str(error).split("\n\nLINE ")[0].removeprefix("Invalid Input Error: "))
        status = 1
    if status == INTERRUPTED:
        terminal.complain(STANDS)
    sys.exit(status)


def _refuse(error: typer.TyperException) -> int:
    """One line of an option or argument that a command does not take; the status to end with."""
    if said := error.format_message():  # none where the help was printed in place of a command
        command = error.ctx.command_path if error.ctx else "cables"
        terminal.complain(f"{said.rstrip('.')}: `{command} --help` says what it takes")
    return error.exit_code
