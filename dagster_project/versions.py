"""`cables diff`: what changed from one version of a cable to the next."""

from difflib import SequenceMatcher, unified_diff
from itertools import pairwise
from textwrap import wrap

from dagster_project import reading, terminal
from dagster_project.settings import Home
from dagster_project.terminal import plain

_OF_THE_RECORD = ("version", "message_id", "is_current", "carrier", "dump_id", "source_path")
_WIDTH = 90


def compare(home: Home, cable_id: str) -> dict:
    """The versions of a cable in order, and for each but the first what differs from the one before (`sql/diff`).

    A change holds `columns` of fact_cables (old and new value), rows `removed` and `added` by table, and
    `text`, a unified diff of the paragraphs, one line each. Raises `NoCable`.
    """
    found = reading.of_cable(home, "diff", cable_id, "versions")
    versions = found.pop("versions")
    changes = []
    for old, new in pairwise(versions):
        before, after = (
            {name: [_values(row) for row in rows if row["version"] == each["version"]] for name, rows in found.items()}
            for each in (old, new)
        )
        texts = [[_paragraph(row) for row in each.pop("paragraphs")] for each in (before, after)]
        changes.append(
            {
                "from": old["version"],
                "to": new["version"],
                "columns": {
                    name: [old[name], new[name]]
                    for name in old
                    if name not in _OF_THE_RECORD and old[name] != new[name]
                },
                "removed": {name: gone for name in before if (gone := _without(before[name], after[name]))},
                "added": {name: came for name in before if (came := _without(after[name], before[name]))},
                "text": list(unified_diff(*texts, lineterm="", n=0))[2:],
            }
        )
    kept = (*_OF_THE_RECORD, "released_on", "text_status", "is_redacted", "word_count")
    listed = [{name: version[name] for name in kept} for version in versions]
    return {"cable_id": versions[0]["cable_id"], "versions": listed, "changes": changes}


def print_changes(found: dict) -> None:
    """The versions, a line each, and below them what changed."""
    console = terminal.console(piped=100)
    console.print(plain(found["cable_id"], "bold"), plain(f"{len(found['versions'])} versions"))
    for version in found["versions"]:
        current = ", current" if version["is_current"] else ""
        released = f", released {version['released_on']}" if version["released_on"] else ""
        said = f"{version['version']}  {version['carrier']} {version['source_path']}{released}{current}"
        console.print(plain(f"{said}, {version['word_count']:,} words"))
    for change in found["changes"]:
        console.print(plain(f"\nfrom version {change['from']} to {change['to']}", "bold"))
        for name, (old, new) in change["columns"].items():
            console.print(plain(f"  {name}: {old} -> {new}"))
        for sign, color in (("removed", "red"), ("added", "green")):
            for name, rows in change[sign].items():
                for row in rows:
                    written = "  ".join(str(value) for value in row if value is not None)
                    console.print(plain(f"  {name}, {sign}: {written}", color))
        for line in change["text"]:
            if not line.startswith("@@"):
                color = "red" if line.startswith("-") else "green"
                console.print(plain("\n".join(wrap(line, _WIDTH, subsequent_indent="    ")), color))
        if not any(change[part] for part in ("columns", "removed", "added", "text")):
            console.print(plain("  no fact differs: blanks or the order of lines do"))


def _values(row: dict) -> tuple:
    return tuple(value for name, value in row.items() if name != "version")


def _paragraph(row: tuple) -> str:
    number, mark, text = row
    return " ".join(filter(None, [f"{number}." if number else None, f"({mark})" if mark else None, text]))


def _without(rows: list[tuple], others: list[tuple]) -> list[tuple]:
    """The rows that have no equal in the other version, in order; each of two equal ones counts."""
    matcher = SequenceMatcher(None, rows, others)
    return [row for tag, first, last, *_ in matcher.get_opcodes() if tag != "equal" for row in rows[first:last]]
