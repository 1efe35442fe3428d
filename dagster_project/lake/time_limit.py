"""How long the parser may take for one message, in CPU time."""

import ctypes
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

_PATIENCE = 10
"""CPU-seconds that the parser has for a message, and one more for each million characters."""
_PER_SECOND = 1_000_000
_LOOK = 0.25
"""Seconds between looks at the clock of a thread that no signal reaches."""

Begin = Callable[[int], None]


class TooLong(TimeoutError):
    """A message took the parser longer than it has."""

    def __init__(self) -> None:
        super().__init__("too long for the parser")


def time_limit() -> AbstractContextManager[Begin]:
    """Has a message that takes the parser too long raise TooLong: call with its length, then read it.

    The last line: the hardest texts known take about half of it. Signals reach the main thread alone; elsewhere, as
    in Dask's workers, a second thread looks at the clock of this one.
    """
    return _by_signal() if threading.current_thread() is threading.main_thread() else _by_thread()


def _allowed(length: int) -> float:
    return _PATIENCE + length / _PER_SECOND


@contextmanager
def _by_signal() -> Iterator[Begin]:
    def give_up(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, give_up)
    try:
        yield lambda length: signal.setitimer(signal.ITIMER_VIRTUAL, _allowed(length))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _by_thread() -> Iterator[Begin]:
    reader = threading.get_ident()
    clock = time.pthread_getcpuclockid(reader)
    turn, ended = threading.Lock(), threading.Event()
    limit = math.inf

    def begin(length: int) -> None:
        nonlocal limit
        with turn:
            limit = time.clock_gettime(clock) + _allowed(length)

    def look() -> None:
        nonlocal limit
        while not ended.wait(_LOOK):
            with turn:
                if time.clock_gettime(clock) > limit and not ended.is_set():
                    limit = math.inf
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(reader), ctypes.py_object(TooLong))

    threading.Thread(target=look, daemon=True).start()
    try:
        yield begin
    finally:
        with turn:
            ended.set()
