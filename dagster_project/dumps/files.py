"""A path to the files it holds, each open for reading once, in the order of their names."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dagster_project.dumps.message import PassedOver, Refused


class File(NamedTuple):
    """A file at work: open until the next one is asked for."""

    source_path: str
    """Relative to what is loaded, as a table can hold it."""
    path: Path
    stream: io.BufferedReader


def files(path: Path) -> Iterator[File | Refused | PassedOver]:
    """The file at a path, or all files below a folder; hidden files and linked folders are left alone.

    One that cannot be opened is refused, one that is no regular file is passed over. Raises OSError for
    a folder that cannot be listed, and where the path itself cannot be read.
    """
    for file in _paths(path):
        source_path = readable(file.name if file == path else file.relative_to(path).as_posix())
        if file.exists() and not file.is_file():
            yield PassedOver(source_path, "no regular file")
            continue
        try:
            stream = file.open("rb")
        except OSError as error:
            if file == path:
                raise
            yield unreadable(source_path, error)
            continue
        with stream:
            yield File(source_path, file, stream)


def unreadable(source_path: str, error: OSError) -> Refused:
    """The refusal of a file that cannot be read."""
    return Refused(source_path, 0, 0, "unreadable_file", f"{type(error).__name__}: {error.strerror}", b"")


def readable(name: str) -> str:
    """A file name that a table can hold: bytes that are not UTF-8 as backslash escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _paths(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, below, names in os.walk(path, onerror=_raise):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _raise(error: OSError) -> None:
    raise error
