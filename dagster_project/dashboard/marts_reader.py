"""Answers from marts: the files of `sql/dashboard`, asked of Parquet in a DuckDB that can reach nothing else.

Marts lie in a folder, or at a URL, from which one whole generation is fetched. What they hold of protected
texts (`cables marts --include-protected`) is null here too, but for the schema `whole`. Where the search index lies
beside them and is of the same state of the warehouse, it says which cables hold words that these marts show.
"""

import hashlib
import json
import re
import tempfile
import threading
import time
import urllib.error
import urllib.request
from functools import cache, lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa

from dagster_project.mart_tables import MANIFEST, MARTS, SCHEMA_VERSION
from dagster_project.search_index import Index, NoIndex
from dagster_project.settings import SQL

MASKED = {
    "cables": ("subject", "tags"),
    "cable_details": (
        "header", "security_note", "time_note", "from_address", "class_line", "pass_lines", "eo_value",
        "classified_by", "drafter", "approver", "signer", "attributes",
    ),
    "paragraphs": ("heading", "text"),
    "recipients": ("attention",),
    "reference_edges": ("raw", "note"),
    "tags": ("tag", "name", "raw"),
    "issues": ("detail",),
    "versions": ("subject",),
    "version_changes": ("before", "after"),
}  # fmt: skip
"""Columns of a mart that are null in rows that are protected; a list is empty."""

MEMORY = "2GB"
"""What an answer may take."""

ANSWERS_KEPT = 256
"""Answers that are kept as long as the marts are the same."""

PUBLISHING_TAKES = 5.0
"""Seconds that there may be no manifest while marts are put in the place of others."""

ASK_URL_EVERY = 60.0
"""Seconds after which marts at a URL are asked whether they are still the same."""

SEARCH = "search"
"""Folder of the search index, beside that of the marts (`Home.search`)."""

_FETCH_TIMEOUT = 60.0


class NoMarts(FileNotFoundError):
    """There are no marts in the place, or not the one that was asked."""


class OldMarts(RuntimeError):
    """The marts were written by a version of the project that declared them otherwise."""


class Renewed(RuntimeError):
    """Other marts were published while the answer was read: ask again."""


class Marts:
    """One generation of marts in a folder, ready to be asked."""

    def __init__(self, folder: Path, manifest: dict, fetched: tempfile.TemporaryDirectory | None = None) -> None:
        """Keeps the folder as long as itself where it was `fetched`. Raises `OldMarts`."""
        self.manifest = manifest
        self._fetched = fetched
        self._folder = folder
        self._index: Index | None = None
        if manifest.get("schema_version") != SCHEMA_VERSION:
            raise OldMarts(
                f"these marts have the columns of version {manifest.get('schema_version')}, "
                f"this dashboard reads version {SCHEMA_VERSION}"
            )
        self._connection = _locked(folder, manifest)
        self.ask = lru_cache(ANSWERS_KEPT)(self._ask)

    @property
    def generation(self) -> str:
        """The same for the same warehouse, written in the same way."""
        return self.manifest["generation"]

    @property
    def has_protected(self) -> bool:
        """Whether the marts hold protected texts, which the schema `whole` gives."""
        return self.manifest["include_protected"]

    @property
    def has_index(self) -> bool:
        """Whether the search index of the warehouse that the marts are from lies beside them."""
        if self._index is None:
            try:
                self._index = Index(self._folder.parent / SEARCH, self.manifest["warehouse"]["stamp"])
            except NoIndex:
                return False
        return True

    def terms(self, words: str) -> list[dict]:
        """The terms of a search, as `search_terms` reads it. Raises `duckdb.InvalidInputException`, which says why."""
        with self._connection.cursor() as cursor:
            return self._terms(cursor, words)

    def _found(self, cursor: duckdb.DuckDBPyConnection, words: str | None) -> pa.Table:
        """Keys of the cables in whose number or shown text the index finds the words; none without words."""
        keys = self._index.shown(self._terms(cursor, words)) if words else []
        return pa.table({"key": pa.array(keys, pa.int64())})

    @staticmethod
    def _terms(cursor: duckdb.DuckDBPyConnection, words: str) -> list[dict]:
        cursor.execute("set variable words = ?", [words])
        found = cursor.execute((SQL / "search" / "terms.sql").read_text(encoding="utf-8"))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _ask(self, question: str, **values: object) -> pa.Table:
        """The answer of `sql/dashboard/<question>.sql`; of `values` it takes those that it names (`$post`).

        One that names `$words` joins `found`, the keys of the cables in which the index finds them (`has_index`).
        Raises `NoMarts` when a mart that it reads is missing, `OldMarts` when a column is, and `Renewed`.
        """
        sql = (SQL / "dashboard" / f"{question}.sql").read_text(encoding="utf-8")
        named = set(re.findall(r"\$(\w+)", sql))
        given = {name: list(v) if isinstance(v, tuple) else v for name, v in values.items() if name in named}
        with self._connection.cursor() as cursor:
            try:
                if "words" in named:
                    cursor.register("found", self._found(cursor, given["words"]))
                answer = cursor.execute(sql, given).to_arrow_table()
            except duckdb.CatalogException as error:
                raise NoMarts(f"a mart is missing: {_first_line(error)}") from error
            except duckdb.BinderException as error:
                raise OldMarts(f"a mart lacks what this page reads: {_first_line(error)}") from error
            except (duckdb.IOException, duckdb.InvalidInputException):
                if _generation(self._folder) == self.generation:
                    raise
                raise Renewed from None
        if _generation(self._folder) != self.generation:
            raise Renewed
        return answer


class Place:
    """A folder or URL of marts; gives those that are published there now."""

    def __init__(self, where: str) -> None:
        self.where = where
        self._marts: Marts | None = None
        self._asked = float("-inf")
        self._lock = threading.Lock()

    def marts(self) -> Marts:
        """The marts as they are now. Raises `NoMarts`, `OldMarts`, and OSError when a URL does not answer."""
        with self._lock:
            return self._from_url() if re.match("https?://", self.where) else self._from_folder(Path(self.where))

    def _from_folder(self, folder: Path) -> Marts:
        until = time.monotonic() + PUBLISHING_TAKES
        while (generation := _generation(folder)) is None:
            # marts that are there without a manifest are being published
            if not any(folder.glob("*.parquet")) or time.monotonic() > until:
                raise NoMarts(f"no marts in {folder}")
            time.sleep(0.05)
        if self._marts is None or self._marts.generation != generation:
            self._marts = Marts(folder, json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        return self._marts

    def _from_url(self) -> Marts:
        if self._marts is None or time.monotonic() > self._asked + ASK_URL_EVERY:
            written = _get(f"{self.where.rstrip('/')}/{MANIFEST}")
            manifest = json.loads(written)
            if self._marts is None or self._marts.generation != manifest.get("generation"):
                fetched = tempfile.TemporaryDirectory(prefix="cables-marts-")
                for name in MARTS.keys() & manifest["marts"].keys():
                    self._fetch(name, manifest["marts"][name]["sha256"], Path(fetched.name))
                (Path(fetched.name) / MANIFEST).write_bytes(written)
                self._marts = Marts(Path(fetched.name), manifest, fetched)
            self._asked = time.monotonic()
        return self._marts

    def _fetch(self, name: str, sha256: str, folder: Path) -> None:
        file = folder / f"{name}.parquet"
        file.write_bytes(_get(f"{self.where.rstrip('/')}/{file.name}"))
        with file.open("rb") as fetched:
            if hashlib.file_digest(fetched, "sha256").hexdigest() != sha256:
                raise NoMarts(f"{self.where} gave a {file.name} that is not the one of its manifest; try again")


@cache
def place(where: str) -> Place:
    """The one place of this address, which all visits share."""
    return Place(where)


def _get(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=_FETCH_TIMEOUT) as answer:
            return answer.read()
    except (urllib.error.URLError, TimeoutError) as error:
        raise NoMarts(f"{url} gave no marts: {error}") from error


def _generation(folder: Path) -> str | None:
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["generation"]
    except FileNotFoundError:
        return None


def _locked(folder: Path, manifest: dict) -> duckdb.DuckDBPyConnection:
    """A view of every mart that is there, in a database that can read these files and nothing else."""
    files = {name: folder / f"{name}.parquet" for name in MARTS if (folder / f"{name}.parquet").exists()}
    # not even its own spilled rows go to disk
    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "temp_directory": ""})
    connection.execute(f"set allowed_paths = {[str(file) for file in files.values()]}")
    connection.execute("set enable_external_access = false")
    connection.execute("set parquet_metadata_cache = true")
    connection.execute("create schema whole")
    for name, file in files.items():
        path = str(file).replace("'", "''")
        connection.execute(f"create view whole.{name} as from read_parquet('{path}')")
        connection.execute(f"create view {name} as {_masked(name, manifest)}")
    if files.keys() >= {"cables", "paragraphs"}:
        connection.execute((SQL / "views" / "search_cables.sql").read_text(encoding="utf-8"))
    if "cables" in files:
        connection.execute((SQL / "dashboard" / "macros" / "selected.sql").read_text(encoding="utf-8"))
    connection.execute("set lock_configuration = true")
    return connection


def _masked(name: str, manifest: dict) -> str:
    if not manifest["include_protected"] or name not in MASKED:
        return f"from whole.{name}"
    types = {column.name: column.type for column in MARTS[name].columns}
    columns = ", ".join(
        f"case when is_protected then {'[]' if types[column].endswith('[]') else 'null'} else {column} end as {column}"
        for column in MASKED[name]
    )
    return f"select * replace ({columns}) from whole.{name}"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
