"""The dashboard's answers: those of the warehouse, from marts alone; and text of cables as text."""

import datetime as dt
import functools
import http.server
import json
import re
import shutil
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import duckdb
import pytest
from browsing import start
from conftest import Said, one_line

from dagster_project import marts, warehouse
from dagster_project.dashboard import figures, listing
from dagster_project.dashboard.filters import LEVELS, Filters, bucket
from dagster_project.dashboard.marts_reader import MASKED, Marts, NoMarts, OldMarts, Place, Renewed
from dagster_project.dashboard.page import read
from dagster_project.mart_tables import MANIFEST, MARTS
from dagster_project.settings import SQL, Home

QUESTIONS = sorted(file.stem for file in (SQL / "dashboard").glob("*.sql"))
ALL = Filters()
CHOSEN = Filters(posts=("STATE", "SNOOZEBURG"), levels=("secret", "confidential"), tags=("FD", "PREL"))
NARROWED = """
    (post in ('STATE', 'SNOOZEBURG')) and class_level in (2, 3)
    and cable_id in (select cable_id from tags where tag in ('FD', 'PREL'))
"""
PARAMETERS = {
    "bucket": "month", "at_least": 2, "shown": 15, "role": None, **read.patterns(("foghorn",)), "words": None,
    "sort": "newest first", "rows": 20, "skipped": 0, "cable": "03STATE5402", "cables": ("03STATE5402",), "steps": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def read_marts(loaded: Home) -> Marts:
    return Place(str(loaded.marts)).marts()


def in_warehouse(home: Home, sql: str) -> list[tuple]:
    return warehouse.query(home, sql).rows


# -- the command ----------------------------------------------------------------------------------


def test_ctrl_c_ends_it_as_it_does_every_command(loaded: Home) -> None:
    server, _ = start("--home", str(loaded.path))
    server.send_signal(signal.SIGINT)
    assert server.wait(60) == 130


# -- answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_says_what_it_is_and_is_answered_with_and_without_filters(
    read_marts: Marts, question: str
) -> None:
    assert (SQL / "dashboard" / f"{question}.sql").read_text(encoding="utf-8").startswith(f"-- {question}: ")
    whole = read_marts.ask(question, **PARAMETERS, **Filters().values())
    narrowed = read_marts.ask(question, **PARAMETERS, **CHOSEN.values())
    assert whole.schema == narrowed.schema


FOUND = {
    "summary": ("cables", "select count(*) from cables where {}"),
    "traffic": ("cables", "select count(date) from cables where {}"),
    "places": ("cables", "select count(*) from cables where {}"),
    "secret_by_time": (
        "secret", "select count(*) from cables where class_level >= 3 and date is not null and {}",
    ),
    "marks": ("paragraphs", "select count(*) from paragraphs where cable_id in (select cable_id from cables where {})"),
    "edges": (
        "cables",
        "select count(distinct (cables.cable_id, coalesce(recipients.post, address), role)) "
        "from recipients join cables using (cable_id) where role in ('action', 'info') "
        "and cable_id in (select cable_id from cables where {})",
    ),
    "absent": (
        "cited_by",
        "select count(distinct (cable_id, ref_cable_id)) from refs where kind = 'cable' and resolution = 'absent' "
        "and ref_cable_id is not null and cable_id in (select cable_id from cables where {})",
    ),
    "grounds": (
        "cables",
        "select sum(greatest(len(list_distinct(class_reasons)), 1)) from cables where class_level >= 2 and {}",
    ),
}  # fmt: skip


# whole years, months and days are counted in different places
SINCE = dt.date(2005, 1, 1), dt.date(2005, 3, 1), dt.date(2005, 3, 9)
UNTIL = dt.date(2008, 12, 31), dt.date(2008, 2, 29), dt.date(2008, 2, 20)
SPANS = {
    f"{first} to {last}": (
        Filters(first, last, CHOSEN.posts, CHOSEN.levels),
        f"post in ('STATE', 'SNOOZEBURG') and class_level in (2, 3) and date between '{first}' and '{last}'",
    )
    for first, last in zip(SINCE, UNTIL, strict=True)
}
VIEWS = {"all": (Filters(), "true"), "TAGS": (CHOSEN, NARROWED), **SPANS}


@pytest.mark.parametrize(("chosen", "narrowed"), VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("question", FOUND)
def test_answers_are_those_of_sql_on_the_warehouse(
    loaded: Home, read_marts: Marts, question: str, chosen: Filters, narrowed: str
) -> None:
    column, sql = FOUND[question]
    answer = read_marts.ask(question, **PARAMETERS, **chosen.values())
    assert sum(answer[column].to_pylist()) == in_warehouse(loaded, sql.format(narrowed))[0][0] > 0


def test_both_days_of_the_dates_are_in(loaded: Home, read_marts: Marts) -> None:
    first, last = in_warehouse(loaded, "select date, date from cables order by date offset 50 limit 1")[0]
    answer = read_marts.ask("summary", **Filters(first, last).values())
    assert answer["cables"].to_pylist() == [
        in_warehouse(loaded, f"select count(*) from cables where date = '{first}'")[0][0]
    ]


def test_words_are_found_in_number_subject_and_text_and_all_of_them(loaded: Home, read_marts: Marts) -> None:
    def found(*words: str) -> set[str]:
        answer = read_marts.ask("search", **PARAMETERS | read.patterns(words) | {"rows": 1000}, **Filters().values())
        return set(answer["cable_id"].to_pylist())

    assert found("georgia") == {"08PARIS1600"} == found("08paris1600") == found("boillon", "french presidency")
    assert found() == {row[0] for row in in_warehouse(loaded, "select cable_id from cables")}
    assert found("georgia", "herring") == set()
    assert found("boillon", "french presidency", "lavrov", "08paris1600") == {"08PARIS1600"}
    assert found("boillon", "french presidency", "lavrov", "herring") == set()
    assert found("b.illon") == set()


def test_the_index_beside_the_marts_finds_what_they_show(loaded: Home, read_marts: Marts) -> None:
    def found(marts: Marts, words: str, filters: Filters = ALL) -> set[str]:
        asked = PARAMETERS | read.patterns(()) | {"rows": 1000, "words": words}
        return set(marts.ask("search", **asked, **filters.values())["cable_id"].to_pylist())

    assert read_marts.has_index
    assert (
        found(read_marts, "georgia") == {"08PARIS1600"} == found(read_marts, 'boillon "french presidency" 08paris1600')
    )
    assert found(read_marts, "georgia herring") == set()
    # the macro reads the marts as it does the warehouse
    with read_marts._connection.cursor() as cursor:
        for words in ("umbrella OR hat", "minister -council", '"strictly protect"', "protect"):
            rows = cursor.execute("select cable_id from search_cables(?)", [words]).fetchall()
            assert found(read_marts, words) == {row[0] for row in rows}
    in_all = {row[0] for row in in_warehouse(loaded, "select cable_id from search_cables('protect')")}
    assert found(read_marts, "protect") < in_all
    narrowed = {row[0] for row in in_warehouse(loaded, f"select cable_id from cables where {NARROWED}")}
    assert found(read_marts, "minister", CHOSEN) == found(read_marts, "minister") & narrowed
    with pytest.raises(duckdb.InvalidInputException, match="AND, OR and NOT go before words"):
        read_marts.terms("fog OR")


def test_an_index_of_another_warehouse_is_none(own: Home) -> None:
    (folder,) = own.search.iterdir()
    folder.rename(folder.with_name(f"0123{folder.suffix}"))
    assert not Place(str(own.marts)).marts().has_index


def test_a_lift_is_what_the_counts_make(loaded: Home, read_marts: Marts) -> None:
    pair = read_marts.ask("tag_lift", **PARAMETERS, **Filters().values()).to_pylist()[0]
    bearing = "select count(distinct cable_id) from tags where tag = '{}'"
    of_a, of_b = (in_warehouse(loaded, bearing.format(pair[tag]))[0][0] for tag in ("tag_a", "tag_b"))
    of_all = in_warehouse(loaded, "select count(distinct cable_id) from tags")[0][0]
    assert (pair["cables_a"], pair["cables_b"]) == (of_a, of_b)
    with_b = f"select cable_id from tags where tag = '{pair['tag_b']}'"
    both = f"{bearing.format(pair['tag_a'])} and cable_id in ({with_b})"
    assert pair["cables"] == in_warehouse(loaded, both)[0][0]
    assert pair["lift"] == pytest.approx(pair["cables"] * of_all / (of_a * of_b))


def test_a_thread_goes_both_ways_and_tells_what_is_absent(loaded: Home, read_marts: Marts) -> None:
    citing, absent = in_warehouse(
        loaded,
        "select cable_id, ref_cable_id from refs where resolution = 'absent' and ref_cable_id is not null order by all",
    )[0]
    one = {"steps": 1}
    of_citing = read_marts.ask("thread", cable=citing, **one).to_pylist()
    assert {(cable["step"], cable["is_present"]) for cable in of_citing if cable["cable_id"] == absent} == {(-1, False)}
    of_absent = read_marts.ask("thread", cable=absent, **one).to_pylist()
    assert {(cable["step"], cable["is_present"]) for cable in of_absent if cable["cable_id"] == citing} == {(1, True)}


def test_levels_are_called_what_the_filter_calls_them(read_marts: Marts) -> None:
    with read_marts._connection.cursor() as cursor:
        named = [
            cursor.execute("select level_name(?::integer)", [level]).fetchone()[0] for level in (0, 1, 2, 3, 4, None)
        ]
    assert tuple(named) == LEVELS == tuple(figures.LEVEL_COLOURS)


def test_the_stretch_of_a_chart_holds_enough_cables_and_is_no_longer_than_that_asks() -> None:
    def of(days: int, cables: int, at_least: int = 0) -> str:
        first, last = duckdb.sql(f"select date '2008-01-01', date '2008-01-01' + {days - 1}::integer").fetchone()
        return bucket({"first_date": first, "last_date": last, "dated": cables}, at_least)

    assert [of(60, 5), of(1000, 5), of(20_000, 5), of(1, 1)] == ["day", "month", "year", "day"]
    assert [of(60, 100, 10), of(1000, 200, 10), of(1000, 2, 10)] == ["month", "quarter", "year"]


# -- marts that are missing, old, renewed, far -----------------------------------------------------


def test_no_marts_is_said_with_the_place(tmp_path: Path) -> None:
    with pytest.raises(NoMarts, match=re.escape(str(tmp_path))):
        Place(str(tmp_path)).marts()


def test_a_mart_that_is_missing_is_missed_only_where_it_is_read(own: Home) -> None:
    (own.marts / "posts.parquet").unlink()
    found = Place(str(own.marts)).marts()
    assert found.ask("summary", **Filters().values()).num_rows == 1
    with pytest.raises(NoMarts, match="posts"):
        found.ask("places", **Filters().values())


def test_marts_of_another_version_are_old(own: Home) -> None:
    manifest = own.marts / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text(encoding="utf-8")) | {"schema_version": 0}))
    with pytest.raises(OldMarts, match="version 0"):
        Place(str(own.marts)).marts()


def test_a_mart_without_a_column_is_old(own: Home) -> None:
    file = own.marts / "posts.parquet"
    duckdb.sql(f"copy (select * exclude (lat) from read_parquet('{file}')) to '{file}.new' (format parquet)")
    Path(f"{file}.new").replace(file)
    with pytest.raises(OldMarts, match="lat"):
        Place(str(own.marts)).marts().ask("places", **Filters().values())


def test_an_answer_read_while_others_were_published_is_not_given(own: Home) -> None:
    place = Place(str(own.marts))
    before = place.marts()
    marts.publish(own, include_protected=True)
    with pytest.raises(Renewed):
        before.ask("summary", **Filters().values())
    assert place.marts().ask("summary", **Filters().values()).num_rows == 1


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


class Remembering(Quiet):
    """Says what it was asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()


@pytest.fixture
def served(own: Home) -> Iterator[tuple[Home, str]]:
    handler = functools.partial(Quiet, directory=str(own.marts))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield own, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_marts_at_a_url_are_read_like_those_of_a_folder(served: tuple[Home, str], read_marts: Marts) -> None:
    found = Place(served[1]).marts()
    assert found.ask("places", **Filters().values()) == read_marts.ask("places", **Filters().values())


def test_the_page_that_opens_is_asked_for_before_a_visitor_comes(loaded: Home) -> None:
    handler = functools.partial(Remembering, directory=str(loaded.marts))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as there:
        threading.Thread(target=there.serve_forever, daemon=True).start()
        server, _ = start("--marts", f"http://127.0.0.1:{there.server_port}")
        server.terminate()
        server.wait(20)
        there.shutdown()
    assert {f"/{MANIFEST}", "/cables.parquet"} <= set(Remembering.asked)


def test_a_file_at_a_url_that_is_not_the_manifests_is_refused(served: tuple[Home, str]) -> None:
    home, url = served
    (home.marts / "posts.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(NoMarts, match=r"posts\.parquet"):
        Place(url).marts()


@pytest.mark.parametrize("options", [("--marts", "empty"), ("--marts", "gone"), ()], ids=" ".join)
def test_place_without_a_mart_is_one_line(
    options: tuple[str, ...], tmp_path: Path, cables: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    said = one_line(cables("dashboard", *options, "--home", tmp_path / "home"))
    place = options[1] if options else tmp_path / "home" / "marts"
    home = f"--home {tmp_path / 'home'}"
    assert said == (
        f"cables: no mart in {place}: `cables load PATH {home}` makes them, and `cables marts {home}` makes them anew\n"
    )


def test_port_in_use_is_one_line(loaded: Home, cables: Callable[..., Said]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port}" in one_line(cables("dashboard", "--home", loaded.path, "--port", port))


# -- what may not be -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "from read_text('{elsewhere}')",
        "from read_parquet('{elsewhere}')",
        "copy (select 1) to '{elsewhere}.new'",
        "attach '{elsewhere}.db'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set allowed_paths = ['{elsewhere}']",
    ],
)
def test_nothing_but_the_marts_can_be_reached(read_marts: Marts, tmp_path: Path, statement: str) -> None:
    elsewhere = tmp_path / "elsewhere.parquet"
    duckdb.sql(f"copy (select 1 as one) to '{elsewhere}' (format parquet)")
    with (
        pytest.raises(duckdb.Error, match=r"(?i)disabled|locked|permission"),
        read_marts._connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(elsewhere=elsewhere))
    assert [file.name for file in tmp_path.iterdir()] == [elsewhere.name]


def test_protected_texts_that_marts_hold_are_masked(own: Home, tmp_path: Path) -> None:
    left_out = Place(str(shutil.copytree(own.marts, tmp_path / "left_out"))).marts()
    marts.publish(own, include_protected=True)
    held = Place(str(own.marts)).marts()
    assert held.has_protected and not left_out.has_protected
    protected = 0
    for name, columns in MASKED.items():
        rows, others = (everything(found, name) for found in (held, left_out))
        for row, other in zip(rows, others, strict=True):
            # a row is masked as a whole, where marts leave out what has the name
            masked = {column: row[column] for column in columns if row["is_protected"]}
            assert not any(masked.values())
            assert row | masked == other | masked
        protected += sum(row["is_protected"] for row in rows)
    assert protected > 100


def everything(found: Marts, name: str) -> list[dict]:
    with found._connection.cursor() as cursor:
        return cursor.execute(f"from {name} order by {', '.join(MARTS[name].key)}").to_arrow_table().to_pylist()


def test_every_mart_that_can_be_protected_is_masked() -> None:
    assert {
        name for name, mart in MARTS.items() if any(c.name == "is_protected" for c in mart.columns)
    } == MASKED.keys()


# -- text is text ----------------------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) :red[x] \"'&lt; $\\alpha$"


def tags_of(html: str) -> set[str]:
    return set(re.findall(r"<(\w+)", html))


def test_no_text_of_a_cable_becomes_markup() -> None:
    cable = dict.fromkeys(
        "cable_id date post level subject marking cited_by classification class_level raw label kind note".split(),
        HOSTILE,
    ) | {"cited_by": 1, "class_level": 3, "is_protected": False, "level": "secret", "is_present": True, "step": 1}
    paragraph = dict.fromkeys("mark portion_mark heading text".split(), HOSTILE)
    paragraph |= {"number": 1, "mark_level": 2, "is_protected": False}
    reference = cable | {"ref_cable_id": HOSTILE, "ref_date": None, "resolution": "absent"}
    change = {"before": HOSTILE, "after": HOSTILE, "is_protected": False, "version": 2, "part": "field",
              "name": HOSTILE, "change": "changed"}  # fmt: skip
    filters = Filters(posts=(HOSTILE,))
    pages = [
        listing.cables([cable], filters, {HOSTILE: listing.snippet(HOSTILE, ("script", "<img"))}),
        listing.snippet(HOSTILE, ("alert",)),
        listing.title(cable),
        listing.thread([cable, cable | {"is_present": False}], filters),
        listing.paragraphs([paragraph]),
        listing.references([reference, reference | {"ref_date": HOSTILE}, reference | {"ref_cable_id": None}], filters),
        listing.changes([change]),
        listing.fields([(HOSTILE, HOSTILE), (HOSTILE, [HOSTILE])]),
        listing.as_sent(HOSTILE, False),
    ]
    for page in pages:
        assert tags_of(page) <= {"a", "bdi", "dd", "div", "dl", "dt", "h2", "li", "mark", "p", "span", "ul"}
        assert not re.search(r"<[^>]*\son\w+=", page)
        assert all(href.startswith("/") for href in re.findall(r'href="([^"]*)"', page))
        assert "alert(1)" in re.sub("</?mark>", "", page)


def test_a_protected_paragraph_says_that_it_is_withheld() -> None:
    paragraph = {"number": 1, "mark": "C", "portion_mark": "C", "mark_level": 2, "heading": None, "text": None}
    assert listing.WITHHELD in listing.paragraphs([paragraph | {"is_protected": True}])
    assert listing.WITHHELD not in listing.paragraphs([paragraph | {"is_protected": False}])


def test_words_are_told_apart_and_phrases_kept() -> None:
    assert read.words('Fog  "Harbor  Minister" fog') == ("fog", "harbor minister")
    assert read.words(' "" " " ') == ()


def test_a_snippet_shows_the_word_and_what_is_around_it() -> None:
    html = listing.snippet("a " * 500 + "<b>Fog</b> " + "z " * 500, ("fog",))
    assert "&lt;b&gt;<mark>Fog</mark>&lt;/b&gt;" in html
    assert html.count("…") == 2 and len(html) < 500


def test_an_address_holds_the_filters() -> None:
    filters = Filters(posts=("PARIS", "A&B"), levels=("top secret",))
    assert filters.address("read", cable="08PARIS1600") == (
        "/read?post=PARIS&post=A%26B&level=top+secret&cable=08PARIS1600"
    )
    assert Filters().address("read") == "/read"
