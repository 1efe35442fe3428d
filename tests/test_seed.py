"""The seed cable: every fact that a reader finds in it, by the parser and by `cables show`."""

import datetime as dt
import json
from pathlib import Path

import pytest

from dagster_project.settings import ROOT, Home
from dagster_project.telegram import parse
from dagster_project.telegram.split import split

SEED = ROOT / "examples" / "08PARIS1600.txt"

HEADING = {
    "transmission_id": "VZCZCXRO5520",
    "routing_precedence": "IMMEDIATE",
    "origin_ri": "RUEHFR",
    "station_serial": 1600,
    "header_section": 1,
    "filed_at": dt.datetime(2008, 8, 21, 10, 47),
    "circuit_class": "C",
    "operating_signals": ["ZZH"],
    "precedence_action": "IMMEDIATE",
    "sent_at": dt.datetime(2008, 8, 21, 10, 47),
    "from_address": "AMEMBASSY PARIS",
}
TEXT = {
    "cable_id": "08PARIS1600",
    "year": 2008,
    "post": "PARIS",
    "serial": 1600,
    "date": dt.date(2008, 8, 21),
    "date_source": "sent_at",
    "classification": "CONFIDENTIAL",
    "class_level": 2,
    "is_noforn": False,
    "section_count": 2,
    "sections_seen": 2,
    "captions": ["SIPDIS"],
    "eo_number": "12958",
    "declassify_on": dt.date(2017, 7, 2),
    "declass_rule": "date",
    "subject": "TFGG01: AUGUST 20: FRENCH PRESIDENCY ON SITUATION IN GEORGIA",
    "classified_by": "Political Minister Counselor Kathleen H. Allegrone",
    "class_reasons": ["1.4(b)", "1.4(d)"],
    "signer": "PEKALA",
    "unread_chars": 0,
}
ROUTING = ["RUEHAG", "RUEHKW", "RUEHROV", "RUEHTRO"]
TAGS = ["PREL", "PBTS", "PHUM", "MOPS", "OSCE", "UNSC", "FR", "GG", "RU", "RS", "UN"]
RECIPIENTS = [
    ("action", "RUEHC", "SECSTATE WASHDC", "IMMEDIATE", "4147"),
    ("info", "RUEHXP", "ALL NATO POST COLLECTIVE", "PRIORITY", None),
    ("info", "RUCNMUC", "EU CANDIDATE STATES", "PRIORITY", None),
    ("info", "RUCNMEM", "EU MEMBER STATES", "PRIORITY", None),
    ("info", "RUEHGG", "UN SECURITY COUNCIL COLLECTIVE", "PRIORITY", None),
    ("info", "RUEHSI", "AMEMBASSY TBILISI", "PRIORITY", "0530"),
    ("info", "RUCNDT", "USMISSION USUN NEW YORK", "PRIORITY", "1582"),
    ("info", "RUEHGV", "USMISSION GENEVA", "PRIORITY", "2945"),
    ("info", "RUEHVEN", "USMISSION USOSCE", "PRIORITY", "3256"),
    ("info", "RUEHBS", "USEU BRUSSELS", "PRIORITY", "2380"),
]


@pytest.fixture(scope="module", params=["parse", "cables show"])
def seed(request: pytest.FixtureRequest) -> dict:
    """The cable as one record, read by the parser alone or fetched from a warehouse by the CLI."""
    if request.param == "parse":
        cable = parse(*split(SEED.read_text(encoding="utf-8")))
        record = {name: getattr(cable, name) for name in (*HEADING, *TEXT)}
        return record | {
            name: [child._asdict() for child in getattr(cable, name)]
            for name in ("routing", "recipients", "tags", "paragraphs")
        }
    loaded: Home = request.getfixturevalue("loaded")
    return _shown(loaded.path)


def _shown(home: Path) -> dict:
    from typer.testing import CliRunner

    from dagster_project.cli import app

    record = json.loads(CliRunner().invoke(app, ["show", "08PARIS1600", "--json", "--home", str(home)]).stdout)
    for name in ("sent_at", "filed_at"):
        record[name] = dt.datetime.fromisoformat(record[name])
    for name in ("date", "declassify_on"):
        record[name] = dt.date.fromisoformat(record[name])
    return record


@pytest.mark.parametrize("facts", [HEADING, TEXT], ids=["heading", "text"])
def test_facts_of_the_cable(seed: dict, facts: dict) -> None:
    assert {name: seed[name] for name in facts} == facts


def test_routing(seed: dict) -> None:
    assert [route["routing_indicator"] for route in seed["routing"]] == ROUTING


def test_recipients(seed: dict) -> None:
    names = ("role", "routing_indicator", "address", "precedence", "serial")
    assert [tuple(recipient[name] for name in names) for recipient in seed["recipients"]] == RECIPIENTS


def test_tags(seed: dict) -> None:
    assert [tag["tag"] for tag in seed["tags"]] == TAGS


def test_paragraphs_are_1_to_5_each_confidential(seed: dict) -> None:
    assert [(p["number"], p["portion_mark"], p["mark_level"]) for p in seed["paragraphs"]] == [
        (number, "C", 2) for number in range(1, 6)
    ]


def test_the_sentence_that_a_page_broke_is_whole(seed: dict) -> None:
    assert "failure to live up to his commitment" in seed["paragraphs"][3]["text"]


def test_the_texts_end_where_their_paragraphs_end(seed: dict) -> None:
    assert [(p["text"].split()[0], p["text"].split()[-1]) for p in seed["paragraphs"]] == [
        ("We", "language."),
        ("Boillon", "sign."),
        ("On", "accompli."),
        ("Boillon", "security."),
        ("Sarkozy,", "Moscow."),
    ]
