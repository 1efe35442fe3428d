"""The lake: messages and cables as Parquet, each file written beside its place and renamed into it.

manifests      which dumps there are, and where they lie
messages       dump file -> lake/messages, lake/quarantine, lake/passed_over
message_part   some messages -> one file of lake/messages: what a worker does
parsing        lake/messages -> lake/cables, lake/recipients, ...: which file to which, and what is joined
parse_file     one file of messages -> one file of each parsed table: what a worker does
time_limit     how long the parser may take for a message
engine         where tasks are done: here, in processes of this machine, or on Dask
workers        processes of this machine
on_dask        workers of Dask
hand_over      files by way of a URL, for workers that share no folder with the load
growing        records into one file, of which a part is held
exchange       new tables of a dump in the place of the old ones, all or none
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Tell = Callable[[int, int | None], None]
"""Told how much is done, and of how much where that is known."""

Task = TypeVar("Task")
Result = TypeVar("Result")
Work = Callable[[Task], Result]
ShareOut = Callable[[Work, Sequence[Task]], Iterable[Result]]
"""Has work done for each task, wherever that is, and gives the results in the order of the tasks: `map` is one."""
