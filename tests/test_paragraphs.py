"""Paragraphs: numbers, marks, items, headings and sections."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable
from dagster_project.telegram.offsets import plain_blanks

SEED = (Path(__file__).resolve().parents[1] / "examples" / "08PARIS1600.txt").read_text(encoding="utf-8")
HEAD = "C O N F I D E N T I A L ROME 000012\n\nSUBJECT: FOG\n\n"


def text(body: str) -> Cable:
    return parse("", HEAD + body)


def codes(cable: Cable) -> list[str]:
    return [issue.code for issue in cable.issues]


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("¶1. (C) Fog.\n\n¶2. (C) Rain.", [1, 2]),
        ("1. (C) Fog.\n\n2. (C) Rain.", [1, 2]),  # without pilcrow
        ("¶1. (C) Fog.\n\n¶3. (C) Rain.", [1, 3]),  # gaps are real
        ("Fog.", [None]),  # a single paragraph bears no number
        ("¶1. (C) The last fog was in\n¶2006. Rain came later.", [1]),  # a year wrapped to the line start
        ("- 11. (C) Fog.\n- 12. (C) Rain.\n\n13. (C) Snow.", [1, 2, 3]),  # mangled, the last without dash
        ("¶1. (C) Fog.\n¶11. (C) Rain.", [1, 11]),  # begins with 1: nothing mangled
    ],
)
def test_numbers(body: str, numbers: list[int | None]) -> None:
    cable = text(body)
    assert [p.number for p in cable.paragraphs] == numbers
    assert [p.ordinal for p in cable.paragraphs] == list(range(1, len(numbers) + 1))


def test_pilcrow_mangled_keeps_what_was_written() -> None:
    header, _, body = SEED.partition("\n\n")
    cable = parse(header, body)
    assert [p.number for p in cable.paragraphs] == [1, 2, 3, 4, 5] and "pilcrow_mangled" in codes(cable)
    starts = [body[p.char_start : p.char_start + 3] for p in cable.paragraphs]
    assert [start.strip("- ")[:2] for start in starts] == ["1", "1", "1", "1", "15"]
    assert cable.signer == "PEKALA"


@pytest.mark.parametrize(
    ("body", "written", "mark", "level"),
    [
        ("¶1. (S//NF) Fog.", "S//NF", "S/NF", 3),
        ("¶1. (C) Fog.", "C", "C", 2),
        ("¶1. (B) Fog.", None, None, None),  # an item
        ("¶1. C) Fog.", "C", "C", 2),  # the first parenthesis lost
        ("¶1. S/NF) Fog.", "S/NF", "S/NF", 3),
        ("¶1. CO) Fog.", None, None, None),
        ("¶1. Fog.", None, None, None),
    ],
)
def test_mark(body: str, written: str | None, mark: str | None, level: int | None) -> None:
    (paragraph,) = text(body).paragraphs
    assert (paragraph.portion_mark, paragraph.mark, paragraph.mark_level) == (written, mark, level)


@pytest.mark.parametrize(
    ("body", "kinds", "headings"),
    [
        ("SUMMARY\n-------\n\n¶1. (C) Fog.", ["summary"], ["SUMMARY"]),
        ("¶1. (C) SUMMARY: Fog.  End summary.\n\n¶2. (C) Rain.", ["summary", "body"], [None, None]),
        ("¶1. (C) Fog.\n\nCOMMENT\n-------\n\n¶2. (C) Rain.", ["body", "comment"], [None, "COMMENT"]),
        ("ACTION REQUEST\n--------------\n\n¶1. (C) Fog.", ["action_request"], ["ACTION REQUEST"]),
        ("FOG BANKS\n---------\n\n¶1. (C) Fog.", ["body"], ["FOG BANKS"]),
        # Line ends lost: the heading stands on the last line of the paragraph before it, alone with its rule.
        ("¶1. (C) Fog. Rain --------- \n\n¶2. (C) Wet.", ["body", "body"], [None, "Rain"]),
        ("¶1. (C) Fog. ------ Rain ------ \n\n¶2. (C) Wet.", ["body", "body"], [None, "Rain"]),
        ('"FOG" BECOMES RAIN ------------------ \n\n¶1. (C) Wet.', ["body"], ['"FOG" BECOMES RAIN']),
    ],
)
def test_sections(body: str, kinds: list[str], headings: list[str | None]) -> None:
    rows = text(body).paragraphs
    assert ([p.section_kind for p in rows], [p.heading for p in rows]) == (kinds, headings)


def test_rules_on_both_sides_of_a_heading_are_read() -> None:
    assert text("¶1. (C) Fog. ------ Rain ------ \n\n¶2. (C) Wet.").unread_chars == 0


def test_lettered_items_are_paragraphs_of_their_own() -> None:
    rows = text("¶1. (C) Points:\n\n¶A. (U) Fog.\n\n¶B. (U) Rain.").paragraphs
    assert [(p.number, p.label) for p in rows] == [(1, None), (None, "A"), (None, "B")]


def test_entities_are_read_and_kept_in_the_body() -> None:
    cable = text("¶1. (C) Fog &amp; rain.")
    (paragraph,) = cable.paragraphs
    assert paragraph.text == "Fog & rain." and "entities" in codes(cable)
    assert (HEAD + "¶1. (C) Fog &amp; rain.")[paragraph.char_start : paragraph.char_end] == "¶1. (C) Fog &amp; rain."


@pytest.mark.parametrize(
    ("body", "flag"),
    [
        ("(U) Rome minimize considered.", True),
        ("MINIMIZED CONSIDERED", True),
        ("(U) Rome minimise was considered.", True),
        ("(U) Rome considered how to minimize fog.", False),
    ],
)
def test_minimize(body: str, flag: bool) -> None:
    assert text(f"¶1. (C) Fog.\n\n¶2. {body}").has_minimize is flag


@pytest.mark.parametrize(
    ("name", "flag"),
    [
        ("Quill (strictly protect)", True),
        ("Quill (strictly \nprotect throughout)", True),
        ("Quill (protected bay)", False),
    ],
)
def test_protect_phrase(name: str, flag: bool) -> None:
    assert text(f"¶1. (C) {name} spoke.").has_protect_phrase is flag


@pytest.mark.parametrize(("word", "flag"), [("XXXXXXXXXXXX", True), ("XXX", False)])
def test_redaction(word: str, flag: bool) -> None:
    assert text(f"¶1. (C) Met {word} today.").is_redacted is flag


@given(st.text(alphabet="fog \n\t\r\x0b\x1c\x85\xa0\u2003\u2028\u3000¶"))
def test_plain_blanks_keep_words_and_offsets(written: str) -> None:
    plain = plain_blanks(written)
    assert [" " if character.isspace() else character for character in written] == list(plain)


@pytest.mark.parametrize("blank", [" \n", "  ", "\t", "\xa0", "\u2028", " \r\n", "\x0b"])
def test_words_are_parted_by_single_blanks(blank: str) -> None:
    paragraph = text(f"¶1. (C) Fog{blank}and rain.{blank}").paragraphs[0]
    assert (paragraph.text, paragraph.word_count) == ("Fog and rain.", 3)


def test_a_text_cut_behind_its_classification_line_has_no_paragraphs() -> None:
    assert parse("", "S E C R E T ROME 000012 ").paragraphs == []


def test_redacted_lines_above_a_heading_may_be_indented() -> None:
    cable = text("XXXXXXXXXXXX\n XXXXXXXXXXXX\n XXXXXXXXXXXX\nFOG\n---\n\n¶1. (C) Rain.")
    assert [(p.text, p.heading) for p in cable.paragraphs] == [("Rain.", "FOG")]


@pytest.mark.parametrize("dash", ["-", "--", "–", "—"])
def test_items_behind_a_dash_of_any_kind_belong_to_the_paragraph_above(dash: str) -> None:
    cable = text(f"¶1. (C) There are two:\n\n{dash}Fog: it rose.\n\n{dash}Rain: it fell.\n\n¶2. (C) No more of that.")
    assert [(p.number, p.text) for p in cable.paragraphs] == [
        (1, f"There are two:\n{dash}Fog: it rose.\n{dash}Rain: it fell."),
        (2, "No more of that."),
    ]
