"""Messages as their carrier gave them to one file of lake/messages: what a worker does while the next are read."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from dagster_project.arrow import as_arrow
from dagster_project.dumps.message import Message, message_id
from dagster_project.tables import LAKE


class Part(NamedTuple):
    """Messages of a dump, as plain tuples, the ordinal of the first of them, and the file that they go to."""

    dump_id: str
    first: int
    messages: Sequence[tuple]
    path: Path


def write_part(part: Part) -> None:
    """Write messages, with their ids, to a Parquet file."""
    rows = []
    for ordinal, values in enumerate(part.messages, part.first):
        message = Message(*values)
        identity = message_id(message.header, message.body, message.reference_id)
        rows.append((part.dump_id, ordinal, identity, *values))
    pq.write_table(as_arrow(LAKE["messages"], rows), part.path, compression="zstd")
