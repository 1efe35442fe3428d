"""Warehouse to marts: the SELECTs of `sql/marts`, written as Parquet beside their place and renamed into it.

All marts are of one generation: they are written from one state of the warehouse, proven by their laws
(`sql/laws`), and only then put in the place of those before. While that is done there is no manifest, so

    a reader that finds the same manifest before and after has read files of that one generation,

and each file bears its generation in its own metadata.
"""

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import escape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dagster_project import lock, warehouse
from dagster_project.arrow import arrow_schema
from dagster_project.mart_tables import MANIFEST, MARTS, SCHEMA_VERSION, Mart
from dagster_project.settings import SQL, Home
from dagster_project.warehouse import Check, CheckResult

SPILLED = ".spilled"
"""Folder beside the files being written, for what does not fit in memory."""

PIECE = 49_152
"""Cables of a piece where a mart is written in pieces: a row group of those that are read from end to end."""

_HELD = ("protected_paragraphs", "source_names", "withheld_paragraphs")
"""Views that many marts ask; each is computed once."""


class BrokenLaw(RuntimeError):
    """A mart does not agree with the warehouse; the marts that were published before stand."""


class Written(NamedTuple):
    """One mart: its rows, the bytes of its file, and their SHA-256."""

    rows: int
    bytes: int
    sha256: str


class Published(NamedTuple):
    """One generation of marts, and what each law found."""

    manifest: dict
    laws: list[CheckResult]


def publish(home: Home, include_protected: bool = False) -> Published:
    """Write all marts from the warehouse as it is published now.

    Texts that ask to protect a source or name one are left out unless `include_protected`. Waits while
    another process publishes. Raises `NoWarehouse`, `OldSchema` when the warehouse lacks what the marts
    read, and `duckdb.Error`; the marts that were there before then stand, as they do when a law is broken,
    which `require_laws` tells.
    """
    with (
        lock.held(home.marts / ".lock", lambda: None),
        warehouse.connect(home) as connection,
        warehouse.interruptible(connection),
        _building(home) as folder,
    ):
        published = write(connection, home, folder, include_protected)
        if all(law.passed for law in published.laws):
            (folder / MANIFEST).write_text(json.dumps(published.manifest, indent=2), encoding="utf-8")
            _replace(folder, home.marts)
    return published


def write(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    folder: Path,
    include_protected: bool,
    tell: Callable[[str], None] = lambda name: None,
) -> Published:
    """Write all marts into a folder, try their laws, and put nothing in place; `tell` hears which is written next."""
    _prepare(connection, home, folder, include_protected)
    manifest = _manifest(connection, include_protected)
    written = {}
    for name, mart in MARTS.items():
        tell(name)
        written[name] = write_table(connection, mart, _statement(mart), folder, manifest)
    manifest["marts"] = {name: described(MARTS[name], found) for name, found in written.items()}
    return Published(manifest, [warehouse.run_check(connection, law) for law in laws()])


def require_laws(found: list[CheckResult]) -> None:
    """Raises `BrokenLaw`, with one line that names the law, when one did not hold."""
    for law in found:
        if not law.passed:
            found_wrong = dict(zip(law.columns, law.wrong_rows[0], strict=True))
            raise BrokenLaw(
                f"mart {law.check.table} breaks its law {law.check.name} ({law.check.description} wrong rows: "
                f"{law.count}, the first {found_wrong}): no mart was replaced"
            )


def laws() -> list[Check]:
    """What must hold of the marts, by mart: each file of `sql/laws`, and that every mart has its key."""
    found = [*warehouse.declared_checks("laws"), *(_key_law(mart) for mart in MARTS.values())]
    return sorted(found, key=lambda law: law.table)


def _key_law(mart: Mart) -> Check:
    key = ", ".join(mart.key)
    sql = (
        f"select {key}, count(*) as rows from marts.{mart.name} group by all "
        f"having count(*) > 1 or {' or '.join(f'{name} is null' for name in mart.key)}"
    )
    return Check(f"key_{mart.name}", mart.name, f"no two rows have the same {key}, and none is null.", sql)


@contextmanager
def _building(home: Home) -> Iterator[Path]:
    """A folder to write in, beside the marts; what one that was killed left goes first."""
    folder = home.marts / ".building"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _prepare(connection: duckdb.DuckDBPyConnection, home: Home, folder: Path, include_protected: bool) -> None:
    # a bar of DuckDB's would be drawn on standard error, terminal or not
    own = {"temp_directory": str(folder / SPILLED), "enable_progress_bar": False}
    for name, value in (warehouse.config() | own).items():
        connection.execute(f"set {name} = '{str(value).replace(chr(39), chr(39) * 2)}'")
    connection.execute("set variable lake = ?", [escape(str(home.lake))])
    connection.execute("set variable dumps = (select list(dump_id) from load_dumps)")
    connection.execute("set variable include_protected = ?", [include_protected])
    connection.execute("attach ':memory:' as marts")
    try:
        for name in _HELD:
            connection.execute(f"create temp table {name} as from cables.{name}")
    except duckdb.CatalogException as error:
        raise warehouse.OldSchema(
            f"{home.warehouse} has no view {name}: it was made by an earlier version; load a dump, and it has"
        ) from error


def _manifest(connection: duckdb.DuckDBPyConnection, include_protected: bool) -> dict:
    """What the marts are made from; the same warehouse, statements and choice make the same generation."""
    made_from, protected = (
        _record(connection, SQL / "manifest" / f"{name}.sql") for name in ("warehouse", "protected")
    )
    generation = hashlib.sha256(
        "\0".join(
            [
                str(SCHEMA_VERSION),
                str(include_protected),
                made_from["stamp"],
                *(_select(mart, _statement(mart)) for mart in MARTS.values()),
                *(str(arrow_schema(mart)) for mart in MARTS.values()),
            ]
        ).encode()
    ).hexdigest()[:16]
    return {
        "generation": generation,
        "schema_version": SCHEMA_VERSION,
        "written_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "include_protected": include_protected,
        "protected": protected,
        "warehouse": made_from,
    }


def _record(connection: duckdb.DuckDBPyConnection, file: Path) -> dict:
    result = connection.execute(file.read_text(encoding="utf-8"))
    return dict(zip((column[0] for column in result.description), result.fetchone(), strict=True))


def _statement(mart: Mart) -> str:
    return (SQL / "marts" / f"{mart.name}.sql").read_text(encoding="utf-8").rstrip().rstrip(";")


def _select(mart: Mart, statement: str) -> str:
    """A statement, its columns cast to the declared types, its rows in the declared order."""
    columns = ", ".join(f"{column.name}::{column.type} as {column.name}" for column in mart.columns)
    return f"select {columns} from (\n{statement}\n) order by {', '.join(mart.order)}"


def write_table(
    connection: duckdb.DuckDBPyConnection, mart: Mart, statement: str, folder: Path, manifest: dict
) -> Written:
    """Write what a statement selects as the mart declares it, and have the connection know it as `marts.<name>`."""
    path = folder / f"{mart.name}.parquet"
    schema = arrow_schema(mart).with_metadata(
        {
            "row": mart.row,
            "generation": manifest["generation"],
            "schema_version": str(SCHEMA_VERSION),
            "include_protected": str(manifest["include_protected"]).lower(),
        }
    )
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        try:
            for batch in _batches(connection, mart, _select(mart, statement)):
                rows += len(batch)
                writer.write_table(pa.Table.from_batches([batch]).cast(schema), row_group_size=mart.rows_per_group)
        except duckdb.Error as error:
            error.add_note(f"while writing {mart.name}.parquet; no mart was replaced")
            raise
    connection.execute(f"create view marts.{mart.name} as from read_parquet('{_quoted(path)}')")
    with path.open("rb") as file:
        return Written(rows, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _batches(connection: duckdb.DuckDBPyConnection, mart: Mart, select: str) -> Iterator[pa.RecordBatch]:
    """The rows of a mart in their order, piece by piece where it is written so."""
    bounds: list[object] = [None, None]
    if mart.in_pieces:
        connection.execute("set variable piece_size = ?", [PIECE])
        by = SQL / "pieces" / f"{mart.order[0]}.sql"
        first = connection.execute(by.read_text(encoding="utf-8")).fetchall()
        bounds[1:1] = [value for (value,) in first[1:]]
    for piece_from, piece_before in pairwise(bounds):
        connection.execute("set variable piece_from = ?", [piece_from])
        connection.execute("set variable piece_before = ?", [piece_before])
        yield from connection.execute(select).to_arrow_reader(mart.rows_per_group)


def _quoted(path: Path) -> str:
    return escape(str(path)).replace("'", "''")


def described(mart: Mart, written: Written) -> dict:
    """What the manifest says of one mart."""
    return {
        "file": f"{mart.name}.parquet",
        **written._asdict(),
        "row": mart.row,
        "key": mart.key,
        "order": mart.order,
        "columns": {column.name: column.type for column in mart.columns},
    }


def _replace(folder: Path, place: Path) -> None:
    """Put the files of `folder` in their place, the manifest last; until then there is none."""
    (place / MANIFEST).unlink(missing_ok=True)
    for name in MARTS:
        (folder / f"{name}.parquet").replace(place / f"{name}.parquet")
    for left in place.glob("*.parquet"):
        if left.stem not in MARTS:
            left.unlink()
    (folder / MANIFEST).replace(place / MANIFEST)
