"""New tables of a dump in the place of the old ones: all of them or none, whenever a process is killed."""

import errno
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dagster_project import durable
from dagster_project.settings import Home

_OLD = ".old"
"""What the names end in of folders and files that have lost their place."""


@contextmanager
def replaced(home: Home, dump_id: str, by: str, *names: str) -> Iterator[tuple[dict[str, Path], Path]]:
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
        durable.beside(folder).mkdir(parents=True)
    refused.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield {name: durable.beside(folder) for name, folder in folders.items()}, durable.beside(refused)
        for final in finals:
            new = durable.beside(final)
            for path in (*new.glob("*"), new):
                durable.sync(path)
        for final in finals:
            if final.exists():
                final.rename(durable.beside(final, _OLD))
            durable.beside(final).rename(final)
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


def _recover(finals: Sequence[Path]) -> None:
    """Back to the old ones where not all new ones are in place; and nothing beside them."""
    news, olds = (
        [b for final in finals if (b := durable.beside(final, kind)).exists()] for kind in (durable.NEW, _OLD)
    )
    if news:
        for final in finals:
            if (old := durable.beside(final, _OLD)).exists():
                remove(final)
                old.rename(final)
    for path in {*news, *olds}:
        remove(path)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it."""
    if not path.is_dir():
        path.unlink(missing_ok=True)
        return
    while path.exists():
        try:
            shutil.rmtree(path)
        except OSError as error:
            # a worker on another machine may be writing into it yet
            if error.errno != errno.ENOTEMPTY:
                raise
