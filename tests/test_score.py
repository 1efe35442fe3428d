"""The scorecard itself, on fictional cables: what is wrong shows as a difference, and nothing else does."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from score import gold, index, laws
from score.__main__ import main, score_of
from score.corpus import Row, rows
from score.outcome import compared, gains_and_losses, load, table, write

import dagster_project.telegram.cable as cable_module
from dagster_project.telegram.cable import Cable, Paragraph, Recipient, Reference, Route, Span, Tag

HAND_READ = {
    "mrn": "08ELBONIA12",
    "transmission_id": "VZCZCXRO0001",
    "precedence": ["O", "P"],
    "routing_indicators": ["RUEHXX"],
    "origin_ri": "RUEHYY",
    "station_serial": 12,
    "section_in_header": 1,
    "filing_time": "0341105",
    "zn_letter": "C",
    "operating_signals": ["ZZH"],
    "dtg": "2008-02-03T11:04Z",
    "from": "AMEMBASSY ELBONIA",
    "action": [{"ri": "RUEHC", "plad": "SECSTATE WASHDC", "precedence": "IMMEDIATE", "serial": "0007"}],
    "info": [{"ri": None, "plad": "MUD COLLECTIVE//MUD/TAX//", "precedence": None, "serial": None}],
    "classification": "CONFIDENTIAL",
    "handling": ["NOFORN"],
    "sections_total": 2,
    "captions": ["SIPDIS", "NOFORN"],
    "pass_lines": ["DEPT FOR EUR/MUD"],
    "eo": {"number": "12958", "value": "DECL: 02/03/2018"},
    "declassify_on": "2018-02-03",
    "tags": ["PREL", "(PERSON, A)"],
    "subject": "(U) MUD",
    "references": [{"bullet": "A", "text": "07 ELBONIA 3", "mrn": "07ELBONIA3"}],
    "classified_by": "Ambassador A. Person",
    "reasons": ["1.4(b)"],
    "paragraphs": [
        {"number": 1, "marking": "C", "words": 40, "first": "Summary: Elbonia is muddy."},
        {"number": None, "marking": None, "words": 5, "first": "Please visit our mud."},
    ],
    "headings": ["The Mud"],
    "page_lines": 1,
    "signature": "PERSON",
    "has_summary": True,
    "has_comment": False,
    "notes": "",
}


def paragraph(number, mark, words, text, heading=None, start=0, end=1) -> Paragraph:
    return Paragraph(1, number, None, mark, mark, 2, False, 1, "body", heading, text, words, False, start, end)


def cable(**changed) -> Cable:
    """The cable that HAND_READ describes, as a faultless parser yields it, and what is changed in it."""
    to = Recipient(1, "action", "RUEHC", "SECSTATE WASHDC", None, "IMMEDIATE", "IMMEDIATE", "0007", False, None, "")
    info = Recipient(2, "info", None, "MUD COLLECTIVE", "MUD/TAX", None, "PRIORITY", None, True, None, "")
    read = {
        "cable_id": "08ELBONIA12",
        "post": "ELBONIA",
        "serial": 12,
        "transmission_id": "VZCZCXRO0001",
        "precedence_action": "IMMEDIATE",
        "precedence_info": "PRIORITY",
        "origin_ri": "RUEHYY",
        "station_serial": 12,
        "header_section": 1,
        "filed_at": dt.datetime(2008, 2, 3, 11, 5),
        "circuit_class": "C",
        "operating_signals": ["ZZH", "ZDK"],
        "sent_at": dt.datetime(2008, 2, 3, 11, 4),
        "from_address": "AMEMBASSY ELBONIA",
        "recipients": [to, info],
        "routing": [Route(1, "RUEHXX")],
        "classification": "CONFIDENTIAL//NOFORN",
        "is_noforn": True,
        "section_count": 2,
        "captions": ["SIPDIS", "NOFORN"],
        "pass_lines": ["DEPT FOR EUR/MUD"],
        "eo_number": "12958",
        "eo_value": ": DECL:  02/03/2018",
        "declassify_on": dt.date(2018, 2, 3),
        "tags": [Tag(1, "PREL", "subject", "PREL", None), Tag(2, "PERSON, A", "person", "(PERSON, A)", None)],
        "subject": "MUD",
        "subject_mark": "U",
        "references": [Reference(1, "A", "A. 07 ELBONIA 3", "cable", "07ELBONIA3", False, None)],
        "classified_by": "Ambassador A. Person.",
        "class_reasons": ["1.4(b)"],
        "paragraphs": [
            paragraph(1, "C", 42, "Summary: Elbonia is muddy. So is all.", "THE MUD"),
            paragraph(None, None, 5, "Please visit our mud. Thanks."),
        ],
        "page_line_count": 1,
        "signer": "PERSON",
        "has_summary": True,
    }
    return Cable(**(read | changed))


def wrong(outcomes) -> list[str]:
    return [f"{outcome.field} {outcome.item}".strip() for outcome in outcomes if not outcome.equal]


def test_a_cable_read_right_has_no_difference():
    assert wrong(gold.compare(HAND_READ, cable())) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"sent_at": None}, "gold.dtg"),
        ({"precedence_info": None}, "gold.precedence"),
        ({"operating_signals": []}, "gold.operating_signals"),
        ({"classification": "SECRET//NOFORN"}, "gold.classification"),
        ({"is_noforn": False, "captions": ["NOFORN", "SIPDIS"]}, "gold.captions"),
        ({"eo_value": "DECL: 02/03/2019"}, "gold.eo.value"),
        ({"subject_mark": None}, "gold.subject"),
        ({"tags": [Tag(1, "PREL", "subject", "PREL", None)]}, "gold.tags"),
        ({"recipients": [*cable().recipients[:1], cable().recipients[1]._replace(address="MUD")]},
         "gold.recipients.plad info 1"),
        ({"references": [cable().references[0]._replace(ref_cable_id="08ELBONIA3")]}, "gold.references.mrn"),
        ({"paragraphs": [cable().paragraphs[0]._replace(word_count=43), cable().paragraphs[1]]},
         "gold.paragraphs.words ¶1"),
        ({"paragraphs": [cable().paragraphs[0]._replace(heading=None), cable().paragraphs[1]]}, "gold.headings"),
    ],
)  # fmt: skip
def test_a_field_read_wrong_is_the_only_difference(changed, field):
    assert wrong(gold.compare(HAND_READ, cable(**changed))) == [field]


def test_an_addressee_not_read_differs_in_all_its_fields():
    outcomes = gold.compare(HAND_READ, cable(recipients=cable().recipients[:1]))
    assert wrong(outcomes) == [
        f"gold.recipients.{field}" for field in ("count info", "ri info 1", "plad info 1", "precedence info 1",
                                                 "serial info 1")
    ]  # fmt: skip


def test_a_paragraph_too_many_moves_none_of_the_others():
    read = cable().paragraphs
    outcomes = gold.compare(HAND_READ, cable(paragraphs=[paragraph(None, None, 1, "Mud."), *read]))
    assert wrong(outcomes) == ["gold.paragraphs.sequence"]


PUBLISHED = {"date": ["2008-02-03"], "origin": ["Embassy Elbonia"], "classification": ["CONFIDENTIAL//NOFORN"]}


@pytest.mark.parametrize(
    ("tags", "fields"),
    [
        (["PREL", "PERSON", "A"], []),  # the index splits a person into words
        (["PREL", "KMUD"], ["index.tags"]),
    ],
)
def test_every_tag_of_the_index_is_looked_for(tags, fields):
    assert wrong(index.compare("08ELBONIA12", PUBLISHED | {"tag": tags}, cable())) == fields


def test_the_index_says_nothing_of_the_body_of_another_cable():
    outcomes = index.compare("08ELBONIA12", PUBLISHED | {"tag": ["KMUD"]}, cable(body_matches_id=False))
    assert [outcome.field for outcome in outcomes] == ["index.date", "index.origin"]


HEADER = "OO RUEHXX\nDE RUEHYY\nO 031104Z FEB 08\nTO RUEHC/SECSTATE WASHDC"
ROW = Row("08ELBONIA12", dt.date(2008, 2, 3), HEADER, "1.  One.\n2.  Two.")
LAWFUL = {
    "header_spans": [Span(0, len(HEADER), "heading")],
    "body_spans": [Span(0, 8, "paragraph"), Span(8, 9, "blank"), Span(9, 17, "paragraph")],
    "paragraphs": [paragraph(1, None, 1, "One.", start=0, end=8), paragraph(2, None, 1, "Two.", start=9, end=17)],
}


def test_a_lawful_cable_breaks_no_law():
    assert wrong(laws.compare(ROW, cable(**LAWFUL))) == []


@pytest.mark.parametrize(
    ("changed", "law"),
    [
        ({"sent_at": dt.datetime(2008, 2, 3, 11, 5)}, "law.dtg"),
        ({"station_serial": 13}, "law.station_serial"),
        ({"routing": []}, "law.called_stations"),
        ({"recipients": []}, "law.addressees_with_ri"),
        ({"header_spans": [Span(0, len(HEADER) - 1, "heading")]}, "law.spans_cover header"),
        ({"body_spans": [Span(0, 8, "paragraph"), Span(9, 17, "paragraph")]}, "law.spans_cover body"),
        ({"body_spans": [Span(0, 9, "paragraph"), Span(8, 17, "paragraph")]}, "law.spans_cover body"),
        ({"body_spans": [Span(0, 8, "blank"), Span(8, 17, "paragraph")]}, "law.blank_spans_are_blank"),
        ({"body_spans": [Span(0, 4, "unread"), Span(4, 17, "paragraph")]}, "law.unread_counts_spans"),
        ({"paragraphs": [LAWFUL["paragraphs"][0], LAWFUL["paragraphs"][1]._replace(char_start=7)]}, "law.offsets"),
        ({"paragraphs": [LAWFUL["paragraphs"][0], LAWFUL["paragraphs"][1]._replace(number=3)]}, "law.numbers_1_to_n"),
        ({"paragraphs": [LAWFUL["paragraphs"][0], LAWFUL["paragraphs"][1]._replace(text="Two.\n¶3. Three.")]},
         "law.no_pilcrow_left_in_text"),
    ],
)  # fmt: skip
def test_a_broken_law_is_told(changed, law):
    assert wrong(laws.compare(ROW, cable(**(LAWFUL | changed)))) == [law]


@pytest.mark.parametrize(
    ("body", "changed", "law"),
    [
        ("SUBJECT: MUD", {"subject": None}, "law.subject_where_written"),
        ("TAGS: PREL", {"tags": []}, "law.tags_where_written"),
        ("Elbonia 00000012 002.1 of 003", {"page_line_count": 0}, "law.page_lines"),
    ],
)
def test_what_is_certainly_written_must_be_read(body, changed, law):
    row = ROW._replace(body=body)
    lawful = LAWFUL | {"body_spans": [Span(0, len(body), "line")], "paragraphs": []}
    assert wrong(laws.compare(row, cable(**lawful))) == []
    assert wrong(laws.compare(row, cable(**(lawful | changed)))) == [law]


def test_numbers_with_a_gap_are_their_own_law():
    row = ROW._replace(body="1.  One.\n3.  Two.")
    assert wrong(laws.compare(row, cable(**LAWFUL))) == ["law.numbers_with_gaps"]


def test_gains_and_losses(tmp_path):
    before = [compared("f", "08ELBONIA1", 1, 2), compared("g", "08ELBONIA1", 1, 1), compared("g", "08ELBONIA2", 1, 1)]
    now = [compared("f", "08ELBONIA1", 1, 1), compared("g", "08ELBONIA1", 1, 3), compared("g", "08ELBONIA2", 1, 1)]
    write(before, tmp_path / "before.json")
    lines = list(gains_and_losses(load(tmp_path / "before.json"), now))
    assert lines[0] == "1 gained, 1 lost, 0 compared on one side only"
    assert "LOSS 08ELBONIA1 g" in lines
    assert "gain 08ELBONIA1 f" in lines
    assert not any("08ELBONIA2" in line for line in lines)


def test_the_table_counts_and_shows_the_first_differences():
    outcomes = [compared("f", f"08ELBONIA{n}", n, 2) for n in (1, 2, 3, 4)]
    assert [line.split() for line in table(outcomes, differences=2)][1:] == [
        ["f", "4", "1", "25.00%"],
        ["08ELBONIA1:", "1", "|", "2"],
        ["08ELBONIA3:", "3", "|", "2"],
        ["and", "1", "more"],
    ]


def test_a_corpus_that_is_asked_for_and_missing_is_an_error(tmp_path, capsys):
    assert main(["--corpus", str(tmp_path / "nowhere")]) == 2
    assert "nowhere does not exist" in capsys.readouterr().err


def test_without_a_corpus_there_is_nothing_to_score(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("score.__main__.CORPUS", tmp_path / "nowhere")
    assert main([]) == 0
    assert f"no corpus at {tmp_path / 'nowhere'}" in capsys.readouterr().out


def test_another_checkout_is_scored_with_its_own_parser(tmp_path):
    records(tmp_path / "corpus" / "cablegate_csv")
    parser = tmp_path / "checkout" / "dagster_project" / "telegram"
    parser.mkdir(parents=True)
    shutil.copy(cable_module.__file__, parser)
    (parser / "__init__.py").write_text(
        "from .cable import Cable\ndef parse(*_, **__):\n    raise ValueError('of another checkout')\n", "utf-8"
    )
    outcomes = score_of(tmp_path / "checkout", tmp_path / "corpus")
    assert [outcome.got for outcome in outcomes if outcome.field == "law.no_exception"] == [
        "ValueError('of another checkout') at __init__.py:3"
    ]


def test_rows_of_the_csv(tmp_path):
    file = records(tmp_path)
    assert list(rows(file)) == [Row("08ELBONIA12", dt.date(2008, 2, 3), "FM A", 'say "mud"\ntwice')]


def records(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "cables.csv"
    file.write_text(
        '"1","2/3/2008 11:11","08ELBONIA12","Embassy Elbonia","SECRET","","FM A","say \\"mud\\"\ntwice"\n', "utf-8"
    )
    return file
