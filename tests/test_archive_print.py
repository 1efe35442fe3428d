"""Prints of the archive, 1973 to 1979: files with their attributes, and what stands around the telegram."""

import datetime as dt
import io
from pathlib import Path

import pytest

from dagster_project.dumps import archive_text
from dagster_project.dumps.archive_text import read_attributes
from dagster_project.dumps.carrier_date import carrier_date
from dagster_project.dumps.discover import discover, read_dump
from dagster_project.dumps.message import Message, Refused
from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable
from dagster_project.telegram.split import split

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "nara_text"
STAMP = "Prudence X. Fictional Declassified/Released US Department of State EO Systematic Review 05 JUL 2006"

TELEGRAM = f"""\
CONFIDENTIAL
PAGE 01 STATE 123456
43
ORIGIN ARA-10
INFO OCT-01 ISO-00 SP-02 EB-07
NSC-05 /025 R
66011
DRAFTED BY ARA/XYZ:DFICTIONAL:MCH
4/16/75 X-22637
APPROVED BY ARA:PNOBODY
EB:ASOMEONE (DRAFT)
DESIRED DISTRIBUTION
ARA, EB
--------------------- 008354
P R 241853Z JUL 75
FM SECSTATE WASHDC
TO AMEMBASSY SANTIAGO NIACT IMMEDIATE 4711
INFO AMEMBASSY LIMA PRIORITY
C O N F I D E N T I A L STATE 123456
LIMDIS, FOR THE AMBASSADOR FROM FICTIONAL
E.O. 11652: GDS
TAGS: OVIP (NOBODY, PAUL), CI
SUBJECT: A SUBJECT THAT IS TOO LONG TO STAND ON ONE LINE AND
GOES ON
REF: (A) SANTIAGO 7172; (B) LIMA A-150
FIRST SENTENCE WITHOUT A NUMBER.
1. A SENTENCE THAT RUNS OVER THE FOOT
CONFIDENTIAL
CONFIDENTIAL
PAGE 02 STATE 123456
OF ITS PAGE. AND ONE THAT IS BROKEN BY
{STAMP}
{STAMP}
THE STAMP.
FICTIONAL
CONFIDENTIAL
NNNN
"""

ATTRIBUTES = """\
Automatic Decaptioning: X
Draft Date: 24 JUL 1975
Concepts: FICTION, PRINTS,
 TESTS
Document Number: 1975STATE123456
From: STATE
Original Classification: CONFIDENTIAL
Reference: n/a
Retention Of Nothing: 0
Markings: Prudence X. Fictional Declassified/Released US Department of State EO Systematic Review 05 JUL 2006
"""


def a_file(telegram: str = TELEGRAM, attributes: str = ATTRIBUTES) -> bytes:
    text = f"{STAMP}\n\n{' ' * 20}Message Text\n\n\n{telegram}\n{' ' * 20}Message Attributes\n\n{attributes}\n{STAMP}\n"
    return text.encode()


def read(content: bytes) -> Message | Refused:
    (record,) = archive_text.read(content[:50], io.BytesIO(content[50:]), "1975/07/1975STATE123456.txt")
    return record


@pytest.fixture(scope="module")
def cable() -> Cable:
    message = read(a_file())
    return parse(message.header, message.body, message.reference_id)


# -- the file -----------------------------------------------------------------------------------


def test_attributes_give_the_carriers_labels():
    message = read(a_file())
    assert (message.carrier, message.reference_id) == ("archive_text", "1975STATE123456")
    assert (message.created_label, message.origin_label, message.released_on) == ("24 JUL 1975", "STATE", "05 JUL 2006")
    assert (message.classification_label, message.references_label) == ("CONFIDENTIAL", None)


def test_every_attribute_is_kept_the_unknown_and_the_wrapped_too():
    attributes = read(a_file()).attributes
    assert attributes["Concepts"] == "FICTION, PRINTS, TESTS"
    assert attributes["Retention Of Nothing"] == "0"
    assert attributes["Reference"] == "n/a"
    assert attributes["Markings"] == STAMP  # and not the banner that stands below it too
    assert len(attributes) == 9


def test_name_that_stands_twice_keeps_both_values():
    assert archive_text.read_attributes("Subject: A\nSubject: B\n") == {"Subject": "A", "Subject 2": "B"}


def test_header_and_body_are_all_above_the_attributes():
    message = read(a_file())
    above = a_file().decode().split(f"{' ' * 20}Message Attributes")[0]
    assert "".join((message.header + message.body).split()) == "".join(above.split())


@pytest.mark.parametrize("mark", ["Message Text", "Message Attributes"])
@pytest.mark.parametrize("times", [0, 2])
def test_file_without_just_one_of_each_mark_is_refused_with_its_bytes(mark, times):
    line = f"{' ' * 20}{mark}\n".encode()
    content = a_file().replace(line, line * times)
    refused = read(content)
    assert (refused.reason, refused.raw) == ("archive_layout", content)


def test_files_of_a_folder_are_one_dump(tmp_path):
    (tmp_path / "1975STATE123456.txt").write_bytes(a_file())
    (tmp_path / "1975STATE123457.tel").write_bytes(a_file(TELEGRAM.replace("123456", "123457")))
    (dump,) = discover(tmp_path)
    assert (dump.carrier, dump.files, len(list(read_dump(dump)))) == ("archive_text", 2, 2)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ERROR READING TEXT INDEX\n", "lost"),
        ("EXPAND ERROR ENCOUNTERED\n", "lost"),
        ("MRN: 1975STATE123456 SEGMENT NUMBER: 000001 EXPAND ERROR ENCOUNTERED; TEXT UNAVAILABLE\n", "lost"),
        (
            "MRN: 1975STATE123456 SEGMENT NUMBER: 000001\nERROR READING TEXT INDEX FILE\n"
            "TELEGRAM TEXT FOR THIS MRN IS UNAVAILABLE\n",
            "lost",
        ),
        ("", "lost"),
        ("WITHDRAWAL CARD\n", "withheld"),
    ],
)
def test_text_that_is_lost_or_withheld_is_said_to_be(text, status):
    message = read(a_file(text))
    assert parse(message.header, message.body, message.reference_id).text_status == status


def test_lost_text_has_the_number_of_its_attributes_its_post_whole():
    message = read(a_file("ERROR READING TEXT INDEX\n", ATTRIBUTES.replace("STATE123456", "SANTIA01341")))
    cable = parse(message.header, message.body, message.reference_id)
    assert (cable.cable_id, cable.cable_id_raw) == ("75SANTIAGO1341", "1975SANTIA01341")


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("04 MAY 1976", dt.date(1976, 5, 4)),
        ("01 jan 1994", dt.date(1994, 1, 1)),
        ("24-Jul-1977 12:00:00 am", dt.date(1977, 7, 24)),
        ("01 JAN 1960", None),
        ("31 FEB 1975", None),
    ],
)
def test_dates_of_the_attributes(label, day):
    assert carrier_date(label) == day


# -- the print ----------------------------------------------------------------------------------


def test_every_character_of_a_print_is_read(cable):
    assert cable.unread_chars == 0


def test_distribution_is_read_with_its_copies_and_total(cable):
    assert [(d.role, d.office, d.copies) for d in cable.distribution] == [
        ("origin", "ARA", 10),
        ("info", "OCT", 1),
        ("info", "ISO", 0),
        ("info", "SP", 2),
        ("info", "EB", 7),
        ("info", "NSC", 5),
    ]
    assert cable.distribution_total == 25
    assert "distribution_mismatch" not in {issue.code for issue in cable.issues}


def test_distribution_that_does_not_add_up_is_flagged():
    header, body = split(TELEGRAM.replace("/025", "/026"))
    assert "distribution_mismatch" in {issue.code for issue in parse(header, body).issues}


def test_drafting_block_gives_drafter_and_approver(cable):
    assert (cable.drafter, cable.approver) == ("ARA/XYZ:DFICTIONAL:MCH", "ARA:PNOBODY")


def test_heading_below_the_dash_line_is_read(cable):
    assert cable.sent_at == dt.datetime(1975, 7, 24, 18, 53)
    assert (cable.from_address, cable.precedence_action, cable.precedence_info) == (
        "SECSTATE WASHDC",
        "PRIORITY",
        "ROUTINE",
    )
    assert [(r.role, r.address, r.precedence, r.serial) for r in cable.recipients] == [
        ("action", "AMEMBASSY SANTIAGO", "NIACT IMMEDIATE", "4711"),
        ("info", "AMEMBASSY LIMA", "PRIORITY", None),
    ]


def test_caption_before_a_pass_line_is_a_caption_too(cable):
    assert (cable.captions, cable.pass_lines) == (["LIMDIS"], ["LIMDIS, FOR THE AMBASSADOR FROM FICTIONAL"])


def test_agency_that_a_line_is_for_is_no_caption():
    cable = parse(*split(TELEGRAM.replace("LIMDIS, FOR", "USDOC SECSTATE FROM MANAMA\nLIMDIS, FOR")))
    assert (cable.captions, cable.pass_lines[0]) == (["LIMDIS"], "USDOC SECSTATE FROM MANAMA")


def test_subject_and_references_end_though_no_blank_line_says_so(cable):
    assert cable.subject == "A SUBJECT THAT IS TOO LONG TO STAND ON ONE LINE AND GOES ON"
    assert [(r.label, r.raw, r.kind, r.ref_cable_id) for r in cable.references] == [
        ("A", "SANTIAGO 7172", "cable", "75SANTIAGO7172"),
        ("B", "LIMA A-150", "airgram", None),
    ]


def test_subject_that_ends_in_a_comma_goes_on_with_a_year():
    text = TELEGRAM.replace("TOO LONG TO STAND ON ONE LINE AND\nGOES ON", "DATED JULY 24,\n1975")
    assert parse(*split(text)).subject == "A SUBJECT THAT IS DATED JULY 24, 1975"


def test_classification_line_of_a_telegram_that_is_repeated_is_no_pass_line():
    text = TELEGRAM.replace("LIMDIS, FOR", "FOL REPEAT SANTIAGO 1234\nUNCLAS SANTIAGO 1234\nLIMDIS, FOR")
    cable = parse(*split(text))
    assert cable.pass_lines[0] == "FOL REPEAT SANTIAGO 1234"
    assert all("UNCLAS" not in line for line in cable.pass_lines)
    assert "second_heading" in {issue.code for issue in cable.issues}


def test_page_breaks_and_stamps_are_taken_out_of_sentences(cable):
    assert [(p.number, p.text) for p in cable.paragraphs] == [
        (None, "FIRST SENTENCE WITHOUT A NUMBER."),
        (1, "A SENTENCE THAT RUNS OVER THE FOOT OF ITS PAGE. AND ONE THAT IS BROKEN BY THE STAMP."),
    ]
    assert (cable.page_line_count, cable.signer) == (1, "FICTIONAL")


def test_number_on_the_line_below_page_is_part_of_the_page_line():
    text = TELEGRAM.replace("PAGE 01 STATE 123456", "PAGE 01\nSTATE 123456")
    header, body = split(text.replace("PAGE 02 STATE 123456", "PAGE 02\nSTATE 123456"))
    cable = parse(header, body)
    assert cable.unread_chars == 0
    assert "OVER THE FOOT OF ITS PAGE." in cable.paragraphs[1].text


@pytest.mark.parametrize(
    ("written", "precedence", "issue"),
    [
        ("TO AMEMBASSY SANTIAGO IMMEDIATE NIACT 4711", "NIACT IMMEDIATE", None),
        ("TO AMEMBASSY SANTIAGO PRIORIY", "PRIORITY", "precedence_misspelt"),
        ("TO AMEMBASSY SANTIAGO POUCH", "PRIORITY", None),
    ],
)
def test_addressees_of_the_time(written, precedence, issue):
    header, body = split(TELEGRAM.replace("TO AMEMBASSY SANTIAGO NIACT IMMEDIATE 4711", written))
    cable = parse(header, body)
    assert (cable.recipients[0].address, cable.recipients[0].precedence) == ("AMEMBASSY SANTIAGO", precedence)
    assert issue is None or issue in {i.code for i in cable.issues}


def test_visitors_without_parentheses_are_persons():
    header, body = split(TELEGRAM.replace("OVIP (NOBODY, PAUL), CI", "OVIP, FICTIONAL, NOON, AND NOBODY."))
    tags = parse(header, body).tags
    assert [(t.tag, t.kind) for t in tags[1:]] == [
        ("FICTIONAL", "person"),
        ("NOON", "person"),
        ("NOBODY", "person"),
    ]


def test_year_of_the_date_time_group_far_from_that_of_the_number_is_none():
    header, body = split(TELEGRAM.replace("JUL 75", "JUL 15"))
    cable = parse(header, body, "1975STATE123456")
    assert (cable.sent_at, "dtg_invalid" in {i.code for i in cable.issues}) == (None, True)


def test_sentence_of_capitals_is_no_signature():
    header, body = split(TELEGRAM.replace("THE STAMP.\nFICTIONAL", "THE\nLAST LINE."))
    cable = parse(header, body)
    assert (cable.signer, cable.paragraphs[-1].text.endswith("THE LAST LINE.")) == (None, True)


@pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")
def test_prints_of_the_corpus_are_read_to_the_last_character():
    files = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".txt", ".tel"))
    assert len(files) == 24
    for file in files:
        cable = parse(*split(file.read_text(encoding="utf-8")), file.stem)
        assert (file.name, cable.unread_chars) == (file.name, 0)
        assert sum(d.copies for d in cable.distribution) == cable.distribution_total
        assert cable.subject
        assert cable.eo_number
        assert cable.from_address
        assert cable.tags
        assert cable.recipients
        assert cable.paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "INFO OCT-O1 ISO-00 EUR-12 /021 W",
        "INFO OCT-01 ISO 00 EUR-12 /021 W",
        "INFO OCT- 01 ISO-00 EUR-12 / 021 W",
        "INFO OCT-01 ISO-00 EUR-12 /021 W ( ISO ) R",
    ],
)
def test_a_damaged_line_of_the_distribution_is_no_addressee(line: str) -> None:
    sent = "R 121315Z MAY 76\nFM AMEMBASSY ZENDA\nTO SECSTATE WASHDC"
    header = f"PAGE 01 ZENDA 01112 121447Z\nACTION AF- 08\n{line}\n\n{sent}"
    cable = parse(header, "")
    assert [r.address for r in cable.recipients] == ["SECSTATE WASHDC"]
    assert (cable.header_kind, cable.distribution_total) == ("distribution", 21)
    assert {d.office for d in cable.distribution} >= {"AF", "EUR"}


SECTION = "C O N F I D E N T I A L SECTION 02 OF 02 ZENDA 5586"
PRINT = "PAGE 01 ZENDA 05586 02 OF 02 121447Z\nACTION AF-08\n\nR 121315Z MAY 76\nFM AMEMBASSY ZENDA\nTO SECSTATE WASHDC"


def numbers(text: str) -> list[int | None]:
    return [p.number for p in parse(PRINT, f"{SECTION}\n{text}\nSEELYE\n").paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11. HE LEFT ON MONDAY.\n12. HE WILL RETURN.\n13. NO MORE.", [11, 12, 13]),  # no mangled pilcrows
        ("7. HE LEFT FOR STRELSAU ON MONDAY AND SAID SO.\n8. HE WILL RETURN.", [7, 8]),  # no pass line
        ("8. HE ASKED FOR THE ANSWER TO THE\nREFTEL. HE WILL WAIT.\n9. HE LEFT.", [8, 9]),  # no label
        ("WITH THE GOVERNMENT.\n8. HE LEFT STRELSAU IN THE END.", [None, 8]),
        ("8. HE LEFT STRELSAU.\n10. HE WILL RETURN.", [8, 10]),
        ("8. HE MADE TWO POINTS:\n1. PEACE IS NEEDED.\n2. SO IS BREAD.\n9. HE LEFT.\n10. ALL LEFT.", [8, 9, 10]),
        ("8. HE MADE TWO POINTS:\n1. PEACE IS NEEDED.\n2. SO IS BREAD.", [8]),
    ],
)
def test_numbers_of_a_later_section(text: str, expected: list[int | None]) -> None:
    assert numbers(text) == expected


def test_captions_of_a_later_section() -> None:
    cable = parse(PRINT, f"{SECTION}\n\nEXDIS\n\n8. HE LEFT ON MONDAY.\n9. HE WILL RETURN.\n")
    assert (cable.captions, [(p.number, p.heading) for p in cable.paragraphs]) == (["EXDIS"], [(8, None), (9, None)])


@pytest.mark.parametrize(
    "line",
    [
        "IS THE TIME FOR RURITANIA TO ACT.",
        "FOR RURITANIA, AND FOR ELBONIA, WHICH HE WILL SEE AS\nMORE UNITED.",
        "WOULD PASS ON.",
    ],
)
def test_the_rest_of_a_sentence_in_a_later_section_is_no_instruction(line: str) -> None:
    cable = parse(PRINT, f"{SECTION}\n\n{line}\n8. HE LEFT ON MONDAY.\n9. HE WILL RETURN.\n")
    assert (cable.pass_lines, [p.number for p in cable.paragraphs]) == ([], [None, 8, 9])


def test_an_instruction_of_a_later_section() -> None:
    cable = parse(PRINT, f"{SECTION}\n\nDEPT PASS OPIC\n\n8. HE LEFT ON MONDAY.\n9. HE WILL RETURN.\n")
    assert (cable.pass_lines, [p.number for p in cable.paragraphs]) == (["DEPT PASS OPIC"], [8, 9])


def test_an_instruction_below_the_references_is_no_heading() -> None:
    cable = parse(
        PRINT,
        "SECRET ZENDA 5586\n\nSUBJECT: FOG\n\nREF: ROME 11\n\nFOR AMBASSADOR FROM FOG\n\n1. HE LEFT.\n2. ALL LEFT.\n",
    )
    assert (cable.pass_lines, [p.heading for p in cable.paragraphs]) == (["FOR AMBASSADOR FROM FOG"], [None, None])


def test_names_of_attributes_that_are_no_words() -> None:
    attributes = read_attributes("Subject: VIEWS ON FOG\n    AND ICE\nTAGS: PFOR, KE\nTo: STATE\nSAS ID: 12\n")
    assert attributes == {"Subject": "VIEWS ON FOG AND ICE", "TAGS": "PFOR, KE", "To": "STATE", "SAS ID": "12"}


def test_what_the_archive_wrote_where_its_text_was_lost_is_no_paragraph() -> None:
    cable = parse(PRINT, "ERROR READING TEXT INDEX\nEXPAND ERROR ENCOUNTERED\n")
    assert (cable.text_status, cable.paragraphs, cable.word_count, cable.unread_chars) == ("lost", [], 0, 0)


@pytest.mark.parametrize("line", ["HE MADE THESE POINTS:", "WHAT WOULD RURITANIA DO IF TALKS FAILED?"])
def test_a_line_of_capitals_in_a_text_of_capitals_is_no_heading(line: str) -> None:
    text = f"SECRET ZENDA 5586\n1. HE NOTED GROWTH LAST YEAR.\n{line}\n2. WE WILL REPORT ON THE TALKS.\n"
    assert [p.heading for p in parse(PRINT, text).paragraphs] == [None, None]


def test_two_roles_on_one_line_of_the_distribution() -> None:
    header = (
        "PAGE 01  ZENDA 01422  120930Z\nACTION EUR-12 INFO OCT-01 NSC-05 /018 W\nR 120930Z MAY 75\nFM AMEMBASSY ZENDA"
    )
    cable = parse(header, "UNCLAS ZENDA 1422\nSUBJECT: FOG\n1. FOG.\n")
    assert [(office.role, office.office) for office in cable.distribution] == [
        ("action", "EUR"),
        ("info", "OCT"),
        ("info", "NSC"),
    ]


INCOMING = """\
CONFIDENTIAL
PAGE 01 ZENDA 07765 290813Z
46
ACTION NEA-10
INFO OCT-01 ISO-00 AF-08 SS-15 /034 W
--------------------- 008354
R 290740Z SEP 76
FM AMEMBASSY ZENDA
TO SECSTATE WASHDC 6782
INFO AMEMBASSY LIMA
C O N F I D E N T I A L ZENDA 7765
E.O. 11652: GDS
TAGS: PFOR, TS
SUBJECT: CALL ON MINISTER OXBOW
REF: STATE 237112
1. MINISTER OXBOW CALLED ME IN THIS MORNING.
2. HE SAID RURITANIA WOULD NOT PRESS FOR A DECISION.
QUILL
CONFIDENTIAL
NNN
"""
NUMBERED = "1. MINISTER OXBOW CALLED ME IN THIS MORNING.\n2. HE SAID RURITANIA WOULD NOT PRESS FOR A DECISION."
PROSE = "MINISTER OXBOW CALLED ME IN THIS MORNING TO SPEAK OF\nTHE COMING MEETING. HE SAID RURITANIA WOULD\nWAIT."


def printed(*changes: tuple[str, str]) -> Cable:
    """The cable of a print in which each first text has been replaced by the second."""
    text = INCOMING
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse(*split(text))


@pytest.mark.parametrize(
    "changes",
    [
        [("C O N", "\nC O N"), ("ZENDA 7765\nE", "ZENDA 7765\n\nE")],
        [("ZENDA 7765\nE", "ZENDA 7765\n\nE"), ("REF: STATE 237112\n", "")],
        [("QUILL", "\n          QUILL")],
        [("REF: STATE 237112\n", ""), ("QUILL", "\n          QUILL")],
        [("WOULD\nWAIT", "WOULD\n\nCONFIDENTIAL\nCONFIDENTIAL\nPAGE 02 ZENDA 07765 290813Z\n\nWAIT")],
        [("QUILL", "\nWE AGREED TO MEET.\nQUILL")],
        [("ZENDA 7765\nE", "ZENDA 7765\n\nE"), ("STATE 237112", "A. STATE 237112\nB. ZENDA 7700")],
        [("REF: STATE 237112\n", ""), ("SUBJECT: CALL ON MINISTER OXBOW\n", "")],
        [("REF: STATE 237112\n", ""), ("SUBJECT: CALL ON MINISTER OXBOW\n", ""), ("TAGS: PFOR, TS\n", "")],
    ],
)
def test_a_text_without_numbers_begins_right_below_the_last_label(changes: list[tuple[str, str]]) -> None:
    cable = printed((NUMBERED, PROSE), *changes)
    assert cable.subject in ("CALL ON MINISTER OXBOW", None)
    assert [r.raw for r in cable.references] in (["STATE 237112"], ["STATE 237112", "ZENDA 7700"], [])
    assert [t.tag for t in cable.tags] in (["PFOR", "TS"], [])
    assert (cable.eo_value, cable.signer) == ("GDS", "QUILL")
    assert cable.paragraphs[0].text == " ".join(PROSE.split())


@pytest.mark.parametrize(
    ("subject", "references"),
    [
        ("VISIT OF CODEL\nOXBOW, AUGUST 1.", "A. STATE 237112\nB. MR. QUILL'S LETTER OF\nSEPTEMBER 3 TO MR. OXBOW."),
        ("CALL ON\nMINISTER OXBOW", "STATE 237112\nAND PREVIOUS."),
    ],
)
def test_a_value_that_is_wrapped_above_a_blank_line_is_no_text(subject: str, references: str) -> None:
    cable = printed(("CALL ON MINISTER OXBOW", subject), ("STATE 237112\n", references + "\n\n"))
    assert (cable.subject, [p.number for p in cable.paragraphs]) == (" ".join(subject.split()), [1, 2])


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("SUBJECT: CALL ON MINISTER OXBOW\n", "\nDEPT PASS TREASURY AND COMMERCE\n\n"),
        ("SUBJECT: CALL ON MINISTER OXBOW\n", "\nFOR AMBASSADOR FROM QUILL\n\n"),
        ("SUBJECT: CALL ON MINISTER OXBOW\n", "DEPT PASS TREASURY AND COMMERCE\n"),
        ("SUBJECT: CALL ON MINISTER OXBOW\n", "CINCEUR FOR POLAD\n"),
        ("E.O. 11652: GDS\n", "FOR NEA FROM AMBASSADOR\n"),
        ("TAGS: PFOR, TS\n", "DEPT PASS TREASURY\n"),
    ],
)
def test_an_instruction_below_a_label_is_no_part_of_its_value(label: str, line: str) -> None:
    cable = printed((label, label + line))
    assert (cable.subject, cable.eo_value, [t.tag for t in cable.tags]) == (
        "CALL ON MINISTER OXBOW",
        "GDS",
        ["PFOR", "TS"],
    )
    assert cable.pass_lines == [line.strip()]


@pytest.mark.parametrize("line", ["MINISTER FOR TRADE", "FOR AID FROM ELBONIA", "DEPUTIES PASS LAW"])
def test_a_line_that_may_be_the_subjects_is(line: str) -> None:
    assert printed(("MINISTER OXBOW\n", f"MINISTER OXBOW\n{line}\n")).subject == f"CALL ON MINISTER OXBOW {line}"


def test_what_a_message_says_it_is_below_the_subject_is_no_part_of_it() -> None:
    subject = "CALL ON MINISTER OXBOW IN STRELSAU"
    assert printed(("CALL ON MINISTER OXBOW\n", f"{subject}\n\nTHIS IS AN ACTION MESSAGE.\n\n")).subject == subject


@pytest.mark.parametrize("below", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("LIMITED OFFICAL USE TUNIS 7765", "LIMITED OFFICIAL USE"),
        ("LIMTED OFFICIAL USE TUNIS 7765", "LIMITED OFFICIAL USE"),
        ("LIMITED OFFICIAL USETUNIS 7765", "LIMITED OFFICIAL USE"),
        ("S E C R E TSECTION 1 OF 2 TUNIS 7765", "SECRET"),
        ("C O N F I D E N T I A LTUNIS 7765", "CONFIDENTIAL"),
        ("C 0 N F I D E N T I A L TUNIS 7765", "CONFIDENTIAL"),
        ("UNCLASTUNIS 7765", "UNCLASSIFIED"),
        ("UNCLSA TUNIS 765", "UNCLASSIFIED"),
        ("UMCLAS TUNIS 7765", "UNCLASSIFIED"),
        ("INCLAS TUNIS 7765", "UNCLASSIFIED"),
        ("U N C L A S TUNIS 7765", "UNCLASSIFIED"),
        ("UNCLAS TUNIS", "UNCLASSIFIED"),
    ],
)
def test_a_slip_on_the_classification_line_makes_it_no_addressee(line: str, level: str, below: str) -> None:
    cable = printed(
        ("C O N F I D E N T I A L ZENDA 7765", line),
        ("CONFIDENTIAL\n", f"{level}\n"),
        ("OXBOW\nREF", f"OXBOW{below}REF"),
    )
    assert (cable.classification, [r.address for r in cable.recipients]) == (
        level,
        ["SECSTATE WASHDC", "AMEMBASSY LIMA"],
    )
    assert (cable.subject, cable.pass_lines) == ("CALL ON MINISTER OXBOW", [])
    assert cable.body_cable_id in ("76TUNIS7765", "76TUNIS765", None)
    assert (cable.body_cable_id is None) == (line[-1] == "S")


def test_a_caption_above_the_classification_line_is_no_addressee() -> None:
    cable = printed(("C O N F", "EXDIS\nC O N F"))
    assert ([r.address for r in cable.recipients], cable.captions) == (["SECSTATE WASHDC", "AMEMBASSY LIMA"], ["EXDIS"])


OUTGOING = TELEGRAM.replace("4/16/75 X-22637\n", "")


@pytest.mark.parametrize(
    ("lines", "drafter", "approver"),
    [
        ("DRAFTED BY EB:OOXBOW;\nUSIA:QQUILL:MCH\nAPPROVED BY EB:ZNOBODY", "EB:OOXBOW; USIA:QQUILL:MCH", "EB:ZNOBODY"),
        ("DRAFTED BY EB:OOXBOW:MCH   APPROVED BY EB:ZNOBODY", "EB:OOXBOW:MCH", "EB:ZNOBODY"),
        ("DRAFTED BY EB:OOXBOW;\nAPPRVED BY EB:ZNOBODY", "EB:OOXBOW;", "EB:ZNOBODY"),
        ("DRAFTED BY EB:OOXBOW\nAPPROVED EB:ZNOBODY\nCLEARED EB:QUILL", "EB:OOXBOW", "EB:ZNOBODY"),
        ("DRAFTED BV EB:OOXBOW\nAPPROVED BV EB:ZNOBODY", "EB:OOXBOW", "EB:ZNOBODY"),
        ("DRAFTEDBY: EB:OOXBOW\nEPPROVED BY EB/X - ZOE NOBODY", "EB:OOXBOW", "EB/X - ZOE NOBODY"),
    ],
)
def test_drafting_blocks_written_another_way(lines: str, drafter: str, approver: str) -> None:
    cable = parse(*split(OUTGOING.replace("DRAFTED BY ARA/XYZ:DFICTIONAL:MCH\nAPPROVED BY ARA:PNOBODY", lines)))
    assert (cable.drafter, cable.approver, cable.unread_chars) == (drafter, approver, 0)


@pytest.mark.parametrize(
    ("line", "first", "total"),
    [
        ("ACTION COPY NEA-10\nINFO OCT-01 ISO-00 /011 W", ("action", "NEA", 10), 11),
        ("ACTION AID-120\nINFO OCT-01 ISO-00 /121 W", ("action", "AID", 120), 121),
    ],
)
def test_a_distribution_written_another_way(line: str, first: tuple[str, str, int], total: int) -> None:
    cable = printed(("ACTION NEA-10\nINFO OCT-01 ISO-00 AF-08 SS-15 /034 W", line))
    assert [(d.role, d.office, d.copies) for d in cable.distribution] == [first, ("info", "OCT", 1), ("info", "ISO", 0)]
    assert (cable.distribution_total, cable.unread_chars) == (total, 0)


def test_two_numbers_at_the_end_of_a_dash_line() -> None:
    assert printed(("--------------------- 008354", "------------------123456 290815Z /10-11")).unread_chars == 0


def test_a_number_to_the_secretarys_party_on_the_page_lines_second_line() -> None:
    text = OUTGOING.replace("PAGE 01 STATE 123456", "PAGE 01\nSTATE 123456 TOSEC 080123")
    assert parse(*split(text)).unread_chars == 0


@pytest.mark.parametrize("number", ["TOSEC 080123/ZENDA 7765", "TOSEC 080123 ZENDA 7765", "ZENDA 7765 TOSEC 080123"])
def test_a_number_to_the_secretarys_party_is_not_the_telegrams(number: str) -> None:
    assert printed(("L ZENDA 7765", f"L {number}")).body_cable_id == "76ZENDA7765"


def test_from_before_an_originator() -> None:
    cable = printed(("FM AMEMBASSY", "FROM AMEMBASSY"))
    assert (cable.from_address, len(cable.recipients), cable.unread_chars) == ("AMEMBASSY ZENDA", 2, 0)
    assert "prosign_repaired" in {issue.code for issue in cable.issues}


BREAK = "CONFIDENTIAL\nCONFIDENTIAL\nPAGE 02 ZENDA 07765 290813Z\n"


@pytest.mark.parametrize(
    ("references", "labels"),
    [
        (f"(A) STATE 237112 (NOTAL)\n{BREAK}(B) ZENDA 7700 (NOTAL)", ["A", "B"]),
        ("STATE 237112\nI. POLITICAL", [None]),
        ("A. STATE 237112\nB. ZENDA 7700\nC. OSLO 12\nD. ROME 7", ["A", "B", "C", "D"]),
    ],
)
def test_references_go_on_below_a_page_line_and_with_the_next_letter(references: str, labels: list[str | None]) -> None:
    cable = printed(("STATE 237112", references))
    assert [r.label for r in cable.references] == labels
    assert not any("POLITICAL" in r.raw for r in cable.references)


@pytest.mark.parametrize(
    ("subject", "ref"),
    [("TRADE TALKS: DEBATE ON ITEM\n37", True), ("ARRIVAL OF PARTY, SEPTEMBER\n30", False)],
)
def test_a_subject_that_goes_on_with_a_number(subject: str, ref: bool) -> None:
    changes = [("CALL ON MINISTER OXBOW", subject)]
    cable = printed(*changes if ref else [*changes, ("REF: STATE 237112\n", "")])
    assert (cable.subject, [p.number for p in cable.paragraphs]) == (subject.replace("\n", " "), [1, 2])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n2. WE AGREED TO MEET ON FRIDAY.", [1, 2, 2]),  # counted twice
        ("\n6. WE AGREED.\n7. HE WILL CALL AGAIN.", [1, 2, 6, 7]),
        ("\n9. WE AGREED.", [1, 2]),
        (" HE NAMED:\n1. PEACE.\n2. BREAD.", [1, 2]),  # a list
    ],
)
def test_numbers_that_are_left_out_or_used_twice(text: str, expected: list[int]) -> None:
    assert [p.number for p in printed(("DECISION.", f"DECISION.{text}")).paragraphs] == expected


def test_the_last_item_behind_and_is_a_line() -> None:
    points = "(A) PEACE IS NEEDED;\n(B) BREAD IS NEEDED; AND\n(C) ELBONIA WILL WAIT."
    assert printed(("DECISION.", f"DECISION:\n{points}")).paragraphs[1].text.partition("\n")[2] == points
