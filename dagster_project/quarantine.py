"""What could not be read: listed, shown, and tried again."""

from glob import escape

import duckdb

from dagster_project import terminal, warehouse
from dagster_project.settings import SQL, Home

SHOWN = 4_000
"""Bytes of a record that are shown; all of them are written with `--raw`."""


def records(home: Home, record: str = "", dump_id: str = "", reason: str = "") -> list[dict]:
    """Records in quarantine in the order of their places; all where nothing is asked for. Raises `NoWarehouse`."""
    with warehouse.connect(home) as connection:
        return _ask(connection, "list", record=record, dump_id=dump_id, reason=reason)


def content(home: Home, record: str) -> tuple[dict, bytes]:
    """A record in quarantine and its bytes. Raises ValueError when there is none of this name."""
    with warehouse.connect(home) as connection:
        found = _ask(connection, "list", record=record, dump_id="", reason="") if record else []
        if not found:
            raise ValueError(f"no record {record!r} is in quarantine: `{home.command('quarantine list')}` lists them")
        place = {name: found[0][name] for name in ("source_path", "source_offset")}
        file = escape(str(home.path / found[0]["raw_path"]))
        return found[0], _ask(connection, "bytes", file=file, **place)[0]["raw"]


def _ask(connection: duckdb.DuckDBPyConnection, name: str, **variables: object) -> list[dict]:
    for variable, value in variables.items():
        connection.execute(f"set variable {variable} = ?", [value])
    answer = connection.execute((SQL / "quarantine" / f"{name}.sql").read_text(encoding="utf-8"))
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def print_records(found: list[dict]) -> None:
    """A line a record, and below it what was found."""
    console = terminal.console()
    for row in found:
        place = f"{row['source_path']} at byte {row['source_offset']:,}, {row['source_length']:,} bytes"
        said = f"{row['record']}  {row['reason']}  dump {row['dump_id']}: {place}"
        console.print(terminal.plain(said), soft_wrap=True)
        if row["detail"]:
            console.print(terminal.plain(f"    {row['detail']}", "dim"), soft_wrap=True)
    console.print(f"{len(found):,} in quarantine", style="dim")


def print_content(row: dict, raw: bytes) -> None:
    """A record with the beginning of its bytes, those that are no text as `\\x9b`."""
    print_records([row])
    console = terminal.console()
    console.print(terminal.plain(raw[:SHOWN].decode("utf-8", "backslashreplace")), soft_wrap=True)
    if len(raw) > SHOWN:
        console.print(f"{SHOWN:,} of {len(raw):,} bytes; --raw writes all", style="dim")
