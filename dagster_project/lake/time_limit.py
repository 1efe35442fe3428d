"""How long the parser may take for one message, in CPU time."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 10
"""CPU-seconds that the parser has for a message, and one more for each million characters."""
_PER_SECOND = 1_000_000


@contextmanager
def time_limit() -> Iterator[Callable[[int], None]]:
    """Has a message that takes the parser too long raise TimeoutError: call with its length, then read it.

    The last line: the hardest texts known take about half of it. Only the main thread has a clock.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda length: None
        return

    def give_up(*_: object) -> None:
        raise TimeoutError("too long for the parser")

    before = signal.signal(signal.SIGVTALRM, give_up)
    try:
        yield lambda length: signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE + length / _PER_SECOND)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
