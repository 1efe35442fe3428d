"""The search index: it holds what the warehouse holds, finds what reading every text finds, and is never half."""

import datetime as dt
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from conftest import Said
from small_dumps import Row, load, telegram, write

from dagster_project import search_index, warehouse
from dagster_project.search_index import Index, NoIndex
from dagster_project.searching import search
from dagster_project.settings import Home

FOG = telegram("08 PARIS 1", "01 AUG 08", subject="FOG", text="¶1. (C) The harbour was shut all day.")
RAIN = telegram("08 PARIS 2", "02 AUG 08", subject="RAIN", text="¶1. (C) Fog, then rain.")
GUARDED = telegram(
    "08 ROME 3",
    "03 AUG 08",
    subject="SWANS",
    text="¶1. (C) Swan Quillfeather (strictly protect) saw a walrus.\n\n"
    "¶2. (C) Quillfeather left.\n\n¶3. (C) Fog came.",
)


def state(home: Home) -> str:
    with warehouse.connect(home) as connection:
        return warehouse.state_of(connection)


def index(home: Home) -> Index:
    return Index(home.search, state(home))


def current(home: Home) -> set[str]:
    return {row[0] for row in warehouse.query(home, "select cable_id from cables").rows}


@pytest.fixture
def more(cables: Callable[..., Said], few: Home, tmp_path: Path) -> Callable[..., None]:
    """Loads another dump of these telegrams."""

    def loading(*telegrams: Row) -> None:
        assert cables("load", write(tmp_path / "more", *telegrams), "--home", few.path).status == 0

    return loading


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return load(tmp_path_factory.mktemp("indexed"), FOG, RAIN, GUARDED)


@pytest.fixture
def few(small: Home, tmp_path: Path) -> Home:
    """A copy that a test may change."""
    shutil.copytree(small.path, tmp_path / "few")
    return Home(tmp_path / "few")


# -- what it holds --------------------------------------------------------------------------------


def test_it_holds_the_cables_of_the_warehouse_and_no_others(loaded: Home) -> None:
    assert index(loaded).cables() == current(loaded)


SEARCHES = [
    "umbrella", "umbrella OR hat", "council postmasters", '"council of postmasters"', "council -postmasters",
    "NOT council minister", "the", "the OR a of", '"of the" minister', "six-point", "cease-fire", "georgia",
    "minister -a", "embassy protect", '"strictly protect"', "quux",
]  # fmt: skip


@pytest.mark.parametrize("words", SEARCHES)
def test_it_finds_what_reading_every_text_finds(loaded: Home, words: str) -> None:
    read = {row[0] for row in warehouse.query(loaded, f"select cable_id from search_cables($${words}$$)").rows}
    found = search(loaded, words, limit=1000)
    assert found["no_index"] is None
    assert ({hit["cable_id"] for hit in found["hits"]}, found["found"]) == (read, len(read))


def test_the_searches_find_something(loaded: Home) -> None:
    assert [words for words in SEARCHES if not search(loaded, words)["found"]] == ["quux"]


KEPT = [
    ({"post": "snoozeburg"}, "post = 'SNOOZEBURG'"),
    ({"tag": "prel"}, "cable_id in (select cable_id from tags where tag = 'PREL')"),
    ({"classification": "secret"}, "regexp_matches(classification, '^SECRET(//|$)')"),
    ({"classification": "secret//noforn"}, "regexp_matches(classification, '^SECRET//NOFORN(//|$)')"),
    (
        {"first_day": dt.date(2005, 3, 1), "last_day": dt.date(2007, 6, 30)},
        "date between '2005-03-01' and '2007-06-30'",
    ),
]


@pytest.mark.parametrize(("kept", "condition"), KEPT)
def test_it_keeps_what_sql_keeps(loaded: Home, kept: dict, condition: str) -> None:
    sql = f"select cable_id from search_cables('minister') where {condition}"
    read = {row[0] for row in warehouse.query(loaded, sql).rows}
    found = search(loaded, "minister", limit=1000, **kept)
    assert {hit["cable_id"] for hit in found["hits"]} == read != set()
    assert len(read) < search(loaded, "minister")["found"]


def test_what_marts_leave_out_is_not_shown_by_any_word(small: Home) -> None:
    def keys(*words: str) -> int:
        return len(index(small).shown([{"is_excluded": False, "any_of": n, "parts": [w]} for n, w in enumerate(words)]))

    assert {word: keys(word) for word in ("walrus", "quillfeather", "swans", "fog", "08rome3")} == {
        "walrus": 0,
        "quillfeather": 0,
        "swans": 1,
        "fog": 3,
        "08rome3": 1,
    }
    assert keys("fog", "walrus") == 0


# -- how it follows the warehouse -----------------------------------------------------------------


def test_what_is_loaded_enters_and_what_is_forgotten_leaves(
    few: Home, more: Callable[..., None], cables: Callable[..., Said]
) -> None:
    new = telegram("08 PARIS 4", "04 AUG 08", subject="HAIL", text="¶1. (C) Hail came in.")
    longer = telegram("08 PARIS 2", "02 AUG 08", subject="RAIN", text="¶1. (C) Fog, then rain, then a rainbow.")
    files = {file.name for file in index(few).folder.glob("*.store")}
    more(new, longer)
    assert index(few).cables() == current(few) == {"08PARIS1", "08PARIS2", "08ROME3", "08PARIS4"}
    assert search(few, "rainbow")["found"] == 1
    assert len(list(few.search.iterdir())) == 1
    # the files of the first are still in use: its cables were not indexed again
    assert files & {file.name for file in index(few).folder.glob("*.store")}
    (dump,) = warehouse.query(few, "select dump_id from load_dumps where load_order = 2").rows
    assert cables("forget", dump[0], "--yes", "--home", few.path).status == 0
    assert index(few).cables() == current(few) == {"08PARIS1", "08PARIS2", "08ROME3"}
    assert search(few, "rainbow")["found"] == 0
    assert search(few, "hail")["found"] == 0


def test_only_what_differs_is_indexed(few: Home, more: Callable[..., None], tmp_path: Path) -> None:
    shutil.copytree(few.search, tmp_path / "before")
    more(telegram("08 PARIS 4", "04 AUG 08"))
    shutil.rmtree(few.search)
    shutil.copytree(tmp_path / "before", few.search)
    assert search_index.update(few)[2:4] == (1, 0)
    assert search_index.update(few)[2:4] == (0, 0)


def test_the_marts_of_another_state_are_not_asked_what_is_withheld(
    few: Home, more: Callable[..., None], tmp_path: Path
) -> None:
    shutil.copytree(few.marts, tmp_path / "before")
    more(telegram("08 PARIS 4", "04 AUG 08"))
    shutil.rmtree(few.marts)
    shutil.copytree(tmp_path / "before", few.marts)
    with pytest.raises(search_index.StaleMarts, match=r"`cables marts --home .*` writes both"):
        search_index.update(few)


# -- when it is not as it should be ----------------------------------------------------------------


def remove(folder: Path) -> None:
    shutil.rmtree(folder)


def of_another_state(folder: Path) -> None:
    folder.rename(folder.with_name("0123.1"))


def cut_short(folder: Path) -> None:
    file = next(folder.glob("*.term"))
    os.truncate(file, file.stat().st_size // 2)


def without_a_file(folder: Path) -> None:
    next(folder.glob("*.idx")).unlink()


def changed_bytes(folder: Path) -> None:
    for file in folder.glob("*.term"):
        file.write_bytes(bytes(byte ^ 0xFF for byte in file.read_bytes()))


SPOILT = {
    remove: "is missing",
    of_another_state: "is of another state of the warehouse",
    cut_short: "is not whole",
    without_a_file: "is not whole",
    changed_bytes: "is damaged",
}


@pytest.mark.parametrize(("spoil", "said"), SPOILT.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_an_index_that_cannot_be_used_is_told_in_a_line_and_made_anew(
    few: Home, cables: Callable[..., Said], spoil: Callable[[Path], None], said: str
) -> None:
    spoil(index(few).folder)
    found = cables("search", "fog", "--json", "--home", few.path)
    made = rf"`cables marts --home {few.path}` makes it anew"
    assert re.fullmatch(rf"cables: the search index .* {said}.*: {made}; every text was read\n", found.err)
    assert {hit["cable_id"] for hit in json.loads(found.out)["hits"]} == {"08PARIS1", "08PARIS2", "08ROME3"}
    search_index.update(few)
    assert search(few, "fog")["no_index"] is None
    assert index(few).cables() == current(few)


def test_one_that_finds_what_is_not_there_is_not_believed(few: Home, tmp_path: Path) -> None:
    other = load(tmp_path / "other", telegram("08 ROME 9", "09 AUG 08", subject="FOG"))
    shutil.rmtree(folder := index(few).folder)
    shutil.copytree(index(other).folder, folder)
    found = search(few, "fog")
    assert "finds what is not there" in found["no_index"]
    assert found["found"] == 3


def test_a_writer_that_was_killed_keeps_nobody_away(few: Home) -> None:
    shutil.rmtree(few.search)
    at_work = f"""
import sys, time
from pathlib import Path
import tantivy
from dagster_project import lock, search_index
with lock.held(Path({str(few.marts)!r}) / ".lock", lambda: None):
    building = Path({str(few.search)!r}) / ".building"
    building.mkdir(parents=True)
    writer = tantivy.Index(search_index._schema(), path=str(building)).writer(search_index.HEAP, 2)
    print("at work", flush=True)
    time.sleep(600)
"""
    process = subprocess.Popen([sys.executable, "-c", at_work], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "at work\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    search_index.update(few)
    assert index(few).cables() == current(few)
    assert [path.name for path in few.search.iterdir()] == [index(few).folder.name]


def test_an_index_is_read_while_the_next_is_made(few: Home, more: Callable[..., None]) -> None:
    reading = index(few)
    more(telegram("08 PARIS 4", "04 AUG 08"))
    assert len(reading.cables()) == 3
    with pytest.raises(NoIndex, match="of another state"):
        Index(few.search, "the first")


def test_the_words_are_folded_alike_on_both_sides() -> None:
    """What `search_terms` makes of any letter is what the index makes of it; but for letters in circles."""
    words = search_index.tantivy.TextAnalyzerBuilder(search_index.tantivy.Tokenizer.simple()).build()
    signs = [chr(n) for n in range(1, 0x24B6) if not chr(n).isspace()] + list("ßﬁİ東ñ’—\u00ad\u200b")
    folded = duckdb.execute("select strip_accents(lower(sign)) from (select unnest(?) as sign)", [signs]).fetchall()
    parted = duckdb.execute(
        r"select regexp_extract_all(strip_accents(lower(sign)), '[\pL\pN]+') from (select unnest(?) as sign)", [signs]
    ).fetchall()
    differing = [sign for sign, (f,), (p,) in zip(signs, folded, parted, strict=True) if words.analyze(f) != p]
    assert [sign for sign in differing if not re.match(r"[\u0870-\u08ff\u0c5c\u0cdc\u1c89\u1c8a]", sign)] == []
