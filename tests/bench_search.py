"""What search costs over a home folder: making the index, bringing it up to date, and asking it.

    python -m tests.bench_search HOME [--cables 20000]

Nothing is written into the home folder. An index of all cables is made in a folder beside, then one that lacks 1,000
cables is brought up to date. Ten searches are asked, each in a new opening of the index (first) and again (warm: the
middle of five), alone and as `cables search` does, with snippets. With --cables, DuckDB's FTS and tantivy index the
same cables; it needs `pip install duckdb-extensions duckdb-extension-fts`, which the project itself does not.
"""

import argparse
import datetime as dt
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import duckdb

from dagster_project import search_index, searching, warehouse
from dagster_project.settings import Home

SEARCHES: dict[str, tuple[str, dict]] = {
    "one word, common": ("minister", {}),
    "one word, in nearly all": ("the", {}),
    "one word, rare": ("walrus", {}),
    "a phrase": ('"cease fire"', {}),
    "a phrase of common words": ('"of the"', {}),
    "AND": ("iran nuclear", {}),
    "OR": ("cease-fire OR truce", {}),
    "NOT": ("georgia -russia", {}),
    "post, day and TAG": ('"cease fire"', {"post": "PARIS", "first_day": dt.date(2008, 8, 1), "tag": "PREL"}),
    "classification": ("minister", {"classification": "SECRET"}),
}


class Cost(NamedTuple):
    seconds: float
    cpu: float


def cost(done: Callable[[], object]) -> Cost:
    """Seconds and CPU-seconds, those of threads in this process included."""
    started, before = time.perf_counter(), time.process_time()
    done()
    return Cost(time.perf_counter() - started, time.process_time() - before)


def size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def beside(home: Home, folder: Path) -> Home:
    """A home folder with the same warehouse and marts, whose index is its own."""
    made = Home(folder)
    made.marts.mkdir(parents=True)
    (folder / "warehouse").symlink_to(home.warehouse.parent)
    for name in ("manifest.json", "cables.parquet", "paragraphs.parquet"):
        (made.marts / name).symlink_to(home.marts / name)
    return made


def update(home: Home, what: str) -> None:
    updated = []
    taken = cost(lambda: updated.append(search_index.update(home)))
    found = updated[0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(
        f"{what}: {taken.seconds:.1f} s, {taken.cpu:.1f} CPU-s; {found.entered:,} entered, {found.left:,} left; "
        f"{found.cables:,} cables in {found.bytes / 1e6:,.0f} MB; most memory so far {peak:,.0f} MB",
        flush=True,
    )


def age(home: Home, cables: int) -> None:
    """Have the index lack some cables, as one that was made before they were loaded."""
    (folder,) = home.search.iterdir()
    older = folder.with_name(f"{'0' * 32}{folder.suffix}")
    index = search_index.tantivy.Index.open(str(folder))
    search_index._know_words(index)
    numbers = duckdb.sql(
        f"select cable_id from '{folder / 'held.parquet'}' using sample {cables} (reservoir, 1)"
    ).fetchall()
    with index.writer(search_index.HEAP, 1) as writer:
        for (number,) in numbers:
            writer.delete_documents_by_term("cable_id", number)
        writer.commit()
    duckdb.sql(f"create or replace temp table held as from '{folder / 'held.parquet'}'")
    left = duckdb.sql("from held where cable_id not in (select unnest(?))", params=[[n for (n,) in numbers]])
    left.write_parquet(str(folder / "held.parquet"))
    search_index.seal(folder, len(left))
    folder.rename(older)


def first_of(home: Home, state: str, terms: list[dict], kept: dict) -> None:
    """Open the index and ask it once."""
    search_index.Index(home.search, state).search(terms, 10, **kept)


def ask(home: Home) -> None:
    with warehouse.connect(home) as connection:
        state = warehouse.state_of(connection)
        terms = {}
        for words, _ in SEARCHES.values():
            connection.execute("set variable words = ?", [words])
            terms[words] = searching._asked(connection, "terms")
    print(f"{'milliseconds':34}{'found':>10}{'first':>8}{'warm':>8}{'with snippets':>15}")
    for name, (words, kept) in SEARCHES.items():
        first = cost(partial(first_of, home, state, terms[words], kept)).seconds
        index = search_index.Index(home.search, state)
        asking = partial(index.search, terms[words], 10, **kept)
        warm = statistics.median(cost(asking).seconds for _ in range(5))
        whole = statistics.median(cost(partial(searching.search, home, words, **kept)).seconds for _ in range(5))
        found = asking().found
        print(f"{name:34}{found:>10,}{first * 1e3:>8.1f}{warm * 1e3:>8.1f}{whole * 1e3:>15.0f}", flush=True)


def compare(home: Home, cables: int, folder: Path) -> None:
    """DuckDB's FTS and tantivy over the same cables."""
    from duckdb_extensions import import_extension

    file = folder / "fts.duckdb"
    with duckdb.connect(file, config={"memory_limit": "2GB", "threads": 2}) as connection:
        connection.execute(f"attach '{home.warehouse}' as cables (read_only)")
        connection.execute(
            "create table texts as select cable_id, any_value(subject) as subject, list(text) as texts "
            "from cables.paragraphs join (select cable_id, subject from cables.cables order by cable_id limit ?) "
            "using (cable_id) group by cable_id",
            [cables],
        )
        connection.execute(
            "create table said as "
            "select cable_id, concat_ws(' ', subject, array_to_string(texts, ' ')) as said from texts"
        )
        import_extension("fts", con=connection)
        connection.load_extension("fts")
        connection.execute("checkpoint")
        before = file.stat().st_size
        making = "pragma create_fts_index('said', 'cable_id', 'said', stemmer = 'none', stopwords = 'none')"
        taken = cost(lambda: connection.execute(making))
        connection.execute("checkpoint")
        asked = (
            "select cable_id from (select cable_id, fts_main_said.match_bm25(cable_id, 'minister') as score from said) "
            "where score is not null order by score desc limit 10"
        )
        warm = statistics.median(cost(lambda: connection.execute(asked).fetchall()).seconds for _ in range(5))
        print(
            f"FTS: {taken.seconds:.1f} s, {taken.cpu:.1f} CPU-s, {(file.stat().st_size - before) / 1e6:,.0f} MB; "
            f"minister {warm * 1e3:.1f} ms",
            flush=True,
        )
        index = search_index.tantivy.Index(search_index._schema(), path=tempfile.mkdtemp(dir=folder))
        search_index._know_words(index)

        def tantivy() -> None:
            connection.execute(
                "select cable_id, list_transform(texts, lambda text: strip_accents(lower(text))) as text from texts"
            )
            with index.writer(search_index.HEAP, search_index.THREADS) as writer:
                for batch in connection.to_arrow_reader(500):
                    for row in batch.to_pylist():
                        writer.add_document(search_index.tantivy.Document.from_dict(row, index.schema))
                writer.commit()

        taken = cost(tantivy)
        index.reload()
        term = search_index.Query.term_query(index.schema, "text", "minister")
        warm = statistics.median(cost(lambda: index.searcher().search(term, 10)).seconds for _ in range(5))
        in_all = sum(size(path) for path in folder.iterdir() if path.is_dir())
        print(
            f"tantivy: {taken.seconds:.1f} s, {taken.cpu:.1f} CPU-s, {in_all / 1e6:,.0f} MB; "
            f"minister {warm * 1e3:.1f} ms"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--cables", type=int, help="compare DuckDB's FTS and tantivy over so many cables")
    parser.add_argument("--folder", type=Path, default=None)
    chosen = parser.parse_args()
    home = Home(chosen.home.resolve())
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        if chosen.cables:
            compare(home, chosen.cables, Path(name))
            return
        made = beside(home, Path(name) / "home")
        update(made, "made anew")
        ask(made)
        age(made, 1000)
        update(made, "1,000 cables more")


if __name__ == "__main__":
    main()
