"""What `cables status`, `show` and `sql` read from the warehouse, and how they print it."""

import datetime as dt
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from rich.console import Group
from rich.measure import Measurement
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dagster_project import terminal, warehouse
from dagster_project.settings import SQL, Home
from dagster_project.telegram.identity import read_mrn
from dagster_project.terminal import plain

ROWS_SHOWN = 1_000
"""Rows that `sql` prints as a table; as JSON it prints all."""


class NoCable(ValueError):
    """The warehouse holds no cable of this number."""


def status(home: Home) -> dict:
    """Dumps loaded, rows by table, what is in quarantine by reason (`sql/status`), and the disk by layer.

    Raises `NoWarehouse`, but where loads were tried and none went well.
    """
    nothing_yet = home.dagster.exists() and not home.warehouse.exists()
    asked = {"dumps": [], "tables": [], "quarantine": []} if nothing_yet else of_folder(home, "status")
    layers = (home.landing, home.lake, home.warehouse.parent, home.marts, home.search, home.dagster, home.logs)
    disk = {layer.name: _bytes(layer) for layer in layers if layer.exists()}
    return {"home": str(home.path), **asked, "disk": disk, "marts": marts_age(home)}


def _bytes(folder: Path) -> int:
    """Bytes of all files below a folder; what goes away meanwhile is not counted."""
    size = 0
    for below, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                size += (Path(below) / name).lstat().st_size
    return size


def marts_age(home: Home) -> dict | None:
    """When the marts were written, and whether the warehouse has changed since; None where there are none."""
    manifest = home.marts / "manifest.json"
    if not (manifest.exists() and home.warehouse.exists()):
        return None
    written = json.loads(manifest.read_text(encoding="utf-8"))
    moment = dt.datetime.fromisoformat(written["written_at"]).replace(tzinfo=None)
    with warehouse.connect(home) as connection:
        state = warehouse.state_of(connection)
    return {"written_at": moment, "stale": state != written["warehouse"]["stamp"]}


def totals(home: Home) -> warehouse.Answer:
    """What is loaded of each release beside what was published of it (`sql/totals`)."""
    return warehouse.query(home, (SQL / "totals" / "totals.sql").read_text(encoding="utf-8"))


def cable(home: Home, cable_id: str) -> dict:
    """The current version of a cable with all that belongs to it (`sql/show`). Raises `NoCable`."""
    found = of_cable(home, "show", cable_id, "cable")
    return found.pop("cable")[0] | found


def of_cable(home: Home, folder: str, cable_id: str, first: str, **variables: object) -> dict[str, list[dict]]:
    """What the files of a folder under `sql/` say of one cable, whose number may be as the cable itself has it.

    Raises `NoCable` when the file `first` finds none.
    """
    mrn, _ = read_mrn(cable_id)
    number = mrn.cable_id if mrn else cable_id
    found = of_folder(home, folder, cable_id=number, **variables)
    if not found[first]:
        as_written = warehouse.query_file(home, "numbers/as_written", {"written": cable_id.upper()}).rows
        if as_written:
            return of_folder(home, folder, cable_id=as_written[0][0], **variables)
        listed = home.command('sql "select cable_id from cables"')
        raise NoCable(f"no cable {number} in {home.warehouse}: `{listed}` lists them")
    return found


def records(answer: warehouse.Answer) -> list[dict]:
    """The rows of an answer by column; a name that stands twice is numbered, so that no column is lost."""
    names: list[str] = []
    for name in answer.columns:
        number = next(n for n in count(1) if (name if n == 1 else f"{name}_{n}") not in names)
        names.append(name if number == 1 else f"{name}_{number}")
    return [dict(zip(names, row, strict=True)) for row in answer.rows]


def of_folder(home: Home, folder: str, **variables: object) -> dict[str, list[dict]]:
    """Rows of every file of a folder under `sql/`, by the file's name."""
    answers = {}
    with warehouse.connect(home) as connection:
        for name, value in variables.items():
            connection.execute(f"set variable {name} = ?", [value])
        for file in sorted((SQL / folder).glob("*.sql")):
            result = connection.execute(file.read_text(encoding="utf-8"))
            columns = [column[0] for column in result.description]
            answers[file.stem] = records(warehouse.Answer(columns, result.fetchall()))
    return answers


# -- printing -----------------------------------------------------------------------------------


def print_answer(answer: warehouse.Answer) -> None:
    """Rows as a table; one below the other where a table would have to break words or cut columns off."""
    columns, rows = answer
    console = terminal.console()
    table = Table()
    for name in columns:
        table.add_column(plain(name), overflow="fold")
    for row in rows[:ROWS_SHOWN]:
        table.add_row(*map(plain, row))
    if Measurement.get(console, console.options.update(max_width=1 << 20), table).minimum <= console.width:
        console.print(table)
    else:
        for number, row in enumerate(rows[:ROWS_SHOWN], 1):
            console.print(Rule(f"row {number}", style="dim"), _fields(zip(columns, row, strict=True)))
    shown = f"{len(rows):,} rows" if len(rows) != 1 else "1 row"
    console.print(f"{ROWS_SHOWN:,} of {shown}; --json prints all" if len(rows) > ROWS_SHOWN else shown, style="dim")


def _fields(named: Iterable[tuple[str, object]]) -> Table:
    """Names and values in two columns."""
    fields = Table.grid(padding=(0, 2))
    fields.add_column(style="dim", no_wrap=True)
    fields.add_column(overflow="fold")
    for name, value in named:
        fields.add_row(plain(name), plain(value))
    return fields


def print_totals(answer: warehouse.Answer) -> None:
    """The totals as a table, or how to have some."""
    if answer.rows:
        print_answer(answer)
    else:
        terminal.console().print("nothing is loaded as a release: `cables load PATH --release cablegate-2011` says so")


def print_status(found: dict) -> None:
    """The status: two lines a dump, then rows by table and what is in quarantine."""
    console = terminal.console()
    console.print(plain(found["home"], "bold"), soft_wrap=True)
    for dump in found["dumps"]:
        console.print(
            plain(
                f"{dump['dump_id']}  {dump['carrier']}, loaded {dump['finished_at']:%Y-%m-%d %H:%M} UTC: {dump['path']}"
            ),
            soft_wrap=True,
        )
        console.print(f"    {account(dump)}, {dump['passed_over']:,} files passed over", soft_wrap=True)
    if found["tables"]:
        console.print(", ".join(f"{table['rows']:,} {table['name']}" for table in found["tables"]))
    _print_runs(found["runs"])
    console.print("on disk: " + ", ".join(f"{size / 1e6:,.1f} MB {name}" for name, size in found["disk"].items()))
    if marts := found["marts"]:
        age = "the warehouse has changed since" if marts["stale"] else "from the warehouse as it is published"
        console.print(f"marts: written {marts['written_at']:%Y-%m-%d %H:%M} UTC, {age}")
    for refused in found["quarantine"]:
        console.print(f"in quarantine: {refused['records']:,} {refused['reason']}", style="yellow")


def _print_runs(record: dict) -> None:
    console = terminal.console()
    for run in record["at_work"]:
        console.print(plain(f"at work: {_run(run)}, since {run['started_at'] or 'now'}", "cyan"), soft_wrap=True)
    if record["queued"]:
        console.print(f"in the queue: {record['queued']:,} runs")
    if run := record["last_success"]:
        console.print(plain(f"last success: {_run(run)}, {run['ended_at']} UTC"), soft_wrap=True)
    if run := record["last_failure"]:
        console.print(
            plain(f"last failure: {_run(run)}, {run['ended_at']} UTC: {run['reason']}", "red"), soft_wrap=True
        )


def _run(run: dict) -> str:
    return f"{run['job']} of {run['dump_id'] or 'the warehouse'} ({run['started_by'] or 'by hand'})"


def account(counts: Mapping[str, int]) -> str:
    """The account of a dump's records: what came is what it became."""
    became = " + ".join(f"{counts[name]:,} {name}" for name in ("cables", "duplicates", "quarantined"))
    sections = f", {counts['joined']:,} further sections joined" if counts["joined"] else ""
    return f"{counts['messages']:,} messages = {became}{sections}"


def print_cable(record: dict) -> None:
    """A cable as a reader wants to see it."""
    terminal.console(piped=100).print(Group(*_heading(record), *_text(record), *_provenance(record)))


def _heading(record: dict) -> list:
    sent = f"{record['sent_at']:%d %B %Y %H:%M} UTC" if record["sent_at"] else str(record["date"] or "no date")
    number, classification = plain(record["cable_id"], "bold"), plain(record["classification"], "bold red")
    lines: list[tuple[str, str]] = []

    def line(name: str, *values: str | None) -> None:
        if text := "\n".join(value for value in values if value):
            lines.append((name, text))

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
    line("Drafted by", record["drafter"])
    line("Approved by", record["approver"])
    line("Classified by", ", ".join(filter(None, [record["classified_by"], *record["class_reasons"]])))
    return [Text("   ").join([number, classification, plain(sent)]), _fields(lines), Rule(style="dim")]


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
            parts.append(Padding(plain(paragraph["heading"], "bold"), (1, 0, 0, 0)))
        heading = paragraph["heading"]
        number = (
            f"{paragraph['number']}." if paragraph["number"] else f"{paragraph['label']}." if paragraph["label"] else ""
        )
        front = " ".join(filter(None, [number, _marked(paragraph["portion_mark"])]))
        text = plain(f"{front} " if front else "", "cyan") + plain(paragraph["text"])
        parts.append(Padding(text, (1, 0, 0, 4 if paragraph["label"] else 0)))
    if record["signer"]:
        parts.append(Padding(plain(record["signer"]), (1, 0, 0, 0)))
    return parts


def _provenance(record: dict) -> list:
    notes = [
        f"{record['carrier']}  {record['source_path']} at byte {record['source_offset']}, dump {record['dump_id']}"
    ]
    if len(record["versions"]) > 1:
        notes.append(f"version {record['version']} of {len(record['versions'])}")
    notes += [f"{i['code']}: {i['detail']}" if i["detail"] else i["code"] for i in record["issues"]]
    return [Padding(Rule(style="dim"), (1, 0, 0, 0)), *(plain(note, "dim") for note in notes)]
