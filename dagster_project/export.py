"""Warehouse to a folder that can be published: Parquet, what describes it, and checksums.

    data/<table>.parquet   the marts, which show the current version of every cable, and the dimensions
    datapackage.json       what the tables and columns mean, by Frictionless
    croissant.json         the same by Croissant, for search engines of data sets
    README.md              the same for people
    SHA256SUMS             `sha256sum -c SHA256SUMS` proves all of them

The folder is made beside its place, as one that is half done is no data set, and renamed into it.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from dagster_project import marts, warehouse
from dagster_project.export_description import croissant, datapackage, readme
from dagster_project.mart_tables import MARTS, Mart
from dagster_project.settings import Home
from dagster_project.tables import CLOSED_LISTS, STAR

SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"

DIMENSIONS = {
    table.name: Mart(table.name, table.row, table.key, table.warehouse_columns, order=table.key)
    for table in (*CLOSED_LISTS, *STAR)
    if table.name.startswith(("dim_", "bridge_"))
}
"""Tables of the warehouse that go along: what codes, posts and stations in the marts mean."""

EXPORTED = MARTS | DIMENSIONS

Tell = Callable[[str, int, int], None]
"""Told which table is being written, how many are done, and of how many."""


class FolderInUse(ValueError):
    """The folder to export to holds something."""


def export(home: Home, folder: Path, include_protected: bool, tell: Tell) -> dict:
    """Write a folder for publication from the warehouse as it is published now; its data package.

    Texts that ask to protect a source or name one are left out unless `include_protected`. Raises `FolderInUse`,
    `NoWarehouse`, `OldSchema`, OSError where the folder cannot be made, `BrokenLaw` when a table does not agree
    with the warehouse, and what Ctrl-C raises; there is no folder then.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FolderInUse(f"{folder} is there and not empty: give a new folder, or move that one away")
    with warehouse.connect(home) as connection, warehouse.interruptible(connection):
        building = folder.with_name(f"{folder.name}.{os.getpid()}.building")
        data = building / "data"
        data.mkdir(parents=True)
        try:

            def told(name: str) -> None:
                tell(name, list(EXPORTED).index(name), len(EXPORTED))

            published = marts.write(connection, home, data, include_protected, told)
            marts.require_laws(published.laws)
            for name, table in DIMENSIONS.items():
                told(name)
                written = marts.write_table(connection, table, f"from cables.{name}", data, published.manifest)
                published.manifest["marts"][name] = marts.described(table, written)
            shutil.rmtree(data / marts.SPILLED, ignore_errors=True)
            package = datapackage(published.manifest, EXPORTED)
            (building / PACKAGE).write_text(json.dumps(package, indent=2) + "\n", encoding="utf-8")
            (building / "croissant.json").write_text(json.dumps(croissant(package), indent=2) + "\n", encoding="utf-8")
            (building / "README.md").write_text(readme(package, EXPORTED), encoding="utf-8")
            (building / SUMS).write_text(_sums(building), encoding="utf-8")
            building.rename(folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return package


def _sums(folder: Path) -> str:
    """Lines as `sha256sum` writes and checks them: of every file of the folder, by name."""
    lines = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.relative_to(folder)}\n")
    return "".join(lines)
