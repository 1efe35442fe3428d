"""Processes of this machine among which tasks are shared out."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from dagster_project.settings import Operation

Task = TypeVar("Task")
Result = TypeVar("Result")

_POOL_FROM = 500
"""Messages from which starting worker processes pays."""


def on_all_cores(work: Callable[[Task], Result], tasks: Sequence[Task], messages: int) -> Iterator[Result]:
    """What `work` gives for each task, in their order; in this process where there are few messages or one worker.

    Raises BrokenProcessPool, with one line that says what to do, where a worker was ended from outside.
    """
    workers = min(Operation.from_environment().workers, len(tasks))
    if messages < _POOL_FROM or workers < 2:
        yield from map(work, tasks)
        return
    # A server that forks from a process holding no more than parsing needs.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([work.__module__, __name__])
    try:
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker) as pool:
            yield from pool.map(work, tasks)
    except (BrokenProcessPool, EOFError, ConnectionError) as error:  # the latter where the server was ended
        raise BrokenProcessPool(
            "a process that parsed was ended from outside, as systems do when memory runs out; what was published "
            f"before stands: give the machine more memory or set CABLES_WORKERS below {workers}, and load again"
        ) from error


def _start_worker() -> None:
    """Parsing leaves no cycles to collect; Ctrl-C, which the terminal sends to workers too, is the parent's.

    A worker ends with the process that it works for, however that ends.
    """
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)
