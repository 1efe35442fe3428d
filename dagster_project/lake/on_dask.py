"""Parsing on Dask: on the workers of a scheduler that is there, or on a cluster of this machine that ends with it."""

import gc
import logging
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing import resource_tracker

import cryptography  # noqa: F401  what encrypts between the processes of a local cluster
import dask
from distributed import CancelledError, Client, KilledWorker, LocalCluster

from dagster_project.lake import Result, ShareOut, Task, Work
from dagster_project.telegram import PARSER_VERSION

_TO_ANSWER = 5
"""Seconds that a scheduler has to answer."""
_TO_HAVE_WORKERS = 30
"""Seconds that a scheduler has to get its first worker."""
_AT_ONCE = 1_000
"""Tasks that are handed over together."""

_SETTINGS = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
"""Of a local cluster: Dask opens a port for pages and metrics beside each of its own, which then has none."""


@contextmanager
def on_dask(scheduler: str, workers: int) -> Iterator[ShareOut]:
    """Tasks are done by the workers of the Dask scheduler at an address while the block runs.

    Without an address, by a cluster of so many workers, which listens on loopback alone and has its own
    certificates: other users of the machine cannot give it work. What a worker that is lost had to do is done by the
    others. Raises OSError where no scheduler answers, and RuntimeError where it goes away or loses too many workers;
    both have one line that says what to do.
    """
    with _client(scheduler) if scheduler else _local(workers) as client:
        try:
            yield partial(_share_out, client)
        except KilledWorker as error:
            raise RuntimeError(
                f"{error.allowed_failures + 1} workers of Dask were lost over the same messages, as when memory runs "
                "out; what was published before stands: give each worker more memory, and load again"
            ) from error
        except CancelledError as error:
            raise RuntimeError(
                "the Dask scheduler went away; what was published before stands: start it anew, and load again"
            ) from error


def check(scheduler: str) -> None:
    """Raise OSError, with one line that says what to do, where no scheduler answers at an address that is given."""
    if scheduler:
        with _client(scheduler):
            pass


@contextmanager
def _client(address: str) -> Iterator[Client]:
    _quiet()
    try:
        client = Client(address, timeout=_TO_ANSWER, set_as_default=False)
    except OSError as error:
        raise OSError(
            f"no Dask scheduler answers at {address}: start `dask scheduler` there, or give another with --scheduler"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_TO_HAVE_WORKERS)
        except TimeoutError as error:
            raise OSError(
                f"the Dask scheduler at {address} has no workers: start `dask worker {address} --nthreads 1`"
            ) from error
        yield client


@contextmanager
def _local(workers: int) -> Iterator[Client]:
    _quiet()
    with dask.config.set(_SETTINGS), _cluster(workers) as cluster, Client(cluster, set_as_default=False) as client:
        yield client


def _cluster(workers: int) -> LocalCluster:
    """A cluster whose workers, now and later, leave Ctrl-C to this process: what a thread blocks, its heirs block."""
    resource_tracker.ensure_running()  # or starting it would undo this in the thread that starts a worker
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            security=True,
            memory_limit=None,
            silence_logs=logging.CRITICAL,
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _quiet() -> None:
    """What Dask tells of workers that come and go is not the one line that an error is."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)


def _share_out(client: Client, work: Work, tasks: Sequence[Task]) -> Iterator[Result]:
    """Hand all tasks over, before the first result is asked for."""
    futures = deque(client.map(partial(_on_worker, work, PARSER_VERSION), tasks, pure=False, batch_size=_AT_ONCE))
    # each is forgotten when it is given, or it would be done again when its worker is lost
    return (futures.popleft().result() for _ in tasks)


def _on_worker(work: Work, version: str, task: Task) -> Result:
    """Do a task in a thread of a worker, which ends with the process that started it. Parsing leaves no cycles."""
    if version != PARSER_VERSION:
        raise RuntimeError(f"a worker of Dask has the parser {PARSER_VERSION}, not {version}: install the same there")
    gc.disable()
    try:
        return work(task)
    finally:
        gc.enable()
