"""`cables ask`: the questions of `sql/questions`."""

from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from dagster_project import terminal
from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json

if TYPE_CHECKING:
    from dagster_project.questions import Question


class Form(StrEnum):
    """What an answer is printed or written as."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def ask(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Name of a question; none to list them.")] = None,
    form: Annotated[Form, typer.Option("--format", help="What the answer is printed or written as.")] = Form.TABLE,
    out: Annotated[Path | None, typer.Option(help="File to write to, as CSV, JSON or Parquet.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
    explain: Annotated[
        bool, typer.Option("--help", help="This page; after a name, that question's parameters and columns.")
    ] = False,
) -> None:
    """Ask a question that is written down in `sql/questions`.

    `cables ask` lists them, `cables ask NAME --help` tells what to watch out for, what the columns mean
    and which parameters there are: `cables ask secret_share --post PARIS --min-cables 5`. In CSV, text
    that a spreadsheet would take for a formula gets an apostrophe in front. A post, TAG, cable or country
    that the warehouse does not have is told on standard error.
    """
    from dagster_project import questions

    if as_json:
        form = Form.JSON
    if name is None:
        if explain:
            typer.echo(context.get_help(), nl=False)
        else:
            _list(questions.declared(), form)
        return
    question = questions.find(name)
    if explain:
        _explain(question)
        return
    values = questions.values(question, context.args)
    if form is Form.TABLE and out:
        raise ValueError("--out takes --format csv, json or parquet: a table is for the terminal")
    if form is Form.PARQUET and not out:
        raise ValueError("--format parquet needs --out FILE")

    from dagster_project import answers, reading, warehouse

    place = home_folder(home)
    if form is Form.TABLE:
        found = warehouse.query(place, question.sql, values)
        reading.print_answer(found)
        terminal.console(piped=120).print(terminal.plain(f"Watch out: {question.watch_out}", "dim"))
        rows = len(found.rows)
    else:
        table = warehouse.query_table(place, question.sql, values)
        if out:
            answers.write(table, form, out)
        else:
            typer.echo((answers.csv_text if form is Form.CSV else answers.json_text)(table), nl=False)
        rows = table.num_rows
    if named := questions.named(question, values):
        _tell_unknown(warehouse.query_file(place, "ask/unknown", {"given": named}).rows, rows)


def _tell_unknown(unknown: list[tuple], rows: int) -> None:
    """One line on standard error where the question was asked of what the warehouse does not have."""
    from dagster_project.questions import KINDS

    told = [
        f"{KINDS[kind]} {value!r}" + (f" (did you mean {meant}?)" if meant else "") for kind, value, meant in unknown
    ]
    if told:
        terminal.complain(("" if rows else "nothing found, as ") + "; ".join(told))


def _list(found: list["Question"], form: Form) -> None:
    """Names and questions, under their topics."""
    if form is Form.JSON:
        print_json([{"name": q.name, "topic": q.topic, "question": q.question} for q in found])
        return
    console = terminal.console(piped=120)
    rows = Table.grid(padding=(0, 2))
    for topic, questions in groupby(found, lambda question: question.topic):
        rows.add_row(Text(topic, "bold"))
        for question in questions:
            rows.add_row(question.name, question.question)
    console.print(rows)
    console.print("`cables ask NAME --help` tells what to watch out for, the parameters and the columns", style="dim")


def _explain(question: "Question") -> None:
    """What stands in the opening comment of the file."""
    console = terminal.console(piped=120)
    rows = Table.grid(padding=(0, 2))
    rows.add_row(Text("Parameters", "bold"))
    for parameter in question.parameters:
        rows.add_row(f"{parameter.option} {parameter.type}", f"{parameter.meaning}; without it: {parameter.default}")
    rows.add_row(Text("Columns", "bold"))
    for name, meaning in question.columns.items():
        rows.add_row(name, meaning)
    console.print(Text(question.question, "bold"), Text(f"Watch out: {question.watch_out}"), rows, sep="\n\n")
