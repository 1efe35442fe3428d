"""A lock that one process holds at a time; the system gives it back however that process ends."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def held(path: Path, waiting: Callable[[], None], shared: bool = False) -> Iterator[None]:
    """Hold the lock file `path`, which is made if need be, while the block runs; `shared` with others that share it.

    Where another holds it, `waiting` is called once and the block runs when that one is done.
    """
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, kind)
        yield


def take(path: Path) -> TextIO:
    """Hold a lock file that no other process asks for, from now until what is returned is closed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("w")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def is_free(path: Path) -> bool:
    """Whether no process holds the lock file, which must be there."""
    with path.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
