"""Files by way of a URL, an object store's or a folder's: for workers that share no folder with the load."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from socket import gethostname
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import fsspec
from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem

from dagster_project import durable
from dagster_project.lake import ShareOut, Work
from dagster_project.lake.exchange import remove
from dagster_project.lake.parse_file import Parsed, Targets

_Task = tuple[Any, Targets]
"""What `parse_file` or `parse_joined` takes: paths of messages, in lists and tuples of any shape, and targets."""

_TOGETHER = 8
"""Tasks whose files are put, and fetched, at once."""
_UNDER_WAY = 64
"""So many times as many tasks are handed over before the first of them is waited for."""


@contextmanager
def by_way_of(url: str, share_out: ShareOut) -> Iterator[ShareOut]:
    """Tasks of parsing are shared out so that no worker needs the lake while the block runs.

    Each file of messages is put into a folder of this load's own at the URL, once. A worker takes it from there, and
    puts what it wrote there under names that only this answer has. What is answered for lies beside its targets
    in the lake when it is given, as if a worker had written it there. The folder is cleared at the end, however that
    comes; a worker that puts something later takes it away again.

    Raises ValueError or RuntimeError for a URL that cannot be followed, and OSError where it cannot be reached; all
    have one line that says what to do.
    """
    place = _Place(f"{url.rstrip('/')}/{uuid4().hex}", "this machine")
    place.open()
    try:
        yield partial(_share_out, share_out, place, set())
    finally:
        place.clear()


class _Place:
    """A load's own folder in a store, for the load or for one of its workers."""

    _OPEN = "open"
    """Name of the file that is there while the load takes answers."""

    def __init__(self, url: str, who: str):
        self.url = url
        self._who = who
        self._store, self._root = _opened(url)

    def open(self) -> None:
        """Make the folder; its load takes answers."""
        with self._reaching():
            if isinstance(self._store, LocalFileSystem):
                Path(self._root).mkdir(mode=0o700)  # as a home folder: the cables in it are their owner's
            self._store.pipe_file(self._in(self._OPEN), b"")

    def is_open(self) -> bool:
        """Whether the load takes answers. What was put before it ceased to is cleared by it."""
        with self._reaching():
            return self._store.exists(self._in(self._OPEN))

    def clear(self) -> None:
        """Take no more answers, and remove everything."""
        with self._reaching():
            if isinstance(self._store, LocalFileSystem):
                remove(Path(self._root))
                return
            self._store.rm_file(self._in(self._OPEN))
            self._store.invalidate_cache()
            if left := self._store.find(self._root):
                self._store.rm(left)

    def put(self, files: dict[str, Path]) -> None:
        """Put files here under their names."""
        self._wait(self._store.put, [str(file) for file in files.values()], [self._in(name) for name in files])

    def get(self, files: dict[str, Path]) -> None:
        """Fetch files that are here by their names."""
        self._wait(self._store.get, [self._in(name) for name in files], [str(file) for file in files.values()])

    def remove(self, names: Iterable[str]) -> None:
        """Remove files that are here."""
        with self._reaching():
            self._store.rm([self._in(name) for name in names])

    def _wait(self, transfer: Callable, sources: list[str], targets: list[str]) -> None:
        """Wait for a transfer, after Ctrl-C too: it would go on by itself, and leave files where all is cleared."""
        with self._reaching(), ThreadPoolExecutor(1) as thread:
            thread.submit(transfer, sources, targets).result()

    def _in(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Have whatever a store raises, each its own, be one line."""
        try:
            yield
        except Exception as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise OSError(
                f"{self._who} cannot hand files over at {self.url} ({said}): see that its bucket or folder is there, "
                "and that the environment of load and workers has the keys"
            ) from error


def _opened(url: str) -> tuple[AbstractFileSystem, str]:
    """The store of a URL, and what the URL is called there."""
    scheme = url.split("://")[0]
    try:
        return fsspec.url_to_fs(url)
    except ValueError as error:
        raise ValueError(f"nothing knows {scheme}://: give --shared s3://bucket/folder or file:///folder") from error
    except ImportError as error:
        wanted = "'cables-warehouse[s3]'" if scheme == "s3" else "it"
        raise RuntimeError(f"{error}: pip install {wanted}, here and on every worker") from error


def _share_out(
    share_out: ShareOut, place: _Place, there: set[Path], work: Work, tasks: Sequence[_Task]
) -> Iterator[Parsed]:
    """Results in the order of the tasks; of the files of messages, those that are `there` are not put again."""
    under_way: deque[tuple[Sequence[_Task], Iterable[Parsed]]] = deque()
    for first in range(0, len(tasks), _TOGETHER):
        some = tasks[first : first + _TOGETHER]
        new = {path for given, _ in some for path in _paths(given)} - there
        place.put({path.name: path for path in new})
        there.update(new)
        under_way.append((some, share_out(partial(_on_worker, work, place.url), some)))
        if len(under_way) == _UNDER_WAY:
            yield from _fetched(place, *under_way.popleft())
    while under_way:
        yield from _fetched(place, *under_way.popleft())


def _fetched(place: _Place, tasks: Sequence[_Task], results: Iterable[Parsed]) -> Iterator[Parsed]:
    """Results whose files are in the lake."""
    results = list(results)
    files = {
        _name(table, result): durable.beside(target, result.kind)
        for (_, targets), result in zip(tasks, results, strict=True)
        for table, target in targets.items()
    }
    place.get(files)
    yield from results


def _on_worker(work: Work, url: str, task: _Task) -> Parsed:
    """Do a task whose files are at a URL in a folder of this worker's own."""
    given, targets = task
    place = _Place(url, f"the worker on {gethostname()}")
    with TemporaryDirectory(prefix="cables-") as folder:
        place.get({path.name: Path(folder, path.name) for path in _paths(given)})
        result = work((_moved(given, Path(folder)), {table: Path(folder, table) for table in targets}))
        names = [_name(table, result) for table in targets]
        place.put({name: Path(folder, name) for name in names})
    if not place.is_open():
        place.remove(names)
    return result


def _name(table: str, result: Parsed) -> str:
    """Name of the file of a table that comes with a result: no other answer to the same task has it."""
    return durable.beside(Path(table), result.kind).name


def _paths(given: Any) -> Iterator[Path]:
    """Every path in lists and tuples of any shape."""
    if isinstance(given, Path):
        yield given
    elif isinstance(given, list | tuple):
        for part in given:
            yield from _paths(part)


def _moved(given: Any, folder: Path) -> Any:
    """The same with every file in another folder."""
    if isinstance(given, Path):
        return folder / given.name
    if isinstance(given, list | tuple):
        return type(given)(_moved(part, folder) for part in given)
    return given
