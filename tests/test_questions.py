"""The questions of `sql/questions`: each answered on a few fictional cables whose answer is worked out by hand."""

import csv
import io
import json
import re
import shlex
import subprocess
from collections.abc import Callable, Iterable
from datetime import date
from math import log
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import PROGRAM, Said, one_line

from dagster_project import answers, questions, warehouse
from dagster_project.dumps.discover import discover
from dagster_project.lake.manifests import write_manifest
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.settings import ROOT, Home

QUESTIONS = {question.name: question for question in questions.declared()}

WRITTEN = {"U": "UNCLAS", "C": "C O N F I D E N T I A L", "S": "S E C R E T"}


def cable(
    number: str,
    day: str = "2005-01-03",
    *,
    level: str = "C",
    captions: str = "SIPDIS",
    tags: str = "PREL",
    subject: str = "FOG",
    to: Iterable[str] = ("SECSTATE WASHDC",),
    info: Iterable[str] = (),
    xmt: Iterable[str] = (),
    text: Iterable[str] = ("(C) Fog came in.",),
    ref: str = "",
    by: str = "",
    decl: str = "01/03/2015",
    precedence: str = "R",
    filed: str = "",
    body: str | None = None,
    bears: str = "",
    **fields: str,
) -> dict[str, str]:
    """A record of one cable, sent at noon of the day; `bears` is the number in its text, where that is another's."""
    _, post, serial = re.fullmatch(r"(\d\d)(\D+)(\d+)", number).groups()
    sent = date.fromisoformat(day)
    heading = [
        f"DE RUEHXX #{int(serial):04}/01 {filed}" if filed else "",
        f"{precedence} {sent:%d}1200Z {sent:%b %y}".upper(),
        f"FM AMEMBASSY {post}",
        *(f"{'TO ' if n == 0 else ''}RUEHXX/{address}" for n, address in enumerate(to)),
        *(f"{'INFO ' if n == 0 else ''}RUEHXX/{address}" for n, address in enumerate(info)),
        *(f"{'XMT ' if n == 0 else ''}RUEHXX/{address}" for n, address in enumerate(xmt)),
    ]
    lines = [
        f"{WRITTEN[level]} {bears or f'{post} {int(serial):06}'}",
        captions,
        f"E.O. 12958: DECL: {decl}" if level != "U" else "E.O. 12958: N/A",
        f"TAGS: {tags}",
        f"SUBJECT: {subject}",
        f"REF: {ref}" if ref else "",
        f"Classified By: {by}" if by else "",
        *(f"{n}. {paragraph}" for n, paragraph in enumerate(text, 1)),
    ]
    return {
        "reference_id": number,
        "header": "\n".join(filter(None, heading)),
        "body": "\n\n".join(filter(None, lines)) if body is None else body,
        **fields,
    }


def load(folder: Path, *dumps: list[dict[str, str]]) -> Home:
    """A warehouse with these dumps, loaded one after the other."""
    home = Home(folder / "home")
    for number, records in enumerate(dumps, 1):
        file = folder / f"{number}.jsonl"
        file.write_text("".join(json.dumps(record) + "\n" for record in records))
        (dump,) = discover(file)
        write_manifest(home, dump)
        write_messages(home, dump, lambda *_: None)
        parse_messages(home, dump.dump_id, lambda *_: None)
        warehouse.load_dump(home, dump.dump_id)
    return home


def answer(home: Home, name: str, *columns: str, **variables: object) -> list[tuple]:
    """Rows of a question, of these columns alone where some are named."""
    question = QUESTIONS[name]
    found = warehouse.query(home, question.sql, variables)
    chosen = [found.columns.index(column) for column in columns or found.columns]
    return [tuple(row[place] for place in chosen) for row in found.rows]


# -- secrecy ------------------------------------------------------------------------------------

SECRECY = [
    cable(
        "05PARIS1", "2005-01-03", level="S", text=["(U) One.", "(S) Two.", "(S/NF) Three."],
        by="Amb Fern. Reasons: 1.4 (b), (d).",
    ),
    cable(
        "05PARIS2", "2005-01-04", level="S", text=["(C) One two.", "(U) Three.", "Four."], decl="01/04/2030",
        by="Amb Fern. Reason: 1.4 (b).", captions="NOFORN\nSIPDIS", tags="PREL, ECON, (FERN, THYME)", precedence="O",
        info=["AMEMBASSY ROME", "NATO EU COLLECTIVE"], ref="04 PARIS 9",
    ),
    cable("05PARIS3", "2005-01-05", text=["(C) One.", "(S) Two.", "(S) Three."]),
    cable("05PARIS4", "2005-01-06", level="U", text=["(U) One.", "(SBU) Two."]),
    cable("05PARIS5", "2005-01-07", level="U", text=["(S/NF) Of another cable."], bears="LONDON 000099"),
    cable("05PARIS6", "2005-01-10", body="", classification_label="SECRET"),
    cable("05PARIS7", "2005-02-01"),
    # what an early release gave of a cable
    cable("05PARIS10", "2005-02-02", level="S", body="S E C R E T PARIS 000010\n\nTAGS: PREL\n\n5. (C) Five.\n"),
]  # fmt: skip
TRAFFIC = [
    cable("06LONDON1", "2006-01-02", tags="PREL, GG", info=["AMEMBASSY ROME", "NATO EU COLLECTIVE"],
          xmt=["AMEMBASSY MADRID"]),
    cable("06LONDON2", "2006-01-03", level="S", info=["AMEMBASSY ROME 0001", "AMEMBASSY ROME 0002"]),
    cable("06LONDON3", "2006-02-01", level="U", tags="ECON", to=["AMEMBASSY ROME"]),
    cable("06LONDON9", "2006-02-02", tags="ECON", to=["AMEMBASSY ROME", "AMEMBASSY LONDON", "NATO EU COLLECTIVE"]),
    cable("06ROME3", "2006-01-05", tags="BEXP, ETRD", to=["AMEMBASSY LONDON"]),
    cable("06TBILISI1", "2006-01-05", tags="PREL, GG"),
    cable("06STATE1", "2006-01-06", tags="PREL, GG", to=["AMEMBASSY TBILISI"]),
    cable("07MADRID1", "2007-01-03", precedence="O", filed="0031330"),
    cable("07MADRID2", "2007-01-03", precedence="O R", filed="0031150"),
    cable("07MADRID3", "2007-01-03", precedence="R", filed="0051200"),
    cable("07MADRID11", "2007-01-03", precedence="P"),
]  # fmt: skip
TOPICS = [
    cable("99VIENNA1", "1999-01-04", tags="ECON, ENRG, AU", subject="ZEBRAS AND GIRAFFES"),
    cable("99VIENNA2", "1999-01-05", tags="ECON, ENRG", subject="MORE ZEBRAS"),
    cable("99VIENNA3", "1999-01-06", tags="ECON", ref="99 VIENNA 1"),
    cable("99VIENNA4", "1999-01-07", tags="PREL"),
    cable("99PRAGUE5", "1999-01-07", tags="PREL"),
    cable("20LONDON1", "2020-01-07", tags="PREL, GG"),
    cable("75ROME1", "1975-01-07", tags="CVIS"),
    cable("76BONN1", "1976-06-01", body="", classification_label="SECRET"),
    cable("76BONN2", "1976-06-01", level="S"),
    cable("76BONN3", "1976-06-01", body="TEXT WITHHELD", classification_label="CONFIDENTIAL"),
    cable("76BONN4", "1976-06-02"),
    cable(
        "08OSLO1", "2008-01-02",
        text=["(C) It was the harbour\nmaster who spoke.", "(C) Harbour Master Thyme Gravy (strictly protect) sang."],
    ),
    cable("08OSLO2", "2008-01-03", text=["(U) A harbour has a master."]),
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return load(tmp_path_factory.mktemp("questions"), [*SECRECY, *TRAFFIC, *TOPICS])


def test_secret_share_counts_cables_whose_text_is_lost(home: Home) -> None:
    # eight serials of 2005, the highest 10: 10 * 9 / 8 - 1 is 10.25
    assert answer(home, "secret_share", post="PARIS", min_cables=1) == [
        ("PARIS", date(2005, 1, 1), 6, 1, 6, 3, 0.5, 0.780488),
        ("PARIS", date(2005, 2, 1), 2, 0, 2, 1, 0.5, 0.780488),
    ]
    assert len(answer(home, "secret_share", post="PARIS", min_cables=3)) == 1
    assert answer(home, "secret_share", "secret", post="PARIS", min_cables=3, level=2) == [(4,)]


def test_marked_above_cable_tells_sbu_apart_and_leaves_out_other_cables_texts(home: Home) -> None:
    assert answer(home, "marked_above_cable", post="PARIS") == [
        ("classified", "05PARIS3", "PARIS", date(2005, 1, 5), "CONFIDENTIAL", ["S"], 2, 2),
        ("SBU over U", "05PARIS4", "PARIS", date(2005, 1, 6), "UNCLASSIFIED", ["SBU"], 1, 2),
    ]


def test_unclassified_in_secret(home: Home) -> None:
    assert answer(home, "unclassified_in_secret", post="PARIS") == [("PARIS", 3, 1, 6, 2, 0.3333, 2, 1)]


def test_classified_above_content(home: Home) -> None:
    row = ("05PARIS2", "PARIS", date(2005, 1, 4), "SECRET//NOFORN", 3, 2, ["C"], 2, 1)
    assert answer(home, "classified_above_content", post="PARIS") == [row]
    assert answer(home, "classified_above_content", post="PARIS", max_unmarked=0) == []


def test_noforn_leaks(home: Home) -> None:
    row = ("05PARIS1", "PARIS", date(2005, 1, 3), "SECRET", ["SIPDIS"], ["S/NF"], 1, 3)
    assert answer(home, "noforn_leaks") == [row]


def test_classification_grounds(home: Home) -> None:
    # 2005-01-03 to 2015-01-03 are 3,652 days, 2005-01-04 to 2030-01-04 are 9,131
    assert answer(home, "classification_grounds", post="PARIS") == [
        ("PARIS", None, None, 4, 2, 10.0, 0, 0),
        ("PARIS", "Amb Fern", "1.4(b)", 2, 2, 17.5, 0, 0),
        ("PARIS", "Amb Fern", "1.4(d)", 1, 1, 10.0, 0, 0),
    ]


def test_classification_features_hold_neither_the_level_nor_other_cables_texts(home: Home) -> None:
    found = answer(home, "classification_features", year=2005)
    ids = ["05PARIS1", "05PARIS10", "05PARIS2", "05PARIS3", "05PARIS4", "05PARIS7"]
    assert [row[0] for row in found if row[2] == "PARIS"] == ids
    assert found[2] == (
        *("05PARIS2", 3, "PARIS", 2005, 2, 4, 3, "IMMEDIATE", 1, 2, 1, 1),
        *(["SIPDIS"], ["ECON", "PREL"]),
    )


# -- traffic ------------------------------------------------------------------------------------


def test_who_is_copied_counts_a_cable_once_and_tells_collectives_apart(home: Home) -> None:
    first, second = date(2006, 1, 2), date(2006, 1, 3)
    # four serials of 2006, the highest 9: 9 * 5 / 4 - 1 is 10.25; one of 2020
    share = 0.444444
    assert answer(home, "who_is_copied", post="LONDON", min_cables=1) == [
        ("LONDON", "ROME", False, "PREL", 2, 2, 1, 1, first, second, share),
        ("LONDON", "NATO EU COLLECTIVE", True, "PREL", 1, 1, 1, 0, first, first, share),
    ]
    assert answer(home, "who_is_copied", "copied", "cables", tag="GG", min_cables=1, to_date=date(2006, 1, 2)) == [
        ("NATO EU COLLECTIVE", 1),
        ("ROME", 1),
    ]
    assert answer(home, "who_is_copied", "post", "copied", tag="GG", role="action", min_cables=1, post="STATE") == [
        ("STATE", "TBILISI")
    ]


def test_post_matrix(home: Home) -> None:
    # ROME has the serial 3 of 2006, which stands for five, and 1 of 1975; STATE the first of 2006
    assert answer(home, "post_matrix", post="ROME", min_cables=1) == [
        ("LONDON", "ROME", 2, 1, 1.0, 0.444444, 0.333333),
        ("ROME", "STATE", 1, 0, 1.0, 0.333333, 1.0),
        ("ROME", "LONDON", 1, 2, 0.33, 0.333333, 0.444444),
    ]


def test_filing_delay(home: Home) -> None:
    # minutes: -10, 90, 2,880; four serials up to 11 stand for 12.75
    assert answer(home, "filing_delay", post="MADRID") == [(2007, 4, 3, 90.0, 2322.0, 1, 1, 0.3333, 0.313725)]


def test_precedence_by_post(home: Home) -> None:
    # four serials, the highest 11: 12.75
    assert answer(home, "precedence_by_post", post="MADRID") == [
        ("MADRID", "IMMEDIATE", "ROUTINE", 1, 0.25, 4, 0.5, 0.313725),
        ("MADRID", "IMMEDIATE", None, 1, 0.25, 4, 0.5, 0.313725),
        ("MADRID", "PRIORITY", None, 1, 0.25, 4, 0.5, 0.313725),
        ("MADRID", "ROUTINE", None, 1, 0.25, 4, 0.5, 0.313725),
    ]


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Cables that cite one another, one that is not there and one that was sent later; a post with a wild serial."""
    records = [
        cable("09STATE1", "2009-01-05", to=["AMEMBASSY PARIS"], subject="ASK"),
        cable("09PARIS2", "2009-01-07", ref="09 STATE 1", subject="ANSWER"),
        cable("09ROME3", "2009-01-09", ref="STATE 1"),
        cable("09STATE4", "2009-01-15", ref="A. 09 STATE 1\nB. 09 PARIS 2\nC. 09 ROME 3"),
        cable("09PARIS5", "2009-01-20", ref="A. 09 PARIS 2\nB. 09 LONDON 77"),
        cable("09PARIS6", "2009-02-01", level="S", ref="A. 09 STATE 8\nB. LONDON 77\nC. 09 LONDON 77\nD. 09 PARIS 6"),
        cable("09STATE8", "2009-02-10"),
        *(cable(f"09VIENNA{serial}", "2009-01-05") for serial in (1, 2, 3, 4, 5, 9999)),
    ]
    return load(tmp_path_factory.mktemp("cited"), records)


def test_reply_thread_follows_sure_references_by_the_shortest_way(cited: Home) -> None:
    chosen = ("depth", "cable_id", "subject", "cites", "confidence")
    thread = [
        (0, "09STATE1", "ASK", [], None),
        (1, "09PARIS2", "ANSWER", ["09STATE1"], "exact"),
        (1, "09ROME3", "FOG", ["09STATE1"], "year_inferred"),
        (1, "09STATE4", "FOG", ["09STATE1"], "exact"),
        (2, "09PARIS5", "FOG", ["09PARIS2"], "exact"),
    ]
    assert answer(cited, "reply_thread", *chosen, cable_id="09STATE1") == thread
    assert answer(cited, "reply_thread", *chosen, cable_id="09STATE1", depth=1) == thread[:-1]
    # what is not there was cited all the same; what was sent later was not
    absent = answer(cited, "reply_thread", "depth", "cable_id", "post", cable_id="09LONDON77")
    assert absent == [(0, "09LONDON77", None), (1, "09PARIS5", "PARIS"), (1, "09PARIS6", "PARIS")]
    assert answer(cited, "reply_thread", "cable_id", cable_id="09STATE8") == [("09STATE8",)]


def test_reply_lag(cited: Home) -> None:
    # days: PARIS 2, 13 to its own, -9; ROME 4; STATE 10 to its own, 8, 6
    assert answer(cited, "reply_lag", min_pairs=1) == [
        ("PARIS", 3, 2.0, 10.8, 2, -3.5, 1, 0.3333),
        ("ROME", 1, 4.0, 4.0, 1, 4.0, 0, 0.0),
        ("STATE", 3, 8.0, 9.6, 2, 7.0, 0, 0.0),
    ]
    assert answer(cited, "reply_lag", "post", min_pairs=3) == [("PARIS",), ("STATE",)]


def test_most_cited_counts_a_citing_cable_once(cited: Home) -> None:
    assert answer(cited, "most_cited") == [
        (
            *("09STATE1", "STATE", 2009, "present", 3, 2, 3, 0, date(2009, 1, 7), date(2009, 1, 15)),
            *("CONFIDENTIAL", "ASK"),
        ),
        ("09LONDON77", "LONDON", 2009, "absent", 2, 2, 1, None, date(2009, 1, 20), date(2009, 2, 1), None, None),
        (
            *("09PARIS2", "PARIS", 2009, "present", 2, 2, 2, 1, date(2009, 1, 15), date(2009, 1, 20)),
            *("CONFIDENTIAL", "ANSWER"),
        ),
    ]


# -- topics -------------------------------------------------------------------------------------


def test_tags_together_measures_lift(home: Home) -> None:
    # three of five cables have ECON, two ENRG: chance would give 1.2 both; the five stand for 4 + 9 serials
    found = answer(home, "tags_together", from_year=1999, to_year=1999, min_cables=2)
    assert found == [("ECON", "ENRG", 3, 2, 2, 1.2, 1.67, 0.384615)]


def test_topic_share_weighs_posts_alike_beside_cables_alike(home: Home) -> None:
    # serials of 1999: four of VIENNA stand for four, the one of PRAGUE, 5, for nine
    (found,) = [row for row in answer(home, "topic_share", tag="ECON", min_cables=1) if row[0] == 1999]
    assert found == (1999, "ECON", 3, 0.6, 0.375, 1, 5, 2, 0.384615)


def test_country_attention_reads_a_code_in_the_meaning_of_its_year(home: Home) -> None:
    # 20LONDON1 is about Guernsey; the seven serials of 2006 stand for 10.25 + 5 + 1 + 1
    assert answer(home, "country_attention", country="GE") == [("GE", "Georgia", 2006, 3, 0.4286, 1, 1, 1, 0.405797)]


def test_commercial_diplomacy_warns_where_cables_were_destroyed(home: Home) -> None:
    assert answer(home, "commercial_diplomacy", country="IT") == [
        ("IT", "Italy", 1975, 1, 0, 0.0, 1.0, "cables with temporary TAGS alone were destroyed"),
        ("IT", "Italy", 2006, 1, 1, 1.0, 0.2, None),
    ]


def test_similar_cables_weigh_rare_features_more(home: Home) -> None:
    total = len(SECRECY + TRAFFIC + TOPICS)
    # how many cables have each feature of 99VIENNA1; FOG is the subject of most others
    had_by = {"ECON": 6, "ENRG": 2, "AU": 1, "99VIENNA1": 2, "ZEBRAS": 2, "GIRAFFES": 1}
    weight = {feature: log(total / had) for feature, had in had_by.items()}
    shared = {"99VIENNA2": ("ECON", "ENRG", "ZEBRAS"), "99VIENNA3": ("ECON", "99VIENNA1")}
    score = {
        other: round(sum(weight[f] for f in features) / sum(weight.values()), 3) for other, features in shared.items()
    }
    found = answer(home, "similar_cables", cable_id="99VIENNA1", most=2)
    assert found == [
        ("99VIENNA2", date(1999, 1, 5), "VIENNA", "MORE ZEBRAS", score["99VIENNA2"], ["ECON", "ENRG"], [], ["ZEBRAS"]),
        ("99VIENNA3", date(1999, 1, 6), "VIENNA", "FOG", score["99VIENNA3"], ["ECON"], ["99VIENNA1"], []),
    ]


# -- what is missing ----------------------------------------------------------------------------


def test_lost_text(home: Home) -> None:
    # all four serials of BONN are here
    day = date(1976, 6, 1)
    assert answer(home, "lost_text", to_date=date(1976, 12, 31)) == [
        (day, 2, "withheld", 1, 1, 1.0, 1.0),
        (day, 3, "lost", 1, 2, 0.5, 1.0),
    ]
    assert answer(home, "lost_text", to_date=date(1976, 12, 31), period="year")[0] == (
        *(date(1976, 1, 1), 2, "withheld", 1, 2, 0.5, 1.0),
    )


def test_serial_gaps_leave_out_a_wild_serial(cited: Home) -> None:
    # three of PARIS up to 6: 6 * 4 / 3 - 1, and at most 6 / 0.05 ** (1 / 3); one of ROME up to 3
    assert answer(cited, "serial_gaps") == [
        ("STATE", 2009, 3, 8, 0, 8, None, 9.7, 9.7, 8, 21, 0.31034483),
        ("PARIS", 2009, 3, 6, 0, 6, None, 7.0, 7.0, 6, 16, 0.42857143),
        ("ROME", 2009, 1, 3, 0, 3, None, 5.0, 5.0, 3, 60, 0.2),
        ("VIENNA", 2009, 6, 9999, 1, 5, None, 11664.5, 5.0, 5, 9, 1.0),
    ]


def test_cited_but_absent(cited: Home) -> None:
    day = date(2009, 1, 20), date(2009, 2, 1)
    assert answer(cited, "cited_but_absent") == [
        ("09LONDON77", "LONDON", 2009, True, 2, 2, 3, *day, ["09PARIS5", "09PARIS6"])
    ]


# -- sources ------------------------------------------------------------------------------------


def test_protected_sources_name_who_stands_beside(home: Home) -> None:
    assert answer(home, "protected_sources") == [
        (
            *("08OSLO1", "OSLO", date(2008, 1, 2), "CONFIDENTIAL", 2, "C"),
            *(["strictly protect"], ["Harbour Master Thyme Gravy"], False),
        )
    ]


def test_who_said_it_looks_for_the_phrase_across_lines(home: Home) -> None:
    day = date(2008, 1, 2)
    assert answer(home, "who_said_it", phrase="harbour master") == [("OSLO", "C", 2, 1, 1, day, day, ["08OSLO1"])]
    assert answer(home, "who_said_it", phrase="harbour.master") == []


# -- from day to day ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def daily(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """From Monday 2005-01-03 one cable a day but on the third and fourth; on the eleventh six; then a week of none."""
    tags = {1: "EFIN", 2: "ECON", 5: "ECON"}
    days = [1, 1, 1, 1, 2, 5, 6, 7, 8, 9, 10]
    sent = [(day, tags.get(day, "PREL")) for day in days] + [(11, "ECON")] * 3 + [(11, "EFIN")] * 3
    records = [
        cable(f"05LIMA{serial}", f"2005-01-{2 + day:02}", tags=tag, precedence="O" if day == 11 else "R")
        for serial, (day, tag) in enumerate(sent, 1)
    ]
    records.append(cable("05STATE7", "2005-01-24", to=["AMEMBASSY LIMA"], body="", classification_label="SECRET"))
    records.append(cable("05STATE8", "2005-01-24", to=["AMEMBASSY QUITO"]))
    return load(tmp_path_factory.mktemp("daily"), records)


def test_lost_text_says_how_much_of_the_year_is_here(daily: Home) -> None:
    # 17 serials of LIMA stand for 17, 7 and 8 of STATE for 11
    assert answer(daily, "lost_text") == [(date(2005, 1, 24), 3, "lost", 1, 1, 1.0, 0.678571)]


def test_bursts_count_days_without_a_cable(daily: Home) -> None:
    # ten days before: ECON on two of them, one each: mean 0.2, which is more than the variance, 1.6 / 9;
    # EFIN four on one day: mean 0.4, variance 14.4 / 9; in all eleven cables on eight days;
    # the 17 serials of LIMA stand for 17, 7 and 8 of STATE for 11
    asked = {"days": 10, "active_days": 8, "min_cables": 3, "min_z": 2.0}
    day = date(2005, 1, 13)
    assert answer(daily, "bursts", **asked) == [
        ("ECON", day, 3, 0.2, 0.447, 6.26, 6, 1.1, 0.678571),
        ("EFIN", day, 3, 0.4, 1.265, 2.06, 6, 1.1, 0.678571),
    ]
    assert answer(daily, "bursts", **asked | {"active_days": 9}) == []
    assert answer(daily, "bursts", **asked | {"days": 11}) == []
    assert answer(daily, "bursts", "tag", **asked | {"tag": "EFIN"}) == [("EFIN",)]


def test_before_a_crisis_has_quiet_weeks_with_zeros(daily: Home) -> None:
    quiet = (0, 0, 0, 0, 0, 0, 0, 0, None)
    # two serials of STATE, the highest 8, stand for eleven; those of LIMA are all here
    assert answer(daily, "before_a_crisis", posts="LIMA,CUZCO") == [
        (date(2005, 1, 3), "from Washington", *quiet, 0.181818),
        (date(2005, 1, 3), "from the posts", 8, 0, 0, 0, 8, 0, 8, 24, 3.0, 1.0),
        (date(2005, 1, 10), "from Washington", *quiet, 0.181818),
        (date(2005, 1, 10), "from the posts", 9, 0, 6, 0, 3, 0, 9, 27, 3.0, 1.0),
        (date(2005, 1, 17), "from Washington", *quiet, 0.181818),
        (date(2005, 1, 17), "from the posts", *quiet, 1.0),
        (date(2005, 1, 24), "from Washington", 1, 0, 0, 0, 1, 1, 0, 0, None, 0.181818),
        (date(2005, 1, 24), "from the posts", *quiet, 1.0),
    ]


# -- from release to release --------------------------------------------------------------------


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same three cables twice: a name was taken out, then put back; one was withdrawn, one had a wrong text."""
    first = [
        cable("08PARIS1", text=["(C) XXXXXXXXXXXX came in."]),
        cable("08PARIS2"),
        cable("08PARIS3", bears="LONDON 000099", text=["(C) Of another cable."]),
        {"reference_id": "", "header": "", "body": "No cable at all."},
    ]
    second = [
        cable("08PARIS1", text=["(C) The harbour master came in."]),
        cable("08PARIS2", body="TEXT WITHHELD", classification_label="CONFIDENTIAL"),
        cable("08PARIS3", level="S", subject="HAIL"),
    ]
    return load(tmp_path_factory.mktemp("released"), first, second)


def test_changed_between_releases(released: Home) -> None:
    found = answer(released, "changed_between_releases", "cable_id", "older", "newer", "changes", "newer_is_current")
    assert found == [
        ("08PARIS1", 1, 2, ["unredacted", "text differs"], True),
        ("08PARIS2", 1, 2, ["withdrawn", "text differs"], False),
        ("08PARIS3", 1, 2, ["reclassified", "wrong body corrected", "subject differs", "text differs"], True),
    ]
    assert answer(released, "changed_between_releases", "cable_id", change="withdrawn") == [("08PARIS2",)]


def test_changed_between_releases_takes_the_changes_that_it_finds() -> None:
    question = QUESTIONS["changed_between_releases"]
    (change,) = question.parameters
    assert [word.strip() for word in change.type.split("|")] == re.findall(r"'([a-z ]+)', null\)", question.sql)


def test_load_reconciles_accounts_for_every_dump_and_says_what_was_refused(released: Home) -> None:
    found = answer(released, "load_reconciles", "compared", "grain", "expected", "found", "difference", "agrees")
    assert sorted(found, key=repr) == [
        ("account of a dump", "messages", 3, 3, 0, True),
        ("account of a dump", "messages", 4, 4, 0, True),
        ("refused", "reason", None, 1, None, None),
    ]
    assert answer(released, "load_reconciles", "compared", disagreeing_only=True) == [("refused",)]


# -- the files themselves -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def shell(loaded: Home) -> Iterable[duckdb.DuckDBPyConnection]:
    """The warehouse file in DuckDB, without anything of this project."""
    with duckdb.connect(loaded.warehouse, read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
class TestFile:
    def test_runs_as_it_is_and_yields_the_columns_it_says_in_types_that_every_reader_knows(
        self, question: questions.Question, shell: duckdb.DuckDBPyConnection
    ) -> None:
        result = shell.execute(question.sql)
        assert [column[0] for column in result.description] == list(question.columns)
        types = {str(column[1]).removesuffix("[]") for column in result.description}
        assert types <= {"VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN", "DATE"}

    def test_says_what_to_watch_out_for(self, question: questions.Question) -> None:
        assert question.question.endswith("?") and len(question.watch_out.split()) > 15

    def test_takes_the_parameters_it_says_with_the_defaults_it_says(self, question: questions.Question) -> None:
        code = "".join(line for line in question.sql.splitlines(keepends=True) if not line.startswith("--"))
        assert set(re.findall(r"getvariable\('(\w+)'\)", code)) == {p.name for p in question.parameters}
        for name, _, default, _ in question.parameters:
            variable = f"getvariable('{name}')"
            if default == "all":
                assert f"({variable} is null" in code or f"{variable} is null or" in code
                assert f"coalesce({variable}" not in code
            else:
                assert code.count(variable) == code.count(f"coalesce({variable}, {default})")

    def test_takes_a_value_of_the_type_it_says(
        self, question: questions.Question, shell: duckdb.DuckDBPyConnection
    ) -> None:
        example = {
            **{"INTEGER": "2", "DOUBLE": "2.5", "DATE": "2004-05-06", "BOOLEAN": "true"},
            **{"POST": "PARIS", "TAG": "PREL", "COUNTRY": "FR"},
        }
        for parameter in question.parameters:
            in_force = parameter.default.strip("'") if parameter.default[0] == "'" else None
            for word in parameter.type.split("|") if "|" in parameter.type else [in_force or example[parameter.type]]:
                ((name, value),) = questions.values(question, [parameter.option, word.strip()]).items()
                shell.execute(f"set variable {name} = ?", [value])
                shell.execute(question.sql)
                shell.execute(f"reset variable {name}")

    def test_gives_its_rows_in_one_order(self, question: questions.Question, shell: duckdb.DuckDBPyConnection) -> None:
        shell.execute("set threads = 1; set preserve_insertion_order = true")
        alone = shell.execute(question.sql).fetchall()
        shell.execute("set threads = 4; set preserve_insertion_order = false")
        assert shell.execute(question.sql).fetchall() == alone

    def test_joins_by_key_and_so_in_time_in_proportion_to_the_rows(
        self, question: questions.Question, shell: duckdb.DuckDBPyConnection
    ) -> None:
        plan = shell.execute(f"explain {question.sql}").fetchall()[0][1]
        assert not re.search("BLOCKWISE_NL_JOIN|NESTED_LOOP_JOIN", plan)

    def test_is_listed_on_the_page(self, question: questions.Question) -> None:
        row = f"| [`{question.name}`](../sql/questions/{question.name}.sql) | {question.question} |"
        assert row in questions.PAGE.read_text(encoding="utf-8").splitlines()


def test_the_page_is_written_from_the_files() -> None:
    assert questions.PAGE.read_text(encoding="utf-8") == questions.page()


# -- cables ask ---------------------------------------------------------------------------------


def test_ask_lists_the_questions(cables: Callable[..., Said]) -> None:
    said = " ".join(cables("ask").out.split())
    assert all(f"{q.name} {q.question}" in said for q in QUESTIONS.values() if len(q.question) < 80)
    listed = json.loads(cables("ask", "--json").out)
    assert [(q["name"], q["question"]) for q in listed] == [(q.name, q.question) for q in QUESTIONS.values()]


def test_ask_help_tells_all_that_the_file_says(cables: Callable[..., Said]) -> None:
    said = " ".join(cables("ask", "bursts", "--help").out.split())
    question = QUESTIONS["bursts"]
    assert question.question in said and question.watch_out in said
    assert all(f"--{p.name.replace('_', '-')} {p.type} {p.meaning}" in said for p in question.parameters)
    assert all(f"{name} {meaning}" in said for name, meaning in question.columns.items())


def test_ask_prints_the_answer_and_what_to_watch_out_for(home: Home, cables: Callable[..., Said]) -> None:
    said = cables("ask", "secret_share", "--post=PARIS", "--min-cables", "3", "--home", home.path)
    assert re.findall(r"│ (PARIS) │ (\S+) │ (6) ", said.out) == [("PARIS", "2005-01-01", "6")]
    assert "1 row\nWatch out: cables whose text was lost count" in said.out
    assert (said.status, said.err) == (0, "")


def test_ask_gives_json(home: Home, cables: Callable[..., Said]) -> None:
    asked = ("ask", "lost_text", "--to-date", "1976-12-31", "--home", home.path)
    said = cables(*asked, "--json")
    assert json.loads(said.out)[1] == {
        **{"period": "1976-06-01", "class_level": 3, "text_status": "lost"},
        **{"affected": 1, "cables": 2, "share": 0.5, "serial_share": 1.0},
    }
    assert cables(*asked, "--format", "json").out == said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["secret_shares"], "no question 'secret_shares': did you mean secret_share? `cables ask` lists them all"),
        (["weather"], "no question 'weather': `cables ask` lists them"),
        (["who_is_copied", "--role", "inof"], "--role takes info or action; 'inof' is none"),
        (["secret_share", "--pots", "PARIS"], "no parameter '--pots'; it has --post, --level, --min-cables"),
        (["secret_share", "PARIS"], "no parameter 'PARIS'"),
        (["secret_share", "--min-cables"], "--min-cables needs a value: fewest cables"),
        (["secret_share", "--min-cables", "few"], "--min-cables takes a whole number; 'few' is none"),
        (["lost_text", "--to-date", "1976"], "--to-date takes a date such as 2008-08-31; '1976' is none"),
        (["bursts", "--min-z", "high"], "--min-z takes a number; 'high' is none"),
        (["load_reconciles", "--disagreeing-only", "yes"], "--disagreeing-only takes true or false; 'yes' is none"),
        (["secret_share", "--out", "x.csv"], "--out takes --format csv, json or parquet"),
        (["secret_share", "--format", "parquet"], "--format parquet needs --out FILE"),
    ],
)
def test_ask_refuses_in_one_line(
    words: list[str],
    told: str,
    home: Home,
    cables: Callable[..., Said],
) -> None:
    assert told in one_line(cables("ask", *words, "--home", home.path))


PRLE = "no cable has the TAG 'PRLE' (did you mean PREL?)"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["who_is_copied", "--tag", "PRLE"], f"nothing found, as {PRLE}"),
        (["who_is_copied", "--tag", "prel"], "nothing found, as no cable has the TAG 'prel' (did you mean PREL?)"),
        (["secret_share", "--post", "TIMBUKTU"], "nothing found, as no cable has the post 'TIMBUKTU'"),
        (
            ["topic_share", "--tag", "PRLE", "--post", "PARSI"],
            f"nothing found, as no cable has the post 'PARSI' (did you mean PARIS?); {PRLE}",
        ),
        (
            ["country_attention", "--country", "ge"],
            "nothing found, as no country has the ISO code 'ge' (did you mean GE?)",
        ),
        (
            ["similar_cables", "--cable-id", "05PARIS"],
            "nothing found, as no cable has the number '05PARIS' (did you mean 05PARIS1?)",
        ),
        # rows there are, but not what was meant
        (["reply_thread", "--cable-id", "05MARS1"], "no cable has the number '05MARS1' (did you mean 05PARIS1?)"),
        (["commercial_diplomacy", "--tags", "BEXP,ETRD,PRLE"], PRLE),
    ],
    ids=lambda value: " ".join(value[1:]) if isinstance(value, list) else "",
)
def test_ask_tells_which_value_names_nothing_and_answers_as_ever(
    words: list[str], told: str, home: Home, cables: Callable[..., Said]
) -> None:
    said = cables("ask", *words, "--format", "csv", "--home", home.path)
    question = QUESTIONS[words[0]]
    answer = warehouse.query_table(home, question.sql, questions.values(question, words[1:]))
    assert (said.status, said.out) == (0, answers.csv_text(answer))
    assert said.err == f"cables: {told}\n"


def test_ask_says_nothing_of_values_that_are_there(home: Home, cables: Callable[..., Said]) -> None:
    asked = ("ask", "topic_share", "--tag", "CVIS", "--post", "PARIS", "--json", "--home", home.path)
    assert cables(*asked) == (0, "[]\n", "")


def test_a_question_cannot_write_and_takes_no_sql_from_a_value(home: Home, cables: Callable[..., Said]) -> None:
    asked = ("ask", "secret_share", "--post", "PARIS' or true --", "--min-cables", "1", "--json", "--home", home.path)
    assert json.loads(cables(*asked).out) == []
    for ask in (warehouse.query, warehouse.query_table):
        with pytest.raises(warehouse.NotAQuestion):
            ask(home, "create table t as select getvariable('a')", {"a": 1})


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tTAB", "\rCR"]


@pytest.fixture
def answered(tmp_path: Path) -> pa.Table:
    rows = [
        {"text": text, "number": -1, "list": ["-a", "b"], "flag": True} for text in [*FORMULAS, "a=1", "\x1b[2J", None]
    ]
    return pa.Table.from_pylist(rows)


def test_csv_holds_no_formula_and_no_command(answered: pa.Table) -> None:
    header, *rows = csv.reader(io.StringIO(answers.csv_text(answered)))
    assert header == ["text", "number", "list", "flag"]
    assert [row[0] for row in rows] == [
        *("'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tTAB", "'\\rCR", "a=1", "\\x1b[2J", ""),
    ]
    assert {tuple(row[1:]) for row in rows} == {("-1", "'-a; b", "true")}


def test_parquet_and_json_files_are_exact(answered: pa.Table, tmp_path: Path) -> None:
    answers.write(answered, "parquet", tmp_path / "a.parquet")
    answers.write(answered, "json", tmp_path / "a.json")
    assert pq.read_table(tmp_path / "a.parquet") == answered
    assert json.loads((tmp_path / "a.json").read_text()) == answered.to_pylist()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "a.parquet"]


def test_ask_writes_files(home: Home, tmp_path: Path, cables: Callable[..., Said]) -> None:
    asked = ("ask", "who_said_it", "--phrase", "harbour master", "--home", home.path)
    for form in ("csv", "parquet"):
        said = cables(*asked, "--format", form, "--out", tmp_path / form)
        assert (said.status, said.out, said.err) == (0, "", "")
    assert (tmp_path / "csv").read_text() == cables(*asked, "--format", "csv").out
    (row,) = pq.read_table(tmp_path / "parquet").to_pylist()
    assert (row["first_date"], row["cable_ids"], row["cables"]) == (date(2008, 1, 2), ["08OSLO1"], 1)


README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", re.findall(r"^\.venv/bin/cables (ask \w.*)", README, re.MULTILINE))
def test_a_command_of_the_readme_finds_something(line: str, loaded: Home, tmp_path: Path) -> None:
    words = shlex.split(line, comments=True)
    done = subprocess.run(
        [*PROGRAM, *words, "--home", str(loaded.path)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    found = done.stdout + "".join(path.read_text() for path in tmp_path.iterdir())
    assert len(found.splitlines()) > 1 and not re.search(r"^0 rows", found, re.MULTILINE)
