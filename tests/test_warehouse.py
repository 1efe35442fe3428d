"""Lake to star: small lakes of fictional cables, written as Parquet and loaded into a real DuckDB."""

import datetime as dt
import fcntl
import json
import logging
import os
import queue
import shutil
import threading
from logging.handlers import QueueHandler
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dagster_project import warehouse
from dagster_project.arrow import arrow_schema
from dagster_project.settings import SQL, Home
from dagster_project.tables import LAKE, STAR, WAREHOUSE

FACTS = ("fact_cables", "fact_recipients", "fact_tags", "fact_paragraphs", "fact_references", "fact_routing")


def a_cable(cable_id: str, message_id: str, **facts: object) -> dict:
    """One message of a fictional dump; `children` maps a lake table to rows that hang on it."""
    return {
        "cable_id": cable_id,
        "message_id": message_id,
        "date": dt.date(2008, 8, 21),
        "sent_at": dt.datetime(2008, 8, 21, 10, 47),
        "header_kind": "acp127",
        "text_status": "text",
        "is_redacted": False,
        "word_count": 10,
        "paragraph_count": 0,
        "classification": "SECRET",
        "class_level": 3,
        **facts,
    }


def write_lake(
    home: Home, dump_id: str, cables: list[dict], *, parser_version: str = "1", quarantined: int = 0
) -> None:
    """Write the lake of one dump: its cables in order, each with one tag and the children it names."""
    rows: dict[str, list[dict]] = {name: [] for name in LAKE}
    for ordinal, cable in enumerate(cables, 1):
        cable = dict(cable)
        of_message = {"cable_id": cable["cable_id"], "message_id": cable["message_id"], "message_ordinal": ordinal}
        children = {"tags": [{"position": 1, "tag": "PREL", "kind": "subject", "raw": "PREL"}]}
        children |= cable.pop("children", {})
        for name, items in children.items():
            rows[name] += [of_message | item for item in items]
        rows["cables"].append(
            {
                "ordinal": ordinal,
                "parts": [cable["message_id"]],
                "dump_id": dump_id,
                "source_path": "cables.csv",
                "source_offset": ordinal * 1000,
                "parser_version": parser_version,
            }
            | cable
        )
    further = [part for cable in rows["cables"] for part in cable["parts"][1:]]
    rows["messages"] = [
        {"dump_id": dump_id, "ordinal": ordinal, "message_id": message_id, "source_path": "cables.csv"}
        for ordinal, message_id in enumerate([*(cable["message_id"] for cable in rows["cables"]), *further], 1)
    ]
    rows["quarantine"] = [
        {"dump_id": dump_id, "source_path": "cables.csv", "source_offset": n, "reason": "no_columns", "raw": b"?"}
        for n in range(quarantined)
    ]
    rows["passed_over"] = [{"dump_id": dump_id, "source_path": "logo.png", "reason": "no form that is read"}]
    for name, table in LAKE.items():
        folder = home.table(name, dump_id)
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows[name], schema=arrow_schema(table)), folder / "part-0.parquet")
    manifest = {
        "dump_id": dump_id,
        "carrier": "cablegate_csv",
        "path": "/dumps/cables.csv",
        "bytes": 1000,
        "files": 1,
        "started_at": "2026-01-02T03:04:05",
    }
    home.manifest(dump_id).parent.mkdir(parents=True, exist_ok=True)
    home.manifest(dump_id).write_text(json.dumps(manifest))


def rows(home: Home, sql: str) -> list[tuple]:
    with warehouse.connect(home) as connection:
        return connection.execute(sql).fetchall()


def everything(home: Home) -> dict[str, list[tuple]]:
    """All rows of all tables, in an order of their own."""
    with warehouse.connect(home) as connection:
        return {t.name: sorted(connection.execute(f"from {t.name}").fetchall(), key=repr) for t in WAREHOUSE}


def failures(home: Home) -> list[warehouse.CheckResult]:
    return [found for found in warehouse.run_checks(home) if not found.passed]


def reference(ref_cable_id: str | None, kind: str = "cable", *, year_inferred: bool = False, position: int = 1) -> dict:
    return {
        "position": position,
        "raw": "as written",
        "kind": kind,
        "ref_cable_id": ref_cable_id,
        "year_inferred": year_inferred,
    }


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A warehouse with a row in every table."""
    home = Home(tmp_path_factory.mktemp("sound"))
    children = {
        "recipients": [
            {
                "position": 1,
                "role": "action",
                "routing_indicator": "RUEHC",
                "address": "SECSTATE WASHDC",
                "post": "STATE",
                "raw": "RUEHC/SECSTATE WASHDC",
            }
        ],
        "paragraphs": [{"ordinal": 1, "text": "Fiction."}],
        "references": [reference("08UTOPIA2"), reference("08ELDORADO3", position=2)],
        "routing": [{"position": 1, "routing_indicator": "RUEHAA"}],
        "distribution": [{"position": 1, "role": "action", "office": "EUR", "copies": 1}],
        "issues": [{"code": "caption_doubled", "severity": "info"}],
    }
    number = {"post": "ATLANTIS", "year": 2008, "serial": 1}
    first = a_cable("08ATLANTIS1", "m1", paragraph_count=1, children=children, **number)
    cables = [first, a_cable("08UTOPIA2", "m2", parts=["m2", "m4"]), a_cable("08UTOPIA2", "m3"), first]
    write_lake(home, "d1", cables, quarantined=1)
    warehouse.load_dump(home, "d1")
    return home


# --- one dump


def test_a_record_is_a_version_a_duplicate_or_quarantined(home: Home) -> None:
    write_lake(
        home,
        "d1",
        [a_cable("08ATLANTIS1", "m1"), a_cable("08ATLANTIS1", "m1"), a_cable("08UTOPIA2", "m2")],
        quarantined=2,
    )
    result = warehouse.load_dump(home, "d1")
    assert result[:4] == (5, 2, 1, 2)
    assert (result.tags, result.recipients) == (2, 0)
    assert rows(home, "select messages, cables, duplicates, quarantined, status from load_dumps") == [
        (5, 2, 1, 2, "loaded")
    ]
    assert rows(home, "select cable_id, message_id, ordinal, source_offset from load_duplicates") == [
        ("08ATLANTIS1", "m1", 2, 2000)
    ]


def test_the_dumps_row_says_where_it_came_from(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1")])
    warehouse.load_dump(home, "d1")
    assert rows(home, "select load_order, carrier, path, bytes, files, passed_over, started_at from load_dumps") == [
        (1, "cablegate_csv", "/dumps/cables.csv", 1000, 1, 1, dt.datetime(2026, 1, 2, 3, 4, 5))
    ]


def test_quarantined_bytes_are_found_under_the_home_folder(home: Home) -> None:
    write_lake(home, "d1", [], quarantined=1)
    warehouse.load_dump(home, "d1")
    ((raw_path,),) = rows(home, "select raw_path from load_quarantine")
    assert pq.read_table(home.path / raw_path).column("raw").to_pylist() == [b"?"]


def test_children_hang_on_their_own_message(home: Home) -> None:
    first = a_cable("08ATLANTIS1", "m1", children={"routing": [{"position": 1, "routing_indicator": "RUEHAA"}]})
    second = a_cable("08UTOPIA2", "m2", children={"routing": [{"position": 1, "routing_indicator": "RUEHBB"}]})
    write_lake(home, "d1", [first, first, second])
    warehouse.load_dump(home, "d1")
    assert rows(home, "select cable_id, message_id, routing_indicator from fact_routing order by all") == [
        ("08ATLANTIS1", "m1", "RUEHAA"),
        ("08UTOPIA2", "m2", "RUEHBB"),
    ]


def test_paragraphs_that_ask_for_protection_stand_together(home: Home) -> None:
    paragraphs = [{"ordinal": n, "has_protect_phrase": n % 3 == 0} for n in range(1, 31)]
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1", children={"paragraphs": paragraphs})])
    assert warehouse.load_dump(home, "d1").paragraphs == 30
    asking = "select max(rowid) - min(rowid) + 1, count(*) from fact_paragraphs where has_protect_phrase"
    assert rows(home, asking) == [(10, 10)]


def test_a_record_without_a_number_is_refused(home: Home) -> None:
    write_lake(home, "d1", [a_cable(None, "m1")])
    with pytest.raises(duckdb.Error, match="record 1 of the dump has no cable_id"):
        warehouse.load_dump(home, "d1")


# --- again, and dumps that overlap


def test_every_file_of_a_dump_is_told_of(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1", source_path="a.csv")], quarantined=1)
    write_lake(home, "d2", [a_cable("08ATLANTIS1", "m1", parts=["m1", "m2"]), a_cable("08ATLANTIS1", "m2")])
    warehouse.load_dump(home, "d1")
    warehouse.load_dump(home, "d2")
    assert rows(home, "from load_files order by all") == [
        ("d1", "a.csv", "loaded", 0, 1, 0, 0, None),
        ("d1", "cables.csv", "quarantined", 0, 0, 0, 1, "no_columns"),
        ("d1", "logo.png", "passed over", 0, 0, 0, 0, "no form that is read"),
        ("d2", "cables.csv", "loaded", 1, 1, 1, 0, None),
        ("d2", "logo.png", "passed over", 0, 0, 0, 0, "no form that is read"),
    ]


def test_loading_again_changes_nothing(home: Home) -> None:
    citing = a_cable("08ATLANTIS1", "m1", children={"references": [reference("08UTOPIA2")]})
    write_lake(home, "d1", [citing, a_cable("08UTOPIA2", "m2"), citing], quarantined=1)
    write_lake(home, "d2", [a_cable("08UTOPIA2", "m2"), a_cable("08UTOPIA2", "m3")])
    warehouse.load_dump(home, "d1")
    warehouse.load_dump(home, "d2")
    before = everything(home)
    assert warehouse.load_dump(home, "d1")[:4] == (4, 2, 1, 1)
    assert warehouse.load_dump(home, "d2")[:4] == (2, 1, 1, 0)
    assert everything(home) == before


@pytest.mark.parametrize("order", [("d1", "d2"), ("d2", "d1")])
def test_the_dump_loaded_first_brings_the_shared_version(home: Home, order: tuple[str, str]) -> None:
    shared = a_cable("08ATLANTIS1", "m1")
    write_lake(home, "d1", [shared, a_cable("08UTOPIA2", "m2")])
    write_lake(home, "d2", [a_cable("08SHANGRILA3", "m3"), shared])
    for dump_id in order:
        warehouse.load_dump(home, dump_id)
    first, second = order
    assert rows(home, "select dump_id from fact_cables where message_id = 'm1'") == [(first,)]
    assert rows(home, "select dump_id, message_id from load_duplicates") == [(second, "m1")]
    assert rows(home, "select dump_id, messages, cables, duplicates from load_dumps order by load_order") == [
        (first, 2, 2, 0),
        (second, 2, 1, 1),
    ]


def test_a_dump_parsed_anew_is_replaced(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1", subject="old"), a_cable("08UTOPIA2", "m2")])
    warehouse.load_dump(home, "d1")
    ((loaded_at,),) = rows(home, "select loaded_at from fact_cables where message_id = 'm1'")
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1", subject="new")], parser_version="2", quarantined=1)
    warehouse.load_dump(home, "d1")
    assert rows(
        home, "select message_id, subject, parser_version, loaded_at > '" + str(loaded_at) + "' from fact_cables"
    ) == [("m1", "new", "2", True)]
    assert rows(home, "select load_order, messages, cables, quarantined, parser_version from load_dumps") == [
        (1, 2, 1, 1, "2")
    ]


def test_a_version_that_its_dump_gives_up_is_taken_from_the_dump_that_repeats_it(home: Home) -> None:
    repeated = a_cable("08ATLANTIS1", "m1", children={"routing": [{"position": 1, "routing_indicator": "RUEHAA"}]})
    write_lake(home, "d1", [repeated])
    write_lake(home, "d2", [a_cable("08UTOPIA2", "m2"), repeated])
    warehouse.load_dump(home, "d1")
    warehouse.load_dump(home, "d2")
    write_lake(home, "d1", [a_cable("08ATLANTIS11", "m1")], parser_version="2")  # the number is read otherwise now
    warehouse.load_dump(home, "d1")
    assert rows(home, "select cable_id, message_id, dump_id, ordinal from fact_cables order by all") == [
        ("08ATLANTIS1", "m1", "d2", 2),
        ("08ATLANTIS11", "m1", "d1", 1),
        ("08UTOPIA2", "m2", "d2", 1),
    ]
    assert rows(home, "select cable_id, message_id, routing_indicator from fact_routing") == [
        ("08ATLANTIS1", "m1", "RUEHAA")
    ]
    assert failures(home) == []


def test_a_version_that_an_earlier_dump_comes_to_have_becomes_a_duplicate_of_the_later(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1")])
    write_lake(home, "d2", [a_cable("08UTOPIA2", "m2")])
    warehouse.load_dump(home, "d1")
    warehouse.load_dump(home, "d2")
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1"), a_cable("08UTOPIA2", "m2")], parser_version="2")
    warehouse.load_dump(home, "d1")
    assert rows(home, "select message_id, dump_id from fact_cables order by all") == [("m1", "d1"), ("m2", "d1")]
    assert rows(home, "select dump_id, cables, duplicates from load_dumps order by load_order") == [
        ("d1", 2, 0),
        ("d2", 0, 1),
    ]
    assert failures(home) == []


Record = tuple[str, tuple[str, ...]]
"""A cable's number and the messages that a record of it is made of."""
records = st.lists(
    st.tuples(
        st.sampled_from(["08ATLANTIS1", "07UTOPIA2", "08UTOPIA2"]),
        st.sampled_from([("m",), ("n",), ("o",), ("m", "n"), ("m", "o"), ("n", "o"), ("m", "n", "o")]),
    ),
    max_size=6,
)


# a load takes too long to search for the smallest example: what is generated is small
@settings(max_examples=6, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(steps=st.lists(st.tuples(st.sampled_from("abc"), records), min_size=2, max_size=4))
def test_any_sequence_of_loads_ends_as_if_each_lake_had_been_loaded_once_in_order(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, list[Record]]]
) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    lakes: dict[str, list[Record]] = {}
    for n, (dump_id, content) in enumerate(steps):
        lakes[dump_id] = content
        cites = {"references": [reference("08UTOPIA2", year_inferred=True)]}
        cables = [a_cable(cable_id, parts[0], parts=list(parts), children=cites) for cable_id, parts in content]
        write_lake(home, dump_id, cables, parser_version=str(n))
        result = warehouse.load_dump(home, dump_id)
        assert result.messages == result.cables + result.duplicates + result.quarantined == len(content)
    found = [
        (cable_id, parts, dump_id, ordinal)
        for dump_id, content in lakes.items()
        for ordinal, (cable_id, parts) in enumerate(content, 1)
    ]
    versions: dict[tuple[str, str], tuple[str, int]] = {}
    joined: list[tuple[str, set[str]]] = []
    for cable_id, parts, *place in sorted(found, key=lambda record: -len(record[1])):  # sorted() keeps their order
        is_part = any(number == cable_id and more > set(parts) for number, more in joined)
        if not is_part and (cable_id, parts[0]) not in versions:
            versions[cable_id, parts[0]] = tuple(place)
            joined.append((cable_id, set(parts)))
    standing = [(cable_id, parts[0], *place) for cable_id, parts, *place in found]
    places = {(*key, *place) for key, place in versions.items()}
    of = "select cable_id, message_id, dump_id, ordinal from {} order by all"
    assert rows(home, of.format("fact_cables")) == sorted(places)
    assert rows(home, of.format("load_duplicates")) == sorted(each for each in standing if each not in places)
    assert rows(home, "select cable_id, message_id from fact_tags order by all") == sorted(versions)
    assert failures(home) == []


# --- versions


BETTER = [
    ({"text_status": "text", "word_count": 1}, {"text_status": "partial"}, "a text before part of one"),
    ({"text_status": "partial", "word_count": 1}, {"text_status": "lost"}, "part of a text before none"),
    ({"body_matches_id": None, "word_count": 1}, {"body_matches_id": False}, "not a text of another cable"),
    ({"released_on": "2011-09-01", "word_count": 1}, {"released_on": "2010-11-28 18:06"}, "the newest release"),
    ({"released_on": "2010-11-28", "word_count": 1}, {"released_on": None}, "a known release before an unknown"),
    ({"is_redacted": False, "word_count": 1}, {"is_redacted": True}, "the unredacted one"),
    ({"word_count": 11}, {"word_count": 10}, "the longest"),
]


def test_current_is_the_better_version_whichever_comes_first(home: Home) -> None:
    cables = []
    for n, (better, worse, _) in enumerate(BETTER):
        # "z" sorts last, so that the rule and not the tie-break by message_id decides
        cables += [a_cable(f"08ATLANTIS{n}", "z", **better), a_cable(f"08ATLANTIS{n}", "m", **worse)]
        cables += [a_cable(f"08UTOPIA{n}", "m", **worse), a_cable(f"08UTOPIA{n}", "z", **better)]
    write_lake(home, "d1", cables)
    warehouse.load_dump(home, "d1")
    worse_ones = rows(home, "select right(cable_id, 1)::integer from cables where message_id = 'm'")
    assert [BETTER[n][2] for (n,) in worse_ones] == []


def test_versions_are_numbered_by_release_then_arrival(home: Home) -> None:
    write_lake(
        home,
        "d1",
        [
            a_cable("08ATLANTIS1", "m1", released_on="2011-09-01"),
            a_cable("08ATLANTIS1", "m2", released_on="2010-12-01"),
        ],
    )
    write_lake(home, "d2", [a_cable("08ATLANTIS1", "m3", released_on="2010-12-01"), a_cable("08ATLANTIS1", "m4")])
    warehouse.load_dump(home, "d1")
    warehouse.load_dump(home, "d2")
    assert rows(home, "select message_id, version, is_current from fact_cables order by version") == [
        ("m4", 1, False),
        ("m2", 2, False),
        ("m3", 3, False),
        ("m1", 4, True),
    ]


def test_views_show_the_current_version_only(home: Home) -> None:
    def version(message_id: str, words: int) -> dict:
        children = {
            "recipients": [{"position": 1, "role": "action", "address": message_id, "raw": message_id}],
            "tags": [{"position": 1, "tag": message_id, "kind": "subject", "raw": message_id}],
            "paragraphs": [{"ordinal": 1, "text": message_id}],
            "references": [reference(None, "memo")],
            "routing": [{"position": 1, "routing_indicator": "RUEHAA"}],
        }
        return a_cable("08ATLANTIS1", message_id, word_count=words, paragraph_count=1, children=children)

    write_lake(home, "d1", [version("m1", 5), version("m2", 6)])
    warehouse.load_dump(home, "d1")
    for view in ("cables", "recipients", "tags", "paragraphs", "refs", "routing"):
        assert rows(home, f"select message_id from {view}") == [("m2",)], view
    for fact in FACTS:
        assert rows(home, f"select count(*) from {fact}") == [(2,)], fact


# --- references


def test_a_reference_is_resolved_when_a_later_dump_brings_the_cable(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1", children={"references": [reference("08UTOPIA2")]})])
    write_lake(home, "d2", [a_cable("08UTOPIA2", "m2")])
    warehouse.load_dump(home, "d1")
    assert rows(home, "select resolution from refs") == [("absent",)]
    warehouse.load_dump(home, "d2")
    assert rows(home, "select resolution from refs") == [("resolved",)]
    write_lake(home, "d2", [a_cable("08UTOPIA22", "m2")], parser_version="2")
    warehouse.load_dump(home, "d2")
    assert rows(home, "select resolution from refs") == [("absent",)]


def test_a_reference_without_year_may_mean_the_year_before(home: Home) -> None:
    cited = [
        reference("08UTOPIA2", year_inferred=True, position=1),
        reference("00UTOPIA2", year_inferred=True, position=2),
        reference("08UTOPIA2", position=3),
    ]
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1", children={"references": cited})])
    write_lake(home, "d2", [a_cable("07UTOPIA2", "m2"), a_cable("99UTOPIA2", "m3")])
    write_lake(home, "d3", [a_cable("08UTOPIA2", "m4")])
    seen = []
    for dump_id in ("d1", "d2", "d3"):
        warehouse.load_dump(home, dump_id)
        seen.append([resolution for (resolution,) in rows(home, "select resolution from refs order by position")])
    assert seen == [
        ["absent", "absent", "absent"],
        ["ambiguous", "ambiguous", "absent"],
        ["resolved", "ambiguous", "resolved"],
    ]


def test_a_reference_to_no_cable_or_to_no_number(home: Home) -> None:
    cited = {"references": [reference(None, "email"), reference(None, position=2)]}
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1", children=cited)])
    warehouse.load_dump(home, "d1")
    assert rows(home, "select resolution from refs order by position") == [("not_a_cable",), ("ambiguous",)]


# --- dimensions


def test_the_calendar_has_every_day_between_and_no_wild_one(home: Home) -> None:
    days = [dt.date(2008, 12, 28), dt.date(2009, 1, 2), dt.date(1008, 1, 1)]
    write_lake(home, "d1", [a_cable(f"08ATLANTIS{n}", f"m{n}", date=day) for n, day in enumerate(days)])
    warehouse.load_dump(home, "d1")
    assert rows(home, "select day, iso_year, iso_week, weekday, is_weekend from dim_dates order by date") == [
        (28, 2008, 52, "Sunday", True),
        (29, 2009, 1, "Monday", False),
        (30, 2009, 1, "Tuesday", False),
        (31, 2009, 1, "Wednesday", False),
        (1, 2009, 1, "Thursday", False),
        (2, 2009, 1, "Friday", False),
    ]


def test_stations_learn_their_addresses_from_the_cables(home: Home) -> None:
    def to(*addresses: str) -> dict:
        return {
            "recipients": [
                {"position": n, "role": "info", "routing_indicator": "RZZZAA", "address": address, "raw": address}
                for n, address in enumerate(addresses, 1)
            ]
        }

    write_lake(
        home,
        "d1",
        [
            a_cable("08ATLANTIS1", "m1", children=to("MOON", "SUN")),
            a_cable("08ATLANTIS1", "m3", word_count=1, children=to("MOON")),  # not current: not counted
        ],
    )
    write_lake(home, "d2", [a_cable("08ATLANTIS2", "m2", date=dt.date(2009, 1, 1), children=to("SUN"))])
    warehouse.load_dump(home, "d1")
    warehouse.load_dump(home, "d2")
    assert rows(
        home,
        "select address, lines, first_seen, last_seen, in_reference from bridge_routing_addresses "
        "where routing_indicator = 'RZZZAA' order by address",
    ) == [
        ("MOON", 1, dt.date(2008, 8, 21), dt.date(2008, 8, 21), False),
        ("SUN", 2, dt.date(2008, 8, 21), dt.date(2009, 1, 1), False),
    ]
    assert rows(
        home, "select address, addresses, lines, post from dim_routing_indicators where routing_indicator = 'RZZZAA'"
    ) == [("SUN", 2, 3, None)]
    assert rows(home, "select post, in_reference from dim_routing_indicators where routing_indicator = 'RUEHTV'") == [
        ("TELAVIV", True)
    ]


def test_a_station_is_seen_from_the_first_to_the_last_cable_that_names_it(home: Home) -> None:
    def on_line_2(*stations: str) -> dict:
        return {"routing": [{"position": n, "routing_indicator": ri} for n, ri in enumerate(stations, 1)]}

    to = {
        "recipients": [{"position": 1, "role": "info", "routing_indicator": "RZZZAA", "address": "SUN", "raw": "SUN"}]
    }
    days = [dt.date(2008, 8, day) for day in (1, 2, 3, 4)]
    write_lake(
        home,
        "d1",
        [
            a_cable("08ATLANTIS1", "m1", date=days[0], children=on_line_2("RZZZAA", "RZZZBB")),
            a_cable("08ATLANTIS2", "m2", date=days[1], origin_ri="RZZZBB"),
            a_cable("08ATLANTIS3", "m3", date=days[2], children=to),
            # not current: not counted
            a_cable("08ATLANTIS3", "m4", date=days[3], word_count=1, origin_ri="RZZZBB", children=on_line_2("RZZZCC")),
        ],
    )
    warehouse.load_dump(home, "d1")
    sql = "select routing_indicator, first_seen, last_seen from dim_routing_indicators where {} order by 1"
    assert rows(home, sql.format("starts_with(routing_indicator, 'RZZZ')")) == [
        ("RZZZAA", days[0], days[2]),
        ("RZZZBB", days[0], days[1]),
        ("RZZZCC", None, None),
    ]
    assert rows(home, sql.format("routing_indicator = 'RUEHTV'")) == [("RUEHTV", None, None)]


def test_a_station_and_an_address_go_with_the_last_row_that_names_them(home: Home) -> None:
    def heard(address: str, station: str) -> dict:
        to = {"position": 1, "role": "info", "routing_indicator": "RZZZAA", "address": address, "raw": address}
        return {"recipients": [to], "routing": [{"position": 1, "routing_indicator": station}]}

    first, later = dt.date(2008, 8, 1), dt.date(2008, 8, 2)
    stays = a_cable("08ATLANTIS1", "m1", date=later, children=heard("SUN", "RZZZBB"))
    goes = a_cable("08ATLANTIS2", "m2", date=first, origin_ri="RZZZDD", children=heard("SUN", "RZZZCC"))
    write_lake(home, "d1", [stays, goes, a_cable("08ATLANTIS3", "m3", children=heard("MOON", "RZZZBB"))])
    warehouse.load_dump(home, "d1")
    write_lake(home, "d1", [stays])
    warehouse.load_dump(home, "d1")
    assert rows(
        home,
        "select address, lines, first_seen, last_seen from bridge_routing_addresses where routing_indicator = 'RZZZAA'",
    ) == [("SUN", 1, later, later)]
    assert rows(
        home,
        "select routing_indicator, addresses, lines, first_seen, last_seen from dim_routing_indicators "
        "where starts_with(routing_indicator, 'RZZZ') order by 1",
    ) == [("RZZZAA", 1, 1, later, later), ("RZZZBB", 0, 0, later, later)]


def test_facts_join_to_their_dimensions(home: Home) -> None:
    facts = {"post": "TELAVIV", "captions": ["SENSITIVE"], "eo_number": "12958", "precedence_action": "IMMEDIATE"}
    write_lake(home, "d1", [a_cable("08TELAVIV1", "m1", **facts)])
    warehouse.load_dump(home, "d1")
    assert rows(
        home,
        """
        select p.name, p.iso2, p.region, k.class_level, c.meaning is not null, e.president, u.prosign, t.category
        from cables
        join dim_posts p using (post)
        join dim_classifications k using (classification)
        join dim_captions c on list_contains(cables.captions, c.caption)
        join dim_executive_orders e using (eo_number)
        join dim_precedences u on u.precedence = cables.precedence_action
        join dim_dates using (date)
        join dim_tags t on t.tag = 'PGOV' and 1975 between t.first_year and t.last_year
        """,
    ) == [("TEL AVIV", "IL", "NEA", 3, True, "Clinton", "O", "Political Affairs")]


# --- publishing


def test_a_reader_keeps_the_file_it_opened(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1")])
    write_lake(home, "d2", [a_cable("08UTOPIA2", "m2")])
    warehouse.load_dump(home, "d1")
    with warehouse.connect(home) as reader:
        warehouse.load_dump(home, "d2")
        assert reader.execute("select count(*) from cables").fetchone() == (1,)
        assert rows(home, "select count(*) from cables") == [(2,)]


def test_a_load_that_fails_leaves_the_published_file(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1")])
    warehouse.load_dump(home, "d1")
    before = home.warehouse.read_bytes()
    write_lake(home, "d2", [a_cable("08UTOPIA2", "m2")])
    (home.table("tags", "d2") / "part-0.parquet").write_bytes(b"not Parquet")
    with pytest.raises(duckdb.Error) as error:
        warehouse.load_dump(home, "d2")
    assert "fact_tags.sql" in error.value.__notes__[0]
    assert home.warehouse.read_bytes() == before
    assert [path.name for path in home.warehouse.parent.iterdir() if "building" in path.name] == []


def test_what_a_dead_load_left_is_cleared(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1")])
    home.warehouse.parent.mkdir()
    for process in (os.getpid(), 1):  # in a container numbers come again
        for suffix in ("building", "building.wal"):
            (home.warehouse.parent / f"cables.duckdb.{process}.{suffix}").write_bytes(b"half done")
    warehouse.load_dump(home, "d1")
    assert sorted(path.name for path in home.warehouse.parent.iterdir()) == ["cables.duckdb", "cables.duckdb.lock"]


def test_a_second_load_waits_for_the_first(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1")])
    home.warehouse.parent.mkdir()
    said: queue.Queue[logging.LogRecord] = queue.Queue()
    monkeypatch.setattr(logging.getLogger("dagster_project.warehouse"), "handlers", [QueueHandler(said)])
    second = threading.Thread(target=warehouse.load_dump, args=(home, "d1"))
    with home.warehouse.with_name("cables.duckdb.lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second.start()
        assert "another load is writing" in said.get(timeout=60).getMessage()
        second.join(timeout=1)
        assert second.is_alive() and not home.warehouse.exists()
    second.join(timeout=60)
    assert rows(home, "select count(*) from cables") == [(1,)]


def test_an_older_warehouse_is_not_loaded_into(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1")])
    warehouse.load_dump(home, "d1")
    with duckdb.connect(home.warehouse) as connection:
        connection.execute("alter table fact_tags drop column repair")
    with pytest.raises(warehouse.OldSchema, match=r"no column fact_tags\.repair VARCHAR.*load the dumps again"):
        warehouse.load_dump(home, "d1")


def test_what_was_a_view_in_an_older_warehouse_is_a_table(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1", post="ATLANTIS", year=2008, serial=1)])
    warehouse.load_dump(home, "d1")
    with duckdb.connect(home.warehouse) as connection:
        connection.execute("drop table serial_coverage; create view serial_coverage as select 1 as post")
    warehouse.load_dump(home, "d1")
    assert rows(home, "select post, year, low from serial_coverage") == [("ATLANTIS", 2008, 1)]


def test_a_dump_that_was_not_parsed(home: Home) -> None:
    with pytest.raises(warehouse.NotInLake, match=r"dump=d1: parse the dump first with `cables load PATH --home "):
        warehouse.load_dump(home, "d1")


def test_the_sql_runs_in_the_shell_as_it_is(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1"), a_cable("08UTOPIA2", "m2")])
    warehouse.load_dump(home, "d1")
    with duckdb.connect() as shell:
        shell.execute(f"set variable lake = '{home.lake}'")
        shell.execute(f"set variable own_lake = '{home.lake}'")
        shell.execute(f"set variable reference = '{SQL / 'reference'}'")
        shell.execute("set variable dump_id = 'd1'")
        for file in (SQL / "schema.sql", *sorted(SQL.glob("views/*.sql")), *sorted(SQL.glob("star/*.sql"))):
            shell.execute(file.read_text())
        by_hand = {t.name: shell.execute(f"select count(*) from {t.name}").fetchone()[0] for t in WAREHOUSE}
    by_load = {name: len(found) for name, found in everything(home).items()}
    assert by_hand == by_load | {"load_checks": 0}  # what checks find, the load hands over


# --- reading


def test_every_table_column_and_view_is_commented(sound: Home) -> None:
    of_tables = "select table_name, comment from duckdb_tables()"
    of_views = "select view_name, comment from duckdb_views() where not internal"
    of_columns = "select table_name || '.' || column_name, comment from duckdb_columns() where not internal"
    commented = rows(sound, f"{of_tables} union all {of_views} union all {of_columns}")
    assert len(commented) > len(WAREHOUSE)
    assert [name for name, comment in commented if not comment] == []


def test_a_query_reads(sound: Home) -> None:
    found = warehouse.query(sound, "select cable_id, date from cables order by cable_id")
    assert found.columns == ["cable_id", "date"]
    assert found.rows[0] == ("08ATLANTIS1", dt.date(2008, 8, 21))


@pytest.mark.parametrize(
    "statement",
    [
        "delete from fact_cables",
        "from read_csv('{home}/lake/dumps/d1.json')",
        "copy (select 1) to '{home}/out.csv'",
        "attach '{home}/other.duckdb'",
        "set enable_external_access = true",
        "set threads = 1",
    ],
)
def test_a_query_neither_writes_nor_leaves_the_warehouse(sound: Home, statement: str) -> None:
    with pytest.raises((duckdb.Error, warehouse.NotAQuestion)):
        warehouse.query(sound, statement.format(home=sound.path))


def test_a_glance_counts_all_rows_and_shows_some(sound: Home) -> None:
    found = warehouse.glance(sound, ["fact_tags", "load_dumps"], rows=2)
    assert found["fact_tags"].rows == 3
    assert [len(row) for row in found["fact_tags"].sample] == [len(found["fact_tags"].columns)] * 2
    assert found["load_dumps"].rows == 1


def test_without_a_warehouse_the_error_says_what_to_run(home: Home) -> None:
    with pytest.raises(warehouse.NoWarehouse, match="cables load PATH"):
        warehouse.query(home, "select 1")


# --- checks


def test_a_sound_warehouse_passes_every_check(sound: Home) -> None:
    checks = warehouse.run_checks(sound)
    assert [found.check.name for found in checks] == sorted(file.stem for file in SQL.glob("checks/*.sql"))
    assert [found for found in checks if not found.passed] == []
    assert {found.check.table for found in checks} == {table.name for table in STAR}
    assert all(found.check.description.endswith(".") for found in checks)


def spoil(sound: Home, home: Home, *statements: str) -> dict[str, warehouse.CheckResult]:
    """The checks that fail once the statements have run."""
    home.warehouse.parent.mkdir(parents=True)
    shutil.copyfile(sound.warehouse, home.warehouse)
    with duckdb.connect(home.warehouse) as connection:
        for statement in statements:
            connection.execute(statement)
    return {found.check.name: found for found in failures(home)}


def test_a_row_twice_fails_the_key_of_its_table(sound: Home, home: Home) -> None:
    twice = [f"insert into {table.name} select * from {table.name} limit 1" for table in STAR]
    failed = spoil(sound, home, *twice)
    assert {f"key_{table.name}" for table in STAR} <= set(failed)
    assert failed["key_load_dumps"].wrong_rows == [("d1", 2)]


SPOILT = {
    "accounting": "update load_dumps set duplicates = duplicates + 1, messages = messages + 1",
    "classification_share": "insert into fact_cables (cable_id, message_id, version, is_current) "
    "select '09ATLANTIS' || n, 'm', 1, true from range(100) t(n)",
    "classifications": "update fact_cables set class_level = 4 where message_id = 'm1'",
    "current_version": "update fact_cables set is_current = true",
    "dates": "update fact_cables set date = date '1008-01-01' where message_id = 'm1'",
    "published_totals": "update load_dumps set release = 'cablegate-2011'; "
    "delete from expected_totals where key <> 'messages'",
    "orphans": "delete from fact_cables where message_id = 'm1'",
    "paragraph_count": "delete from fact_paragraphs",
    "recipient_posts": "update fact_recipients set post = 'NOWHERE'",
    "recipient_roles": "update fact_recipients set role = 'copied'",
    "reference_resolution": "update fact_references set resolution = 'absent'",
    "sent_at_share": "insert into fact_cables (cable_id, message_id, version, is_current, header_kind, issues) "
    "select '09ATLANTIS' || n, 'm', 1, true, 'acp127', [] from range(100) t(n)",
    "tag_kinds": "update fact_tags set kind = 'colour'",
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_check_fails_on_what_it_is_for(sound: Home, home: Home, name: str) -> None:
    failed = spoil(sound, home, SPOILT[name])[name]
    assert failed.count == len(failed.wrong_rows) >= 1
    assert len(failed.columns) == len(failed.wrong_rows[0])


def test_every_check_is_seen_to_fail() -> None:
    keys = {f"key_{table.name}" for table in STAR}
    assert {file.stem for file in SQL.glob("checks/*.sql")} == keys | set(SPOILT)


def test_a_check_counts_all_wrong_rows_and_shows_some(sound: Home, home: Home) -> None:
    many = "select * exclude (n) replace ('gone' || n as message_id) from fact_tags, range(50) t(n)"
    failed = spoil(sound, home, f"insert into fact_tags {many}")["orphans"]
    assert (failed.count, len(failed.wrong_rows)) == (100, warehouse.SAMPLE)


def test_what_the_checks_found_is_kept_by_dump(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1")])
    checks = warehouse.load_dump(home, "d1").checks
    assert rows(home, "select check_name, table_name, passed, value, description from load_checks order by all") == [
        (check.name, check.table, True, 0, check.description) for check in warehouse.declared_checks()
    ]
    assert [found.check.name for found in checks] == [check.name for check in warehouse.declared_checks()]
    assert rows(home, "select distinct severity from load_checks where check_name like '%_share'") == [("warning",)]
    assert rows(home, "from checks_failing") == []


def test_a_dump_that_fails_a_check_is_published_and_said_to_fail_until_it_no_longer_does(home: Home) -> None:
    tags = [{"position": n, "tag": "PREL", "kind": "colour", "raw": "PREL"} for n in range(1, 26)]
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1")])
    write_lake(home, "d2", [a_cable("08UTOPIA2", "m2", children={"tags": tags})])
    for dump_id in ("d1", "d2"):
        warehouse.load_dump(home, dump_id)
    assert rows(home, "select count(*) from tags where kind = 'colour'") == [(25,)]
    assert rows(home, "select dump_id, path, check_name, severity, wrong_rows, description from checks_failing") == [
        ("d2", "/dumps/cables.csv", "tag_kinds", "error", 25, "every TAG is of a kind on the list.")
    ]
    assert rows(home, "select dump_id, passed, value from load_checks where check_name = 'tag_kinds' order by 1") == [
        ("d1", True, 0),
        ("d2", False, 25),
    ]
    write_lake(home, "d2", [a_cable("08UTOPIA2", "m2")])
    warehouse.load_dump(home, "d2")
    assert rows(home, "from checks_failing") == []
    assert rows(home, "select count(*) from load_checks where dump_id = 'd2'") == [(len(warehouse.declared_checks()),)]


# --- totals


def test_totals_are_compared_only_for_a_dump_loaded_as_a_release(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ANKARA1", "m1"), a_cable("08ANKARA2", "m2"), a_cable("08ANKARA1", "m1")])
    warehouse.load_dump(home, "d1")
    assert rows(home, "from release_totals") == []
    assert "published_totals" not in {found.check.name for found in failures(home)}
    manifest = json.loads(home.manifest("d1").read_text())
    home.manifest("d1").write_text(json.dumps(manifest | {"release": "cablegate-2011"}))
    warehouse.load_dump(home, "d1")
    found = dict(rows(home, "select grain || ' ' || key, found from release_totals where found > 0"))
    # a duplicate counts as a message of its release, but not as a cable
    assert (found["total messages"], found["total distinct_cables"], found["tag PREL"]) == (3, 2, 2)
    assert "published_totals" in {found.check.name for found in failures(home)}
