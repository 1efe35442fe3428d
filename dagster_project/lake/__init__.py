"""The lake: messages and cables as Parquet, each file written beside its place and renamed into it.

manifests      which dumps there are, and where they lie
messages       dump file -> lake/messages, lake/quarantine, lake/passed_over
parsing        lake/messages -> lake/cables, lake/recipients, ...: which file to which, and what is joined
parse_file     one file of messages -> one file of each parsed table: what a worker does
time_limit     how long the parser may take for a message
workers        processes of this machine that parse
growing        records into one file, of which a part is held
exchange       new tables of a dump in the place of the old ones, all or none
"""

from collections.abc import Callable

Tell = Callable[[int, int | None], None]
"""Told how much is done, and of how much where that is known."""
