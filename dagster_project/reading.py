"""What `cables status`, `show` and `sql` read from the warehouse, and how they print it."""

import sys
from collections.abc import Sequence

from rich.console import Console, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dagster_project import warehouse
from dagster_project.settings import SQL, Home
from dagster_project.telegram.identity import read_mrn

ROWS_SHOWN = 1_000
"""Rows that `sql` prints as a table; as JSON it prints all."""


class NoCable(ValueError):
    """The warehouse holds no cable of this number."""


def answer(home: Home, statement: str) -> tuple[list[str], list[tuple]]:
    """Columns and rows of an analyst's statement. Raises what `warehouse.query` raises."""
    relation = warehouse.query(home, statement)
    return ([], []) if relation is None else (relation.columns, relation.fetchall())


def status(home: Home) -> dict:
    """Dumps loaded, rows by table, and what is in quarantine by reason (`sql/status`)."""
    return {"home": str(home.path), **_ask(home, "status")}


def cable(home: Home, cable_id: str) -> dict:
    """The current version of a cable with all that belongs to it (`sql/show`). Raises `NoCable`."""
    mrn, _ = read_mrn(cable_id)
    number = mrn.cable_id if mrn else cable_id
    found = _ask(home, "show", cable_id=number)
    if not found["cable"]:
        raise NoCable(f"no cable {number} in {home.warehouse}: `cables sql` finds what is there")
    return found.pop("cable")[0] | found


def _ask(home: Home, folder: str, **variables: str) -> dict[str, list[dict]]:
    """Rows of every file of a folder under `sql/`, by the file's name."""
    answers = {}
    with warehouse.connect(home) as connection:
        for name, value in variables.items():
            connection.execute(f"set variable {name} = ?", [value])
        for file in sorted((SQL / folder).glob("*.sql")):
            result = connection.execute(file.read_text(encoding="utf-8"))
            names = [column[0] for column in result.description]
            answers[file.stem] = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return answers


def _console(piped: int = 200) -> Console:
    """As wide as the terminal; into a pipe or file wide enough that tables do not wrap."""
    return Console(width=None if sys.stdout.isatty() else piped)


# -- printing -----------------------------------------------------------------------------------


def print_rows(columns: Sequence[str], rows: Sequence[tuple]) -> None:
    """Rows as a table; text of cables is shown as text, never as markup."""
    console = _console()
    table = Table()
    for name in columns:
        table.add_column(Text(name))
    for row in rows[:ROWS_SHOWN]:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    console.print(table)
    shown = (
        f"{ROWS_SHOWN:,} of {len(rows):,} rows; --json prints all" if len(rows) > ROWS_SHOWN else f"{len(rows)} rows"
    )
    console.print(shown, style="dim")


def print_status(found: dict) -> None:
    """The status as tables."""
    console = _console()
    table = Table("dump", "carrier", title=found["home"], title_justify="left")
    counted = ("messages", "cables", "duplicates", "quarantined", "passed_over")
    for name in counted:
        table.add_column(name, justify="right")
    table.add_column("loaded (UTC)")
    table.add_column("path")
    for dump in found["dumps"]:
        table.add_row(
            dump["dump_id"],
            dump["carrier"],
            *(f"{dump[name]:,}" for name in counted),
            f"{dump['finished_at']:%Y-%m-%d %H:%M}",
            Text(dump["path"]),
        )
    console.print(table)
    rows = ", ".join(f"{table['rows']:,} {table['name']}" for table in found["tables"])
    console.print(rows)
    for refused in found["quarantine"]:
        console.print(f"in quarantine: {refused['records']:,} {refused['reason']}", style="yellow")


def print_cable(record: dict) -> None:
    """A cable as a reader wants to see it."""
    console = _console(piped=100)
    console.print(Group(*_heading(record), *_text(record), *_provenance(record)))


def _heading(record: dict) -> list:
    sent = f"{record['sent_at']:%d %B %Y %H:%M} UTC" if record["sent_at"] else str(record["date"] or "no date")
    title = Text.assemble(
        (record["cable_id"], "bold"), "   ", (record["classification"] or "", "bold red"), f"   {sent}"
    )
    lines = Table.grid(padding=(0, 2))
    lines.add_column(style="dim", no_wrap=True)
    lines.add_column()

    def line(name: str, *values: str | None) -> None:
        text = "\n".join(value for value in values if value)
        if text:
            lines.add_row(name, Text(text))

    precedence = " / ".join(p for p in (record["precedence_action"], record["precedence_info"]) if p)
    line("Subject", " ".join(filter(None, [_marked(record["subject_mark"]), record["subject"]])))
    line("From", record["from_address"] or record["origin_label"])
    line("Precedence", precedence)
    for role, name in (("action", "To"), ("info", "Info"), ("exempt", "Exempt")):
        line(name, *(_addressee(r) for r in record["recipients"] if r["role"] == role))
    line("Captions", ", ".join(record["captions"]))
    line("For", *record["pass_lines"])
    line("E.O.", " ".join(filter(None, [record["eo_number"], record["eo_value"]])))
    line("TAGS", ", ".join(tag["tag"] for tag in record["tags"]))
    line("References", *(_reference(r) for r in record["refs"]))
    line("Classified by", ", ".join(filter(None, [record["classified_by"], *record["class_reasons"]])))
    return [title, lines, Rule(style="dim")]


def _addressee(recipient: dict) -> str:
    parts = [recipient["address"], recipient["precedence_stated"], recipient["serial"]]
    return "  ".join(part for part in parts if part)


def _reference(reference: dict) -> str:
    label = f"{reference['label']}. " if reference["label"] else ""
    found = f"  ({reference['ref_cable_id']}, {reference['resolution']})" if reference["ref_cable_id"] else ""
    return f"{label}{reference['raw']}{found}"


def _marked(mark: str | None) -> str | None:
    return f"({mark})" if mark else None


def _text(record: dict) -> list:
    parts = []
    heading = None
    for paragraph in record["paragraphs"]:
        if paragraph["heading"] and paragraph["heading"] != heading:
            parts.append(Padding(Text(paragraph["heading"], style="bold"), (1, 0, 0, 0)))
        heading = paragraph["heading"]
        number = (
            f"{paragraph['number']}." if paragraph["number"] else f"{paragraph['label']}." if paragraph["label"] else ""
        )
        front = " ".join(filter(None, [number, _marked(paragraph["portion_mark"])]))
        text = Text.assemble((f"{front} " if front else "", "cyan"), paragraph["text"])
        parts.append(Padding(text, (1, 0, 0, 4 if paragraph["label"] else 0)))
    if record["signer"]:
        parts.append(Padding(Text(record["signer"]), (1, 0, 0, 0)))
    return parts


def _provenance(record: dict) -> list:
    notes = [
        f"{record['carrier']}  {record['source_path']} at byte {record['source_offset']}, dump {record['dump_id']}"
    ]
    if len(record["versions"]) > 1:
        notes.append(f"version {record['version']} of {len(record['versions'])}")
    notes += [f"{i['code']}: {i['detail']}" if i["detail"] else i["code"] for i in record["issues"]]
    return [Padding(Rule(style="dim"), (1, 0, 0, 0)), *(Text(note, style="dim") for note in notes)]
