"""The search index: the words of every current cable, in tantivy, of one state of the warehouse and never changed.

An index is a folder `search/<state>`. `state` names the state of the warehouse whose cables it holds, so that one of
another state is not taken for it. The next one begins as links to the files of the last, in which only the cables that
differ are replaced, and gets its name by rename when it is whole.

The language of a search is that of `search_terms` (`sql/views/search_cables.sql`), whose terms are what is asked here.
"""

import datetime as dt
import json
import os
import shutil
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import NamedTuple

import duckdb
import tantivy
from tantivy import Occur, Query

from dagster_project import durable, lock, warehouse
from dagster_project.mart_tables import MANIFEST
from dagster_project.settings import SQL, Home

VERSION = 2
"""Goes up when what is indexed, or how, changes: an index of another version is made anew."""

HEAP = 128_000_000
"""Bytes in which the words of cables are gathered before they go to disk."""

THREADS = 2

READ_AT_ONCE = 4096
"""Cables whose texts are read together."""

_HELD = "held.parquet"
_FILES = "files.json"
_BUILDING = ".building"
_EPOCH = dt.date(1970, 1, 1)


class NoIndex(RuntimeError):
    """There is no index of this state of the warehouse, or it is damaged; says which. `cables marts` makes one."""


class StaleMarts(RuntimeError):
    """The marts, which say what is withheld, are not those of the warehouse."""


class Updated(NamedTuple):
    """An index: the cables it holds and its bytes, how many were put in and taken out for it, and the seconds."""

    cables: int
    bytes: int
    entered: int
    left: int
    seconds: float


class Found(NamedTuple):
    """The best cables with their scores, and how many there are."""

    hits: list[tuple[str, float]]
    found: int


def folder_of(place: Path, state: str) -> Path:
    """The index of a state of the warehouse, in the folder of indexes."""
    return place / f"{state}.{VERSION}"


# -- writing ------------------------------------------------------------------------------------


def update(home: Home) -> Updated:
    """Have an index of the warehouse as it is published now; only what differs from the last is read and indexed.

    Waits while another process writes marts or an index. Raises `NoWarehouse`, `StaleMarts` and `duckdb.Error`; the
    index that was there stays.
    """
    started = time.monotonic()
    with (
        lock.held(home.marts / ".lock", lambda: None),
        warehouse.connect(home) as connection,
        warehouse.interruptible(connection),
    ):
        folder = folder_of(home.search, warehouse.state_of(connection))
        _attach_marts(connection, home, folder)
        entered, left = (0, 0) if _is_sound(folder) else _write(connection, home.search, folder)
        for other in home.search.iterdir():
            if other != folder:
                shutil.rmtree(other)
    cables = json.loads((folder / _FILES).read_text(encoding="utf-8"))["cables"]
    size = sum(file.stat().st_size for file in folder.iterdir())
    return Updated(cables, size, entered, left, time.monotonic() - started)


def _attach_marts(connection: duckdb.DuckDBPyConnection, home: Home, folder: Path) -> None:
    manifest = home.marts / MANIFEST
    written = json.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else None
    if written is None or folder_of(home.search, written["warehouse"]["stamp"]) != folder:
        raise StaleMarts(
            f"the marts in {home.marts} are not those of the warehouse: `{home.command('marts')}` writes both"
        )
    connection.execute("set enable_progress_bar = false")  # it is drawn on standard error, terminal or not
    connection.execute("attach ':memory:' as marts")
    for name in ("cables", "paragraphs"):
        path = escape(_quoted(home.marts / f"{name}.parquet"))
        connection.execute(f"create view marts.{name} as from read_parquet('{path}')")


def _write(connection: duckdb.DuckDBPyConnection, place: Path, folder: Path) -> tuple[int, int]:
    """Make the index `folder`, from another in `place` where there is one; how many cables entered, and left."""
    building = place / _BUILDING
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        last = next((f for f in place.glob(f"*.{VERSION}") if _is_sound(f)), None)
        if last:
            for file in last.iterdir():
                # tantivy writes these two anew under their names, and never changes the others
                if file.name in ("meta.json", ".managed.json"):
                    shutil.copyfile(file, building / file.name)
                elif file.suffix != ".lock" and file.name not in (_HELD, _FILES):
                    (building / file.name).hardlink_to(file)
        entered, left = _index(connection, building, last)
        seal(building, connection.execute("select count(*) from holding").fetchone()[0])
        shutil.rmtree(folder, ignore_errors=True)  # a damaged one of the same state
        durable.publish(building, folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return entered, left


def seal(folder: Path, cables: int) -> None:
    """Write down of what files an index of so many cables consists, and have them on disk."""
    (folder / _FILES).unlink(missing_ok=True)
    files = {file.name: [file.stat().st_size, _crc(file)] for file in sorted(folder.iterdir())}
    (folder / _FILES).write_text(json.dumps({"cables": cables, "files": files}), encoding="utf-8")
    for file in folder.iterdir():
        durable.sync(file)


def _index(connection: duckdb.DuckDBPyConnection, building: Path, last: Path | None) -> tuple[int, int]:
    connection.execute(f"create temp table holding as {_sql('held')}")
    connection.execute("create temp table held (cable_id varchar, content varchar)")
    if last:
        connection.execute(f"insert into held from read_parquet('{escape(_quoted(last / _HELD))}')")
    connection.execute(
        f"create temp table entering as select cable_id, row_number() over (order by cable_id) // {READ_AT_ONCE} "
        "as part from holding anti join held using (cable_id, content)"
    )
    leaving = connection.execute("select cable_id from held anti join holding using (cable_id, content)").fetchall()
    connection.execute(_sql("withheld"))
    parts = connection.execute(
        "select min(cable_id), max(cable_id) from entering group by part order by part"
    ).fetchall()
    index = tantivy.Index(_schema(), path=str(building))
    _know_words(index)
    entered = 0
    with index.writer(HEAP, THREADS) as writer:
        for (cable_id,) in leaving:
            writer.delete_documents_by_term("cable_id", cable_id)
        for first, last_of_part in parts:
            connection.execute(_sql("documents"), {"first": first, "last": last_of_part})
            for batch in connection.to_arrow_reader(500):
                for row in batch.to_pylist():
                    given = {name: value for name, value in row.items() if value is not None}
                    writer.add_document(tantivy.Document.from_dict(given, index.schema))
                    entered += 1
        writer.commit()
    connection.execute(f"copy holding to '{_quoted(building / _HELD)}' (format parquet)")
    for file in building.glob("*.lock"):
        file.unlink()
    return entered, len(leaving)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _sql(name: str) -> str:
    return (SQL / "search_index" / f"{name}.sql").read_text(encoding="utf-8").rstrip().rstrip(";")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("cable_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("key", fast=True)
    builder.add_text_field("text", tokenizer_name="words")
    builder.add_text_field("shown", tokenizer_name="words")
    builder.add_text_field("number", tokenizer_name="words")
    builder.add_boolean_field("is_guarded", indexed=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    for name in ("post", "classification", "tag"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _know_words(index: tantivy.Index) -> None:
    # texts come folded: what is left is to part them where neither letter nor digit stands
    index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).build())


def _crc(file: Path) -> int:
    value = 0
    with file.open("rb") as content:
        while block := content.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


def _files(folder: Path) -> dict[str, list[int]]:
    """The files of an index with their sizes and checksums; none where it is not whole."""
    try:
        files = json.loads((folder / _FILES).read_text(encoding="utf-8"))["files"]
    except (FileNotFoundError, NotADirectoryError):
        return {}
    there = {entry.name: entry.stat().st_size for entry in os.scandir(folder)}
    return files if all(there.get(name) == size for name, (size, _) in files.items()) else {}


def _is_sound(folder: Path) -> bool:
    """Whether an index is as it was written, to the last byte."""
    files = _files(folder)
    return bool(files) and all(_crc(folder / name) == crc for name, (_, crc) in files.items())


# -- reading ------------------------------------------------------------------------------------


def is_there(home: Home) -> bool:
    """Whether there is an index of the warehouse as it is published now. Raises `NoWarehouse`."""
    with warehouse.connect(home) as connection:
        return bool(_files(folder_of(home.search, warehouse.state_of(connection))))


class Index:
    """The index of one state of the warehouse. Raises `NoIndex`, as whatever is asked of it does."""

    def __init__(self, place: Path, state: str) -> None:
        self.folder = folder_of(place, state)
        if not self.folder.exists():
            other = any(place.glob("*.*"))
            what = "of another state of the warehouse" if other else "missing"
            raise NoIndex(f"the search index in {place} is {what}")
        if not _files(self.folder):
            raise NoIndex(f"the search index {self.folder} is not whole")
        with self._reading():
            self._index = tantivy.Index.open(str(self.folder))
            _know_words(self._index)
            self._schema = self._index.schema
            self._searcher = self._index.searcher()

    def search(
        self,
        terms: Sequence[dict],
        limit: int,
        *,
        post: str | None = None,
        first_day: dt.date | None = None,
        last_day: dt.date | None = None,
        tag: str | None = None,
        classification: str | None = None,
    ) -> Found:
        """The best cables that hold the terms, those that marts leave out among them."""
        with self._reading():
            asked = [(Occur.Must, self._holding(terms, ("text",)))]
            for name, value in (("post", post), ("tag", tag), ("classification", classification)):
                if value is not None:
                    asked.append((Occur.Must, self._silent(self._term(name, value))))
            if first_day or last_day:
                days = [day and (day - _EPOCH).days for day in (first_day, last_day)]
                between = Query.range_query(self._schema, "day", tantivy.FieldType.Integer, *days)
                asked.append((Occur.Must, self._silent(between)))
            found = self._searcher.search(Query.boolean_query(asked), limit)
            hits = [(self._searcher.doc(address)["cable_id"][0], score) for score, address in found.hits]
        return Found(sorted(hits, key=lambda hit: (-hit[1], hit[0])), found.count)

    def shown(self, terms: Sequence[dict]) -> list[int]:
        """Keys of the cables in whose number, or in what marts show of them, the terms stand.

        A key is `(md5_number_lower(cable_id) >> 1)::bigint`.
        """
        with self._reading():
            unguarded = [
                (Occur.Must, self._holding(terms, ("text", "number"))),
                (Occur.MustNot, self._term("is_guarded", True)),
            ]
            guarded = [
                (Occur.Must, self._holding(terms, ("shown", "number"))),
                (Occur.Must, self._term("is_guarded", True)),
            ]
            asked = Query.boolean_query(
                [(Occur.Should, Query.boolean_query(unguarded)), (Occur.Should, Query.boolean_query(guarded))]
            )
            found = self._searcher.search(asked, max(self._searcher.num_docs, 1), count=False)
            return self._searcher.fast_field_values("key", [address for _, address in found.hits])

    def cables(self) -> set[str]:
        """Numbers of all cables that it holds."""
        with self._reading():
            found = self._searcher.search(Query.all_query(), max(self._searcher.num_docs, 1), count=False)
            return {self._searcher.doc(address)["cable_id"][0] for _, address in found.hits}

    def _holding(self, terms: Sequence[dict], fields: Sequence[str]) -> Query:
        """What `search_terms` says, as a query: a term that OR joins to others need not be there if one of them is."""
        joined: dict[int, list[tuple[Occur, Query]]] = {}
        without = []
        for term in terms:
            anywhere = [(Occur.Should, self._words(field, term["parts"])) for field in fields]
            if term["is_excluded"]:
                without.append((Occur.MustNot, Query.boolean_query(anywhere)))
            else:
                joined.setdefault(term["any_of"], []).extend(anywhere)
        return Query.boolean_query(
            [*((Occur.Must, Query.boolean_query(any_of)) for any_of in joined.values()), *without]
        )

    def _words(self, field: str, parts: Sequence[str]) -> Query:
        if len(parts) == 1:
            return self._term(field, parts[0])
        return Query.phrase_query(self._schema, field, list(parts))

    def _term(self, field: str, value: str | bool) -> Query:
        return Query.term_query(self._schema, field, value)

    @staticmethod
    def _silent(query: Query) -> Query:
        """A query that leaves the score as it is."""
        return Query.const_score_query(query, 0.0)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            raise self._damaged(error) from error
        except BaseException as error:
            # what tantivy raises where bytes of a file make no sense is no Exception
            if type(error).__name__ != "PanicException":
                raise
            raise self._damaged(error) from error

    def _damaged(self, error: BaseException) -> NoIndex:
        said = str(error).splitlines()[0]
        return NoIndex(f"the search index {self.folder} is damaged ({said})")
