"""What has arrived in `landing/`: which deliveries lie there, which of them are finished, and which dumps they hold.

A delivery is what lies in the folder itself: a file with the file of column names beside it, or a folder with all
that is below it. It is finished when it has looked the same for a while, and is then taken for the dumps that
`cables load` would find at its path.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from dagster_project.dumps.column_names import beside_paths, is_column_names
from dagster_project.dumps.discover import Dump, discover
from dagster_project.dumps.files import readable


class Seen(NamedTuple):
    """How a delivery looked last, since when (seconds since 1970), and whether it was taken as it looks."""

    looks: str
    since: float
    taken: bool = False


class Look(NamedTuple):
    """What a look into the folder found, by the names of the deliveries."""

    seen: dict[str, Seen]
    finished: list[str]
    """Those to be taken now, the smallest first: a large one keeps no other waiting."""
    gone: list[str]
    """Those that went away before they were taken."""


class _Looks(NamedTuple):
    """A hash of names, sizes and times of a delivery's files, their bytes together, and when one changed last."""

    digest: str
    size: int
    changed: float


class Refusal(NamedTuple):
    """Why a delivery holds no dump that can be loaded."""

    reason: str


def look(landing: Path, before: Mapping[str, Seen], now: float, settled: int) -> Look:
    """Look into the folder, given what the last look found; finished is what looked the same for `settled` seconds.

    Raises OSError when the folder cannot be listed.
    """
    there = {path.name: _looks(path) for path in _deliveries(landing)}
    seen = {}
    for name, looks in there.items():
        last = before.get(name)
        seen[name] = last if last and last.looks == looks.digest else Seen(looks.digest, now)
    finished = [name for name, (_, since, taken) in seen.items() if not taken and now - since >= settled]
    gone = [name for name, last in before.items() if not last.taken and name not in seen]
    return Look(seen, sorted(finished, key=lambda name: (there[name].size, name)), sorted(gone))


def finished(landing: Path, now: float, settled: int) -> list[Path]:
    """Every delivery in which nothing has changed for `settled` seconds, as far as its files' times tell.

    Raises OSError when the folder cannot be listed.
    """
    return [path for path in _deliveries(landing) if now - _looks(path).changed >= settled]


def dumps_at(path: Path) -> list[Dump] | Refusal:
    """The dumps of a delivery, or why there are none."""
    try:
        return discover(path)
    except (OSError, ValueError) as error:
        return Refusal(str(error))
    except Exception as error:  # a fault in reading one delivery must not keep the others from being loaded
        return Refusal(f"{type(error).__name__}: {error}")


def _deliveries(landing: Path) -> list[Path]:
    """What lies in the folder, but hidden files, which others are still writing, and files of column names."""
    return sorted(path for path in landing.iterdir() if not (path.name.startswith(".") or is_column_names(path)))


def _looks(path: Path) -> _Looks:
    """How a delivery looks; the time of the last change of a file's record tells too that it has become readable."""
    digest, size, changed = hashlib.blake2b(digest_size=8), 0, 0.0
    files = [path, *beside_paths(path)]
    files += [Path(folder, name) for folder, _, names in os.walk(path) for name in names]
    for file in sorted(files):
        try:
            found = file.stat()
            stated: tuple = (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
            size += found.st_size
            changed = max(changed, found.st_mtime, found.st_ctime)
        except OSError as error:
            stated = (error.errno,)
        digest.update(repr((readable(str(file)), *stated)).encode())
    return _Looks(digest.hexdigest(), size, changed)
