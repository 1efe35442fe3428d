"""A dump's records to lake/messages, what cannot be read to lake/quarantine, the rest to lake/passed_over."""

from collections import deque
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from dagster_project.dumps.discover import Dump, read_dump
from dagster_project.dumps.message import Message, Refused
from dagster_project.lake import ShareOut, Tell, engine
from dagster_project.lake.exchange import replaced
from dagster_project.lake.growing import ROWS, TEXT, growing
from dagster_project.lake.message_part import Part, write_part
from dagster_project.settings import Home

_WAITING = 3
"""Parts that wait to be written, besides the one that is being filled."""


class MessagesWritten(NamedTuple):
    """What reading a dump found: records seen, of them refused, and files that hold no cable."""

    messages: int
    refused: int
    passed_over: int


def write_messages(home: Home, dump: Dump, tell: Tell) -> MessagesWritten:
    """Read a dump into `lake/messages`, what cannot be read into `lake/quarantine`, the rest to `lake/passed_over`.

    A few row groups of bounded size are held at a time, which other processes write while this one reads. `tell`
    gets the messages so far; how many there are is not known before the end.
    """
    count = 0
    with (
        replaced(home, dump.dump_id, "carrier", "messages", "passed_over") as (folders, refused),
        growing(folders["passed_over"] / "part-00000.parquet", "passed_over", dump.dump_id) as passed_over,
        growing(refused, "quarantine", dump.dump_id) as quarantine,
        ExitStack() as helped,
    ):
        parts = _Parts(dump, folders["messages"], helped)
        for record in read_dump(dump):
            if isinstance(record, Message):
                count += 1
                if parts.add(record):
                    tell(count, None)
            elif isinstance(record, Refused):
                quarantine.add(record, len(record.raw))
            else:
                passed_over.add(record)
        parts.finish()
    tell(count, count)
    return MessagesWritten(count + quarantine.count, quarantine.count, passed_over.count)


class _Parts:
    """The files of `lake/messages` of a dump: the first is written by this process, further ones by others."""

    def __init__(self, dump: Dump, folder: Path, helped: ExitStack):
        self.dump = dump
        self.folder = folder
        self.helped = helped
        self.share_out: ShareOut = map
        self.waiting: deque[Iterable[None]] = deque()
        self.number = 0
        self.first = 1
        self._clear()

    def _clear(self) -> None:
        self.messages: list[tuple] = []
        self.text = 0

    def add(self, message: Message) -> bool:
        """Add a message; whether it filled a part."""
        self.messages.append(tuple(message))
        self.text += len(message.header) + len(message.body)
        if len(self.messages) < ROWS and self.text < TEXT:
            return False
        self._write()
        return True

    def finish(self) -> None:
        """Have all that was added on disk; a dump without a message has a file without a row."""
        if self.messages or self.number == 0:
            self._write()
        while self.waiting:
            list(self.waiting.popleft())

    def _write(self) -> None:
        if self.number == 1:  # a dump of one part is written before a process has started
            self.share_out = self.helped.enter_context(engine.beside())
        if len(self.waiting) == _WAITING:
            list(self.waiting.popleft())  # raises what its writing raised
        part = Part(self.dump.dump_id, self.first, self.messages, self.folder / f"part-{self.number:05}.parquet")
        self.waiting.append(self.share_out(write_part, [part]))
        self.number += 1
        self.first += len(self.messages)
        self._clear()
