"""The engine: where the tasks of parsing are done. It decides nothing else."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from dagster_project.lake import ShareOut
from dagster_project.lake.workers import local_pool
from dagster_project.settings import Operation

_POOL_FROM = 500
"""Messages from which starting worker processes pays."""


@contextmanager
def at_work(files: int, messages: int) -> Iterator[ShareOut]:
    """Shares tasks out, as `CABLES_ENGINE` says, while the block runs: so many files with so many messages in all.

    Few messages are read by this process, but where Dask is asked for; so are those of a process that may start none.
    """
    asked = Operation.from_environment()
    workers = min(asked.workers, files)
    if multiprocessing.current_process().daemon:  # a worker of Dask, which was given the dump as a whole
        yield map
    elif asked.engine == "dask":
        with (
            _dask().on_dask(asked.scheduler, asked.workers) as share_out,
            _handed_over(asked.shared, share_out) as share_out,
        ):
            yield share_out
    elif messages < _POOL_FROM or workers < 2:
        yield map
    else:
        with local_pool(workers) as share_out:
            yield share_out


@contextmanager
def beside() -> Iterator[ShareOut]:
    """Shares tasks out to processes of this machine, while this one goes on; `map` where it may start none."""
    workers = Operation.from_environment().workers
    if workers < 2 or multiprocessing.current_process().daemon:
        yield map
    else:
        with local_pool(workers) as share_out:
            yield share_out


def check() -> None:
    """Raise, with one line that says what to do, where no task can be done as the settings ask.

    ValueError for a setting, RuntimeError where Dask is not installed or what a URL needs, OSError where no scheduler
    answers or nothing can be put at the URL.
    """
    asked = Operation.from_environment()
    if asked.engine == "dask":
        _dask().check(asked.scheduler)
        with _handed_over(asked.shared, map):
            pass


@contextmanager
def _handed_over(url: str, share_out: ShareOut) -> Iterator[ShareOut]:
    """The same, and files go by way of the URL where one is given."""
    if not url:
        yield share_out
        return
    from dagster_project.lake.hand_over import by_way_of

    with by_way_of(url, share_out) as handed:
        yield handed


def _dask() -> ModuleType:
    try:
        from dagster_project.lake import on_dask
    except ModuleNotFoundError as error:
        if error.name not in ("cryptography", "dask", "distributed"):
            raise
        raise RuntimeError("the engine dask needs Dask: pip install 'cables-warehouse[dask]'") from error
    return on_dask
