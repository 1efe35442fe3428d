"""The head of the text: classification line, captions, pass lines, labels, and the damage they suffer."""

import pytest

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable

REST = "\n\nE.O. 12958: DECL: 05/05/2018\nTAGS: PREL\nSUBJECT: FOG\n\n¶1. (C) Fog."


def head(lines: str) -> Cable:
    return parse("", lines + REST)


def codes(cable: Cable) -> list[str]:
    return [issue.code for issue in cable.issues]


@pytest.mark.parametrize(
    ("line", "classification", "sections", "number"),
    [
        ("C O N F I D E N T I A L SECTION 01 OF 02 PARIS 001600", "CONFIDENTIAL", 2, "08PARIS1600"),
        ("S E C R E T FINAL SECTION OF 03 PARIS 001600", "SECRET", 3, "08PARIS1600"),
        ("UNCLAS LA PAZ 000012", "UNCLASSIFIED", 1, "08LAPAZ12"),
        ("UNCLAS SENSITIVE ROME 000012", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", 1, "08ROME12"),
        ("S E C R E T NOFORN ROME 000012", "SECRET//NOFORN", 1, "08ROME12"),  # a caption on the line
        ("Friday, 22 August 2008, 15:53\nS E C R E T ROME 000012", "SECRET", 1, "08ROME12"),  # below a date
        ("<<218634>>\nS E C R E T ROME 000012", "SECRET", 1, "08ROME12"),  # below a stamp
    ],
)
def test_classification_line(line: str, classification: str, sections: int, number: str) -> None:
    cable = parse("O 211047Z AUG 08", line + REST)
    assert (cable.classification, cable.section_count, cable.body_cable_id) == (classification, sections, number)
    assert "class_line_damaged" not in codes(cable) and cable.class_line == line.split("\n")[-1]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("CC O N F I D E N T I A L ROME 000012", 2),  # first letter doubled
        ("SS E C R E T ROME 000012", 3),
        ("UUNCLAS ROME 000012", 0),
        ("E C R E T ROME 000012", 3),  # lost
        ("SE C R E T ROME 000012", 3),  # a blank lost
        ("S e c r e t ROME 000012", 3),  # lower case
        ("S E C R E TROME 000012", 3),
        ("S E C R E TSECTION 01 OF 02 ROME 000012", 3),
        ("C O N F I D E N T I A L ROME", 2),  # the serial forgotten
        ("LIMITED OFFICIAL USEROME 000012", 1),
    ],
)
def test_class_line_damaged_is_repaired_and_kept(line: str, level: int) -> None:
    cable = head(line)
    assert (cable.class_level, cable.class_line) == (level, line)
    assert "class_line_damaged" in codes(cable)


@pytest.mark.parametrize(
    ("header", "label", "level", "source"),
    [
        ("ZNY CCCCC ZZH", "SECRET", 2, "format_line_4"),
        ("", "SECRET", 3, "carrier"),
        ("", None, None, None),
    ],
)
def test_without_a_line_the_level_comes_from_elsewhere(header: str, label: str, level: int, source: str) -> None:
    cable = parse(header, "SUBJECT: FOG\n\n¶1. (C) Fog.", classification_label=label)
    assert (cable.class_level, cable.classification_source, cable.class_line) == (level, source, None)


@pytest.mark.parametrize(
    ("lines", "captions", "doubled"),
    [
        ("SIPDIS", ["SIPDIS"], False),
        ("SIPDIS\n\nSIPDIS", ["SIPDIS"], True),
        ("SIPDIS\nNOFORN", ["SIPDIS", "NOFORN"], False),
        ("SIPDIS, NOFORN", ["SIPDIS", "NOFORN"], False),  # on one line
        ("SENSITIVE BUT UNCLASSIFIED", ["SENSITIVE"], False),  # the longer caption, once
        ("C O R R E C T E D COPY", ["CORRECTED COPY"], False),
        ("FOG DIS", [], False),
    ],
)
def test_captions(lines: str, captions: list[str], doubled: bool) -> None:
    cable = head(f"C O N F I D E N T I A L ROME 000012\n\n{lines}")
    assert (cable.captions, "caption_doubled" in codes(cable)) == (captions, doubled)
    assert cable.unread_chars == 0


@pytest.mark.parametrize(
    ("lines", "passed"),
    [
        ("STATE FOR EUR/WE", ["STATE FOR EUR/WE"]),
        ("STATE FOR EUR/WE\nNSC PLEASE PASS FOG BUREAU", ["STATE FOR EUR/WE", "NSC PLEASE PASS FOG BUREAU"]),
        ("STATE FOR EUR/WE AND\nFOG BUREAU", ["STATE FOR EUR/WE AND FOG BUREAU"]),  # wrapped without indent
        ("SIPDIS", []),
        ("STATE FOR AF/C; ROME FOR QUILL; ZENDA\nFOR OXBOW", ["STATE FOR AF/C; ROME FOR QUILL; ZENDA FOR OXBOW"]),
        ("STATE FOR EB; AF\nPASS USTR FOR QUILL", ["STATE FOR EB; AF", "PASS USTR FOR QUILL"]),
        ("STATE FOR AF/C; ROME FOR QUILL\nFOR OXBOW", ["STATE FOR AF/C; ROME FOR QUILL", "FOR OXBOW"]),
        (
            "STATE FOR EUR/EX, M/R, RM/ICASS, M/P - OLIVE OXBOW\nFROM THE AMBASSADOR",
            ["STATE FOR EUR/EX, M/R, RM/ICASS, M/P - OLIVE OXBOW", "FROM THE AMBASSADOR"],
        ),
        ("STATE FOR AF/C, STATE ALSO\nPASS TO NSC FOR FOG", ["STATE FOR AF/C, STATE ALSO PASS TO NSC FOR FOG"]),
    ],
)
def test_pass_lines(lines: str, passed: list[str]) -> None:
    assert head(f"C O N F I D E N T I A L ROME 000012\n\n{lines}").pass_lines == passed


@pytest.mark.parametrize(
    ("value", "subject", "mark"),
    [
        ("SUBJECT: FOG IN ZENDA", "FOG IN ZENDA", None),
        ("Subject: FOG IN\nZENDA", "FOG IN ZENDA", None),  # wrapped
        ("SUBJ: (S/NF) FOG IN ZENDA", "FOG IN ZENDA", "S/NF"),
        ("SUBJECT: SUBJECT: FOG IN ZENDA", "FOG IN ZENDA", None),  # the label twice
        ("SUBJECT: SUBJECTS OF ZENDA", "SUBJECTS OF ZENDA", None),
        ("SUBJECT: (FOG) IN ZENDA", "(FOG) IN ZENDA", None),  # no mark
        ("SUBJECT: (C) (C) FOG IN ZENDA", "FOG IN ZENDA", "C"),  # its mark twice
        ("SUBJECT: CORRECTED COPY: (C) FOG IN ZENDA", "CORRECTED COPY: FOG IN ZENDA", "C"),
        ("SUBJECT\nFOG IN ZENDA", "FOG IN ZENDA", None),  # the label alone on its line
        ("SUBJECT: A half-\nhearted fog", "A half-hearted fog", None),  # a hyphen at the line end is joined
    ],
)
def test_subject(value: str, subject: str, mark: str | None) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nTAGS: PREL\n{value}\n\n¶1. (U) Fog.")
    assert (cable.subject, cable.subject_mark) == (subject, mark)


def test_labels_in_another_order_without_their_colons() -> None:
    cable = parse("O 211047Z AUG 08", "UNCLAS ROME 000012\n\nSUBJECT: FOG\nREF: BERLIN 313\nTAGS PREL\n"
                  "EO 12958 DECL: N/A\n\n¶1. (U) Fog.")  # fmt: skip
    assert (cable.subject, cable.eo_number, [t.tag for t in cable.tags]) == ("FOG", "12958", ["PREL"])
    assert [r.ref_cable_id for r in cable.references] == ["08BERLIN313"]


def test_tags_run_on_behind_the_executive_order() -> None:
    cable = parse("", "UNCLAS ROME 000012\n\nE.O. 12958: N/A TAGS: PREL, PGOV\nSUBJECT: FOG\n\n¶1. (U) Fog.")
    assert (cable.declass_rule, [t.tag for t in cable.tags]) == ("na", ["PREL", "PGOV"])


def test_no_subject() -> None:
    cable = parse("", "UNCLAS ROME 000012\n\nTAGS: PREL\n\n¶1. (U) Fog.")
    assert cable.subject is None and "no_subject" in codes(cable)


def test_tags_without_colon_behind_an_order_without_colon() -> None:
    text = "UNCLAS ROME 000012\n\nEO 12958 N/A TAGS PREL, PHUM, IT\nSubject: FOG\n\n1. (U) Fog."
    assert [tag.tag for tag in parse("", text).tags] == ["PREL", "PHUM", "IT"]


def test_marked_paragraph_right_below_the_tags_is_no_person() -> None:
    cable = parse("", "UNCLAS ROME 000012\n\nTAGS: PREL, IT,\n(SMITH, JOHN)\n(SBU) Fog lay over the river.")
    assert [(tag.tag, tag.kind) for tag in cable.tags][2:] == [("SMITH, JOHN", "person")]
    assert [(p.mark, p.text) for p in cable.paragraphs] == [("SBU", "Fog lay over the river.")]


def test_marked_paragraph_below_the_references_is_not_their_third() -> None:
    cable = parse(
        "", "C O N F I D E N T I A L ROME 000012\n\nSUBJECT: FOG\n\nREF: PARIS 12\n\n(C) Fog lay over the river."
    )
    assert [reference.raw for reference in cable.references] == ["PARIS 12"]
    assert [p.mark for p in cable.paragraphs] == ["C"]


def test_letters_of_references_behind_pilcrows_in_a_text_without_blank_lines() -> None:
    header = "FM AMEMBASSY ROME\nTO SECSTATE WASHDC 12\n\nINFO  LOG-00   AF-01  /012W"
    text = "UNCLAS ROME 000012\nTAGS: PREL\nSUBJECT: FOG\nREF: A. 07 PARIS 134 (NOTAL)\n¶B. 04 OSLO 323\n¶1. (U) Fog."
    assert [reference.ref_cable_id for reference in parse(header, text).references] == ["07PARIS134", "04OSLO323"]


@pytest.mark.parametrize("sentence", ["On October 24 the fog rose.", "Ruritania exported 41 tons of it."])
def test_a_sentence_with_a_number_in_it_is_no_further_reference(sentence: str) -> None:
    head = "UNCLAS ROME 000012\n\nTAGS: PREL\nSUBJECT: FOG\n\nREF: 03 FIREFLY 276\n\n"
    cable = parse("FM AMEMBASSY ROME", f"{head}{sentence}\n\n2. (U) Fog.\n", cable_id="08ROME12")
    assert [r.ref_cable_id for r in cable.references] == ["03FIREFLY276"]
    assert cable.paragraphs[0].text == sentence


@pytest.mark.parametrize(
    ("eo", "tags"),
    [
        ("E.O. 12958: N/A", "TAGS: PREL, IT"),
        ("EXECUTIVE ORDER 12958: N/A", "TAGS - PREL, IT"),
        ("Executive Order 12958 N/A", "TAGS -- PREL IT"),
    ],
)
def test_labels_written_another_way(eo: str, tags: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\n{eo}\n{tags}\nSUBJECT: FOG\n\n¶1. (U) Fog.")
    assert (cable.eo_number, cable.declass_rule, [tag.tag for tag in cable.tags]) == ("12958", "na", ["PREL", "IT"])
    assert (cable.pass_lines, len(cable.paragraphs)) == ([], 1)


def test_an_executive_order_that_the_text_speaks_of_is_no_label() -> None:
    cable = parse("", "UNCLAS ROME 000012\n\nSUBJECT: FOG\n\nExecutive Order 12345 on fog\nwas read in Zenda.")
    assert (cable.eo_number, len(cable.paragraphs)) == (None, 1)


@pytest.mark.parametrize(
    ("line", "classification", "section", "number"),
    [
        ("C O N F I D E N T I A L SECTION 01 OF 02 \nPARIS 001600", "CONFIDENTIAL", 2, "08PARIS1600"),  # wrapped
        ("C O N F I D E N T I A L\nSECTION 01 OF 02 PARIS 001600", "CONFIDENTIAL", 2, "08PARIS1600"),
        ("C O N F I D E N T I A L\nPARIS 001600", "CONFIDENTIAL", 1, "08PARIS1600"),
        ("S E C R E T SECTION 01 OF\n02 PARIS 001600", "SECRET", 2, "08PARIS1600"),
        ("S E C R E T SECTION ONE OF TWO PARIS 001600", "SECRET", 2, "08PARIS1600"),
        ("S E C R E T - NOFORN - PARIS 001600", "SECRET//NOFORN", 1, "08PARIS1600"),
        ("SENSITIVE BUT UNCLASSIFIED PARIS 001600", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", 1, "08PARIS1600"),
        ("UNCLAS FOR OFFICIAL USE ONLY PARIS 001600", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", 1, "08PARIS1600"),
    ],
)
def test_classification_line_in_other_forms(line: str, classification: str, section: int, number: str) -> None:
    cable = parse("O 211047Z AUG 08", line + REST)
    assert (cable.classification, cable.section_count, cable.body_cable_id) == (classification, section, number)
    assert not cable.pass_lines and cable.class_line == " ".join(line.split("\n"))


@pytest.mark.parametrize(
    ("line", "captions", "passed"),
    [
        ("SIPDIS DEPT FOR EUR/WE", ["SIPDIS"], ["DEPT FOR EUR/WE"]),
        ("SIPDIS (CORRECTED COPY)", ["SIPDIS", "CORRECTED COPY"], []),
        ("S I P D I S", ["SIPDIS"], []),
        ("SBU SIPDIS", ["SENSITIVE", "SIPDIS"], []),
        (
            "TREASURY FOR U/S QUILL AND OXBOW STATE FOR S/SRAP",
            [],
            ["TREASURY FOR U/S QUILL AND OXBOW", "STATE FOR S/SRAP"],
        ),
        (
            "FOR SRMC QUILL AMEMBASSY ROME PASS TO AMCONSUL MILAN",
            [],
            ["FOR SRMC QUILL", "AMEMBASSY ROME PASS TO AMCONSUL MILAN"],
        ),
        ("DEPT OF COMMERCE FOR ITA", [], ["DEPT OF COMMERCE FOR ITA"]),
        ("DEPT PASS NSC FOR QUILL", [], ["DEPT PASS NSC FOR QUILL"]),
    ],
)
def test_captions_and_instructions_that_lost_their_line_end(line: str, captions: list[str], passed: list[str]) -> None:
    cable = head("C O N F I D E N T I A L ROME 000012\n\n" + line)
    assert (cable.captions, cable.pass_lines) == (captions, passed)


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        ("REF A: ROME 11\nREF B: BERLIN 313", [("A", "08ROME11"), ("B", "08BERLIN313")]),
        ("REF A SECRETARY'S LETTER\nREF B SECSTATE 76108", [("A", None), ("B", "08STATE76108")]),
        ("Ref (A): ROME 11\nRef (B): BERLIN 313", [("A", "08ROME11"), ("B", "08BERLIN313")]),
        ("REF(A): ROME 11\nREF(B): BERLIN 313", [("A", "08ROME11"), ("B", "08BERLIN313")]),
        ("REF(A): ROME 11, REF(B): BERLIN 313", [("A", "08ROME11"), ("B", "08BERLIN313")]),
        ("REF: A. ROME 11\n\nREF: B. BERLIN 313", [("A", "08ROME11"), ("B", "08BERLIN313")]),
        ("RETELS: ROME 11; BERLIN 313", [(None, "08ROME11"), (None, "08BERLIN313")]),
    ],
)
def test_references_each_with_a_label_of_its_own(lines: str, ids: list[tuple[str | None, str | None]]) -> None:
    text = f"UNCLAS ROME 000012\n\nTAGS: PREL\nSUBJECT: FOG\n\n{lines}\n\n1. (U) Fog.\n"
    cable = parse("", text, cable_id="08ROME12")
    assert [(r.label, r.ref_cable_id) for r in cable.references] == ids
    assert [(p.number, p.heading) for p in cable.paragraphs] == [(1, None)]


@pytest.mark.parametrize("label", ["SUBJT:", "SUJ:", "S U B J:", "SUBJ:"])
def test_spellings_of_the_subjects_label(label: str) -> None:
    assert (
        parse("", f"UNCLAS ROME 000012\n\nTAGS: PREL\n{label} FOG IN\n2008\n\n1. (U) Fog.\n").subject == "FOG IN 2008"
    )


@pytest.mark.parametrize(
    ("line", "tags"), [("TAGSC: PREL, IT", ["PREL", "IT"]), ("TAGS/ PREL, IT", ["PREL", "IT"]), ("TAGS: N/A", [])]
)
def test_spellings_of_the_tags_line(line: str, tags: list[str]) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nE.O. 12958: N/A\n{line}\nSUBJECT: FOG\n\n1. (U) Fog.\n")
    assert [tag.tag for tag in cable.tags] == tags


def test_references_of_a_text_without_blank_lines_that_are_no_telegrams_go_on() -> None:
    header = (
        "PAGE 01 STRELS 00012 051200Z\nACTION EUR-00\n\nP 051200Z JAN 06\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC"
    )
    text = "UNCLAS STRELSAU 0012\nSUBJECT: FOG\nREF: A. ROME 11\n     B. IMSWM-0018-2009\n     C. ROME 13\n1. FOG.\n"
    cable = parse(header, text, cable_id="06STRELSAU12")
    assert [(r.label, r.kind) for r in cable.references] == [("A", "cable"), ("B", "document"), ("C", "cable")]


def test_references_whose_label_is_gone_end_the_subject() -> None:
    cable = parse(
        "", "C O N F I D E N T I A L ROME 000012\n\nTAGS: PREL\nSUBJECT: FOG\n ¶B. BERLIN 21\n    ¶C. PARIS 46\n\n"
        "Classified By: Olive Oxbow, reasons 1.4 (d)\n\n1. (U) Fog.\n", cable_id="08ROME12",
    )  # fmt: skip
    assert cable.subject == "FOG"
    assert [(r.label, r.ref_cable_id) for r in cable.references] == [("B", "08BERLIN21"), ("C", "08PARIS46")]


@pytest.mark.parametrize(
    "notice",
    [
        "SENSITIVE BUT UNCLASSIFIED -- HANDLE ACCORDINGLY",
        "SBU DELIBERATIVE PROCESS",
        "Sensitive But Unclassified. Please Protect Accordingly.",
    ],
)
def test_a_notice_between_references_and_text_is_a_caption_and_no_heading(notice: str) -> None:
    cable = parse(
        "",
        "UNCLAS ROME 000012\n\nTAGS: PREL\nSUBJECT: FOG\nREF: A. BERLIN 21\n\n"
        f"{notice}\n\nSUMMARY\n-------\n1. (U) Fog.\n",
    )
    assert (cable.captions, cable.classification) == (["SENSITIVE"], "UNCLASSIFIED")
    assert [p.heading for p in cable.paragraphs] == ["SUMMARY"]


def test_a_level_among_the_captions_doubles_none_and_says_to_whom_it_may_be_released() -> None:
    cable = head("S E C R E T NOFORN ROME 000012\n\nSIPDIS\n\nSECRET//NOFORN")
    assert (cable.captions, "caption_doubled" in codes(cable)) == (["NOFORN", "SIPDIS"], False)
    assert head("S E C R E T ROME 000012\n\nSIPDIS\n\nSECRET//REL SAU").captions == ["SIPDIS", "REL SAU"]


@pytest.mark.parametrize(
    ("below", "subject"),
    [
        ("Conversation with Prince Fog", "The Consul's March 24, 2009 Conversation with Prince Fog"),
        ("The Weather in Ruritania", "The Consul's March 24, 2009"),  # a heading
    ],
)
def test_a_meeting_of_a_day_goes_on_below_a_blank_line(below: str, subject: str) -> None:
    cable = parse(
        "", f"UNCLAS ROME 000012\n\nTAGS: PREL\nSUBJECT: (U) The Consul's March 24, 2009\n\n{below}\n\n1. (U) Fog.\n"
    )
    assert cable.subject == subject


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("1. (C) The fog of the wor\nl...", "partial"),
        ("1. (C) Fog.\n\nOXBOW\n...", "text"),  # dots that a converter left
        ("1. (C) Fog.\n", "text"),
        ("1. (C) " + "Fog rose over the harbor. " * 20 + "And so on...", "text"),  # the whole of it
    ],
)
def test_a_text_that_breaks_off(end: str, status: str) -> None:
    cable = parse("", f"C O N F I D E N T I A L ROME 000012\n\nTAGS: PREL\nSUBJECT: FOG\n\n{end}")
    assert cable.text_status == status
    assert ("text_cut" in codes(cable)) == (status == "partial")


def test_a_paragraph_marked_above_the_telegram() -> None:
    cable = parse(
        "", "C O N F I D E N T I A L ROME 000012\n\nTAGS: PREL\nSUBJECT: FOG\n\n1. (C) Fog.\n\n2. (S/NF) Rain.\n"
    )
    assert [(i.code, i.detail) for i in cable.issues if i.code == "mark_above_class"] == [
        ("mark_above_class", "S/NF in paragraph 2, above CONFIDENTIAL")
    ]
    assert cable.class_level == 2


@pytest.mark.parametrize("line", ["COUNTRY TEAM MESSAGE", "JOINT EMBASSY/USIS MESSAGE"])
def test_who_sends_a_telegram_together_is_no_heading(line: str) -> None:
    cable = parse("", f"SECRET ROME 12\n\nSUBJECT: FOG\n\nREF: STATE 21\n\n{line}\n\n1. FOG ROSE.\n\n2. RAIN FELL.\n")
    assert (cable.captions, [p.heading for p in cable.paragraphs]) == ([line], [None, None])


def test_why_a_copy_was_corrected_is_no_caption() -> None:
    cable = head("S E C R E T ROME 000012\n\nC O R R E C T E D  C O P Y  - ADDED NOFORN CAPTION\n\nSIPDIS\nNOFORN")
    assert (cable.captions, "caption_doubled" in codes(cable)) == (["CORRECTED COPY", "SIPDIS", "NOFORN"], False)


def test_instructions_for_offices_that_lost_their_line_end() -> None:
    assert head("SECRET ROME 000012\n\nS/CT FOR OLIVE OXBOW AND QUENTIN QUILL NEA/ARP FOR PRINCE FOG").pass_lines == [
        "S/CT FOR OLIVE OXBOW AND QUENTIN QUILL", "NEA/ARP FOR PRINCE FOG"
    ]  # fmt: skip
    assert head("SECRET ROME 000012\n\nDEPT PASS USAID AFR/SD FOR CURTAIN").pass_lines == [
        "DEPT PASS USAID AFR/SD FOR CURTAIN"
    ]


@pytest.mark.parametrize("label", ["SUBECT:", "SUJBECT:", "SUBJETC:", "SUBJECTS:", "SUBJ ECT:"])
def test_a_misspelt_label_of_the_subject(label: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nTAGS: PREL, PGOV\n{label} FOG ON ICE\n\n1. (U) Fog.\n")
    assert (cable.subject, [tag.tag for tag in cable.tags]) == ("FOG ON ICE", ["PREL", "PGOV"])


def test_a_subject_that_begins_with_its_mark_on_the_line_below_the_label() -> None:
    cable = parse("", "SECRET ROME 000012\n\nTAGS: PREL\nSUBJECT:\n(S) FOG ON ICE\n\n1. (U) Fog.\n")
    assert (cable.subject, cable.subject_mark, len(cable.paragraphs)) == ("FOG ON ICE", "S", 1)


@pytest.mark.parametrize(
    "line", ["C O N F I D E N T Y A L ROME 0012", "C O N F I D E N T I A L SECTON 1 OF 2 ROME 0012"]
)
def test_a_level_at_the_foot_of_a_page_is_no_classification_line(line: str) -> None:
    cable = parse("", f"{line}\nE.O. 11652: GDS\nTAGS: PFOR\nSUBJECT: FOG\n1. FOG ROSE.\nOXBOW\nCONFIDENTIAL\n")
    assert (cable.class_line, cable.subject) == (line, "FOG")
    assert "class_line_damaged" in codes(cable) and len(cable.paragraphs) == 1


def test_the_serial_of_a_classification_line_that_was_cut() -> None:
    cable = parse(
        "", "C O N F I D E N T I A L SECTION 1 OF 2 ROME\n4413\nE.O. 11652: GDS\n1. FOG.\n", cable_id="76ROME4413"
    )
    assert (cable.body_cable_id, cable.section_count) == ("76ROME4413", 2)
    assert parse("", "SECRET ROME\n1. FOG ROSE IN THE NIGHT.\n2. RAIN FELL.\n").body_cable_id is None


@pytest.mark.parametrize(
    ("line", "classification"),
    [
        ("LIMITED OFFICAL USE ROME 4413", "LIMITED OFFICIAL USE"),
        ("LIMITED OFFICIAL USE, ROME 4413", "LIMITED OFFICIAL USE"),
        ("UNCLASS ROME 4413", "UNCLASSIFIED"),
        ("UNCLAS. ROME 4413", "UNCLASSIFIED"),
        ("C 0 N F I D E N T I A L ROME 4413", "CONFIDENTIAL"),
        ("C O N F I D N E T I A L ROME 4413", "CONFIDENTIAL"),
        ("SERCET ROME 4413", "SECRET"),
        ("UNCALS ROME 4413", "UNCLASSIFIED"),
        ("S E C R E T N O F O R N ROME 4413", "SECRET//NOFORN"),
        ("S E C R E T (NOFORN) ROME 4413", "SECRET//NOFORN"),
        ("S E C R E T //NOFORN// ROME 4413", "SECRET//NOFORN"),
    ],
)
def test_levels_that_were_typed_by_hand(line: str, classification: str) -> None:
    cable = parse("", f"{line}\n\nE.O. 11652: GDS\nTAGS: PREL\nSUBJECT: FOG\n\n1. FOG.\n", cable_id="76ROME4413")
    assert (cable.classification, cable.body_matches_id, cable.class_line) == (classification, True, line)


@pytest.mark.parametrize("line", ["SECTION 1 0F 2 ROME 4413", "SECTION 1/2 ROME 4413", "ROME 4413 SECTION 01 OF 02"])
def test_sections_written_another_way(line: str) -> None:
    assert head(f"S E C R E T {line}").section_count == 2


@pytest.mark.parametrize("label", ["T AGS:", "TAGA:", "TABS:", "TGS:", "TAS:"])
def test_a_misspelt_label_of_the_tags(label: str) -> None:
    cable = parse("", f"SECRET ROME 12\n\nE.O. 11652: GDS\n{label} PREL, IT\nSUBJ FOG ON ICE\n\n1. FOG.\n")
    assert (cable.eo_value, [tag.tag for tag in cable.tags], cable.subject) == ("GDS", ["PREL", "IT"], "FOG ON ICE")


def test_a_line_without_tags_hides_no_other() -> None:
    cable = parse("", "SECRET ROME 12\n\nTAGS: N/A\nTAGS: PREL, IT\nSUBJECT: FOG\n\n1. FOG.\n")
    assert [tag.tag for tag in cable.tags] == ["PREL", "IT"]


def test_a_caption_below_the_tags_is_none_of_them() -> None:
    cable = parse("", "SECRET ROME 12\n\nTAGS: PREL, IT\nSIPDIS\nSUBJECT: FOG\n\n1. FOG.\n")
    assert ([tag.tag for tag in cable.tags], cable.captions) == (["PREL", "IT"], ["SIPDIS"])


def test_captions_before_an_instruction() -> None:
    cable = head("S E C R E T ROME 000012\n\nNOFORN SIPDIS, STATE FOR EUR/WE")
    assert (cable.captions, cable.pass_lines, cable.is_noforn) == (["NOFORN", "SIPDIS"], ["STATE FOR EUR/WE"], True)
    assert cable.unread_chars == 0


def test_a_reftel_that_a_sentence_speaks_of_is_no_label() -> None:
    cable = parse(
        "", "SECRET ROME 12\n\nSUBJECT: FOG\n\nHe asked for the answer to\nReftel.  He will wait for it here.\n\nFog.\n"
    )
    assert (cable.references, cable.paragraphs[0].text) == (
        [], "He asked for the answer to Reftel. He will wait for it here."
    )  # fmt: skip


@pytest.mark.parametrize("written", ["SENSTIVE", "ENSITIVE", "SENISITIVE", "SENSITVE"])
def test_sensitive_with_a_slip(written: str) -> None:
    cable = head(f"UNCLAS ROME 000012\n\n{written}\nSIPDIS")
    assert (cable.captions, cable.pass_lines) == (["SENSITIVE", "SIPDIS"], [])
    assert cable.classification == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    assert ("caption_typo", written) in [(issue.code, issue.detail) for issue in cable.issues]


@pytest.mark.parametrize("written", ["NFOORN", "NOFRN", "NOFO RN", "N OFORN"])
def test_a_caption_with_a_slip(written: str) -> None:
    cable = head(f"S E C R E T ROME 000012\n\n{written}\nSIPDIS")
    assert (cable.captions, cable.is_noforn, cable.pass_lines) == (["NOFORN", "SIPDIS"], True, [])
    assert ("caption_typo", written) in [(i.code, i.detail) for i in cable.issues]


@pytest.mark.parametrize("label", ["SUBJECMT:", "S UBJECT:", "UBJECT:", "SUBJECTQ:", "SU0JECT:"])
def test_a_label_of_the_subject_with_two_letters_wrong(label: str) -> None:
    cable = parse("", f"SECRET ROME 12\n\nTAGS: PREL, IT\n{label} FOG ON ICE\n\n1. FOG.\n")
    assert ([tag.tag for tag in cable.tags], cable.subject) == (["PREL", "IT"], "FOG ON ICE")


def test_lettered_paragraphs_below_references_are_none() -> None:
    text = "A. HE LEFT ZENDA ON MONDAY AND SAID SO.\n\nB. HE WILL RETURN, IF EVER, ON FRIDAY."
    cable = parse("", f"SECRET ROME 12\n\nSUBJECT: FOG\n\nREF: ROME 11\n\n{text}\n")
    assert (len(cable.references), len(cable.paragraphs)) == (1, 2)


def test_a_head_on_the_classification_lines_own_line() -> None:
    line = "C O N F I D E N T I A L ROME 000012 SIPDIS E.O. 12958: DECL: 05/05/2018 TAGS: PREL, IT SUBJECT: FOG"
    cable = parse("", f"{line}\n\n1. (U) Fog.\n")
    assert (cable.class_line, cable.captions) == ("C O N F I D E N T I A L ROME 000012 SIPDIS", ["SIPDIS"])
    assert (cable.eo_number, [tag.tag for tag in cable.tags], cable.subject) == ("12958", ["PREL", "IT"], "FOG")


@pytest.mark.parametrize("label", ["E.O. 12958: DECL: 05/05/2018", "SUBJECT: FOG"])
def test_a_caption_right_below_a_label_is_no_part_of_it(label: str) -> None:
    rest = "TAGS: PREL" if label.startswith("E") else "REF: ROME 11"
    cable = parse("", f"C O N F I D E N T I A L ROME 000012\n\n{label}\nNOFORN\n{rest}\n\n1. (U) Fog.\n")
    assert (cable.captions, cable.classification) == (["NOFORN"], "CONFIDENTIAL//NOFORN")
    assert (cable.eo_value, cable.subject) in [("DECL: 05/05/2018", None), (None, "FOG")]


@pytest.mark.parametrize("line", ["UNCLAS ROME 000012\n\nFOR OFFICIAL USE ONLY", "UNCLAS//SBU ROME 000012"])
def test_what_is_for_official_use_only(line: str) -> None:
    assert head(line).class_level == 1


def test_no_break_spaces_are_blanks() -> None:
    body = "SECRET ROME 000012\n\nE.O.\xa012958: DECL:\xa005/05/2018\nSUBJECT: FOG\n\n¶1.\xa0(C) Fog\xa0rose.\n"
    cable = parse("O 211047Z\xa0AUG 08\nFM\xa0AMEMBASSY ROME\nTO\xa0SECSTATE WASHDC", body)
    assert (cable.eo_number, cable.from_address, len(cable.recipients)) == ("12958", "AMEMBASSY ROME", 1)
    assert [(p.mark, p.text) for p in cable.paragraphs] == [("C", "Fog rose.")]
    assert cable.sent_at is not None


def test_a_mark_before_the_colon_of_the_subject() -> None:
    cable = parse("", "SECRET ROME 000012\n\nSUBJECT (C): FOG ON ICE\n\n1. (U) Fog.\n")
    assert (cable.subject, cable.subject_mark) == ("FOG ON ICE", "C")


def test_a_corrected_copy_behind_the_serial() -> None:
    assert head("S E C R E T ROME 000012 C O R R E C T E D  C O P Y\n\nSIPDIS").captions == ["CORRECTED COPY", "SIPDIS"]


@pytest.mark.parametrize(
    ("lines", "passed"),
    [
        ("DEPT FOR NEA/ARP OXBOW, NEA/IR\nQUILL", ["DEPT FOR NEA/ARP OXBOW, NEA/IR QUILL"]),
        ("STATE PASS TO USTR FOR OXBOW\nAND OLIVE QUILL", ["STATE PASS TO USTR FOR OXBOW AND OLIVE QUILL"]),
        ("STATE FOR EUR\nQUILL", ["STATE FOR EUR", "QUILL"]),  # there was room for it on the line
        ("DEPT FOR NEA/ARP, NEA/IR AND EUR\nPRIORITY", ["DEPT FOR NEA/ARP, NEA/IR AND EUR", "PRIORITY"]),
    ],
)
def test_an_instruction_goes_on_in_one_word(lines: str, passed: list[str]) -> None:
    assert head(f"S E C R E T ROME 000012\n\nSIPDIS\n\n{lines}").pass_lines == passed


def test_a_mark_before_the_label_of_the_subject() -> None:
    cable = parse("", "S E C R E T ROME 000012\n\nTAGS: PREL\n(C) SUBJECT: FOG\n\n¶1. (C) Fog.")
    assert (cable.subject, cable.subject_mark) == ("FOG", "C")


@pytest.mark.parametrize(
    ("notice", "captions"),
    [
        ("PLEASE PROTECT ACCORDINGLY", []),
        ("NOT FOR PUBLIC DISTRIBUTION", []),
        ("THIS CABLE CONTAINS BUSINESS PROPRIETARY INFORMATION - PROTECT ACCORDINGLY", []),
        ("SENSITIVE BUT UNCLASSIFIED\nPLEASE HANDLE ACCORDINGLY", ["SENSITIVE"]),
        ("UNCLASSIFIED BUT SENSITIVE; PROTECT ACCORDINGLY", ["SENSITIVE"]),
    ],
)
def test_how_to_handle_a_telegram_is_no_heading(notice: str, captions: list[str]) -> None:
    body = f"UNCLAS ROME 000012\n\nTAGS: PREL\nSUBJECT: FOG\n\n{notice}\n\n1. (SBU) Fog.\n"
    cable = parse("", body)
    assert ([p.heading for p in cable.paragraphs], cable.captions) == ([None], captions)
    assert ("caption", notice) in [(s.kind, body[s.start : s.end]) for s in cable.body_spans]


def test_a_classification_line_wrapped_inside_the_post() -> None:
    cable = parse("O 211047Z AUG 08", f"S E C R E T SECTION 01 OF 02 SAN\nSALVADOR 000012{REST}")
    assert (cable.class_level, cable.section_count, cable.body_cable_id) == (3, 2, "08SANSALVADOR12")
    assert cable.class_line == "S E C R E T SECTION 01 OF 02 SAN SALVADOR 000012"


@pytest.mark.parametrize("label", ["REFERENCE", "REFERENCES", "RETEL", "REFTELS"])
def test_a_label_of_the_references_without_its_colon(label: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nSUBJECT: FOG\n\n{label} (A) OSLO 398 (B) STATE 85311\n\n1. (U) Fog.\n")
    assert [(r.label, r.raw) for r in cable.references] == [("A", "OSLO 398"), ("B", "STATE 85311")]


def test_a_line_of_the_subject_that_begins_with_ref() -> None:
    body = "UNCLAS ROME 000012\n\nSUBJECT: RESPONSE TO\nREF A DEMARCHE\n\nREF: OSLO 398\n\n1. (U) Fog.\n"
    cable = parse("", body)
    assert (cable.subject, [r.raw for r in cable.references]) == ("RESPONSE TO REF A DEMARCHE", ["OSLO 398"])


def test_a_hyphen_behind_a_stop_at_a_line_end() -> None:
    cable = parse("", "UNCLAS ROME 000012\n\nSUBJECT: U.S.-\nELBONIA TALKS\n\n1. (U) The U.S.-\nled talks.\n")
    assert (cable.subject, cable.paragraphs[0].text) == ("U.S.-ELBONIA TALKS", "The U.S.-led talks.")


@pytest.mark.parametrize(
    "subject", ["FOG: THE PRO-\n\nELBONIAN MAYOR", "ZENDA, OXBOW AND THE FOG OF THE PRO-\n\nELBONIAN MAYOR"]
)
def test_a_hyphen_above_a_blank_line_in_the_subject(subject: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nSUBJECT: {subject}\n\nREF: OSLO 398\n\n1. (U) Fog.\n")
    assert cable.subject == subject.replace("\n", "")


def test_a_line_of_the_subject_that_begins_with_classified_by() -> None:
    who = "Classified By: Olive Oxbow. Reason: 1.4 (b)."
    cable = parse("", f"S E C R E T ROME 000012\n\nSUBJECT: PAPERS\nCLASSIFIED BY THE MAYOR\n\n{who}\n\n1. (U) Fog.\n")
    assert (cable.subject, cable.classified_by) == ("PAPERS CLASSIFIED BY THE MAYOR", "Olive Oxbow")


@pytest.mark.parametrize("label", ["RE:", "REF-", "REF -", "REFTEL-"])
def test_other_labels_of_the_references(label: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nSUBJECT: FOG\n{label} OSLO 398\n\n1. (U) Fog.\n")
    assert (cable.subject, [r.raw for r in cable.references]) == ("FOG", ["OSLO 398"])


@pytest.mark.parametrize("line", ["RE: ROME 12 TALKS", "RE: BOEING 747 SALE", "RE: JUNE 12", "RE: RESOLUTION 1441"])
def test_a_heading_that_begins_with_re_is_no_reference(line: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nSUBJECT: FOG\n\nThe fog rose.\n\n{line}\n\nThe talks began.\n")
    assert (cable.references, [p.heading for p in cable.paragraphs]) == ([], [None, line])


@pytest.mark.parametrize("line", ["RE: SECSTATE 12345", "RE: PARAMARIBO 12 (NOTAL)", "RE: A. OSLO 12 B. ROME 13"])
def test_references_below_re(line: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nSUBJECT: FOG\n{line}\n\n1. (U) Fog.\n")
    assert cable.subject == "FOG" and cable.references and all(r.kind == "cable" for r in cable.references)


@pytest.mark.parametrize("line", ["FROM AMBASSADOR", "FROM THE CHARGE"])
def test_from_whom_below_the_subject(line: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nSUBJECT: FOG\n\n{line}\n\n1. (U) Fog.\n\n2. (U) Rain.\n")
    assert (cable.pass_lines, [p.heading for p in cable.paragraphs]) == ([line], [None, None])


def test_a_number_alone_on_the_last_line_of_a_subject() -> None:
    words = "ELBONIA AND THE IMPLEMENTATION OF THE RESOLUTION"
    cable = parse("", f"UNCLAS ROME 000012\n\nSUBJECT: {words}\n1701\n\nREF: OSLO 398\n\n1. (U) Fog.\n")
    assert cable.subject == f"{words} 1701"


def test_what_leads_in_a_repeated_telegram_is_no_subject() -> None:
    cable = parse(
        "", "UNCLAS ROME 0012\nSUBJECT: FOG\nFOLLOWING REPEAT OSLO 398 SENT SECSTATE MAY 10:\nQUOTE\n1. RAIN.\n"
    )
    assert cable.subject == "FOG"


@pytest.mark.parametrize(
    "line", ["REF HONG KONG 8100", "REF LA PAZ 8100", "REF RPO DUBAI 384", "REF NEA/FOG E-MAIL OF 5/5/08"]
)
def test_a_post_of_two_words_behind_a_label_without_a_colon(line: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nSUBJECT: FOG\n{line}\n\n1. (U) Fog.\n")
    assert (cable.subject, [r.raw for r in cable.references]) == ("FOG", [line.removeprefix("REF ")])


@pytest.mark.parametrize(
    "lines", ["OXBOW ON TALKS:\nQUOTE NO COMMENT UNQUOTE", "THE FOG AND THE\nFOLLOWING MESSAGE OF THE HARBOR MASTER"]
)
def test_a_subject_with_a_quotation(lines: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nSUBJECT: {lines}\n\n1. (U) Fog.\n")
    assert cable.subject == lines.replace("\n", " ")


@pytest.mark.parametrize("end", [None, "REF: "], ids=["whole", "cut off behind the subject"])
def test_a_head_that_stands_twice(end: str | None) -> None:
    once = (
        "C O N F I D E N T I A L ROME 000012\n\nSIPDIS\n\nE.O. 12958: DECL: 05/05/2018\nTAGS: PREL\nSUBJECT: FOG\n\n"
        "REF: OSLO 398\n\nClassified By: DCM Olive Oxbow for reasons 1.4 (b) and (d).\n\n"
    )
    cable = parse("", f"{once.split(end)[0] if end else once}{once}1. (C) Fog.\n", cable_id="08ROME12")
    assert [(p.number, p.text) for p in cable.paragraphs] == [(1, "Fog.")]
    assert ([r.ref_cable_id for r in cable.references], cable.classified_by) == (["08OSLO398"], "DCM Olive Oxbow")
    assert cable.unread_chars == 0


def test_the_line_of_the_order_that_stands_twice() -> None:
    line = "E.O. 12958: DECL: 05/05/2018\n"
    cable = parse("", f"S E C R E T ROME 000012\n\n{line}{line}TAGS: PREL\nSUBJECT: FOG\n\n1. (U) Fog.\n")
    assert (cable.eo_value, [tag.tag for tag in cable.tags]) == ("DECL: 05/05/2018", ["PREL"])
    assert codes(cable)[0] == "second_head"


@pytest.mark.parametrize(
    ("line", "captions", "passed"),
    [
        ("SECTION 01 OF 02 ROME 000012 NSC FOR OXBOW", [], ["NSC FOR OXBOW"]),
        ("ROME 000012 SIPDIS STATE FOR EUR/WE", ["SIPDIS"], ["STATE FOR EUR/WE"]),
        ("ROME 000012 CORRECTED COPY FOR TAGS", ["CORRECTED COPY"], []),
        ("ROME 000012 SIPDIS", ["SIPDIS"], []),
        ("ROME 000012\n\nSTATE FOR EUR/WE SIPDIS", ["SIPDIS"], ["STATE FOR EUR/WE"]),
    ],
)
def test_an_instruction_on_a_line_with_others(line: str, captions: list[str], passed: list[str]) -> None:
    cable = head(f"C O N F I D E N T I A L {line}")
    assert (cable.captions, cable.pass_lines, cable.body_cable_id) == (captions, passed, None)
    assert cable.unread_chars == 0


def test_an_instruction_of_a_head_on_one_line() -> None:
    line = "S E C R E T ROME 000012 SIPDIS EUR/WE FOR OXBOW E.O. 12958: DECL: 05/05/2018 TAGS: PREL SUBJECT: FOG"
    cable = parse("O 211047Z AUG 08", f"{line}\n\n¶1. (C) Fog.")
    assert (cable.captions, cable.pass_lines, cable.body_cable_id) == (["SIPDIS"], ["EUR/WE FOR OXBOW"], "08ROME12")


@pytest.mark.parametrize(
    ("line", "classification", "sections"),
    [
        ("S E C R E T//NF ROME 000012", "SECRET//NOFORN", 1),
        ("S E C R E T SECT 01 OF 02 ROME 000012", "SECRET", 2),
        ("S E C R E T\n\nROME 000012", "SECRET", 1),
    ],
)
def test_short_words_and_blank_lines_in_the_classification_line(line: str, classification: str, sections: int) -> None:
    cable = parse("O 211047Z AUG 08", line + REST)
    assert (cable.classification, cable.section_count, cable.body_cable_id) == (classification, sections, "08ROME12")


def test_the_subjects_mark_with_blanks_and_a_last_line_that_is_a_caption_by_itself() -> None:
    cable = parse("", "S E C R E T ROME 000012\n\nSUBJECT: ( C ) FOG: CODEL,\nSTAFFDEL\n\n1. (U) Fog.\n")
    assert (cable.subject_mark, cable.subject) == ("C", "FOG: CODEL, STAFFDEL")


def test_an_initial_behind_a_pilcrow_in_subject_and_authority() -> None:
    subject = "SUBJECT: VISIT OF AMB. JOHN\n¶R. OXBOW AND OTHERS"
    authority = "Classified By: Thomas\n¶R. Quill, DCM, for reasons 1.4 (b)."
    cable = parse("", f"S E C R E T ROME 000012\n\nTAGS: PREL\n{subject}\n\n{authority}\n\n¶1. (C) Fog.\n")
    assert (cable.subject, cable.classified_by) == ("VISIT OF AMB. JOHN R. OXBOW AND OTHERS", "Thomas R. Quill, DCM")


@pytest.mark.parametrize(
    ("below", "subject"),
    [
        ("(U) HARBOR PROTOCOL", "TALKS ON FOG: (U) HARBOR PROTOCOL"),  # the second part of a title, with its mark
        ("(U) SUMMARY. THE FOG ROSE.", "TALKS ON FOG:"),
        ("(U) COMMENT", "TALKS ON FOG:"),
    ],
)
def test_a_mark_at_the_beginning_of_a_line_of_the_subject(below: str, subject: str) -> None:
    assert (
        parse("", f"UNCLAS ROME 000012\n\nTAGS: PREL\nSUBJECT: TALKS ON FOG:\n{below}\n\n1. (U) Fog.\n").subject
        == subject
    )


@pytest.mark.parametrize("header", ["", "R 141730Z NOV 75\nFM AMEMBASSY ZENDA\nTO SECSTATE WASHDC 4702"])
@pytest.mark.parametrize(
    "references", ["STATE 20315", "A. STATE 20315; B. ROME 149", "(A) STATE 20315\n     (B) ROME 149"]
)
@pytest.mark.parametrize(
    "below",
    [
        "SUMMARY: THE FOG LIFTED. END SUMMARY.",
        "BEGIN SUMMARY: THE FOG LIFTED. END SUMMARY.",
        "ACTION REQUESTED: GUIDANCE BY MAY 3.",
        "This is FOG-15-09.",
        "This message is Sensitive but Unclassified.",
        "THE MINISTER SAID HE WOULD GO ON WITH THE FOG IN ZENDA.",
    ],
)
def test_text_right_below_the_references_is_none(header: str, references: str, below: str) -> None:
    head = "UNCLAS ZENDA 0012\nE.O. 11652: N/A\nTAGS: PFOR\nSUBJECT: FOG"
    cable = parse(header, f"{head}\nREF: {references}\n{below}\n1. HE LEFT.\n2. SHE STAYED AT HOME.")
    assert [r.raw for r in cable.references] == [r for r in ("STATE 20315", "ROME 149") if r in references]
    assert [p.text for p in cable.paragraphs] == [below, "HE LEFT.", "SHE STAYED AT HOME."]


@pytest.mark.parametrize(
    "letters", [("A.  (SBU)", "B.  (SBU)"), ("¶A. (U)", "¶B. (U)"), ("(A) (U)", "(B) (U)"), ("A. ", "B. ")]
)
def test_lettered_paragraphs_that_speak_of_letters_are_no_references(letters: tuple[str, str]) -> None:
    cable = head_with_references(
        f"{letters[0]} The Ministry sent a letter to the Bank on\nMay 4.\n\n{letters[1]} It will reply."
    )
    assert [r.raw for r in cable.references] == ["STATE 20315"]


def test_a_section_of_the_law_right_below_the_references() -> None:
    cable = head_with_references("SECTION 12(A)(9) DOES NOT APPLY.")
    assert ([r.raw for r in cable.references], len(cable.paragraphs)) == (["STATE 20315"], 1)


def test_the_title_of_a_letter_among_the_references_goes_on() -> None:
    letter = "A. OXBOW LETTER TO QUILL OF MAY 4, 2008\nABOUT THE BRIDGE OVER THE LONG RIVER AT ZENDA."
    cable = parse("", f"UNCLAS ZENDA 0012\n\nSUBJECT: FOG\n\nREF: {letter}\n\n1. (U) Fog.\n")
    assert ([r.kind for r in cable.references], len(cable.paragraphs)) == (["letter"], 1)


def head_with_references(below: str) -> Cable:
    return parse("", f"UNCLAS ZENDA 0012\n\nE.O. 11652: N/A\nTAGS: PFOR\nSUBJECT: FOG\nREF: STATE 20315\n\n{below}\n")
