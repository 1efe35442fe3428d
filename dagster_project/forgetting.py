"""`cables forget`: a dump taken out of the warehouse and the lake, as if it had never been loaded."""

import json
import shutil
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from rich.console import Console

from dagster_project import warehouse
from dagster_project.arrow import as_arrow
from dagster_project.defs.partitions import DUMPS
from dagster_project.lake.manifests import read_manifest
from dagster_project.loading import alone
from dagster_project.settings import Home
from dagster_project.tables import LAKE


def find(home: Home, dump_id: str) -> dict:
    """What is known of a dump: its id, the path it was loaded from, and the versions it brought.

    Raises ValueError for a dump of which neither warehouse nor lake knows.
    """
    if home.warehouse.exists():
        found = warehouse.query_file(home, "dumps/named", {"dump_id": dump_id})
        if found.rows:
            return dict(zip(found.columns, found.rows[0], strict=True))
    # what was never loaded, or was being forgotten when the process ended
    if home.manifest(dump_id).exists():
        return {"dump_id": dump_id, "path": str(read_manifest(home, dump_id).path), "cables": 0}
    if tables_of(home, dump_id):
        return {"dump_id": dump_id, "path": "what is left of it in the lake", "cables": 0}
    raise ValueError(f"no dump {dump_id} in {home.path}: `{home.command('status')}` lists them by their ids")


def forget(home: Home, dump_id: str, quiet: bool) -> list[str]:
    """Take a dump out: of the warehouse, the lake, and Dagster's partitions; says if it waits, unless `quiet`.

    The warehouse is published first, in one piece; a removal that is cut short is gone on with by the next call.
    Gives the names of the checks that failed. Raises ValueError for an unknown dump, and what a load raises.
    """
    failed = []
    with alone(home, Console(stderr=True, quiet=quiet, highlight=False)) as instance:
        find(home, dump_id)
        if home.warehouse.exists():
            with tempfile.TemporaryDirectory() as folder:
                empty = Home(Path(folder))
                write_empty(home, dump_id, empty)
                result = warehouse.forget_dump(home, dump_id, empty)
                failed = [found.check.name for found in result.checks if not found.passed]
        instance.delete_dynamic_partition(DUMPS.name, dump_id)
        remove(home, dump_id)
    return failed


def write_empty(home: Home, dump_id: str, empty: Home) -> None:
    """Write the lake of the dump as if it had no records into the home folder `empty`: each table without a row."""
    for name, table in LAKE.items():
        empty.table(name, dump_id).mkdir(parents=True)
        pq.write_table(as_arrow(table, []), empty.table(name, dump_id) / "part-00000.parquet")
    manifest = home.manifest(dump_id)
    known = manifest.read_text(encoding="utf-8") if manifest.exists() else json.dumps({"dump_id": dump_id})
    empty.manifest(dump_id).parent.mkdir(parents=True)
    empty.manifest(dump_id).write_text(known, encoding="utf-8")


def remove(home: Home, dump_id: str) -> None:
    """Take a dump out of the lake; its manifest goes first, or what is left of it would be taken for a dump to load."""
    home.manifest(dump_id).unlink(missing_ok=True)
    for folder in tables_of(home, dump_id):
        shutil.rmtree(folder)


def tables_of(home: Home, dump_id: str) -> list[Path]:
    """Folders of the lake that hold something of a dump."""
    return [folder for name in LAKE if (folder := home.table(name, dump_id)).exists()]
