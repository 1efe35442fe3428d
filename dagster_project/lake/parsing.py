"""lake/messages to lake/cables, lake/recipients and so on: which file goes to which, and what is joined."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from dagster_project import durable
from dagster_project.lake import Tell, engine
from dagster_project.lake.exchange import replaced
from dagster_project.lake.growing import growing
from dagster_project.lake.parse_file import Parsed, Targets, parse_file, parse_joined
from dagster_project.section_messages import LoneSection, together
from dagster_project.settings import Home, message_limit
from dagster_project.tables import PARSED

_JOINED_PER_FILE = 1_000


def parse_messages(home: Home, dump_id: str, tell: Tell) -> dict[str, int]:
    """Read every message of a dump with the parser; rows written, by lake table.

    Works file by file, wherever the engine has it done. A message that the parser fails on, or that bears no number and
    was given none, goes to quarantine with its header and body; the rest is read. Sections that came
    as messages of their own are then read once more, joined. Raises FileNotFoundError where no message is.
    """
    files = sorted(home.table("messages", dump_id).glob("*.parquet"))
    if not files:
        load = home.command("load PATH")
        raise FileNotFoundError(f"no messages of dump {dump_id} in {home.lake}: load its files with `{load}`")
    rows = [pq.read_metadata(file).num_rows for file in files]
    limit = message_limit()
    counts = dict.fromkeys(PARSED, 0)
    lone: list[LoneSection] = []
    done = 0
    with (
        replaced(home, dump_id, "parser", *PARSED) as (folders, refused),
        growing(refused, "quarantine", dump_id) as quarantine,
        engine.at_work(len(files), sum(rows)) as share_out,
    ):

        def take(targets: Targets, result: Parsed) -> None:
            for target in targets.values():
                durable.beside(target, result.kind).rename(target)
            for name, written in result.rows.items():
                counts[name] += written
            for record in result.refused:
                quarantine.add(record, len(record.raw))

        tasks = [(file, _targets(folders, file.name)) for file in files]
        for (_, targets), result in zip(tasks, share_out(partial(parse_file, limit=limit), tasks), strict=True):
            take(targets, result)
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
            for (_, targets), result in zip(tasks, share_out(partial(parse_joined, limit=limit), tasks), strict=True):
                take(targets, result)
        for half in (half for folder in folders.values() for half in folder.glob(f".*{durable.NEW}")):
            half.unlink()  # of a worker that was lost
    return counts


def _targets(folders: dict[str, Path], name: str) -> Targets:
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
