"""`cables search` and `search_cables`: what is found, in which order, what is shown, and what is no search."""

import datetime as dt
import math
import subprocess

import duckdb
import pytest
import regex
from conftest import PROGRAM
from small_dumps import load, telegram

from dagster_project import searching, warehouse
from dagster_project.searching import search
from dagster_project.settings import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Cables about fog, of lengths that are easily counted."""
    return load(
        tmp_path_factory.mktemp("searching"),
        telegram("08 PARIS 1", "01 AUG 08", subject="FOG", text="¶1. (C) The harbour was shut all day."),
        telegram("08 PARIS 2", "02 AUG 08", subject="BUTTONS", text="¶1. (C) Fog came in, then fog, then foggy rain."),
        telegram(
            "08 PARIS 3", "03 AUG 08", level="SECRET", tags="ECON", subject="TOAST", text="¶1. (S) Fog, fog; FOG!"
        ),
        telegram(
            "08 ROME 4", "04 AUG 08", subject="TRUCE", text="¶1. (C) A six-point\ncease-fire by the CAFÉ at noon."
        ),
        telegram("08 ROME 5", "05 AUG 08", subject="TALKS", text="¶1. (C) The cease and the fire; six points, no fog."),
        telegram(
            "08 ROME 6",
            "06 AUG 08",
            subject="SWANS",
            text="¶1. (C) Swan Quillfeather (strictly protect) saw a walrus, a walrus.\n\n¶2. (C) One walrus was seen.",
        ),
        telegram("08 ROME 7", "07 AUG 08", subject="GEESE", text="¶1. (C) Quillfeather (strictly protect) saw geese."),
    )


def hits(home: Home, words: str, **kept: object) -> list[str]:
    return [hit["cable_id"] for hit in search(home, words, **kept)["hits"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("toast", {"08PARIS3"}),  # in a subject
        ("FOG", {"08PARIS1", "08PARIS2", "08PARIS3", "08ROME5"}),
        ("fogg", set()),
        ("foggy", {"08PARIS2"}),
        ("cafe", {"08ROME4"}),  # accents are folded, in the text
        ("Café", {"08ROME4"}),  # and in the search
        ("cease-fire", {"08ROME4"}),
        ('"six-point cease-fire"', {"08ROME4"}),  # over the end of a line
        ('"cease and the fire"', {"08ROME5"}),
        ("cease fire", {"08ROME4", "08ROME5"}),  # apart too
        ("fog AND rain", {"08PARIS2"}),
        ("fog -rain", {"08PARIS1", "08PARIS3", "08ROME5"}),
        ("NOT rain fog", {"08PARIS1", "08PARIS3", "08ROME5"}),
        ("truce -toast", {"08ROME4"}),  # not what holds toast alone
        ('fog -"six points"', {"08PARIS1", "08PARIS2", "08PARIS3"}),
        ("rain OR truce", {"08PARIS2", "08ROME4"}),
        ("fog rain OR toast", {"08PARIS2", "08PARIS3"}),  # fog and (rain or toast)
        ("rain OR toast fog", {"08PARIS2", "08PARIS3"}),
        ("and or not", set()),  # words, in small letters
    ],
)
def test_what_is_found(home: Home, words: str, found: set[str]) -> None:
    assert set(hits(home, words, limit=100)) == found


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ({"post": "rome"}, ["08ROME5"]),
        ({"tag": "econ"}, ["08PARIS3"]),
        ({"classification": "secret"}, ["08PARIS3"]),
        ({"first_day": dt.date(2008, 8, 3)}, ["08PARIS3", "08ROME5"]),
        ({"last_day": dt.date(2008, 8, 1)}, ["08PARIS1"]),
    ],
)
def test_what_is_kept(home: Home, kept: dict, found: list[str]) -> None:
    assert sorted(hits(home, "fog", **kept)) == found


TIMES = {"08PARIS1": 3, "08PARIS2": 2, "08PARIS3": 3, "08ROME5": 1}
"""How often cables hold fog: once in a subject counts as three."""


def bm25(words: dict[str, int]) -> dict[str, float]:
    """Scores of fog, which 4 of 7 cables hold, by their lengths."""
    mean = sum(words.values()) / 7
    idf = math.log(1 + (7 - 4 + 0.5) / (4 + 0.5))
    return {cable: idf * n * 2.2 / (n + 1.2 * (0.25 + 0.75 * words[cable] / mean)) for cable, n in TIMES.items()}


def test_the_best_comes_first(home: Home) -> None:
    """BM25 by hand: 4 of 7 cables hold fog."""
    words = {"08PARIS1": 6, "08PARIS2": 8, "08PARIS3": 3, "08ROME4": 8, "08ROME5": 9, "08ROME6": 13, "08ROME7": 5}
    found = warehouse.query(home, "select cable_id, score from search_cables('fog')").rows
    assert [cable for cable, _ in found] == ["08PARIS3", "08PARIS1", "08PARIS2", "08ROME5"]
    assert dict(found) == pytest.approx(bm25(words))


def test_the_index_has_the_best_first_too(home: Home) -> None:
    """In the index the three subjects are a part of a cable's length."""
    words = {"08PARIS1": 9, "08PARIS2": 11, "08PARIS3": 6, "08ROME4": 13, "08ROME5": 12, "08ROME6": 16, "08ROME7": 8}
    found = search(home, "fog")["hits"]
    assert [hit["cable_id"] for hit in found] == ["08PARIS3", "08PARIS1", "08PARIS2", "08ROME5"]
    assert {hit["cable_id"]: hit["score"] for hit in found} == pytest.approx(bm25(words), rel=1e-5)


def test_the_limit_leaves_the_count_as_it_is(home: Home) -> None:
    found = search(home, "fog", limit=2)
    assert (len(found["hits"]), found["found"]) == (2, 4)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "the search holds no word to look for"),
        ("...", "the search holds no word to look for"),
        ("-fog", "the search holds no word to look for"),
        ('fog "six point', 'the search has a " that is not closed (close it, or leave it out): fog "six point'),
        ("(fog", "the search has parentheses"),
        ("fog OR", "AND, OR and NOT go before words and between them"),
        ("AND fog", "AND, OR and NOT go before words and between them"),
        ("fog OR -rain", "AND, OR and NOT go before words and between them"),
    ],
)
def test_what_is_no_search(home: Home, words: str, said: str) -> None:
    with pytest.raises(duckdb.InvalidInputException) as raised:
        search(home, words)
    assert said in str(raised.value)


def test_what_is_no_search_is_one_line(home: Home) -> None:
    command = [*PROGRAM, "search", 'fog "rain', "--home", str(home.path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout, len(said.stderr.splitlines())) == (1, "", 1)


def test_the_macro_runs_in_a_plain_shell(home: Home) -> None:
    with duckdb.connect(home.warehouse, read_only=True, config={"autoinstall_known_extensions": False}) as connection:
        rows = connection.sql("select cable_id, snippet from search_cables('\"cease-fire\"')").fetchall()
    assert rows == [("08ROME4", "A six-point cease-fire by the CAFÉ at noon.")]


# -- protection -----------------------------------------------------------------------------------


def test_a_paragraph_that_asks_to_protect_a_source_is_not_shown(home: Home) -> None:
    (hit,) = search(home, "walrus")["hits"]
    assert (hit["snippet"], hit["paragraph"], hit["withheld"]) == ("One walrus was seen.", 2, True)
    (hit,) = search(home, "geese saw")["hits"]
    assert (hit["snippet"], hit["paragraph"], hit["withheld"]) == (None, None, True)


def test_it_is_shown_when_asked_for(home: Home) -> None:
    (hit,) = search(home, "walrus", include_protected=True)["hits"]
    assert hit["snippet"].startswith("Swan Quillfeather (strictly protect)")
    assert hit["withheld"] is False


def test_what_is_left_out_is_said(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    searching.print_hits(search(home, "geese"))
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "08ROME7  2008-08-07  CONFIDENTIAL  GEESE",
        "    paragraphs that ask to protect a source are left out",
        "1 cable",
        "--include-protected shows what was left out",
    ]


# -- printing -------------------------------------------------------------------------------------


def test_what_was_looked_for_is_bold() -> None:
    marked = searching._marked(
        "A six-point cease-fire by the CAFÉ: \x1b[bold]", regex.compile(r"\bcafe\b|\bcease-fire\b")
    )
    assert [marked.plain[span.start : span.end] for span in marked.spans] == ["cease-fire", "CAFÉ"]
    # nor can the text command the terminal
    assert marked.plain == r"A six-point cease-fire by the CAFÉ: \x1b[bold]"


def test_hits_are_printed(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    searching.print_hits(search(home, "fog -toast", limit=2))
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "08PARIS1  2008-08-01  CONFIDENTIAL  FOG",
        "08PARIS2  2008-08-02  CONFIDENTIAL  BUTTONS",
        "    Fog came in, then fog, then foggy rain.",
        "2 of 3 cables; --limit shows more",
    ]
