"""One file of messages to one file of each parsed table: what a worker does, wherever it runs."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc

# Reading Parquet imports it otherwise, and what Ctrl-C raises while compiled modules import each other is lost.
import pyarrow.dataset
import pyarrow.parquet as pq

from dagster_project import durable
from dagster_project.arrow import as_arrow
from dagster_project.dumps.carrier_date import carrier_date
from dagster_project.dumps.encoding import UNSURE
from dagster_project.dumps.message import Refused
from dagster_project.lake.time_limit import Begin, time_limit
from dagster_project.section_messages import LoneSection, lone_section
from dagster_project.settings import MESSAGE_LIMIT
from dagster_project.tables import PARSED, Column
from dagster_project.telegram import PARSER_VERSION, parse
from dagster_project.telegram.cable import Cable, Issue
from dagster_project.telegram.section_heads import joined


class Parsed(NamedTuple):
    """What became of some messages: how many they were, rows by table, those refused, and sections by themselves.

    The rows lie in files beside their targets, which end in `kind`. They get their names from whoever has this: a
    worker that is thought to be lost and is not writes files that never count.
    """

    kind: str
    messages: int
    rows: dict[str, int]
    refused: list[Refused]
    lone: list[LoneSection]


Targets = dict[str, Path]
Telegram = list[tuple[Path, int]]
"""File and ordinal of the message of each section."""


def parse_file(task: tuple[Path, Targets], limit: int) -> Parsed:
    """One file of messages to one file of each parsed table; messages of more characters than `limit` are refused."""
    source, targets = task
    messages = pq.read_table(source)
    return _parse(_records(messages), len(messages), targets, limit)


def parse_joined(task: tuple[list[Telegram], Targets], limit: int) -> Parsed:
    """Telegrams whose sections are messages of their own to one file of each parsed table."""
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
    return _parse(messages, len(messages), targets, limit)


def _records(messages: pa.Table) -> Iterator[dict]:
    names = messages.column_names
    for values in zip(*(column.to_pylist() for column in messages.columns), strict=True):
        yield dict(zip(names, values, strict=True))


def _parse(messages: Iterable[dict], count: int, targets: Targets, limit: int) -> Parsed:
    with time_limit() as begin:
        read, refused, lone = _read(messages, begin, limit)
    try:
        tables = _tables(read)
    except ValueError:
        tables = _tables(_fitting(read, refused))
    kind = f".{uuid4().hex}{durable.NEW}"
    for name, target in targets.items():
        beside = durable.beside(target, kind)
        pq.write_table(tables[name], beside, compression="zstd")
        durable.sync(beside)  # by the machine that wrote it
    return Parsed(kind, count, {name: len(table) for name, table in tables.items()}, refused, lone)


def _read(
    messages: Iterable[dict], begin: Begin, limit: int
) -> tuple[list[tuple[dict, Cable]], list[Refused], list[LoneSection]]:
    """Messages with what was read of them, those that could not be read, and which are sections by themselves."""
    refused: list[Refused] = []
    read: list[tuple[dict, Cable]] = []
    lone: list[LoneSection] = []
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
    return {name: as_arrow(table, rows[name]) for name, table in PARSED.items()}
