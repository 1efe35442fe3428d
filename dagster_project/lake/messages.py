"""A dump's records to lake/messages, what cannot be read to lake/quarantine, the rest to lake/passed_over."""

from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from dagster_project.arrow import as_arrow
from dagster_project.dumps.discover import Dump, read_dump
from dagster_project.dumps.message import Message, Refused, message_id
from dagster_project.lake import Tell
from dagster_project.lake.exchange import replaced
from dagster_project.lake.growing import ROWS, TEXT, growing
from dagster_project.settings import Home
from dagster_project.tables import LAKE


class MessagesWritten(NamedTuple):
    """What reading a dump found: records seen, of them refused, and files that hold no cable."""

    messages: int
    refused: int
    passed_over: int


def write_messages(home: Home, dump: Dump, tell: Tell) -> MessagesWritten:
    """Read a dump into `lake/messages`, what cannot be read into `lake/quarantine`, the rest to `lake/passed_over`.

    One row group of bounded size is held at a time. `tell` gets the messages so far; how many there
    are is not known before the end.
    """
    count = 0
    with (
        replaced(home, dump.dump_id, "carrier", "messages", "passed_over") as (folders, refused),
        growing(folders["passed_over"] / "part-00000.parquet", "passed_over", dump.dump_id) as passed_over,
        growing(refused, "quarantine", dump.dump_id) as quarantine,
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
        return len(self.rows) >= ROWS or self.text >= TEXT

    def write(self, folder: Path, last: bool = False) -> None:
        if self.rows or (last and self.number == 0):
            messages = as_arrow(LAKE["messages"], self.rows)
            pq.write_table(messages, folder / f"part-{self.number:05}.parquet", compression="zstd")
            self.number += 1
            self._clear()
