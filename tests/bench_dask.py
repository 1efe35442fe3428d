"""Parsing by the local pool beside parsing on Dask, with as many workers each, over the same lake.

    python -m tests.bench_dask [--rows 25000] [--workers 2] [--rounds 3] [--folder FOLDER]

Writes the messages of a dump into a lake (one of `../shared/tools/make_dump.py` where that is, else of fictional
telegrams), then parses them by turns, so that what else the machine does falls on both. Starting is not counted: an
engine is started once and warmed up, then it parses in every round. Prints messages a second and a worker, and what
the one is of the other; CPU-seconds are those of the workers and of this process.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from unittest import mock

import psutil

from dagster_project.dumps.discover import discover
from dagster_project.lake import ShareOut, engine
from dagster_project.lake.messages import write_messages
from dagster_project.lake.on_dask import on_dask
from dagster_project.lake.parsing import parse_messages
from dagster_project.lake.workers import local_pool
from dagster_project.settings import Home
from tests.bench_full import make_dump


def silent(done: int, total: int | None) -> None:
    """Says nothing."""


def started(at_work: ShareOut) -> Callable[..., AbstractContextManager[ShareOut]]:
    """In place of starting an engine: one that is at work."""

    @contextmanager
    def instead(files: int, messages: int) -> Iterator[ShareOut]:
        yield at_work

    return instead


def cpu() -> float:
    """CPU-seconds of this process and of all that it started, so far."""
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=25_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=None)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder, ExitStack() as engines:
        home = Home(Path(folder) / "home")
        make_dump(Path(folder) / "cables.csv", chosen.rows)
        (dump,) = discover(Path(folder) / "cables.csv")
        write_messages(home, dump, silent)
        shares = {
            "local": engines.enter_context(local_pool(chosen.workers)),
            "dask": engines.enter_context(on_dask("", chosen.workers)),
        }
        rates: dict[str, list[tuple[float, float]]] = {name: [] for name in shares}
        print(f"{chosen.rows:,} messages, {chosen.workers} workers, {os.cpu_count()} cores; messages a second")
        for turn in range(chosen.rounds + 1):
            for name, share_out in shares.items():
                with mock.patch.object(engine, "at_work", started(share_out)):
                    began, spent = time.monotonic(), cpu()
                    parse_messages(home, dump.dump_id, silent)
                    took, spent = time.monotonic() - began, cpu() - spent
                if turn:  # the first warms up
                    rates[name].append((chosen.rows / took, chosen.rows / spent))
                    print(f"{name:<6} {rates[name][-1][0]:8,.0f} {rates[name][-1][1]:8,.0f} a CPU-second", flush=True)
        for what, at in (("worker", 0), ("CPU-second", 1)):
            local, dask = (statistics.median(rate[at] for rate in rates[name]) for name in ("local", "dask"))
            print(f"dask is {dask / local:.2f} of local, messages a second and {what}")


if __name__ == "__main__":
    main()
