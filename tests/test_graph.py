"""Views of the graph: references and their confidence, cables cited, coverage of serials, meanings of TAGS."""

import datetime as dt
import math
import random
from pathlib import Path

import pytest
from small_dumps import load, telegram

from dagster_project import warehouse
from dagster_project.settings import Home


def ask(home: Home, sql: str) -> list[tuple]:
    return warehouse.query(home, sql).rows


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Ten cables that cite each other, and some that are not there, in every way."""
    return load(
        tmp_path_factory.mktemp("graph"),
        telegram("07 MADRID 10", "05 JAN 07"),
        telegram("07 ROME 77", "20 DEC 07"),
        telegram("08 LONDON 50", "01 MAR 08"),
        telegram("08 PARIS 100", "10 MAR 08", refs="A. LONDON 50\nB. 08 LONDON 50\nC. 07 PARIS 900"),
        telegram(
            "08 LONDON 60", "20 MAR 08", level="SECRET", refs="A. PARIS 100 (NOTAL)\nB. 07 PARIS 900\nC. KLOVSK 44"
        ),
        telegram("08 LONDON 61", "21 MAR 08", refs="A. 08 PARIS 110\nB. 08 LONDON 61"),
        telegram("08 PARIS 110", "22 MAR 08", refs="A. ROME 77\nB. QUILL/OXBOW E-MAIL 3/4/08"),
        telegram("08 PARIS 120", "30 MAR 08", refs="A. MADRID 10\nB. BERLIN 999"),
        telegram("08 MADRID 10", "02 APR 08"),
    )


@pytest.mark.parametrize(
    ("cable", "position", "cited", "confidence", "lag", "counted"),
    [
        ("08PARIS100", 1, "08LONDON50", "year_inferred", 9, False),
        ("08PARIS100", 2, "08LONDON50", "exact", 9, True),  # of two, the one with the year counts
        ("08PARIS100", 3, "07PARIS900", "absent", None, True),
        ("08LONDON60", 1, "08PARIS100", "year_inferred", 10, True),
        ("08LONDON60", 3, "08KLOVSK44", "absent_unknown_post", None, True),
        ("08LONDON61", 1, "08PARIS110", "contradicted", -1, True),
        ("08LONDON61", 2, "08LONDON61", "exact", 0, True),
        ("08PARIS110", 1, "08ROME77", "ambiguous", None, True),  # only the year before is there
        ("08PARIS120", 1, "08MADRID10", "ambiguous", -3, True),  # both are, but this one came later
        ("08PARIS120", 2, "08BERLIN999", "absent_year_inferred", None, True),
    ],
)
def test_confidence(
    graph: Home, cable: str, position: int, cited: str, confidence: str, lag: int | None, counted: bool
) -> None:
    where = f"cable_id = '{cable}' and position = {position}"
    columns = "cited_cable_id, confidence, lag_days, is_counted"
    assert ask(graph, f"select {columns} from reference_edges where {where}") == [(cited, confidence, lag, counted)]


def test_what_is_no_cable_is_no_edge(graph: Home) -> None:
    assert ask(graph, "select count(*) from reference_edges where cable_id = '08PARIS110'") == [(1,)]
    assert ask(graph, "select count(*) from refs where cable_id = '08PARIS110'") == [(2,)]


def test_the_other_cable_that_may_be_meant_is_named(graph: Home) -> None:
    rows = ask(graph, "select cable_id, or_cable_id from reference_edges where or_cable_id is not null order by all")
    assert rows == [("08PARIS110", "07ROME77"), ("08PARIS120", "07MADRID10")]


def test_a_note_goes_with_its_reference(graph: Home) -> None:
    assert ask(graph, "select cable_id, position, note from reference_edges where note is not null") == [
        ("08LONDON60", 1, "NOTAL")
    ]


def test_a_cable_cited_twice_by_one_has_in_degree_one(graph: Home) -> None:
    columns = "presence, in_degree, year_given_by, cited_by"
    assert ask(graph, f"select {columns} from reference_targets where cited_cable_id = '08LONDON50'") == [
        ("present", 1, 1, ["08PARIS100"])
    ]


def test_an_absent_cable_with_who_cites_it(graph: Home) -> None:
    columns = "presence, in_degree, first_cited, last_cited, top_citing_level, cited_by, cited_date"
    assert ask(graph, f"select {columns} from reference_targets where cited_cable_id = '07PARIS900'") == [
        ("absent", 2, dt.date(2008, 3, 10), dt.date(2008, 3, 20), 3, ["08PARIS100", "08LONDON60"], None)
    ]


def test_targets_by_presence(graph: Home) -> None:
    listed = "list(cited_cable_id order by cited_cable_id)"
    rows = ask(graph, f"select presence, {listed} from reference_targets group by all order by all")
    assert rows == [
        ("absent", ["07PARIS900", "08BERLIN999", "08KLOVSK44"]),
        ("ambiguous", ["08ROME77"]),
        ("present", ["08LONDON50", "08MADRID10", "08PARIS100", "08PARIS110"]),  # 08LONDON61 cites but itself
    ]


# -- TAGS -----------------------------------------------------------------------------------------


def test_a_tag_means_what_it_meant_in_the_year_of_the_cable(tmp_path: Path) -> None:
    home = load(
        tmp_path,
        telegram("76 BONN 1", "10 MAR 76", tags="UR, EFIS"),
        telegram("08 PARIS 1", "10 MAR 08", tags="EFIS (QUILL, JOHN)"),
    )
    assert ask(home, "select cable_id, tag, name, era from tag_meanings order by cable_id, position") == [
        ("08PARIS1", "EFIS", "Commercial Fishing and Fish Processing", "c1990-2022"),
        ("08PARIS1", "QUILL, JOHN", None, None),
        ("76BONN1", "UR", "Soviet Union", "1973-1979"),
        ("76BONN1", "EFIS", "Fishing", "1973-1979"),
    ]


# -- serials --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def serials(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Posts whose serials show one thing each."""
    return load(
        tmp_path_factory.mktemp("serials"),
        *(telegram(f"08 ROME {serial}", f"{serial // 2:02} MAR 08") for serial in (10, 25, 40, 50)),
        *(telegram(f"08 LONDON {serial}", f"{serial // 2:02} MAR 08") for serial in (10, 20, 30, 40, 50)),
        telegram("08 LONDON 90000", "26 MAR 08"),
        *(telegram(f"08 MADRID {serial}", f"{serial} JAN 08") for serial in (10, 12, 14, 16, 18)),
        telegram("08 MADRID 350", "15 DEC 08"),
        telegram("08 PARIS 100", "20 APR 08", refs="A. ATHENS 500\nB. 08 TOKYO 77"),
        telegram("08 ATHENS 10", "20 APR 08", refs="08 PARIS 300"),
        *(telegram(f"08 BONN {serial}", f"0{serial} JAN 08") for serial in (1, 2, 3, 4, 5)),
        telegram("08 OSLO 8", "15 DEC 08", refs="08 BONN 40"),
        telegram("66 ROME 40", "10 MAR 66"),
    )


@pytest.mark.parametrize(
    ("post", "present", "highest", "robust", "left_out", "cited", "estimate", "low", "high"),
    [
        ("ROME", 4, 50, 50, 0, None, 61.5, 50, 105),  # 50 * 5/4 - 1; 50 / 0.05^(1/4) = 105.7
        ("LONDON", 6, 90000, 50, 1, None, 59, 50, 91),  # (50 / 90000)^5, and 1000 a day: 50 * 6/5 - 1
        ("MADRID", 6, 350, 350, 0, None, 350 * 7 / 6 - 1, 350, 576),  # (18 / 350)^5, but one a day like the others
        ("PARIS", 1, 100, 100, 0, 300, 300, 300, 2000),  # another is known to have been sent: 100 / 0.05
        ("ATHENS", 1, 10, 10, 0, None, 19, 10, 200),  # cited without a year: no evidence
        ("BONN", 5, 5, 5, 0, 40, 40, 40, None),  # 5 / 0.05^(1/5) = 9.1: the sample was no fair one
        ("TOKYO", 0, None, None, 0, 77, None, 77, None),
    ],
)
def test_coverage_of_a_post(
    serials: Home,
    post: str,
    present: int,
    highest: int | None,
    robust: int | None,
    left_out: int,
    cited: int | None,
    estimate: float | None,
    low: int,
    high: int | None,
) -> None:
    columns = "serials_present, highest_present, robust_highest, left_out, highest_cited, estimate, low, high"
    (found,) = ask(
        serials, f"select {columns}, share_present from serial_coverage where post = '{post}' and year = 2008"
    )
    share = None if estimate is None else (present - left_out) / estimate
    assert found == pytest.approx((present, highest, robust, left_out, cited, estimate, low, high, share))


def test_estimate_and_interval_cover_what_was_sent(tmp_path: Path) -> None:
    """Of 300 posts with known traffic, sent evenly through the year, a few cables each are kept by lot."""
    rnd = random.Random(21)
    sent, kept, rows = {}, {}, []
    for n in range(300):
        post = "QXQX" + chr(ord("A") + n // 26) + chr(ord("A") + n % 26)
        sent[post], kept[post] = rnd.randint(500, 9000), rnd.randint(2, 20)
        for serial in rnd.sample(range(1, sent[post] + 1), kept[post]):
            day = dt.date(2007, 1, 1) + dt.timedelta(days=serial * 365 // (sent[post] + 1))
            rows.append(telegram(f"07 {post} {serial}", f"{day:%d %b %y}".upper()))
    home = load(tmp_path, *rows)
    found = ask(home, "select post, estimate, low, high, left_out from serial_coverage where post like 'QXQX%'")
    assert len(found) == 300
    assert sum(left_out for *_, left_out in found) == 0
    covered = sum(low <= sent[post] <= high for post, _, low, high, _ in found) / 300
    assert covered == pytest.approx(0.95, abs=3 * math.sqrt(0.95 * 0.05 / 300))
    # the estimate's variance is near N^2 / (k (k + 2))
    ratio = sum(estimate / sent[post] for post, estimate, *_ in found) / 300
    error = math.sqrt(sum(1 / (k * (k + 2)) for k in kept.values())) / 300
    assert ratio == pytest.approx(1, abs=3 * error)


def test_a_published_count_is_compared_when_it_is_loaded(serials: Home) -> None:
    sql = "select published, serials_present, estimate, low, published_share from serial_coverage_totals"
    assert ask(serials, f"{sql} where key = '1985'") == [(87, 0, None, None, None)]
    (row,) = ask(serials, f"{sql} where key = '2008'")
    # estimates of the seven posts above and of Oslo (8 * 2 - 1)
    expected = 61.5 + 59 + (350 * 7 / 6 - 1) + 300 + 19 + 40 + 15
    assert row == pytest.approx((49446, 24, expected, 50 + 50 + 350 + 300 + 10 + 40 + 77 + 8, None))
    # as many are loaded as were published: 1 of 40 * 2 - 1
    assert ask(serials, f"{sql} where key = '1966'") == [(1, 1, 79, 40, pytest.approx(1 / 79))]
