"""`cables forget`: a dump taken out of the warehouse and the lake, as if it had never been loaded."""

import tempfile
from pathlib import Path

from rich.console import Console

from dagster_project import lake, warehouse
from dagster_project.defs.partitions import DUMPS
from dagster_project.loading import alone
from dagster_project.settings import Home


def find(home: Home, dump_id: str) -> dict:
    """What is known of a dump: its id, the path it was loaded from, and the versions it brought.

    Raises ValueError for a dump of which neither warehouse nor lake knows.
    """
    if home.warehouse.exists():
        asked = "select dump_id, path, cables from load_dumps where dump_id = getvariable('dump_id')"
        found = warehouse.query(home, asked, {"dump_id": dump_id})
        if found.rows:
            return dict(zip(found.columns, found.rows[0], strict=True))
    # what was never loaded, or was being forgotten when the process ended
    if home.manifest(dump_id).exists():
        return {"dump_id": dump_id, "path": str(lake.read_manifest(home, dump_id).path), "cables": 0}
    if lake.tables_of(home, dump_id):
        return {"dump_id": dump_id, "path": "what is left of it in the lake", "cables": 0}
    raise ValueError(f"no dump {dump_id} in {home.path}: `cables status` lists them by their ids")


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
                lake.write_empty(home, dump_id, empty)
                result = warehouse.forget_dump(home, dump_id, empty)
                failed = [found.check.name for found in result.checks if not found.passed]
        instance.delete_dynamic_partition(DUMPS.name, dump_id)
        lake.remove(home, dump_id)
    return failed
