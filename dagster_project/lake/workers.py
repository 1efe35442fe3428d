"""Processes of this machine among which tasks are shared out."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from dagster_project.lake import ShareOut


@contextmanager
def local_pool(workers: int) -> Iterator[ShareOut]:
    """Tasks are done by so many processes of this machine while the block runs.

    Raises BrokenProcessPool, with one line that says what to do, where one of them was ended from outside.
    """
    # A server that forks from a process holding no more than parsing needs.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dagster_project.lake.message_part", "dagster_project.lake.parse_file", __name__])
    try:
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker) as pool:
            try:
                yield pool.map
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    except (BrokenProcessPool, EOFError, ConnectionError) as error:  # the latter where the server was ended
        raise BrokenProcessPool(
            "a worker process was ended from outside, as systems do when memory runs out; what was published "
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
