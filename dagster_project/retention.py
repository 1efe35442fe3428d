"""Warehouse files that were published before: as many as `CABLES_KEEP_WAREHOUSES` says are kept beside the one that is.

Each is called `cables.<when it was published, UTC>.duckdb`, and goes back into its place by being renamed.
"""

import datetime as dt
import os
import shutil
from pathlib import Path

from dagster_project.settings import Home, Operation


def keep(home: Home) -> None:
    """Keep the published file under a name of its own: the same file, not a copy, where the file system can do that.

    To be called just before another takes its place.
    """
    if not (Operation.from_environment().keep_warehouses and home.warehouse.exists()):
        return
    published = dt.datetime.fromtimestamp(home.warehouse.stat().st_mtime, dt.UTC)
    kept = home.warehouse.with_name(f"{home.warehouse.stem}.{published:%Y%m%dT%H%M%S.%fZ}{home.warehouse.suffix}")
    if kept.exists():  # by a load that was killed before it published
        return
    try:
        os.link(home.warehouse, kept)
    except OSError:
        shutil.copy2(home.warehouse, kept)


def prune(home: Home) -> None:
    """Remove the oldest of the kept files that are more than are to be kept."""
    kept = sorted(kept_files(home), reverse=True)
    for file in kept[Operation.from_environment().keep_warehouses :]:
        file.unlink()


def kept_files(home: Home) -> list[Path]:
    """The files that are kept, in no order; their names sort by time."""
    return list(home.warehouse.parent.glob(f"{home.warehouse.stem}.2*Z{home.warehouse.suffix}"))
