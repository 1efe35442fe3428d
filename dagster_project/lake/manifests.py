"""What is known of a dump before it is read, where it lies and its carrier: a file a dump in lake/dumps."""

import datetime as dt
import json
import os
from contextlib import AbstractContextManager
from dataclasses import asdict, fields, replace
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from dagster_project import durable, lock
from dagster_project.dumps.discover import Dump, discover
from dagster_project.dumps.message import PassedOver
from dagster_project.settings import Home


def write_manifest(home: Home, dump: Dump) -> None:
    """Record where a dump lies and what it is; the time reading began is kept from the first load.

    A dump that still lies where it was first found stays there, whatever other name it is given under:
    loading a copy of it changes nothing.
    """
    path = home.manifest(dump.dump_id)
    started = dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
    if path.exists():
        known = read_manifest(home, dump.dump_id)
        dump = replace(dump, release=dump.release or known.release)
        if known.path != dump.path and still_lies_at(known):
            dump = replace(dump, path=known.path)
        started = json.loads(path.read_text(encoding="utf-8"))["started_at"]
    path.parent.mkdir(parents=True, exist_ok=True)
    name = os.fsencode(dump.path)
    known = asdict(dump) | {
        "path": name.decode("utf-8", "backslashreplace"),
        "location": quote(name),  # a file name need not be UTF-8; the path above is for people
        "started_at": started,
    }
    beside = durable.beside(path)
    with _writing_manifests(home):
        beside.write_text(json.dumps(known, indent=2), encoding="utf-8")
        durable.publish(beside, path)


def _writing_manifests(home: Home) -> AbstractContextManager[None]:
    """Keeps others from it for that moment: dumps are registered while another is being loaded."""
    return lock.held(home.lake / "manifests.lock", waiting=lambda: None)


def still_lies_at(dump: Dump) -> bool:
    """Whether a dump is to be found at its path, with the same content."""
    try:
        return any(found.dump_id == dump.dump_id and found.path == dump.path for found in discover(dump.path))
    except (OSError, ValueError):
        return False


def read_manifest(home: Home, dump_id: str) -> Dump:
    """The dump that was registered under this id. Raises FileNotFoundError."""
    known = json.loads(home.manifest(dump_id).read_text(encoding="utf-8"))
    path = Path(os.fsdecode(unquote_to_bytes(known["location"])))
    passed_over = tuple(PassedOver(*each) for each in known["passed_over"])
    names = (field.name for field in fields(Dump))
    return Dump(**({name: known.get(name) for name in names} | {"path": path, "passed_over": passed_over}))


def registered(home: Home) -> list[str]:
    """Ids of the dumps that have a manifest, in the order in which they were registered."""
    manifests = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in home.lake.glob("dumps/[!.]*.json")}
    return sorted(manifests, key=lambda dump_id: (manifests[dump_id]["started_at"], dump_id))


def recover(home: Home) -> None:
    """Clear what killed processes left half written."""
    with _writing_manifests(home):
        for path in home.lake.glob(f"dumps/.*{durable.NEW}"):
            path.unlink()
