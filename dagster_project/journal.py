"""What happened, one JSON object a line in `logs/cables.jsonl`: no text of cables, nothing that is secret."""

import builtins
import datetime as dt
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler

from dagster_project import lock
from dagster_project.settings import Home

_SIZE = 5 << 20
_KEPT = 5
"""Files that were full before, kept beside it as `cables.jsonl.1` and so on."""

_OWN = ("NotInLake", "OldSchema", "NoWarehouse", "IOException", "OutOfMemoryException")
"""Errors besides those of the system whose messages hold names of files and sizes, and no text of a cable."""

_log = logging.getLogger(__name__)


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        level = record.levelname.lower()
        return json.dumps({"time": moment, "level": level, "event": record.msg, **record.fields}, default=str)


def note(home: Home, event: str, level: int = logging.INFO, **fields: object) -> None:
    """Add a line. One that cannot be written is a warning on standard error: it stops no load."""
    record = logging.makeLogRecord({"msg": event, "levelno": level, "levelname": logging.getLevelName(level)})
    record.fields = fields
    file = home.logs / "cables.jsonl"
    try:
        with lock.held(home.logs / ".lock", waiting=lambda: None):  # several processes write, and one may rotate
            handler = RotatingFileHandler(file, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
            handler.setFormatter(_Lines())
            handler.emit(record)
            handler.close()
    except OSError as error:
        _log.warning("cannot write to %s: %s", file, error)


@contextmanager
def step(home: Home, name: str, **known: object) -> Iterator[dict[str, object]]:
    """Note how long the block took, what it counted into the dict that it gets, or the error that ended it."""
    counts: dict[str, object] = {}
    started = time.monotonic()
    try:
        yield counts
    except BaseException as error:
        said = told(type(error).__name__, str(error))
        note(home, "step failed", logging.ERROR, **known, step=name, seconds=_since(started), error=said)
        raise
    note(home, "step done", **known, step=name, seconds=_since(started), **counts)


def told(name: str, message: str) -> str:
    """An error by its class, with its message where that can hold no text of a cable."""
    of_system = getattr(builtins, name, None)
    if name in _OWN or (isinstance(of_system, type) and issubclass(of_system, OSError)):
        return f"{name}: {message}"
    return name


def _since(started: float) -> float:
    return round(time.monotonic() - started, 2)
