"""An exported folder: whole or not there, sound by its own descriptions, and without what names a source."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from conftest import PROGRAM

from dagster_project import warehouse
from dagster_project.export import DIMENSIONS, EXPORTED, FolderInUse, export
from dagster_project.mart_tables import MANIFEST, MARTS
from dagster_project.settings import Home
from dagster_project.tables import WAREHOUSE

FRICTIONLESS_TYPES = {"string", "integer", "number", "boolean", "date", "datetime", "array"}
RESOURCES = pytest.mark.parametrize("name", EXPORTED)


def silent(name: str, done: int, total: int) -> None:
    pass


def run(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*PROGRAM, "export", *words, "--home", str(home.path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(loaded: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "not there" / "cables"
    done = run(loaded, str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def package(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tables(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every Parquet file of the folder as a view."""
    with duckdb.connect() as connection:
        for name in EXPORTED:
            connection.execute(f"create view {name} as from '{folder}/data/{name}.parquet'")
        yield connection


def test_the_folder_holds_marts_dimensions_and_what_describes_them(folder: Path) -> None:
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    described = {"README.md", "SHA256SUMS", "croissant.json", "datapackage.json"}
    assert found == described | {f"data/{name}.parquet" for name in EXPORTED}
    assert set(DIMENSIONS) == {table.name for table in WAREHOUSE if table.name.startswith(("dim_", "bridge_"))}
    assert [path.name for path in folder.parent.iterdir()] == ["cables"]


def test_sha256sum_proves_every_file(folder: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True)
    proven = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert proven == files - {"SHA256SUMS"}


# -- what it says of itself ---------------------------------------------------------------------


def test_the_package_has_what_frictionless_requires(package: dict) -> None:
    """As the specification has it: names, one path that stays in the folder, types it knows, keys of its own fields."""
    assert re.fullmatch(r"[a-z0-9._/-]+", package["name"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", package["created"])
    assert "licenses" not in package
    names = [resource["name"] for resource in package["resources"]]
    assert names == list(EXPORTED)
    fields = {r["name"]: [field["name"] for field in r["schema"]["fields"]] for r in package["resources"]}
    for resource in package["resources"]:
        assert re.fullmatch(r"[a-z0-9._/-]+", resource["name"])
        assert not resource["path"].startswith(("/", ".", "http"))
        schema = resource["schema"]
        assert {field["type"] for field in schema["fields"]} <= FRICTIONLESS_TYPES
        assert all(field["description"] for field in schema["fields"])
        assert set(schema["primaryKey"]) <= set(fields[resource["name"]])
        for key in schema.get("foreignKeys", []):
            assert set(key["fields"]) <= set(fields[resource["name"]])
            assert set(key["reference"]["fields"]) <= set(fields[key["reference"]["resource"]])


def test_the_package_says_what_it_is_made_from(package: dict, loaded: Home) -> None:
    dumps, cables = warehouse.query(loaded, "select (select count(*) from load_dumps), count(*) from cables").rows[0]
    assert (package["warehouse"]["dumps"], package["warehouse"]["cables"]) == (dumps, cables)
    published = json.loads((loaded.marts / MANIFEST).read_text(encoding="utf-8"))
    assert package["id"] == published["generation"]
    assert package["warehouse"] == published["warehouse"]


@RESOURCES
def test_a_file_is_as_the_package_says(folder: Path, package: dict, name: str) -> None:
    (resource,) = (resource for resource in package["resources"] if resource["name"] == name)
    file = folder / resource["path"]
    found = pq.ParquetFile(file)
    assert (file.stat().st_size, found.metadata.num_rows) == (resource["bytes"], resource["rows"])
    assert f"{resource['hash'].removeprefix('sha256:')}  {resource['path']}" in (folder / "SHA256SUMS").read_text()
    assert found.schema_arrow.names == [field["name"] for field in resource["schema"]["fields"]]
    types = {
        "string": "string", "int32": "integer", "int64": "integer", "double": "number", "bool": "boolean",
        "date32[day]": "date", "timestamp[us]": "datetime", "list<element: string>": "array",
    }  # fmt: skip
    assert [types[str(field.type)] for field in found.schema_arrow] == [f["type"] for f in resource["schema"]["fields"]]


@RESOURCES
def test_a_file_is_sorted_compressed_and_in_groups_of_bounded_size(folder: Path, name: str) -> None:
    file, table = folder / "data" / f"{name}.parquet", EXPORTED[name]
    found = pq.ParquetFile(file).metadata
    groups = [found.row_group(n) for n in range(found.num_row_groups)]
    assert all(group.num_rows <= table.rows_per_group <= 49_152 for group in groups)
    assert {group.column(n).compression for group in groups for n in range(group.num_columns)} <= {"ZSTD"}
    order = ", ".join(table.order)
    with duckdb.connect() as connection:
        as_it_stands = connection.execute(f"select {order} from '{file}'").fetchall()
        assert as_it_stands == connection.execute(f"select {order} from '{file}' order by {order}").fetchall()


@RESOURCES
def test_keys_hold(package: dict, tables: duckdb.DuckDBPyConnection, name: str) -> None:
    (schema,) = (resource["schema"] for resource in package["resources"] if resource["name"] == name)
    key = ", ".join(schema["primaryKey"])
    assert tables.execute(f"select {key} from {name} group by {key} having count(*) > 1").fetchall() == []
    for join in schema.get("foreignKeys", []):
        (column,), (to,), other = join["fields"], join["reference"]["fields"], join["reference"]["resource"]
        lost = f"from {name} anti join {other} on {name}.{column} = {other}.{to}"
        assert tables.execute(lost).fetchall() == []


def test_what_belongs_to_a_cable_has_it_as_a_foreign_key(package: dict) -> None:
    keyed = {resource["name"] for resource in package["resources"] if "foreignKeys" in resource["schema"]}
    assert keyed == {name for name, mart in MARTS.items() if mart.key[0] == "cable_id"} - {"cables"}


def test_croissant_names_the_same_files_and_columns(folder: Path, package: dict) -> None:
    described = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    files = {file["@id"]: file for file in described["distribution"]}
    for resource, records in zip(package["resources"], described["recordSet"], strict=True):
        assert files[resource["path"]]["sha256"] == resource["hash"].removeprefix("sha256:")
        assert {field["source"]["fileObject"]["@id"] for field in records["field"]} == {resource["path"]}
        columns = [field["source"]["extract"]["column"] for field in records["field"]]
        assert columns == pq.ParquetFile(folder / resource["path"]).schema_arrow.names
        assert {key["@id"] for key in records["key"]} <= {field["@id"] for field in records["field"]}


def test_the_readme_lists_the_files_and_its_query_runs(folder: Path, package: dict) -> None:
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((data/\w+\.parquet)\)", page) == [resource["path"] for resource in package["resources"]]
    assert package["warehouse"]["stamp"] in page and package["created"] in page
    (query,) = re.findall(r"^    (select .*)$", page, re.MULTILINE)
    with duckdb.connect() as connection:
        connection.execute("set file_search_path = ?", [str(folder)])
        assert connection.execute(query).fetchall()


# -- protection of sources ----------------------------------------------------------------------

WITHHELD = (
    "select cable_id, ordinal, text from paragraphs semi join withheld_paragraphs using (cable_id, message_id, ordinal)"
)


def test_protected_texts_are_left_out_and_it_says_so(
    folder: Path, package: dict, tables: duckdb.DuckDBPyConnection, loaded: Home
) -> None:
    withheld = {(cable, ordinal): text for cable, ordinal, text in warehouse.query(loaded, WITHHELD).rows}
    left_out = tables.execute("select cable_id, ordinal from paragraphs where text is null").fetchall()
    assert withheld and set(left_out) == set(withheld)
    told = package["protected"]["paragraphs_with_phrase"] + package["protected"]["paragraphs_with_name"]
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert f"The text of {told:,} paragraphs that ask to protect a source or name one is left out" in page


def test_protected_texts_are_in_it_when_asked_for(loaded: Home, tmp_path: Path) -> None:
    package = export(loaded, tmp_path / "all", True, silent)
    assert package["include_protected"] is True
    withheld = warehouse.query(loaded, WITHHELD).rows
    with duckdb.connect() as connection:
        texts = connection.execute(f"select cable_id, ordinal, text from '{tmp_path}/all/data/paragraphs.parquet'")
        assert set(withheld) <= set(texts.fetchall())
    assert "they were asked for" in (tmp_path / "all" / "README.md").read_text(encoding="utf-8")


# -- whole or not there -------------------------------------------------------------------------


def test_a_folder_that_holds_something_is_refused_in_one_line(loaded: Home, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note").write_text("keep")
    done = run(loaded, str(tmp_path / "mine"))
    said = f"cables: {tmp_path / 'mine'} is there and not empty: give a new folder, or move that one away\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "note"]


def test_a_file_is_no_folder_to_export_to(loaded: Home, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("keep")
    with pytest.raises(FolderInUse):
        export(loaded, tmp_path / "file", False, silent)
    assert (tmp_path / "file").read_text() == "keep"


def test_an_empty_folder_is_taken_and_every_table_is_told_of(loaded: Home, tmp_path: Path) -> None:
    told = []
    export(loaded, tmp_path, False, lambda *heard: told.append(heard))
    assert told == [(name, n, len(EXPORTED)) for n, name in enumerate(EXPORTED)]
    assert (tmp_path / "SHA256SUMS").exists()


def test_a_table_that_breaks_its_law_leaves_no_folder(own: Home, tmp_path: Path) -> None:
    with duckdb.connect(own.warehouse) as connection:
        connection.execute("insert into fact_tags from fact_tags limit 1")
    done = run(own, str(tmp_path / "out" / "cables"))
    assert done.returncode == 1
    assert done.stderr.startswith("cables: mart tags breaks its law") and done.stderr.count("\n") == 1
    assert list((tmp_path / "out").iterdir()) == []


def test_without_a_warehouse_it_says_so_and_makes_nothing(tmp_path: Path) -> None:
    done = run(Home(tmp_path / "home"), str(tmp_path / "out"))
    assert done.returncode == 1
    assert done.stderr.startswith("cables: no warehouse at ")
    assert list(tmp_path.iterdir()) == []
