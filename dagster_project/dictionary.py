"""Declarations to the data dictionary: `docs/DICTIONARY.md`, written by `python -m dagster_project.dictionary`.

Rows, keys, joins and columns come from `tables`, `views` and `mart_tables`; what a table is made from is read off its
SQL file, and its example is the file of its name in `sql/examples`.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dagster_project.mart_tables import MARTS, Mart
from dagster_project.settings import ROOT, SQL
from dagster_project.tables import CLOSED_LISTS, FACTS, LAKE, MESSAGES, QUARANTINE, STAR, WAREHOUSE, Table
from dagster_project.views import MACROS, VIEWS, Macro

FILE = ROOT / "docs" / "DICTIONARY.md"

_LOADS = tuple(table for table in STAR if table.name.startswith("load_"))
_LEARNT = tuple(table for table in STAR if table not in (*FACTS, *_LOADS))

PARTS: dict[str, tuple[str, tuple[Table, ...]]] = {
    "Views": (
        "What most questions need: every cable once, in its current version. They join by `(cable_id, message_id)`.",
        VIEWS,
    ),
    "Macros": ("Views that take something; they are asked like tables.", MACROS),
    "Facts": (
        "Every version of every cable, also those that another has replaced.",
        tuple(table for table in FACTS if table not in _LOADS),
    ),
    "Dimensions": (
        "What codes mean, and what stations, calendar and serials the cables show.",
        (*CLOSED_LISTS, *_LEARNT),
    ),
    "Loads": ("What became of every dump, file and record.", _LOADS),
    "Lake": (
        "Parquet files under the home folder, in `lake/<table>/dump=<dump_id>/`: records as delivered, and what the "
        "parser read, from which the warehouse can be made again.",
        (MESSAGES, QUARANTINE),
    ),
    "Marts": (
        "Parquet files under the home folder, in `marts/`: what dashboards read, and with the dimensions what "
        "`cables export` publishes. Texts that ask to protect a source or name one are left out: "
        "[SOURCE_PROTECTION.md](SOURCE_PROTECTION.md).",
        tuple(MARTS.values()),
    ),
}
"""The parts of the page: what each is for, and its tables."""


def title(table: Table) -> str:
    """What the page calls a table; marts bear names that views bear too."""
    return f"marts/{table.name}" if isinstance(table, Mart) else table.name


DOCUMENTED = {title(table): table for _, tables in PARTS.values() for table in tables}
"""Every table, view and mart that the page describes, each with an example of that name in `sql/examples`."""

_RECORDS = SQL / "star" / "00_records.sql"
"""What is worked out of a dump before any table is filled."""
_TEMPORARY = set(re.findall(r"^create or replace temp table (\w+)", _RECORDS.read_text(encoding="utf-8"), re.MULTILINE))
_READ = re.compile(
    r"(?:lake_rows\('|\('(?:own_)?lake'\) \|\| '/)(?P<lake>\w+)"
    r"|'/(?P<listed>\w+\.csv)'"
    r"|getvariable\('(?P<checks>checks)'\)"
    r"|\b(?:from|join) (?!lake_rows)\(*(?:from )?(?P<other>\w+)"
)


def dictionary() -> str:
    """Text of `docs/DICTIONARY.md`."""
    return "\n".join(_page()) + "\n"


def made_from(table: Table) -> list[str]:
    """What a table's SQL file reads: files, other tables and views, `_RECORDS` for its temporary tables; in order."""
    sql = "\n".join(line for line in _file(table).read_text(encoding="utf-8").splitlines() if line[:2] != "--")
    own = {title(table), *re.findall(r"\b(\w+) as \(", sql)}
    found = []
    for lake, listed, checks, other in (match.groups() for match in _READ.finditer(sql)):
        if lake:
            found.append(f"lake/{lake}")
        elif listed:
            found.append(f"sql/reference/{listed}")
        elif checks:
            found.append("sql/checks")
        elif other in own:
            continue
        elif other in _TEMPORARY:
            found.append(str(_RECORDS.relative_to(ROOT)))
        elif other in DOCUMENTED:
            found.append(other)
    return list(dict.fromkeys(found))


def example(table: Table) -> Path:
    """The file of a table's example query."""
    return SQL / "examples" / f"{title(table)}.sql"


def _file(table: Table) -> Path:
    """The SQL file that makes a table, view or mart."""
    if isinstance(table, Mart):
        return SQL / "marts" / f"{table.name}.sql"
    (file,) = [*(SQL / "star").glob(f"[0-9][0-9]_{table.name}.sql"), *(SQL / "views").glob(f"{table.name}.sql")]
    return file


def _page() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Written by `python -m dagster_project.dictionary` from the declarations in `dagster_project/tables.py`,"
    yield "`views.py` and `mart_tables.py`: change it there. The same sentences are comments in the warehouse:"
    yield "`select table_name, column_name, comment from duckdb_columns()`. Null is absent or unreadable, never a"
    yield "guess; times are UTC."
    yield ""
    for part, (_, tables) in PARTS.items():
        # a line each, so that a table more is a line more
        yield f"- {part}:"
        yield from (f"  {_link(title(table))}," for table in tables[:-1])
        yield f"  {_link(title(tables[-1]))}"
    yield ""
    yield "## How the tables join"
    yield ""
    yield from _diagram()
    for part, (about, tables) in PARTS.items():
        yield ""
        yield f"## {part}"
        yield ""
        yield about
        for table in tables:
            yield ""
            yield from _entry(table)
        if part == "Lake":
            yield ""
            yield from _lake_of_facts()


def _diagram() -> Iterator[str]:
    """Mermaid: every table of the warehouse with its key and what it is joined by, and the joins."""
    yield "Only keys and what is joined by are drawn. A circle at the other end says that a value may not stand there,"
    yield "a crow's foot that several rows may have it (a TAG has one for each era)."
    yield ""
    yield "```mermaid"
    yield "erDiagram"
    for table in WAREHOUSE:
        joined = {column for join in table.joins for column in join.columns}
        yield f"    {table.name} {{"
        for column in table.warehouse_columns:
            marks = [mark for mark, names in (("PK", table.key), ("FK", joined)) if column.name in names]
            if marks:
                yield f"        {column.type} {column.name} {', '.join(marks)}"
        yield "    }"
    keys = {table.name: table.key for table in WAREHOUSE}
    for table in WAREHOUSE:
        for join in table.joins:
            one = "||" if join.always else "o|"
            found = one if join.to == keys[join.table] else "o{"
            yield f'    {table.name} }}o--{found} {join.table} : "{", ".join(join.columns)}"'
    yield "```"


def _entry(table: Table) -> Iterator[str]:
    yield f"### {title(table)}"
    yield ""
    yield f"A row is {table.row}."
    yield ""
    if isinstance(table, Macro):
        yield f"- asked as: `{table.call}`"
    yield f"- key: {_code(table.key)}"
    if isinstance(table, Mart):
        yield f"- sorted by: {_code(table.order)}"
    if title(table) not in LAKE:
        file = _file(table)
        yield f"- made by: [{file.relative_to(ROOT)}](../{file.relative_to(ROOT)}), from {_code(made_from(table))}"
    for join in table.joins:
        to = f", its {_code(join.to)}" if join.to != join.columns else ""
        where = "" if join.always else " where it is there"
        other = f"marts/{join.table}" if isinstance(table, Mart) else join.table
        yield f"- joins: {_code(join.columns)} to {_link(other)}{to}{where}"
    yield ""
    yield "| column | type | meaning |"
    yield "| --- | --- | --- |"
    for column in table.warehouse_columns:
        yield f"| {column.name} | {column.type} | {column.meaning} |"
    yield ""
    yield "```sql"
    yield example(table).read_text(encoding="utf-8").rstrip()
    yield "```"


def _lake_of_facts() -> Iterator[str]:
    """The lake tables that hold what a table of the warehouse holds, and where their columns differ."""
    yield "The other tables of the lake are those of the warehouse, as one dump brought them:"
    yield ""
    yield "| folder | table | columns it lacks | columns it has besides |"
    yield "| --- | --- | --- | --- |"
    for name, table in LAKE.items():
        if table.name in DOCUMENTED and table not in (MESSAGES, QUARANTINE):
            lacks = [column.name for column in table.columns if column.layer == "warehouse"]
            besides = [column.name for column in table.columns if column.layer == "lake"]
            yield f"| lake/{name} | {_link(table.name)} | {_code(lacks)} | {_code(besides)} |"


def _link(title: str) -> str:
    # the page's reader makes anchors of headings, and leaves slashes out
    return f"[{title}](#{title.replace('/', '')})"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    FILE.write_text(dictionary(), encoding="utf-8")
