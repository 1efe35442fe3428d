"""`cables thread`: what a cable cites and what cites it, in order, through circles, of cables that are not there."""

import json
import subprocess

import pytest
from conftest import PROGRAM
from small_dumps import load, telegram

from dagster_project.reading import NoCable
from dagster_project.settings import Home
from dagster_project.threads import print_thread, thread


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A chain of five, a circle of two at its end, a reference that may mean either of two, and one that is absent."""
    return load(
        tmp_path_factory.mktemp("thread"),
        telegram("07 ROME 77", "20 DEC 07", subject="FIRST OF TWO"),
        telegram("08 ROME 7", "20 FEB 08", refs="08 LONDON 50"),
        telegram("08 LONDON 50", "01 MAR 08", subject="[bold]LOUD[/bold]", refs="08 ROME 7"),
        telegram("08 PARIS 100", "10 MAR 08", refs="A. 07 PARIS 900\nB. LONDON 50\nC. 08 LONDON 50\nD. MOSCOW 3"),
        telegram("08 MOSCOW 3", "02 MAR 08"),
        telegram("08 LONDON 70", "25 MAR 08", refs="LONDON 60"),
        telegram("08 LONDON 60", "20 MAR 08", level="SECRET", refs="A. PARIS 100\nB. 07 PARIS 900"),
        telegram("08 LONDON 80", "28 MAR 08", refs="A. LONDON 70\nB. ROME 77"),
    )


def outline(nodes: list[dict], direction: str) -> list:
    """Numbers, each with those below it."""
    return [[node["cable_id"], *outline(node[direction], direction)] for node in nodes]


def test_both_directions_in_order_of_date(home: Home) -> None:
    found = thread(home, "08PARIS100", 3)
    # LONDON 50 is cited twice and stands once; what has no date stands last
    assert outline(found["cites"], "cites") == [
        ["08LONDON50", ["08ROME7", ["08LONDON50"]]],
        ["08MOSCOW3"],
        ["07PARIS900"],
    ]
    assert outline(found["cited_by"], "cited_by") == [["08LONDON60", ["08LONDON70", ["08LONDON80"]]]]


def test_a_circle_ends_where_it_closes(home: Home) -> None:
    found = thread(home, "08LONDON50", 50)
    assert outline(found["cites"], "cites") == [["08ROME7", ["08LONDON50"]]]
    assert found["cites"][0]["repeated"] is False
    assert found["cites"][0]["cites"][0]["repeated"] is True


def test_beyond_the_depth_is_counted(home: Home) -> None:
    found = thread(home, "08PARIS100", 1)
    assert outline(found["cited_by"], "cited_by") == [["08LONDON60"]]
    assert [node["further"] for node in found["cited_by"]] == [1]
    assert [node["further"] for node in found["cites"]] == [1, 0, 0]


def test_present_and_absent_are_told_apart(home: Home) -> None:
    found = thread(home, "08PARIS100", 1)
    assert [(node["cable_id"], node["is_present"], node["in_degree"]) for node in found["cites"]] == [
        ("08LONDON50", True, 2),
        ("08MOSCOW3", True, 1),
        ("07PARIS900", False, 2),
    ]


def test_an_absent_cable_has_a_thread(home: Home) -> None:
    found = thread(home, "2007PARIS000900", 1)
    assert (found["cable_id"], found["is_present"], found["cites"]) == ("07PARIS900", False, [])
    assert outline(found["cited_by"], "cited_by") == [["08PARIS100"], ["08LONDON60"]]


def test_an_ambiguous_reference_leads_to_both(home: Home) -> None:
    cited = thread(home, "08LONDON80", 1)["cites"]
    assert [(node["cable_id"], node["confidence"]) for node in cited] == [
        ("07ROME77", "ambiguous"),
        ("08LONDON70", "year_inferred"),
        ("08ROME77", "ambiguous"),
    ]
    assert outline(thread(home, "07ROME77", 1)["cited_by"], "cited_by") == [["08LONDON80"]]


def test_neither_loaded_nor_cited(home: Home) -> None:
    with pytest.raises(NoCable, match="no cable 08PARIS1 in"):
        thread(home, "08PARIS1", 3)


def test_the_tree_is_printed(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    print_thread(thread(home, "08PARIS100", 2))
    assert capsys.readouterr().out.splitlines() == [
        "2008-03-10  08PARIS100  CONFIDENTIAL  FOG",
        "├── cites",
        "│   ├── 2008-03-01  08LONDON50  CONFIDENTIAL  [bold]LOUD[/bold]",
        "│   │   └── 2008-02-20  08ROME7  CONFIDENTIAL  FOG",
        "│   │       └── 1 more: --depth takes the thread further",
        "│   ├── 2008-03-02  08MOSCOW3  CONFIDENTIAL  FOG",
        "│   └── not here    07PARIS900  cited by 2",
        "└── cited by",
        "    └── 2008-03-20  08LONDON60  SECRET  FOG",
        "        └── 2008-03-25  08LONDON70  CONFIDENTIAL  FOG",
        "            └── 1 more: --depth takes the thread further",
    ]


def test_what_is_not_sure_is_said(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    print_thread(thread(home, "08ROME7", 2))
    assert capsys.readouterr().out.splitlines() == [
        "2008-02-20  08ROME7  CONFIDENTIAL  FOG",
        "├── cites",
        "│   └── 2008-03-01  08LONDON50  CONFIDENTIAL  [bold]LOUD[/bold]  (dated after the cable that cites it)",
        "│       └── 2008-02-20  08ROME7  CONFIDENTIAL  FOG  (again)",
        "└── cited by",
        "    └── 2008-03-01  08LONDON50  CONFIDENTIAL  [bold]LOUD[/bold]",
        "        ├── 2008-02-20  08ROME7  CONFIDENTIAL  FOG  (again; dated after the cable that cites it)",
        "        └── 2008-03-10  08PARIS100  CONFIDENTIAL  FOG",
        "            └── 1 more: --depth takes the thread further",
    ]


def test_json_holds_the_tree(home: Home) -> None:
    command = [*PROGRAM, "thread", "08LONDON80", "--depth", "1", "--json", "--home", str(home.path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(said.stdout)["cites"][1]["cable_id"] == "08LONDON70"
