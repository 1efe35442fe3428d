"""Lake to star: the SQL files of `sql/star` load one dump into DuckDB, and the result is published by rename.

A load works on a copy beside the published file and renames it into place, so a reader that has the old
one open keeps reading it, and a load that fails leaves it as it was. Only one load works at a time.
"""

import logging
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from glob import escape
from itertools import takewhile
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import NamedTuple

import duckdb
import pyarrow as pa

from dagster_project import durable, lock, retention
from dagster_project.settings import SQL, Home, Operation
from dagster_project.tables import LAKE, TABLES, WAREHOUSE

TEMP_LIMIT = "10GB"
"""What a question may put on disk, in the system's folder for temporary files, beyond what fits in memory."""

_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)

_LOAD_CHECKS = SQL / "star" / "90_load_checks.sql"
"""What a load runs last, once the checks have been run."""

SAMPLE = 20
"""Wrong rows that a check shows."""

_log = logging.getLogger(__name__)


class NoWarehouse(FileNotFoundError):
    """No dump has been loaded yet."""


class NotInLake(FileNotFoundError):
    """The dump has not been parsed, or not all of it."""


class OldSchema(RuntimeError):
    """The published warehouse was made with other tables than the project declares now."""


class NotAQuestion(ValueError):
    """An analyst's statement that is not one statement that reads."""


class TooLarge(RuntimeError):
    """An analyst's statement that needs more memory and disk than it may have."""


class Answer(NamedTuple):
    """What a statement found."""

    columns: list[str]
    rows: list[tuple]


class LoadResult(NamedTuple):
    """What one load did: the account of the dump's records, rows put into each table, and the checks.

    `copying` are the seconds that it took to copy the published file, to have the copy on disk and to put it in the
    place of the old one, whose blocks are then freed: they grow with the file.
    """

    messages: int
    cables: int
    duplicates: int
    quarantined: int
    joined: int
    recipients: int
    tags: int
    paragraphs: int
    references: int
    routing: int
    distribution: int
    issues: int
    copying: float
    checks: list["CheckResult"]

    def account(self) -> dict[str, int]:
        """What became of the dump's records, and the rows put into each table."""
        return {name: value for name, value in self._asdict().items() if name not in ("copying", "checks")}


class Check(NamedTuple):
    """A file of `sql/checks`: its name, the table it is about, what holds, and the SQL that selects wrong rows."""

    name: str
    table: str
    description: str
    sql: str

    @property
    def severity(self) -> str:
        """A share or a total is a sign that something may be wrong: a `warning`; any other row is an `error`."""
        return "warning" if self.name.endswith(("_share", "_totals")) else "error"


class CheckResult(NamedTuple):
    """What one check found: how many rows are wrong, and the first of them under `columns`."""

    check: Check
    count: int
    columns: list[str]
    wrong_rows: list[tuple]

    @property
    def passed(self) -> bool:
        return not self.count


class Glance(NamedTuple):
    """How many rows a table has, and the first of them under `columns`."""

    rows: int
    columns: list[str]
    sample: list[tuple]


def load_dump(home: Home, dump_id: str) -> LoadResult:
    """Load one dump from the lake into the warehouse and publish it.

    Loading a dump again takes out what it brought and puts in what its lake holds now; with an unchanged
    lake the warehouse is the same as before. Waits while another load is at work. Raises `NotInLake` when
    the lake lacks a table of the dump, `OldSchema` when the warehouse was made with other tables, and
    `duckdb.Error` when a statement fails, and what Ctrl-C raises; the published warehouse is then untouched.
    """
    _require_lake(home, dump_id)
    return _publish_with(home, dump_id, home, _LOAD_CHECKS)


def forget_dump(home: Home, dump_id: str, empty: Home) -> LoadResult:
    """Take a dump out of the warehouse and publish it: what is left is as if the dump had never been loaded.

    `empty` is a home folder whose lake has the tables of the dump, without a row. Versions that another dump
    repeats are taken from that one's lake. Waits and raises like `load_dump`.
    """
    _require_lake(empty, dump_id)
    return _publish_with(home, dump_id, empty, SQL / "forget.sql")


def _publish_with(home: Home, dump_id: str, own: Home, last: Path) -> LoadResult:
    """The new warehouse, in which the dump is as the lake of `own` has it, in the place of the old one."""
    with _only_load(home):
        building = home.warehouse.with_name(f"{home.warehouse.name}.{os.getpid()}.building")
        try:
            started = time.monotonic()
            if home.warehouse.exists():
                durable.copy(home.warehouse, building)
                durable.sync(
                    building
                )  # else DuckDB waits for it at its first commit, and that looks like the load's work
            copied = time.monotonic()
            result = _build(building, home, dump_id, own, last)
            built = time.monotonic()
            retention.keep(home)
            durable.publish(building, home.warehouse)
            retention.prune(home)
            copying = copied - started + time.monotonic() - built
        finally:
            _remove_building(home)
    return result._replace(copying=copying)


def connect(home: Home) -> duckdb.DuckDBPyConnection:
    """Read-only connection to the warehouse as it is published now. Raises `NoWarehouse`."""
    if not home.warehouse.exists():
        raise NoWarehouse(f"no warehouse at {home.warehouse}: load a dump first with `{home.command('load PATH')}`")
    # Opened under its path, the file would be shared with whoever in this process opened it before, even
    # when another has been published since. ATTACH takes no bound value.
    spill = Path(tempfile.gettempdir()) / f"cables-{os.getpid()}"
    config = {
        "memory_limit": Operation.from_environment().memory_limit,
        "temp_directory": str(spill),
        "max_temp_directory_size": TEMP_LIMIT,
    }
    connection = duckdb.connect(":memory:", config=config)
    path = str(home.warehouse).replace("'", "''")
    with interruptible(connection):
        connection.execute(f"attach '{path}' as cables (read_only)")
        connection.execute("use cables")
    return connection


def query(home: Home, sql: str, variables: Mapping[str, object] = MappingProxyType({})) -> Answer:
    """Answer of one statement, which can neither write nor reach files, extensions or the network.

    `variables` are those of DuckDB that the statement reads with `getvariable`. Raises `NoWarehouse`,
    `NotAQuestion` for anything but one SELECT or EXPLAIN, `TooLarge`, `duckdb.Error` for a faulty statement,
    and what Ctrl-C raises.
    """
    with _answering(home, sql, variables) as connection:
        return Answer([column[0] for column in connection.description], connection.fetchall())


def query_file(home: Home, name: str, variables: Mapping[str, object] = MappingProxyType({})) -> Answer:
    """Answer of the one statement of a file of `sql`, by its name without `.sql`; raises like `query`."""
    return query(home, _statement(name), variables)


def _statement(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def query_table(home: Home, sql: str, variables: Mapping[str, object] = MappingProxyType({})) -> pa.Table:
    """The same with the types of its columns, as an Arrow table."""
    with _answering(home, sql, variables) as connection:
        return connection.to_arrow_table()


@contextmanager
def _answering(home: Home, sql: str, variables: Mapping[str, object]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has run the statement and holds its answer."""
    with connect(home) as connection, interruptible(connection):
        for name, value in variables.items():
            connection.execute(f"set variable {name} = ?", [value])
        connection.execute("set enable_external_access = false; set lock_configuration = true")
        *before, last = connection.extract_statements(sql) or [None]
        # what is not the statement as it was typed is a part of it: DuckDB takes PIVOT apart
        if last is None or last.type not in _READING or any(statement.query for statement in before):
            raise NotAQuestion("the warehouse is read-only: give one statement, a select, from, show or explain")
        try:
            for statement in (*before, last):
                connection.execute(statement)
            yield connection
        except duckdb.OutOfMemoryException as error:
            raise TooLarge(
                f"the statement needs more than memory and {TEMP_LIMIT} of temporary files: ask of fewer rows, "
                "or look for a join without condition"
            ) from error


def declared_checks(folder: str = "checks") -> list[Check]:
    """Every file of `sql/checks`, in name order; its opening comment reads `table: what holds.`"""
    checks = []
    for file in sorted((SQL / folder).glob("*.sql")):
        sql = file.read_text(encoding="utf-8")
        comment = takewhile(lambda line: line.startswith("--"), sql.splitlines())
        table, description = " ".join(line.removeprefix("--").strip() for line in comment).split(": ", 1)
        checks.append(Check(file.stem, table, description, sql))
    return checks


def glance(home: Home, tables: Iterable[str], rows: int = 5) -> dict[str, Glance]:
    """A look at tables of the published warehouse. Raises `NoWarehouse`."""
    with connect(home) as connection:
        found = {}
        for name in tables:
            table = connection.table(name)
            found[name] = Glance(table.count("*").fetchone()[0], table.columns, table.limit(rows).fetchall())
        return found


def state_of(connection: duckdb.DuckDBPyConnection) -> str:
    """What the state of a warehouse is called, by marts and search index that are made of it."""
    return connection.execute((SQL / "manifest" / "warehouse.sql").read_text(encoding="utf-8")).fetchone()[0]


def run_checks(home: Home) -> list[CheckResult]:
    """Run every check against the published warehouse, in name order. Raises `NoWarehouse`."""
    with connect(home) as connection:
        return [run_check(connection, check) for check in declared_checks()]


def run_check(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckResult:
    """Run one check; it passes when it selects no row."""
    wrong = connection.sql(check.sql)
    sample = wrong.limit(SAMPLE).fetchall()
    return CheckResult(check, len(wrong) if sample else 0, wrong.columns, sample)


def _for_load_checks(result: CheckResult) -> dict[str, object]:
    """What `load_checks` keeps of a result."""
    check = result.check
    return {
        "check_name": check.name,
        "table_name": check.table,
        "description": check.description,
        "severity": check.severity,
        "passed": result.passed,
        "value": result.count,
    }


def config() -> dict[str, str | int | bool]:
    """What a load opens DuckDB with."""
    operation = Operation.from_environment()
    return {
        "memory_limit": operation.memory_limit,
        "threads": operation.threads,
        # rows of a table have no order of their own: every one is found by its key
        "preserve_insertion_order": False,
    }


def _require_lake(home: Home, dump_id: str) -> None:
    parse_first = f"parse the dump first with `{home.command('load PATH')}`"
    for name in LAKE:
        folder = home.table(name, dump_id)
        if not any(folder.glob("*.parquet")):
            raise NotInLake(f"no Parquet file in {folder}: {parse_first}")
    if not home.manifest(dump_id).exists():
        raise NotInLake(f"no manifest {home.manifest(dump_id)}: {parse_first}")


@contextmanager
def _only_load(home: Home) -> Iterator[None]:
    """Keep other loads away while the block runs; waits for one that is at work."""

    def waiting() -> None:
        _log.warning("another load is writing %s: waiting until it is done", home.warehouse)

    with lock.held(home.warehouse.with_name(f"{home.warehouse.name}.lock"), waiting):
        # whoever made files here held the lock, so it is no more
        _remove_building(home)
        yield


@contextmanager
def interruptible(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let Ctrl-C end a statement at once, on all threads of DuckDB, and raise what it raises elsewhere."""
    handler = signal.getsignal(signal.SIGINT)

    def interrupt(number: int, frame: FrameType | None) -> None:
        connection.interrupt()
        handler(number, frame)

    hears = callable(handler) and threading.current_thread() is threading.main_thread()
    if hears:
        signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    except RuntimeError as error:
        # DuckDB hides behind it what the handler raised
        if error.__cause__ is None or isinstance(error.__cause__, Exception):
            raise
        raise error.__cause__ from None
    finally:
        if hears:
            signal.signal(signal.SIGINT, handler)


def _remove_building(home: Home) -> None:
    for path in home.warehouse.parent.glob(f"{home.warehouse.name}.*.building*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _build(building: Path, home: Home, dump_id: str, own: Home, last: Path) -> LoadResult:
    """Load the dump from the lake of `own` into the file `building`, all of it in one transaction.

    Runs the files of `sql/star`, the checks, and the file `last`; `copying` is 0 as yet.
    """
    with duckdb.connect(building, config=config()) as connection, interruptible(connection):
        connection.execute("set enable_progress_bar = false")  # it is drawn on standard error, terminal or not
        # DuckDB takes a path that it reads for a pattern
        folders = {"lake": home.lake, "own_lake": own.lake, "reference": SQL / "reference"}
        for name, folder in folders.items():
            connection.execute(f"set variable {name} = ?", [escape(str(folder))])
        connection.execute("set variable dump_id = ?", [dump_id])
        connection.begin()
        _prepare(connection, home)
        star = [file for file in sorted((SQL / "star").glob("*.sql")) if file != _LOAD_CHECKS]
        inserted = {file.stem[3:]: _run(connection, file) for file in star}
        account = connection.execute(_statement("dumps/account")).fetchone()
        _run(connection, SQL / "touched.sql")
        checks = [run_check(connection, check) for check in declared_checks()]
        connection.execute("set variable checks = ?", [[_for_load_checks(result) for result in checks]])
        _run(connection, last)
        connection.commit()
        connection.execute("checkpoint")
    return LoadResult(
        *account,
        recipients=inserted["fact_recipients"],
        tags=inserted["fact_tags"],
        paragraphs=inserted["fact_paragraphs"],
        references=inserted["fact_references"],
        routing=inserted["fact_routing"],
        distribution=inserted["fact_distribution"],
        issues=inserted["load_issues"],
        copying=0.0,
        checks=checks,
    )


def _prepare(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make the tables and views as declared; raises `OldSchema` when a table that is there lacks a column."""
    for (view,) in connection.execute("select view_name from duckdb_views() where not internal").fetchall():
        if view in TABLES:  # an earlier version worked it out whenever it was asked
            connection.execute(f"drop view {view}")
    found = connection.execute("select table_name, column_name, data_type, comment from duckdb_columns()").fetchall()
    declared = [(t.name, c.name, c.type, c.meaning) for t in WAREHOUSE for c in t.warehouse_columns]
    tables, columns = {name for name, *_ in found}, {column[:3] for column in found}
    for table, name, type_, _ in declared:
        if table in tables and (table, name, type_) not in columns:
            raise OldSchema(
                f"{home.warehouse} has no column {table}.{name} {type_}: it was made by an earlier version; "
                "move it away and load the dumps again"
            )
    if not set(declared) <= set(found):
        _run(connection, SQL / "schema.sql")
    for file in sorted((SQL / "views").glob("*.sql")):
        _run(connection, file)
    _run(connection, SQL / "view_comments.sql")


def _run(connection: duckdb.DuckDBPyConnection, file: Path) -> int:
    """Run the statements of one SQL file; gives the number of rows they inserted."""
    inserted = 0
    try:
        for statement in connection.extract_statements(file.read_text(encoding="utf-8")):
            result = connection.execute(statement)
            if statement.type == duckdb.StatementType.INSERT:
                inserted += result.fetchone()[0]
    except duckdb.Error as error:
        error.add_note(f"while running {file}; the published warehouse is unchanged")
        raise
    return inserted
