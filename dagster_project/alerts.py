"""Alerts through a hook that the user sets: a command that gets JSON on standard input, a webhook, or both.

A hook that fails stops nothing: it is a warning and a line in the journal.
"""

import datetime as dt
import http.client
import json
import logging
import shlex
import subprocess
import urllib.error
import urllib.request

from dagster_project import journal, warehouse
from dagster_project.settings import Home, Operation

_PATIENCE = 30
"""Seconds that a hook may take."""

_log = logging.getLogger(__name__)


def send(home: Home, kind: str, **fields: object) -> None:
    """Send an alert: `run_failed`, `quarantine` or `arrival_refused`, with what is known of it; no text of a cable."""
    hooks = Operation.from_environment()
    moment = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    alert = json.dumps({"kind": kind, "time": moment, "home": str(home.path), **fields}, default=str).encode()
    journal.note(home, "alert", logging.WARNING, kind=kind, **fields)
    for name, hook, call in (
        ("CABLES_ALERT_COMMAND", hooks.alert_command, _command),
        ("CABLES_ALERT_WEBHOOK", hooks.alert_webhook, _webhook),
    ):
        if hook and (failed := call(hook, alert)):
            _log.warning("an alert (%s) was not taken by %s: %s", kind, name, failed)
            journal.note(home, "alert not taken", logging.ERROR, kind=kind, hook=name, error=failed)


def quarantine(home: Home, dump_id: str) -> None:
    """Send what is in quarantine of a dump that was loaded, by reason."""
    found = dict(warehouse.query_file(home, "quarantine/reasons", {"dump_id": dump_id}).rows)
    send(home, "quarantine", dump=dump_id, quarantined=sum(found.values()), reasons=found)


def _command(command: str, alert: bytes) -> str | None:
    """Why the command failed; None when it did not."""
    try:
        done = subprocess.run(shlex.split(command), input=alert, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"not done after {_PATIENCE} seconds"
    except (OSError, ValueError) as error:
        return type(error).__name__  # the command line itself may hold a secret
    return f"exit status {done.returncode}" if done.returncode else None


def _webhook(address: str, alert: bytes) -> str | None:
    """Why the webhook failed; None when it did not. Its address is a secret too."""
    try:
        request = urllib.request.Request(address, alert, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=_PATIENCE):
            return None
    except urllib.error.HTTPError as error:
        return f"HTTP status {error.code}"
    except urllib.error.URLError as error:
        return type(error.reason).__name__
    except (OSError, ValueError, http.client.HTTPException) as error:
        return type(error).__name__
