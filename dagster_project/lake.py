"""Messages and cables to Parquet: the lake's files, written beside their place and renamed into it.

write_messages   dump file -> lake/messages, lake/quarantine
parse_messages   lake/messages -> lake/cables, lake/recipients, ... on all cores
"""

import datetime as dt
import gc
import json
import multiprocessing
import os
import shutil
import signal
import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, fields, replace
from itertools import accumulate, chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

import pyarrow as pa
import pyarrow.compute as pc

# Reading Parquet imports it otherwise, and what Ctrl-C raises while compiled modules import each other is lost.
import pyarrow.dataset
import pyarrow.parquet as pq

from dagster_project import durable, lock
from dagster_project.dumps.carrier_date import carrier_date
from dagster_project.dumps.discover import Dump, discover, read_dump
from dagster_project.dumps.encoding import UNSURE
from dagster_project.dumps.message import Message, PassedOver, Refused, message_id
from dagster_project.section_messages import LoneSection, lone_section, together
from dagster_project.settings import MESSAGE_LIMIT, Home, Operation, message_limit
from dagster_project.tables import FACTS, LAKE, Column, Table
from dagster_project.telegram import PARSER_VERSION, parse
from dagster_project.telegram.cable import Cable, Issue
from dagster_project.telegram.section_heads import joined

Tell = Callable[[int, int | None], None]
"""Told how much is done, and of how much where that is known."""

PARSED = {name: table for name, table in LAKE.items() if table in FACTS}
"""What parsing yields, by the name in the lake."""

_ROWS_PER_FILE = 4_000
_JOINED_PER_FILE = 1_000
_TEXT_PER_FILE = 32 << 20
_POOL_FROM = 500
"""Messages from which starting worker processes pays."""

_NEW, _OLD = ".new", ".old"
"""What the names of folders and files end in that wait beside their place, or have lost it."""

_PATIENCE = 10
"""CPU-seconds that the parser has for a message, and one more for each million characters."""
_PER_SECOND = 1_000_000

_ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR[]": pa.list_(pa.string()),
    "BLOB": pa.binary(),
    "MAP(VARCHAR, VARCHAR)": pa.map_(pa.string(), pa.string()),
}


class MessagesWritten(NamedTuple):
    """What reading a dump found: records seen, of them refused, and files that hold no cable."""

    messages: int
    refused: int
    passed_over: int


def arrow_schema(table: Table) -> pa.Schema:
    """Schema of a lake table, each column carrying its meaning as field metadata."""
    return pa.schema(
        pa.field(c.name, _ARROW_TYPES[c.type], metadata={"comment": c.meaning}) for c in table.lake_columns
    )


# -- manifests ----------------------------------------------------------------------------------


def write_manifest(home: Home, dump: Dump) -> None:
    """Record where a dump lies and what it is; the time reading began is kept from the first load.

    A dump that still lies where it was first found stays there, whatever other name it is given under:
    loading a copy of it changes nothing.
    """
    path = home.manifest(dump.dump_id)
    started = dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
    if path.exists():
        known = read_manifest(home, dump.dump_id)
        dump = replace(dump, release=dump.release or known.release)
        if known.path != dump.path and still_lies_at(known):
            dump = replace(dump, path=known.path)
        started = json.loads(path.read_text(encoding="utf-8"))["started_at"]
    path.parent.mkdir(parents=True, exist_ok=True)
    name = os.fsencode(dump.path)
    known = asdict(dump) | {
        "path": name.decode("utf-8", "backslashreplace"),
        "location": quote(name),  # a file name need not be UTF-8; the path above is for people
        "started_at": started,
    }
    beside = _beside(path, _NEW)
    with _writing_manifests(home):
        beside.write_text(json.dumps(known, indent=2), encoding="utf-8")
        durable.publish(beside, path)


def _writing_manifests(home: Home) -> AbstractContextManager[None]:
    """Keeps others from it for that moment: dumps are registered while another is being loaded."""
    return lock.held(home.lake / "manifests.lock", waiting=lambda: None)


def still_lies_at(dump: Dump) -> bool:
    """Whether a dump is to be found at its path, with the same content."""
    try:
        return any(found.dump_id == dump.dump_id and found.path == dump.path for found in discover(dump.path))
    except (OSError, ValueError):
        return False


def read_manifest(home: Home, dump_id: str) -> Dump:
    """The dump that was registered under this id. Raises FileNotFoundError."""
    known = json.loads(home.manifest(dump_id).read_text(encoding="utf-8"))
    path = Path(os.fsdecode(unquote_to_bytes(known["location"])))
    passed_over = tuple(PassedOver(*each) for each in known["passed_over"])
    names = (field.name for field in fields(Dump))
    return Dump(**({name: known.get(name) for name in names} | {"path": path, "passed_over": passed_over}))


def registered(home: Home) -> list[str]:
    """Ids of the dumps that have a manifest, in the order in which they were registered."""
    manifests = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in home.lake.glob("dumps/[!.]*.json")}
    return sorted(manifests, key=lambda dump_id: (manifests[dump_id]["started_at"], dump_id))


def write_empty(home: Home, dump_id: str, empty: Home) -> None:
    """Write the lake of the dump as if it had no records into the home folder `empty`: each table without a row."""
    for name, table in LAKE.items():
        empty.table(name, dump_id).mkdir(parents=True)
        pq.write_table(_arrow(table, []), empty.table(name, dump_id) / "part-00000.parquet")
    manifest = home.manifest(dump_id)
    known = manifest.read_text(encoding="utf-8") if manifest.exists() else json.dumps({"dump_id": dump_id})
    empty.manifest(dump_id).parent.mkdir(parents=True)
    empty.manifest(dump_id).write_text(known, encoding="utf-8")


def remove(home: Home, dump_id: str) -> None:
    """Take a dump out of the lake; its manifest goes first, or what is left of it would be taken for a dump to load."""
    home.manifest(dump_id).unlink(missing_ok=True)
    for folder in tables_of(home, dump_id):
        shutil.rmtree(folder)


def tables_of(home: Home, dump_id: str) -> list[Path]:
    """Folders of the lake that hold something of a dump."""
    return [folder for name in LAKE if (folder := home.table(name, dump_id)).exists()]


# -- dump -> messages ---------------------------------------------------------------------------


def write_messages(home: Home, dump: Dump, tell: Tell) -> MessagesWritten:
    """Read a dump into `lake/messages`, what cannot be read into `lake/quarantine`, the rest to `lake/passed_over`.

    One row group of bounded size is held at a time. `tell` gets the messages so far; how many there
    are is not known before the end.
    """
    count = 0
    with (
        _replaced(home, dump.dump_id, "carrier", "messages", "passed_over") as (folders, refused),
        _growing(folders["passed_over"] / "part-00000.parquet", "passed_over", dump.dump_id) as passed_over,
        _growing(refused, "quarantine", dump.dump_id) as quarantine,
    ):
        part = _MessagePart(dump)
        for record in read_dump(dump):
            if isinstance(record, Message):
                count += 1
                part.add(count, record)
                if part.is_full():
                    part.write(folders["messages"])
                    tell(count, None)
            elif isinstance(record, Refused):
                quarantine.add(record, len(record.raw))
            else:
                passed_over.add(record)
        part.write(folders["messages"], last=True)
    tell(count, count)
    return MessagesWritten(count + quarantine.count, quarantine.count, passed_over.count)


class _MessagePart:
    """The messages that go into the next file."""

    def __init__(self, dump: Dump):
        self.dump = dump
        self.number = 0
        self._clear()

    def _clear(self) -> None:
        self.rows: list[tuple] = []
        self.text = 0

    def add(self, ordinal: int, message: Message) -> None:
        identity = message_id(message.header, message.body, message.reference_id)
        self.rows.append((self.dump.dump_id, ordinal, identity, *message))
        self.text += len(message.header) + len(message.body)

    def is_full(self) -> bool:
        return len(self.rows) >= _ROWS_PER_FILE or self.text >= _TEXT_PER_FILE

    def write(self, folder: Path, last: bool = False) -> None:
        if self.rows or (last and self.number == 0):
            messages = _arrow(LAKE["messages"], self.rows)
            pq.write_table(messages, folder / f"part-{self.number:05}.parquet", compression="zstd")
            self.number += 1
            self._clear()


# -- messages -> cables -------------------------------------------------------------------------


def parse_messages(home: Home, dump_id: str, tell: Tell) -> dict[str, int]:
    """Read every message of a dump with the parser; rows written, by lake table.

    Works file by file on all cores. A message that the parser fails on, or that bears no number and
    was given none, goes to quarantine with its header and body; the rest is read. Sections that came
    as messages of their own are then read once more, joined. Raises FileNotFoundError where no message is.
    """
    files = sorted(home.table("messages", dump_id).glob("*.parquet"))
    if not files:
        raise FileNotFoundError(f"no messages of dump {dump_id} in {home.lake}: load its files with `cables load PATH`")
    rows = [pq.read_metadata(file).num_rows for file in files]
    counts = dict.fromkeys(PARSED, 0)
    lone: list[LoneSection] = []
    done = 0
    with (
        _replaced(home, dump_id, "parser", *PARSED) as (folders, refused),
        _growing(refused, "quarantine", dump_id) as quarantine,
    ):

        def take(result: _Parsed) -> None:
            for name, written in result.rows.items():
                counts[name] += written
            for record in result.refused:
                quarantine.add(record, len(record.raw))

        tasks = [(file, _targets(folders, file.name)) for file in files]
        for result in _on_all_cores(_parse_file, tasks, sum(rows)):
            take(result)
            lone += result.lone
            done += result.messages
            tell(done, sum(rows))
        if telegrams := together(lone):
            first_ordinals = list(accumulate(rows, initial=1))
            where = {part.ordinal: bisect_right(first_ordinals, part.ordinal) - 1 for t in telegrams for part in t}
            for name, dropped in _drop(folders, files, where).items():
                counts[name] -= dropped
            tasks = [
                (
                    [[(files[where[part.ordinal]], part.ordinal) for part in telegram] for telegram in batch],
                    _targets(folders, f"joined-{number:05}.parquet"),
                )
                for number, batch in enumerate(_batches(telegrams))
            ]
            for result in _on_all_cores(_parse_joined, tasks, len(where)):
                take(result)
    return counts


class _Parsed(NamedTuple):
    messages: int
    rows: dict[str, int]
    refused: list[Refused]
    lone: list[LoneSection]


_Targets = dict[str, Path]
_Telegram = list[tuple[Path, int]]
"""File and ordinal of the message of each section."""


def _targets(folders: dict[str, Path], name: str) -> _Targets:
    return {table: folder / name for table, folder in folders.items()}


def _batches(telegrams: list[list[LoneSection]]) -> Iterator[list[list[LoneSection]]]:
    """Telegrams by the place of their first section, so many together that their text fits in memory."""
    telegrams = sorted(telegrams)
    yield from (telegrams[at : at + _JOINED_PER_FILE] for at in range(0, len(telegrams), _JOINED_PER_FILE))


def _drop(folders: dict[str, Path], files: list[Path], where: dict[int, int]) -> dict[str, int]:
    """Take the rows of messages, by ordinal and number of their file, out of the parsed tables; how many, by table."""
    dropped = dict.fromkeys(PARSED, 0)
    of_file: dict[int, list[int]] = defaultdict(list)
    for ordinal, number in where.items():
        of_file[number].append(ordinal)
    for number, ordinals in of_file.items():
        for name, folder in folders.items():
            path = folder / files[number].name
            column = "ordinal" if name == "cables" else "message_ordinal"
            kept = pq.read_table(path, filters=~pc.field(column).isin(ordinals))
            dropped[name] += pq.read_metadata(path).num_rows - len(kept)
            pq.write_table(kept, path, compression="zstd")
    return dropped


def _on_all_cores(work: Callable[[tuple], _Parsed], tasks: list[tuple], messages: int) -> Iterator[_Parsed]:
    workers = min(Operation.from_environment().workers, len(tasks))
    if messages < _POOL_FROM or workers < 2:
        yield from map(work, tasks)
        return
    # A server that forks from a process holding no more than parsing needs.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dagster_project.lake"])
    try:
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker) as pool:
            yield from pool.map(work, tasks)
    except (BrokenProcessPool, EOFError, ConnectionError) as error:  # the latter where the server was ended
        raise BrokenProcessPool(
            "a process that parsed was ended from outside, as systems do when memory runs out; what was published "
            f"before stands: give the machine more memory or set CABLES_WORKERS below {workers}, and load again"
        ) from error


def _start_worker() -> None:
    """Parsing leaves no cycles to collect; Ctrl-C, which the terminal sends to workers too, is the parent's.

    A worker ends with the process that it works for, however that ends.
    """
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)


def _parse_file(task: tuple[Path, _Targets]) -> _Parsed:
    """One file of messages to one file of each parsed table; runs in a worker."""
    source, targets = task
    messages = pq.read_table(source)
    return _parse(_records(messages), len(messages), targets)


def _parse_joined(task: tuple[list[_Telegram], _Targets]) -> _Parsed:
    """Telegrams whose sections are messages of their own to one file of each parsed table; runs in a worker."""
    telegrams, targets = task
    of_file: dict[Path, list[int]] = defaultdict(list)
    for path, ordinal in chain.from_iterable(telegrams):
        of_file[path].append(ordinal)
    found = {
        record["ordinal"]: record
        for path, ordinals in of_file.items()
        for record in _records(pq.read_table(path, filters=pc.field("ordinal").isin(ordinals)))
    }
    messages = []
    for telegram in telegrams:
        sections = [found[ordinal] for _, ordinal in telegram]
        parts = [section["message_id"] for section in sections]
        body = joined([section["body"] for section in sections])
        messages.append(sections[0] | {"body": body, "parts": parts, "sections": sections})
    return _parse(messages, len(messages), targets)


def _records(messages: pa.Table) -> Iterator[dict]:
    names = messages.column_names
    for values in zip(*(column.to_pylist() for column in messages.columns), strict=True):
        yield dict(zip(names, values, strict=True))


@contextmanager
def _patience() -> Iterator[Callable[[int], None]]:
    """Has a message that takes the parser too long raise TimeoutError: call with its length, then read it.

    The last line: the hardest texts known take about half of it. Only the main thread has a clock.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda length: None
        return

    def give_up(*_: object) -> None:
        raise TimeoutError("too long for the parser")

    before = signal.signal(signal.SIGVTALRM, give_up)
    try:
        yield lambda length: signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE + length / _PER_SECOND)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _parse(messages: Iterable[dict], count: int, targets: _Targets) -> _Parsed:
    with _patience() as begin:
        read, refused, lone = _read(messages, begin)
    try:
        tables = _tables(read)
    except ValueError:
        tables = _tables(_fitting(read, refused))
    for name, target in targets.items():
        pq.write_table(tables[name], target, compression="zstd")
    return _Parsed(count, {name: len(table) for name, table in tables.items()}, refused, lone)


def _read(
    messages: Iterable[dict], begin: Callable[[int], None]
) -> tuple[list[tuple[dict, Cable]], list[Refused], list[LoneSection]]:
    """Messages with what was read of them, those that could not be read, and which are sections by themselves."""
    refused: list[Refused] = []
    read: list[tuple[dict, Cable]] = []
    lone: list[LoneSection] = []
    limit = message_limit()
    for message in messages:
        label = message["created_label"]
        date = carrier_date(label) if label else None
        length = sum(len(message[part] or "") for part in ("header", "body"))
        if length > limit:
            detail = f"{length:,} characters, more than {MESSAGE_LIMIT} ({limit:,})"
            refused.extend(_refusals(message, "message_too_long", detail))
            continue
        begin(length)
        try:
            cable = parse(
                message["header"],
                message["body"],
                message["reference_id"],
                date,
                classification_label=message["classification_label"],
            )
        except TimeoutError as error:
            refused.extend(_refusals(message, "parser_timeout", str(error)))
            continue
        except Exception as error:
            # The one place that stands between a fault of the parser and two million messages.
            refused.extend(_refusals(message, "parser_error", f"{type(error).__name__}: {error}"))
            continue
        if cable.cable_id is None:
            refused.extend(_refusals(message, "no_cable_id", "neither the carrier nor the text gives a number"))
            continue
        if label and date is None:
            cable.issues.append(Issue("created_invalid", "warning", label))
        if message["encoding"] in UNSURE:
            cable.issues.append(Issue("encoding_mixed", "info", message["encoding"]))
        read.append((message, cable))
        if section := lone_section(message["ordinal"], message["message_id"], cable):
            lone.append(section)
    return read, refused, lone


def _fitting(read: list[tuple[dict, Cable]], refused: list[Refused]) -> list[tuple[dict, Cable]]:
    """The messages whose every value fits its column; the others are refused. Slow, for when one is known to be."""
    fitting = []
    for message, cable in read:
        try:
            _tables([(message, cable)])
        except ValueError as error:
            refused.extend(_refusals(message, "parser_error", str(error)))
        else:
            fitting.append((message, cable))
    return fitting


def _refusals(message: dict, reason: str, detail: str) -> Iterator[Refused]:
    """The refusal of a message; of one that was put together from several, of each of them."""
    for part in message.get("sections", [message]):
        raw = f"{part['header']}\n\n{part['body']}".encode("utf-8", "surrogatepass")
        yield Refused(part["source_path"], part["source_offset"], part["source_length"], reason, detail, raw)


def _cable_column(column: Column) -> Callable[[dict, Cable], object]:
    """Where a column of `cables` comes from: the message, the cable, or both."""
    name = column.name
    if name == "parts":
        return lambda message, cable: message.get("parts") or [message["message_id"]]
    if name == "issues":
        return lambda message, cable: list(dict.fromkeys(issue.code for issue in cable.issues))
    if name == "parser_version":
        return lambda message, cable: PARSER_VERSION
    if name in Cable.__dataclass_fields__:
        return lambda message, cable: getattr(cable, name)
    return lambda message, cable: message[name]


_CABLE_COLUMNS = [_cable_column(column) for column in PARSED["cables"].lake_columns]
_CHILDREN = [name for name in PARSED if name != "cables"]


def _tables(read: list[tuple[dict, Cable]]) -> dict[str, pa.Table]:
    """The parsed tables of some messages. Raises ValueError for a value that does not fit its column."""
    rows: dict[str, list[tuple]] = {name: [] for name in PARSED}
    for message, cable in read:
        rows["cables"].append(tuple(value_of(message, cable) for value_of in _CABLE_COLUMNS))
        identity = (cable.cable_id, message["message_id"], message["ordinal"])
        for name in _CHILDREN:
            rows[name] += [identity + child for child in getattr(cable, name)]
    return {name: _arrow(table, rows[name]) for name, table in PARSED.items()}


# -- files --------------------------------------------------------------------------------------


def _arrow(table: Table, rows: Sequence[tuple]) -> pa.Table:
    """Rows as columns of the declared types. Raises ValueError for a value that does not fit its column."""
    schema = arrow_schema(table)
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = []
    for field, values in zip(schema, columns, strict=True):
        try:
            arrays.append(pa.array(values, field.type))
        except (OverflowError, ValueError, pa.ArrowException) as error:
            raise ValueError(f"{table.name}.{field.name}: {error}") from error
    return pa.Table.from_arrays(arrays, schema=schema)


class _Growing:
    """Records on their way into one Parquet file, a row group of bounded size held at a time."""

    def __init__(self, writer: pq.ParquetWriter, name: str, dump_id: str):
        self.writer = writer
        self.name = name
        self.dump_id = dump_id
        self.count = 0
        self._clear()

    def _clear(self) -> None:
        self.rows: list[tuple] = []
        self.bytes = 0

    def add(self, record: tuple, size: int = 0) -> None:
        self.rows.append((self.dump_id, *record))
        self.bytes += size
        self.count += 1
        if len(self.rows) >= _ROWS_PER_FILE or self.bytes >= _TEXT_PER_FILE:
            self.write()

    def write(self) -> None:
        if self.rows:
            self.writer.write_table(_arrow(LAKE[self.name], self.rows))
            self._clear()


@contextmanager
def _growing(path: Path, name: str, dump_id: str) -> Iterator[_Growing]:
    with pq.ParquetWriter(path, arrow_schema(LAKE[name]), compression="zstd") as writer:
        growing = _Growing(writer, name, dump_id)
        yield growing
        growing.write()


@contextmanager
def _replaced(home: Home, dump_id: str, by: str, *names: str) -> Iterator[tuple[dict[str, Path], Path]]:
    """New folders for a dump's lake tables, and a new file for what the step `by` refuses of it.

    They are put in the place of the old ones when all is written and on disk. Whenever a process is killed, the
    lake has all the old ones or all the new ones, as soon as `recover` has been called; what the block raises
    leaves the old ones.
    """
    folders = {name: home.table(name, dump_id) for name in names}
    refused = home.table("quarantine", dump_id) / f"{by}.parquet"
    finals = [*folders.values(), refused]
    _recover(finals)
    for folder in folders.values():
        _beside(folder, _NEW).mkdir(parents=True)
    refused.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield {name: _beside(folder, _NEW) for name, folder in folders.items()}, _beside(refused, _NEW)
        for final in finals:
            new = _beside(final, _NEW)
            for path in (*new.glob("*"), new):
                durable.sync(path)
        for final in finals:
            if final.exists():
                final.rename(_beside(final, _OLD))
            _beside(final, _NEW).rename(final)
        for folder in {final.parent for final in finals}:
            durable.sync(folder)
    finally:
        _recover(finals)


def recover(home: Home) -> None:
    """Clear what killed processes left in the lake; to be called while no other process loads.

    Where one was killed while it put new tables in the place of old ones, the old ones are put back.
    """
    of_dump: dict[str, list[Path]] = defaultdict(list)
    for pattern in ("*/.dump=*", "quarantine/dump=*/.*"):
        for path in home.lake.glob(pattern):
            final = path.with_name(path.name.removeprefix(".").removesuffix(path.suffix))
            dump_id = (final if "=" in final.name else final.parent).name
            of_dump[dump_id].append(final)
    for finals in of_dump.values():
        _recover(finals)
    with _writing_manifests(home):
        for path in home.lake.glob(f"dumps/.*{_NEW}"):
            path.unlink()


def _recover(finals: Sequence[Path]) -> None:
    """Back to the old ones where not all new ones are in place; and nothing beside them."""
    news, olds = ([b for final in finals if (b := _beside(final, kind)).exists()] for kind in (_NEW, _OLD))
    if news:
        for final in finals:
            if (old := _beside(final, _OLD)).exists():
                _remove(final)
                old.rename(final)
    for path in {*news, *olds}:
        _remove(path)


def _beside(final: Path, kind: str) -> Path:
    return final.with_name(f".{final.name}{kind}")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sample(home: Home, name: str, dump_id: str, rows: int = 5) -> str:
    """The first rows of a lake table of a dump, as a Markdown table of its first columns."""
    file = next(iter(sorted(home.table(name, dump_id).glob("*.parquet"))))
    columns = [column.name for column in LAKE[name].lake_columns if column.type != "BLOB"][:8]
    head = next(pq.ParquetFile(file).iter_batches(batch_size=rows, columns=columns), None)
    return as_markdown(columns, [] if head is None else zip(*(c.to_pylist() for c in head.columns), strict=True))


def as_markdown(columns: list[str], rows: Iterable[tuple]) -> str:
    """Rows as a Markdown table, each value on one line and cut to 60 characters."""
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    for row in rows:
        cells = (" ".join(str("" if value is None else value).split())[:60].replace("|", "\\|") for value in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
