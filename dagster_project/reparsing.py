"""Which dumps are read anew from their messages in the lake: those named, all, or those that another parser read."""

from collections.abc import Sequence

from dagster_project import warehouse
from dagster_project.lake.manifests import registered
from dagster_project.settings import Home
from dagster_project.telegram import PARSER_VERSION


def named(home: Home, dump_ids: Sequence[str]) -> list[str]:
    """The dumps themselves. Raises ValueError for one that the lake does not have."""
    for dump_id in dump_ids:
        if not home.manifest(dump_id).exists():
            raise ValueError(f"no dump {dump_id} in {home.path}: `{home.command('status')}` lists them by their ids")
    return list(dict.fromkeys(dump_ids))


def all_dumps(home: Home) -> list[str]:
    """Every dump of which the lake has messages, in the order in which they were registered."""
    return [dump_id for dump_id in registered(home) if home.table("messages", dump_id).exists()]


def outdated(home: Home) -> list[str]:
    """Dumps in the warehouse that another version of the parser read, or of which none could read a message."""
    found = warehouse.query_file(home, "dumps/outdated", {"version": PARSER_VERSION})
    return [dump_id for (dump_id,) in found.rows]
