"""Telegrams that went out in sections: their heads in one text, and sections that come as messages of their own."""

import itertools
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dagster_project import warehouse
from dagster_project.dumps.discover import discover
from dagster_project.lake import engine, messages
from dagster_project.lake.manifests import write_manifest
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.loading import load_paths
from dagster_project.section_messages import LoneSection, together
from dagster_project.settings import Home
from dagster_project.telegram import parse
from dagster_project.telegram.section_heads import joined, section_heads

HEADING = """\
VZCZCXRO{0}520
PP RUEHXX
DE RUEHZD #1234/0{0} 2341047
ZNY CCCCC ZZH
P 211047Z AUG 08
FM AMEMBASSY ZENDA
TO RUEHC/SECSTATE WASHDC PRIORITY 410{0}
INFO RUEHXX/AMEMBASSY STRELSAU 1600
BT
"""
HEAD = """\
C O N F I D E N T I A L SECTION 0{0} OF 03 ZENDA 001234

SIPDIS

STATE FOR EUR/RUR

E.O. 12958: DECL: 08/21/2018
TAGS: PREL, PGOV
SUBJECT: A CORONATION OF WHICH MUCH IS TO BE
SAID

"""
FIRST = """\
REF: ZENDA 1200

Classified By: Ambassador R. Fictional for reasons 1.4 (b) and (d).

1. (C) SUMMARY: The coronation took place. END SUMMARY.

2. (C) The Chancellor said that he would ask the
"""
SECOND = """\
Duke to leave before the winter.

3. (C) The Duke would not.
"""
THIRD = """\
4. (U) COMMENT: Nobody knows. END COMMENT.

FICTIONAL
"""
END = "BT\n#1234\nNNNN\n"
BODIES = [HEAD.format(n) + text + END for n, text in enumerate((FIRST, SECOND, THIRD), 1)]
SECTIONS = [HEADING.format(n) + body for n, body in enumerate(BODIES, 1)]
TEXTS = [
    "SUMMARY: The coronation took place. END SUMMARY.",
    "The Chancellor said that he would ask the Duke to leave before the winter.",
    "The Duke would not.",
    "COMMENT: Nobody knows. END COMMENT.",
]


# -- in one text --------------------------------------------------------------------------------


def test_joined_sections_read_like_one_text() -> None:
    cable = parse(HEADING.format(1), joined(BODIES))
    assert [p.text for p in cable.paragraphs] == TEXTS
    assert [p.section for p in cable.paragraphs] == [1, 1, 2, 3]
    assert (cable.section_count, cable.sections_seen, cable.text_status) == (3, 3, "text")
    assert (cable.subject, cable.signer) == ("A CORONATION OF WHICH MUCH IS TO BE SAID", "FICTIONAL")
    assert cable.issues == []
    assert cable.unread_chars == 0


def test_missing_section_is_told() -> None:
    cable = parse(HEADING.format(1), joined([BODIES[0], BODIES[2]]))
    assert (cable.section_count, cable.sections_seen, cable.text_status) == (3, 2, "partial")
    assert [(issue.code, issue.detail) for issue in cable.issues] == [("sections_missing", "1, 3 of 3")]


def test_later_section_alone_lacks_the_others_and_no_subject() -> None:
    body = "C O N F I D E N T I A L SECTION 03 OF 03 ZENDA 001234\n\nSIPDIS\n\n" + THIRD + END
    cable = parse(HEADING.format(3), body)
    assert [(issue.code, issue.detail) for issue in cable.issues] == [("sections_missing", "3 of 3")]
    assert (cable.sections_seen, cable.text_status) == (1, "partial")
    assert [p.section for p in cable.paragraphs] == [3]


def test_final_section_is_the_last() -> None:
    last = BODIES[2].replace("SECTION 03 OF 03", "FINAL SECTION OF 03")
    cable = parse(HEADING.format(1), joined([*BODIES[:2], last]))
    assert (cable.sections_seen, [p.text for p in cable.paragraphs]) == (3, TEXTS)


def test_labelled_fields_of_a_later_head_go_with_it_though_they_say_other_than_the_first() -> None:
    later = BODIES[1].replace("DECL: 08/21/2018", "N/A").replace("TAGS: PREL, PGOV", "TAGS: PHUM")
    cable = parse(HEADING.format(1), joined([BODIES[0], later, BODIES[2]]))
    assert [p.text for p in cable.paragraphs] == TEXTS
    assert ([tag.tag for tag in cable.tags], cable.eo_value) == (["PREL", "PGOV"], "DECL: 08/21/2018")


@pytest.mark.parametrize(
    "further", ["     B. OXBOW 1122 (NOTAL)\n", "     ¶B. 07 OXBOW 1122\n     ¶C. PORT QUILL 12\n"]
)
def test_further_lines_of_references_go_with_a_later_head(further: str) -> None:
    later = BODIES[1].replace("TO BE\nSAID\n", f"TO BE\nSAID\n\nREF: A. OXBOW 1100\n{further}")
    cable = parse(HEADING.format(1), joined([BODIES[0].removesuffix(END), later, BODIES[2]]))
    assert [p.text for p in cable.paragraphs] == TEXTS


@pytest.mark.parametrize(
    "head", ["C O N F I D E N T I A L SECTION 2 OF 3 ZENDA 1234", "SECTION 02 OF 03", "  SECTION 2 OF 3 "]
)
def test_head_of_a_text_joined_by_hand(head: str) -> None:
    cable = parse(HEADING.format(1), joined([BODIES[0], f"{head}\n\n{SECOND}", BODIES[2]]))
    assert (cable.sections_seen, [p.text for p in cable.paragraphs]) == (3, TEXTS)
    assert [p.section for p in cable.paragraphs] == [1, 1, 2, 3]
    assert cable.issues == []


@pytest.mark.parametrize(
    "above",
    ["", "ZENDA 00001234  002 OF 003\n\n\n", "BT\n#1234\n\nNNNN\n" + HEADING.format(2)],
    ids=["nothing", "page line", "whole heading"],
)
@pytest.mark.parametrize("passed", ["", "DEPT FOR EUR/SE\n", "DEPT FOR EUR/SE AND S/CT\nNSC FOR QUILL\n"])
def test_head_of_a_later_section_with_what_stands_around_it(above: str, passed: str) -> None:
    head = HEAD.format(2).replace("STATE FOR EUR/RUR\n\n", passed)
    cable = parse(HEADING.format(1), joined([BODIES[0].removesuffix(END), above + head + SECOND, BODIES[2]]))
    assert (cable.sections_seen, [p.text for p in cable.paragraphs]) == (3, TEXTS)


def test_page_lines_that_count_other_sections() -> None:
    body = BODIES[0] + "\nZENDA 00001234  002 OF 002\n\n" + THIRD
    cable = parse(HEADING.format(1), body)
    assert [(i.code, i.detail) for i in cable.issues] == [
        ("sections_mismatch", "classification line says 3, page lines 2")
    ]
    assert cable.section_count == 3


def test_text_below_a_whole_heading_is_not_taken_for_one() -> None:
    lost = f"{HEADING.format(2)}SIPDIS\n\n3. (C) The Duke stayed.\n\n"
    cable = parse(HEADING.format(1), joined([BODIES[0].removesuffix(END), lost + BODIES[2]]))
    assert "The Duke stayed." in [p.text for p in cable.paragraphs]


@pytest.mark.parametrize(
    ("found", "written"),
    [
        ("another number", BODIES[1].replace("ZENDA 001234", "ZENDA 001235")),
        ("another count", BODIES[1].replace("OF 03", "OF 04")),
        ("the first again", BODIES[0]),
        ("another count alone", "SECTION 02 OF 04\n\n2. (C) Fog.\n"),
        ("prose", "2. (C) He read out SECTION 02 OF 03 ZENDA 001234 to us.\n"),
        ("a number that a sentence cites", "SECRET ZENDA 001234, SECTION 2 OF WHICH SAYS MORE.\n"),
    ],
)
def test_what_is_no_head_of_a_later_section(found: str, written: str) -> None:
    assert section_heads(joined([BODIES[0], written])) == []


def test_head_of_a_print_goes_with_its_heading_and_page_lines() -> None:
    """As in 00HARARE6677: the print's own head and the heading, their line ends lost, above the section's."""
    opening = (
        " CONFIDENTIAL\n CONFIDENTIAL PTQ1865\nPAGE 01 ZENDA 01234 02 OF 02 211047Z ACTION EUR-00\n"
        "INFO LOG-00 NP-00 AID-00 /012W ------------------A54E56 211047Z /38 P 211047Z AUG 08 FM AMEMBASSY ZENDA "
        "TO SECSTATE WASHDC PRIORITY 4102\n"
    )
    body = (
        "C O N F I D E N T I A L SECTION 01 OF 02 ZENDA 001234\nTAGS: PREL\nSUBJECT: CORONATION\n"
        "1. (C) HE WOULD ASK THE\n"
        + opening
        + "C O N F I D E N T I A L SECTION 02 OF 02 ZENDA 001234\nTAGS: PREL\nDUKE, WHO WAS THE  CONFIDENTIAL\n"
        "PAGE 02 ZENDA 01234 02 OF 02 211047Z LAST TO LEAVE.\nFICTIONAL\n"
    )
    cable = parse("", body, "08ZENDA1234")
    assert [p.text for p in cable.paragraphs] == ["HE WOULD ASK THE DUKE, WHO WAS THE LAST TO LEAVE."]
    assert [body[s.start : s.end] for s in cable.body_spans if s.kind == "section head"] == [
        opening + "C O N F I D E N T I A L SECTION 02 OF 02 ZENDA 001234\nTAGS: PREL"
    ]
    assert cable.sections_seen == 2


@pytest.mark.parametrize(
    "written",
    [
        "Secretary Fictional, and the\n\nSIPDIS\n\nDuke was angry.",
        "Secretary Fictional, and the\nSIPDIS Duke was angry.",
    ],
)
def test_caption_in_a_sentence_is_left_out(written: str) -> None:
    """As in 07MADRID911 and 07KABUL185."""
    head = "C O N F I D E N T I A L ZENDA 001234\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: X\n\n"
    body = f"{head}1. (U) We met the\n{written}\n\nFICTIONAL\n"
    cable = parse(HEADING.format(1), body)
    assert [p.text for p in cable.paragraphs] == ["We met the Secretary Fictional, and the Duke was angry."]
    assert [issue.code for issue in cable.issues] == ["caption_stray"]
    assert cable.captions == ["SIPDIS"]


def test_caption_that_a_sentence_speaks_of_stays() -> None:
    body = "UNCLAS ZENDA 001234\n\nTAGS: PREL\nSUBJECT: X\n\n1. (U) Please put the\nSIPDIS caption on all replies.\n"
    cable = parse(HEADING.format(1), body)
    assert [p.text for p in cable.paragraphs] == ["Please put the SIPDIS caption on all replies."]


# -- which belong together ----------------------------------------------------------------------


def section(ordinal: int, number: int, message: str = "", cable: str = "08ZENDA1234", count: int = 3) -> LoneSection:
    return LoneSection(ordinal, message or f"message {ordinal}", cable, number, count)


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
def test_sections_come_in_any_order(order: tuple[int, ...]) -> None:
    (telegram,) = together([section(n, number) for n, number in enumerate(order, 1)])
    assert [part.section for part in telegram] == [1, 2, 3]


def test_retransmission_is_a_telegram_of_its_own() -> None:
    found = together([section(n, number) for n, number in enumerate((1, 2, 3, 1, 2, 3), 1)])
    assert [[part.ordinal for part in telegram] for telegram in found] == [[1, 2, 3], [4, 5, 6]]


def test_section_that_comes_again_alone_belongs_to_none() -> None:
    found = together([section(1, 1), section(2, 2), section(3, 2, "message 2"), section(4, 3)])
    assert [[part.ordinal for part in telegram] for telegram in found] == [[1, 2, 4]]


def test_corrected_section_is_joined_to_the_others_that_come_again_with_it() -> None:
    found = together([section(1, 1), section(2, 2), section(3, 1, "corrected"), section(4, 2, "message 2")])
    assert [[part.ordinal for part in telegram] for telegram in found] == [[1, 2], [3, 4]]


def test_sections_of_other_telegrams_stay_apart() -> None:
    lone = [section(1, 1), section(2, 2, cable="08ZENDA1235"), section(3, 2, count=4), section(4, 1, cable="09ZENDA1")]
    assert together(lone) == []


def test_sections_are_joined_from_whatever_files_of_the_lake_they_lie_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One message a file, other telegrams between them, and on all cores."""
    monkeypatch.setattr(messages, "ROWS", 1)
    monkeypatch.setattr(engine, "_POOL_FROM", 1)
    others = [SECTIONS[0].replace("1234", str(number)).replace(" OF 03", " OF 04") for number in (1301, 1302)]
    (tmp_path / "stream").write_text(SECTIONS[2] + others[0] + SECTIONS[0] + others[1] + SECTIONS[1])
    home = Home(tmp_path / "home")
    (dump,) = discover(tmp_path / "stream")
    write_messages(home, dump, lambda done, of: None)
    counts = parse_messages(home, dump.dump_id, lambda done, of: None)
    found = {
        name: [
            row
            for file in sorted(home.table(name, dump.dump_id).iterdir())
            for row in pq.read_table(file, partitioning=None).to_pylist()
        ]
        for name in ("messages", "cables", "paragraphs")
    }
    assert (len(found["messages"]), len(found["cables"]), counts["cables"]) == (5, 3, 3)
    (whole,) = [cable for cable in found["cables"] if len(cable["parts"]) > 1]
    assert whole["parts"] == [found["messages"][at]["message_id"] for at in (2, 4, 0)]
    assert [row["text"] for row in found["paragraphs"] if row["message_id"] == whole["message_id"]] == TEXTS
    assert len(found["paragraphs"]) == counts["paragraphs"] == len(TEXTS) + 2 * 2


# -- loaded -------------------------------------------------------------------------------------


def test_sections_that_come_by_themselves_are_one_version(tmp_path: Path) -> None:
    """First two of three, then all: the second dump's version takes the place of the first's, each record accounted."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text(SECTIONS[2] + SECTIONS[0])
    second.write_text(SECTIONS[1] + SECTIONS[0] + SECTIONS[1] + SECTIONS[2])
    home = Home(tmp_path / "home")
    load_paths(home, [first], quiet=True)
    with warehouse.connect(home) as connection:
        counts = connection.sql("select messages, cables, joined, duplicates, quarantined from load_dumps").fetchall()
        facts = connection.sql("select len(parts), sections_seen, text_status from fact_cables").fetchall()
    assert (counts, facts) == ([(1, 1, 1, 0, 0)], [(2, 2, "partial")])
    load_paths(home, [second], quiet=True)
    with warehouse.connect(home) as connection:
        counts = connection.sql(
            "select messages, cables, joined, duplicates, quarantined from load_dumps order by load_order"
        ).fetchall()
        facts = connection.sql("select len(parts), sections_seen, text_status from fact_cables").fetchall()
        texts = connection.sql("select text from fact_paragraphs order by ordinal").fetchall()
        duplicates = connection.sql("select len(parts) from load_duplicates order by all").fetchall()
    assert counts == [(1, 0, 1, 1, 0), (2, 1, 2, 1, 0)]
    assert facts == [(3, 3, "text")]
    assert [text for (text,) in texts] == TEXTS
    assert duplicates == [(1,), (2,)]


def test_each_section_of_a_telegram_that_is_refused_when_joined_is_in_quarantine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stream").write_text("".join(SECTIONS))
    monkeypatch.setenv("CABLES_MESSAGE_LIMIT", str(max(map(len, SECTIONS)) + 10))  # enough for each, not for all
    home = Home(tmp_path / "home")
    (dump,) = discover(tmp_path / "stream")
    write_manifest(home, dump)
    write_messages(home, dump, lambda done, of: None)
    assert parse_messages(home, dump.dump_id, lambda done, of: None)["cables"] == 0
    warehouse.load_dump(home, dump.dump_id)
    (file,) = home.table("quarantine", dump.dump_id).glob("parser*")
    refused = pq.read_table(file, partitioning=None).to_pylist()
    assert [row["reason"] for row in refused] == ["message_too_long"] * 3
    texts = (FIRST, SECOND, THIRD)
    assert [text in row["raw"].decode() for row, text in zip(refused, texts, strict=True)] == [True] * 3
    with warehouse.connect(home) as connection:
        counts = connection.sql("select messages, cables, joined, duplicates, quarantined from load_dumps").fetchall()
    assert counts == [(3, 0, 0, 0, 3)]
