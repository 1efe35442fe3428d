"""Paragraph numbers: which are paragraphs' and which a list's, mangled pilcrows, slips around the mark."""

from pathlib import Path

import pytest

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable

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
        ("- - 11. (C) Fog.\n\n- - 12. (C) Rain.\n\n13. (C) Snow.", [1, 2, 3]),  # the dash doubled
        ("1. FOG.\n2. RAIN.\n4. SNOW.\n5. ICE.", [1, 2, 4, 5]),  # a gap without marks
        ("1. FOG.\n3. RAIN.\n4. SNOW.", [1, 3, 4]),
        ("1. FOG.\n2. RAIN.\n2. SNOW.\n3. ICE.", [1, 2, 2, 3]),  # a repeat
        ("1. FOG.\n\n2. RAIN.\n\n2. SNOW.\n\n4. ICE.", [1, 2, 2, 4]),  # the second stands for a 3
        ("1. (C) Fog.\n\n2. (C) Rain.\n\n2. (C) Snow.\n\n4. (C) Ice.", [1, 2, 2, 4]),
        ("1. (C) Fog.\n\n2. Rain:\n\n- mud; and\n- mud of Zenda.\n2. Snow.\n\n4. (C) Ice.", [1, 2, 2, 4]),
        # below each heading from 1 on
        (
            "FOG\n---\n1. (C) It.\n\n2. (C) It.\n\nMUD\n---\n1. (C) It.\n\n2. (C) It.\n\nRAIN\n----\n3. (C) It.",
            [1, 2, 1, 2, 3],
        ),
        ("1. (C) Fog.\n\n3. (C) Rain.\n\n2. (C) Snow.\n\n4. (C) Ice.", [1, 3, 2, 4]),  # out of order
        ("(SBU) 1. Fog.\n\n(SBU) ¶2. Rain.", [1, 2]),  # the mark first
        ("¶1. Fog.\n\n¶2. Parts:\n\n¶1. Ice.\n\n¶2. Sun.\n\n¶3. Mud.\n\n¶3. Snow.", [1, 2, 3]),  # a list in 2
        ("¶3. (C) Parts:\n\n¶1. Ice.\n¶2. Sun.\n¶3. Mud.\n¶4. Sea.\n\n¶4. (C) Snow.", [3, 4]),
        ("1. (C) Parts:\n1. ice\n2. mud\n2. (C) Snow.\n\n3. (C) Sun.", [1, 2, 3]),
        ("1. FOG.\n2. POINTS:\n1) ONE.\n2) TWO.\n3) THREE.\n3. ICE.\n4. SUN.", [1, 2, 3, 4]),  # a list runs on
        (
            "1. FOG.\n2. THE HARBOR MASTER WILL BE BACK AT THE QUAY ON AUGUST\n3. HE WAS SURE.\n3. ICE.\n4. SUN.",
            [1, 2, 3, 4],
        ),  # a day wrapped to the line start
        ("- 11. (C) Fog.\n- 12. (C) Two things:\n1) One.\n2) Two.\n- 13. (C) Ice.", [1, 2, 3]),  # with a list in it
        (
            "- 11. (C) Fog:\n1) One.\n2) Two.\n3) Three.\n- 12. (C) Ice:\n1) One.\n2) Two.\n3) Three.\n- 13. (C) Mud.",
            [1, 2, 3],
        ),
        ("- 11. (C) Fog.\n- 12. (C) Rain.\n- 14. (C) Ice.\n- 15. (C) Mud.\n16. (C) Sea.", [1, 2, 4, 5, 6]),  # a gap
        ("1. FOG.\n\n2 HE SAILED.\n\n3. SNOW.", [1, 2, 3]),  # the stop was not typed
        ("1. (C) Fog.\n\n2, He sailed.\n\n3. (C) Snow.", [1, 2, 3]),  # or is another sign
        ("1. FOG.\n\n2 RAIN.\n\n3 BOATS SANK.\n\n4. SNOW.", [1, 2, 3, 4]),
        ("1. FOG.\n\n2 BOATS SANK.\n\n2 SHIPS TOO.\n\n3. SNOW.", [1, None, None, 3]),
        ("1. FOG.\n\n3 BOATS SANK.\n\n3. SNOW.", [1, None, 3]),
        ("FOG\n---\n\n1. It rose.\n\n2. It fell.\n\nRAIN\n----\n\n1. It fell.\n\n2. It went.", [1, 2, 1, 2]),  # digests
        ("FOG\n---\n\n1. (C) It rose.\n\nRAIN\n----\n\n1. (C) It fell.\n\n1. It went.", [1, None]),
        ("- 11. C) Fog.\n\n- 12. (C) Rain.\n\n- 13. (C) Ice.\n\n14. (C) Mud.", [1, 2, 3, 4]),
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


def test_numbers_that_a_drafter_used_twice() -> None:
    cable = text(
        "¶5. (C) Fog. 6. (C) Rain.\n\n¶7. (C) Snow.\n\n¶6. Ships waited.\n\n¶7. Pilots came.\n\n¶8. All left.\n"
    )
    assert [(p.number, p.mark) for p in cable.paragraphs] == [
        (5, "C"),
        (6, "C"),
        (7, "C"),
        (6, None),
        (7, None),
        (8, None),
    ]


def test_a_number_without_a_stop_that_the_next_paragraph_bears_as_well() -> None:
    cable = text("¶1. (C) Fog.\n\n2 (S) Rain.\n\n¶2. (C) Snow.\n\n1)  (U)  Ice.\n\n2)  (U)  Hail.\n\n¶3. (C) Sun.\n")
    assert [(p.number, p.label) for p in cable.paragraphs] == [
        (1, None), (2, None), (2, None), (None, "1"), (None, "2"), (3, None)
    ]  # fmt: skip


def test_a_number_in_mid_sentence_is_no_paragraph_where_all_have_marks_and_blank_lines() -> None:
    wrapped = "Of the two harbors of the island he has so far seen only\n3. The rest wait."
    cable = text(f"1. (C) Fog.\n\n2. (C) {wrapped}\n")
    assert [p.number for p in cable.paragraphs] == [1, 2]
    assert cable.paragraphs[1].text == wrapped.replace("\n", " ")


@pytest.mark.parametrize(
    "number",
    ["2 . (C)", "2. [C]", "2. {C}", "2. (C", "2. - (C)", "2.\n\nROME 00000012  002 OF 002\n\n\n(C)", "2. (C))"],
)
def test_a_number_and_a_mark_written_another_way(number: str) -> None:
    cable = text(f"1. (C) Fog.\n\n{number} Rain fell.\n\n3. (C) Mud.\n")
    assert [(p.number, p.mark, p.text) for p in cable.paragraphs] == [
        (1, "C", "Fog."),
        (2, "C", "Rain fell."),
        (3, "C", "Mud."),
    ]


def test_a_note_in_parentheses_behind_a_number_is_no_mark() -> None:
    assert text("1. (C Division moved) Fog.\n").paragraphs[0].mark is None


def test_an_l_for_the_first_number() -> None:
    cable = text("l. (C) Fog.\n\n2. (C) Rain.\n")
    assert [(p.number, p.mark, p.text) for p in cable.paragraphs] == [(1, "C", "Fog."), (2, "C", "Rain.")]


def test_a_paragraph_behind_a_pilcrow_in_mid_line() -> None:
    cable = text("¶1. (C) Fog.\n\n¶2. (C) Rain fell. ¶3. (C) Mud.\n")
    assert [(p.number, p.text) for p in cable.paragraphs] == [(1, "Fog."), (2, "Rain fell."), (3, "Mud.")]


@pytest.mark.parametrize(("first", "second"), [("2a.", "2b."), ("2A.", "2B."), ("2.1", "2.2"), ("¶2A.", "¶2B.")])
def test_items_that_repeat_the_number_of_their_paragraph(first: str, second: str) -> None:
    cable = text(f"¶1. (C) Fog.\n\n¶2. (C) Points:\n\n{first} (C) Rain.\n\n{second} (SBU) Mud.\n\n¶3. (U) Sun.\n")
    assert [(p.mark, p.text) for p in cable.paragraphs][2:] == [("C", "Rain."), ("SBU", "Mud."), ("U", "Sun.")]


def test_a_number_before_a_stop_above_a_pilcrow_is_no_paragraphs() -> None:
    cable = text("¶1. (U) Act. See para. 4.\n¶2. (U) Fog.\n¶3. (U) Rain.\n")
    assert [p.text for p in cable.paragraphs] == ["Act. See para. 4.", "Fog.", "Rain."]


def test_numbers_of_quoted_articles_are_no_paragraphs() -> None:
    articles = "7. Fog is free.\n8. Rain is not.\n\n"
    cable = text(f"1. (C) Fog.\n\n2. (C) He named these articles:\n\n{articles}3. (C) Rain.\n\n4. (C) Mud.\n")
    assert [p.number for p in cable.paragraphs] == [1, 2, 3, 4]


def test_an_l_of_a_list_is_no_number() -> None:
    cable = text("k. (C) Fog.\n\nl. (C) Rain.\n\n1. (C) Mud.\n")
    assert [p.number for p in cable.paragraphs][-2:] == [None, 1]


def test_a_letter_and_a_mark_behind_the_number() -> None:
    cable = text("1. (C) Fog.\n\n2.A. (U) Rain.\n\n2.B. (C) Mud.\n\n3. A. Quill spoke.\n")
    assert [(p.number, p.label, p.mark, p.text) for p in cable.paragraphs] == [
        (1, None, "C", "Fog."),
        (2, "A", "U", "Rain."),
        (2, "B", "C", "Mud."),
        (3, None, None, "A. Quill spoke."),
    ]


def test_an_item_below_a_page_line_has_a_letter_and_no_mark() -> None:
    page = "\n\nCONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02 ZENDA 00012 290813Z\n\n"
    cable = text(f"1. THEY ASKED:\n(A) FOR FOG.\n(B) FOR RAIN.{page}(C) FOR MUD.\n(D) FOR ALL.\n\n2. HE LEFT THEM.\n")
    assert [(p.number, p.mark) for p in cable.paragraphs] == [(1, None), (2, None)]
    assert cable.paragraphs[0].text.endswith("(C) FOR MUD.\n(D) FOR ALL.")


def test_sub_items_in_parentheses_are_none_of_the_paragraphs_numbers() -> None:
    cable = text("1. (C) Points:\n\n(1) (U) Fog.\n\n(2) (C) Rain.\n\n2. (C) Mud.\n")
    assert [(p.number, p.label, p.mark) for p in cable.paragraphs] == [
        (1, None, "C"),
        (None, "1", "U"),
        (None, "2", "C"),
        (2, None, "C"),
    ]


@pytest.mark.parametrize("first", ["(1)", "1."])
def test_numbers_all_in_parentheses_but_the_first_are_the_paragraphs(first: str) -> None:
    assert [p.number for p in text(f"{first} (C) Fog.\n\n(2) (C) Rain.\n").paragraphs] == [1, 2]


@pytest.mark.parametrize(
    "body",
    [
        "1. (C) OSLO 1 said:\n\nQUOTE\n1. (C) Fog.\n\n2. (C) Fog.\nUNQUOTE\n\n2. (C) Mud.\n\n3. (C) Sea.",
        "1. (C) OSLO 1. QUOTE: 1. (C) Fog.\n\n2. (C) Fog.\n\n3. (C) Fog. UNQUOTE.\n\n2. (C) Mud.\n\n3. (C) Sea.",
        "¶1. (C) Begin text:\n\n¶1. (C) Fog.\n\n¶2. (C) Fog.\n\nEnd text.\n\n¶2. (C) Mud.\n\n¶3. (C) Sea.",
        "1. (C) Mud.\n\n2. (C) Sea.\n\n3. (C) Begin letter:\n\n1. Fog.\n\n2. Fog.\n\n3. Fog.\n\n4. Fog.\n\nEnd letter.",
        "1. (C) A quote.\n\n2. (C) Mud. Begin text: rain.\n\n3. (C) Sea. End text.",  # its own numbers go on inside
    ],
)
def test_a_quoted_telegram_has_numbers_of_its_own(body: str) -> None:
    numbered = [p for p in text(body).paragraphs if p.number]
    assert [p.number for p in numbered] == [1, 2, 3]
    assert not any(p.text.startswith("Fog") for p in numbered)


def test_marks_before_the_numbers_without_blank_lines() -> None:
    cable = parse("", "UNCLAS ROME 000012\n\nSUBJECT: FOG\n\n(C) 1. The fog was thick.\n(U) 2. He left.\nIt rained.\n")
    assert [(p.number, p.portion_mark, p.text) for p in cable.paragraphs] == [
        (1, "C", "The fog was thick."),
        (2, "U", "He left. It rained."),
    ]


@pytest.mark.parametrize("word", ["Ref", "ref", "Reftel"])
def test_the_letter_of_a_reference_behind_a_pilcrow_is_no_item(word: str) -> None:
    cable = parse(
        "", f"UNCLAS ROME 000012\n\nSUBJECT: FOG\n\n¶1. (C) As noted in {word}\n¶A. He then left.\n\n¶2. (C) Rain.\n"
    )
    assert [(p.number, p.text) for p in cable.paragraphs] == [(1, f"As noted in {word} A. He then left."), (2, "Rain.")]


@pytest.mark.parametrize("items", ["¶A. Fog.\n¶B. Rain.", "¶A. (C) Fog."])
def test_items_below_a_reference_are_items(items: str) -> None:
    cable = text(f"¶1. (C) Post answers reftel\n{items}\n\n¶2. (C) Rain.\n")
    assert [p.label for p in cable.paragraphs] == [None, *"AB"[: items.count("¶")], None]
