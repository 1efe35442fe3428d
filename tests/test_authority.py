"""The classification authority: who, and on which grounds."""

import pytest

from dagster_project.telegram import parse
from dagster_project.telegram.authority import read_authority, read_grounds


@pytest.mark.parametrize(
    "written",
    [
        "1.4 (b) and (d)",
        "1.4(b),(d)",
        "1.4 b & d",
        "1.4b/d",
        "1.4 (B+D)",
        "1.4b,d",
        "1.4 (bd)",
        "1.4.(b) and (d)",
        "1.4(b) and 1.4(d)",  # section said twice
        "1.4 (b\nand d)",  # wrapped
        "1.4 (b. and d.)",  # letters with stops
        "1.4 (b) and (d\n).",  # cut hard: the last parenthesis on a line of its own
        "1.4B AND D\n.",
        "1.4 (b) abd (d)",  # slips
        "1.4 (b) ad (d)",
        "1.4 (b) nd (d)",
        "1.4 (b)\n\nand (d)",  # a blank line inside
        "1.4 (b) an (d)",
        "1.4 (b} and (d)",
        "1.4 (b0 and (d)",
        "1.4 (b) plus (d)",
    ],
)
def test_spellings_of_the_same_grounds(written: str) -> None:
    assert read_grounds(written, 0) == (["1.4(b)", "1.4(d)"], len(written))


@pytest.mark.parametrize("written", ["1.4 (b-d)", "1.4 (b)-(d)", "1.4 (b) through (d)", "1.4 B TO D"])
def test_a_range_of_grounds(written: str) -> None:
    assert read_grounds(written, 0) == (["1.4(b)", "1.4(c)", "1.4(d)"], len(written))


@pytest.mark.parametrize(
    ("text", "grounds", "read"),
    [
        ("1.5 (b) Fog", ["1.5(b)"], "1.5 (b) "),  # the section until 2003
        ("1.4", ["1.4"], "1.4"),  # a section without letters
        ("1.4 (h) and (i)", ["1.4(h)"], "1.4 (h) "),  # a to h only
        ("1.4 (b) because", ["1.4(b)"], "1.4 (b) "),  # a word ends it
        ("1.4 (b) to keep", ["1.4(b)"], "1.4 (b) "),
        ("1.4 (d). A summary follows", ["1.4(d)"], "1.4 (d). "),  # `A` begins a sentence
        ("1.4 (b) and (d) (C) Summary", ["1.4(b)", "1.4(d)"], "1.4 (b) and (d) "),  # a portion mark
        ("1.4 (b)\nFog", ["1.4(b)"], "1.4 (b)"),
        ("1.4 (b). And A. Oxbow said", ["1.4(b)"], "1.4 (b). "),
        ("1.4 (b)\n\n(C) Summary", ["1.4(b)"], "1.4 (b)"),  # the same below a blank line
        ("1.6 (b)", [], ""),  # no section of grounds
    ],
)
def test_grounds_end_where_the_text_goes_on(text: str, grounds: list[str], read: str) -> None:
    found, end = read_grounds(text, 0)
    assert (found, text[:end]) == (grounds, read)


@pytest.mark.parametrize(
    ("block", "who", "grounds"),
    [
        ("Classified By: Vice Consul Quentin Quill, reasons 1.4 (d).", "Vice Consul Quentin Quill", ["1.4(d)"]),
        ("Classified By: CONSUL OSCAR OXBOW, JR., REASONS 1.4 (d).", "CONSUL OSCAR OXBOW, JR.", ["1.4(d)"]),
        ("Classified By: Olive Oxbow, reasons 1.4 [b] and [d].", "Olive Oxbow", ["1.4(b)", "1.4(d)"]),
        ("Classified By: Olive Oxbow, reasons 1.4 b &amp; \nd.", "Olive Oxbow", ["1.4(b)", "1.4(d)"]),
        ("Classified By: Olive Oxbow for Reason(s) 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Derived From: FOG 05-01 (D)", "Derived From: FOG 05-01 (D)", []),
        ("Classified By: Olive Oxbow pursuant to E.O. 12958 reasons 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow in accordance with 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow for reasons of 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow for reasons stated in 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow, Reason 14. (b)", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow, Reason 1..4 (b)", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow, Reason l.4 (b)", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow, Reason 14 (b)", "Olive Oxbow", ["1.4(b)"]),
        ("CLASSIFIED BY: Olive Oxbow, REASON FOR CLASSIFICATION 1.4 (B)", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow, PER REASONS 1.6 (B)", "Olive Oxbow", []),  # no section of grounds
        ("Classified By: Olive Oxbow; Reasons 1. \n4 (B) and (D).", "Olive Oxbow", ["1.4(b)", "1.4(d)"]),
        ("Classified By: Olive Oxbow, reasons 1.4 (b.d).", "Olive Oxbow", ["1.4(b)", "1.4(d)"]),
        ("Classified By: Olive Oxbow, reasons 1.4 'b' and 'd'.", "Olive Oxbow", ["1.4(b)", "1.4(d)"]),
        ("Classified By: Olive Oxbow, reasons 1.4 paragraphs (b) and (d).", "Olive Oxbow", ["1.4(b)", "1.4(d)"]),
        ("Classified by E.O. 12958 reasons 1.4 (b), DCM Olive Oxbow.", "DCM Olive Oxbow", ["1.4(b)"]),
        ("CLASSIFIED BY: Olive Oxbow, Chief. REASON: 1.4 (d)", "Olive Oxbow, Chief", ["1.4(d)"]),
        ("Classified By: Olive Oxbow for reasons 1.4 (d)", "Olive Oxbow", ["1.4(d)"]),
        ("(U) Classified by: Olive Oxbow. Reason: 1.5 (d)", "Olive Oxbow", ["1.5(d)"]),  # with a mark of its own
        ("Classified by Olive Oxbow, E.O. 12958, reasons 1.4 d", "Olive Oxbow", ["1.4(d)"]),
        ("Classified By: Olive Oxbow, Reas\nons 1.4d", "Olive Oxbow", ["1.4(d)"]),  # word broken at the line end
        ("Classified By: Olive\nOxbow, reasons 1.4 (d)", "Olive Oxbow", ["1.4(d)"]),  # wrapped
        ("Classified By: (U) CLASSIFIED BY OLIVE OXBOW, REASON: 1.4 (C)", "OLIVE OXBOW", ["1.4(c)"]),  # said twice
        ("Classified By: Olive Oxbow for reasons b, d.", "Olive Oxbow", ["b", "d"]),  # no section
        ("Classified By: Olive Oxbow.", "Olive Oxbow", []),  # no grounds
        ("Classified By:", None, []),
        ("Classified By: Olive Oxbow for resons 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Rosen 1.4 (b).", "Olive Rosen", ["1.4(b)"]),  # no slip of the word
        ("Classified By: Olive Oxbow for reasons in Section 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow for the reasons in 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow for reasons cited in 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow based on 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow on the basis of 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow by authority E.O. 12958 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow as per 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow / Reasons: 1.4 b.", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow, Class. reasons: 1.4 b.", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow f\nor reasons 1.4 b.", "Olive Oxbow", ["1.4(b)"]),
        ("CLASSIFIED BY: Olive Oxbow\nDERIVED FROM: FOG 05-1\nREASON: 1.4 (b)", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Derived from FOG 05-1", "Derived from FOG 05-1", []),
        ("CLASSIFIEDBY: Olive Oxbow, reasons 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: By: Olive Oxbow, reasons 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By - Olive Oxbow, reasons 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: (C) Olive Oxbow, reasons 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow, Fog Section. Reasons 1.4 (b).", "Olive Oxbow, Fog Section", ["1.4(b)"]),
        ("Classified By: Olive Oxbow, Fog\nSection; REASON: 1.4(B)", "Olive Oxbow, Fog Section", ["1.4(b)"]),
        ("Classified By: Olive Oxbow, Fog Section, per 1.4 (b).", "Olive Oxbow, Fog Section", ["1.4(b)"]),
        ("Classified By: Olive Oxbow under Executive Order 12958, reasons: 1.4 (b)", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow for reasons Executive Order 12958, section 1.4 (b)", "Olive Oxbow", ["1.4(b)"]),
        ("Classified By: Olive Oxbow. Authority: E.O. 12958, Sec. 1.4 (b).", "Olive Oxbow", ["1.4(b)"]),
        (
            "Classified By: Fog Sect\nion Chief Olive Oxbow. Reason: 1.4 (b)",
            "Fog Section Chief Olive Oxbow",
            ["1.4(b)"],
        ),
        ("Classified By: Olive Oxbow, U\n.S. Consulate. Reason: 1.4 (b)", "Olive Oxbow, U.S. Consulate", ["1.4(b)"]),
    ],
)
def test_authority(block: str, who: str | None, grounds: list[str]) -> None:
    assert read_authority(block)[:2] == (who, grounds)


@pytest.mark.parametrize(
    ("second", "place"),
    [
        ("ll for reasons 1.4 (d)", "Quill"),  # cut hard at 71 characters
        ("for reasons 1.4 (d)", "Qui"),  # a word of its own
        ("Ll for reasons 1.4 (d)", "Qui Ll"),
    ],
)
def test_name_cut_at_71_characters(second: str, place: str) -> None:
    first = "Classified By: Olive Oxbow, Counselor for the Affairs of Elbonia to Qui"
    shorter = first.replace("Olive ", "")
    assert (len(first), read_authority(f"{first} \n{second}")[0]) == (71, f"{first[15:-3]}{place}")
    assert read_authority(f"{shorter}\nll for reasons 1.4 (d)")[0] == f"{shorter[15:]} ll"


@pytest.mark.parametrize(
    ("month", "reasons"), [("AUG 08", ["1.4(b)", "1.4(d)"]), ("AUG 02", ["1.5(b)", "1.5(d)"]), ("AUG 88", [])]
)
def test_letters_without_a_section_are_of_the_order_of_the_day(month: str, reasons: list[str]) -> None:
    body = "S E C R E T ROME 000012\n\nSUBJECT: FOG\n\nClassified By: Olive Oxbow for reasons b, d.\n\n1. (S) Fog.\n"
    cable = parse(f"R 211047Z {month}\nFM AMEMBASSY ROME\n", body)
    assert cable.class_reasons == reasons
    assert "reasons_no_section" in [issue.code for issue in cable.issues]


def test_authority_that_runs_into_the_text_ends_after_its_grounds() -> None:
    block = "Classified By: Olive Oxbow for reasons 1.4 (b) and (d). Summary: The sea rose."
    assert block[read_authority(block)[2] :] == "Summary: The sea rose."


def test_authority_numbered_as_paragraph_1() -> None:
    cable = parse("", "S E C R E T ROME 000012\n\nSUBJECT: FOG\n\n1. Classified by Olive Oxbow. Reason: 1.4 (d).\n")
    assert (cable.classified_by, cable.class_reasons) == ("Olive Oxbow", ["1.4(d)"])


@pytest.mark.parametrize("order", ["of E.O. 12958.", "of Executive Order 12958, as amended.", "\nof EO 12958"])
def test_the_order_behind_the_grounds_is_no_text(order: str) -> None:
    block = f"Classified By: Olive Oxbow for reasons 1.4 (b) and (d) {order}"
    assert read_authority(block) == ("Olive Oxbow", ["1.4(b)", "1.4(d)"], len(block))


def test_a_sentence_that_says_who_classified() -> None:
    cable = parse(
        "",
        "UNCLAS ROME 000012\n\nSUBJECT: FOG\n\n"
        "(U) This cable was classified by Olive Oxbow. Reason: 1.4 (b).\n\n¶1. (C) Fog.",
    )
    assert (cable.classified_by, cable.class_reasons) == ("Olive Oxbow", ["1.4(b)"])
    assert [p.text for p in cable.paragraphs] == ["Fog."]


@pytest.mark.parametrize(
    "label",
    [
        "Calssified by:",
        "Classified B y:",
        "CLASSIFIEDBY:",
        "Drafted and classified by:",
        "Originally classified by:",
        "CLASSIFICATION AUTHORITY:",
        "CLASSIFYING OFFICER:",
        "//Classified by",
    ],
)
def test_other_labels_of_the_authority(label: str) -> None:
    head = "S E C R E T ROME 000012\n\nSUBJECT: FOG\n\n"
    cable = parse("", f"{head}{label} Olive Oxbow, reasons 1.4 (b) and (d).\n\n¶1. (C) Fog.\n")
    assert (cable.classified_by, cable.class_reasons) == ("Olive Oxbow", ["1.4(b)", "1.4(d)"])
    assert [p.text for p in cable.paragraphs] == ["Fog."]


@pytest.mark.parametrize(("first", "second"), [("Reasons 1.", "4 (b)"), ("for reasons 1", ".4 (b)")])
def test_grounds_around_a_page_line(first: str, second: str) -> None:
    page = "\n\nROME 00000012  001.2 OF 003\n\n\n"
    head = "S E C R E T ROME 000012\n\nSUBJECT: FOG\n\n"
    cable = parse("", f"{head}Classified By: Olive Oxbow {first}{page}{second}.\n\n¶1. (C) Fog.\n")
    assert (cable.classified_by, cable.class_reasons) == ("Olive Oxbow", ["1.4(b)"])
    assert [p.text for p in cable.paragraphs] == ["Fog."]


def test_a_reason_for_classification_above_who_classified() -> None:
    head = "UNCLAS ROME 000012\n\nSUBJECT: FOG\n\nREASON FOR CLASSIFICATION: 1.4 (B)\nCLASSIFIED BY: OLIVE OXBOW\n\n"
    cable = parse("", head + "¶1. (C) Fog.\n")
    assert (cable.classified_by, cable.class_reasons) == ("OLIVE OXBOW", ["1.4(b)"])
    assert [p.text for p in cable.paragraphs] == ["Fog."]


@pytest.mark.parametrize("broken", ["for reasons 1 \n.4 (b) and (d)", "fo\nr reasons 1.4 (b) and (d)"])
def test_a_line_that_was_cut_hard(broken: str) -> None:
    cable = parse(
        "", f"S E C R E T ROME 000012\n\nSUBJECT: FOG\n\nClassified By: Olive Oxbow {broken}\n\n¶1. (C) Fog.\n"
    )
    assert (cable.classified_by, cable.class_reasons) == ("Olive Oxbow", ["1.4(b)", "1.4(d)"])
