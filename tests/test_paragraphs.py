"""Paragraphs: marks, items, sections, and what goes on a paragraph; numbers and rows have files of their own."""

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
        ("Minimize for Rome considered.", True),
        ("MINIMIZE FOR ROME AND MILAN CONSIDERED.", True),
        ("Minimize Rome considered.", True),
        ("Post has considered minimize.", True),
        ("They minimize what he considered.", False),
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
        ("Quill (protect throughout)", True),
        ("Quill (PROTECT STRICTLY)", True),
        ("Quill (protect - PRM)", True),
        ("Quill (to protect throughout)", False),
        ("Quill (strictly \nprotect throughout)", True),
        ("Quill (protected bay)", False),
        ("Quill (protect name)", True),
        ("Quill (protect at all times)", True),
        ("Quill (protect, please)", True),
        ("Quill (PROTECT!)", True),
        ("Quill, who asked us to protect his name,", True),
        ("Quill (Responsibility to Protect)", False),
        ("A journalist, who may protect sources,", False),
        ("The army will strictly protect the harbor, Quill", False),
        ("This is sensitive. Please protect accordingly. Quill", False),  # the cable
        ("Quill (please protect)", True),
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


@pytest.mark.parametrize(
    ("first", "line", "joined"),
    [
        ("VZCZCXYZ0000", 109, True),  # where a page of the sending system ended
        ("VZCZCXYZ0000", 203, True),  # the second
        ("VZCZCXYZ0000", 60, False),
        ("VZCZCXRO0123", 109, False),  # this relay kept the page lines
    ],
)
def test_the_blank_line_in_the_place_of_a_page_line_that_was_lost(first: str, line: int, joined: bool) -> None:
    header = f"{first}\nPP RUEHXX\nDE RUEHRO #0012 2341047\nZNY CCCCC ZZH\nP 211047Z AUG 08\nFM AMEMBASSY ROME\n"
    above = header + HEAD + "¶1. (C) Fog rose over the harbor, and ships waited.\n"
    filled = "It rose in the night, and pilots saw it from the quay.\n" * (line - above.count("\n") - 1)
    end = "\nShips waited for it to fall, it is said, all the next day.\n\n¶2. (C) Rain fell then.\n"
    cable = parse(header, (above + filled + end).removeprefix(header))
    assert ([p.number for p in cable.paragraphs] == [1, 2]) is joined


@pytest.mark.parametrize(
    ("end", "below", "joined"),
    [
        ("he said. (Note:", "Fog rose.", True),
        ("weight to the harbor -)", "Officials said so.", True),  # a dash, as a converter made of it
        ("the harbor (Fog)", "Officials said so.", False),
        ("XXXXXXXXXXXX", ". END COMMENT.", True),
        ("Participants in the Meeting:", "Olive Oxbow", True),
        ("said the following:", "Olive Oxbow was there.", False),
    ],
)
def test_what_goes_on_below_a_blank_line(end: str, below: str, joined: bool) -> None:
    cable = text(f"¶1. (C) {end}\n\n{below}\n\n¶2. (C) Rain fell on the harbor all of the next day.\n")
    assert ([p.number for p in cable.paragraphs] == [1, 2]) is joined


def test_an_instruction_in_capitals_is_not_joined_to_the_text() -> None:
    assert (
        len(text("FROM THE CONSUL FOR ALL\nHARBOR MASTERS\n\nI commend the pilots.\n\n1. (U) Fog.\n").paragraphs) == 3
    )


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("in the presence of the pilots, that is to say, fog\n-- and ships.", True),
        ('in the presence of the pilots, that is to say, fog\n- "and" ships.', True),
        ("in the presence of the pilots, that is to say, and\n-- ships.", False),  # a list may follow `and`
        ("the harbor has these things, all of them of old:\n-- fog.", False),
        ("short\n-- fog.", False),
        ("\n-- persuade the harbor master to accept the offer made\n-- obtain his support.", False),  # two items
        ("in the presence of the pilots, that is to say, fog\n-- and ships\n-- and rain.", False),  # a list
        ("in the presence of the pilots, that is to say, fog\n-- Ships.", False),
    ],
)
def test_a_dash_or_number_that_was_wrapped_to_the_beginning_of_a_line(lines: str, joined: bool) -> None:
    assert ("\n" not in text(f"¶1. (C) {lines}\n").paragraphs[0].text) is joined


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("a TIME-\nSENSITIVE fog", "a TIME-SENSITIVE fog"),
        ("an air- \nlift of fog", "an air-lift of fog"),
        ("short- \nand long-term fog", "short- and long-term fog"),
        ("the fog -\nships waited", "the fog - ships waited"),
    ],
)
def test_a_line_end_behind_a_hyphen(lines: str, words: str) -> None:
    assert text(f"¶1. (C) {lines}\n").paragraphs[0].text == words


def test_lines_with_a_mark_of_their_own_are_paragraphs() -> None:
    cable = text("¶1. (U) Harbor points\n(S/NF) Fog rose.\n (S/REL USA, SAU) Ships waited.\n¶2. (U) Rain.\n")
    assert [(p.number, p.mark, p.text) for p in cable.paragraphs] == [
        (1, "U", "Harbor points"),
        (None, "S/NF", "Fog rose."),
        (None, "S/REL USA, SAU", "Ships waited."),
        (2, "U", "Rain."),
    ]


@pytest.mark.parametrize(
    "line", ["(c) the harbor master.", "(C) of the harbor, and wide, it is said by all who saw it"]
)
def test_a_letter_in_a_list_or_in_a_sentence_is_no_mark(line: str) -> None:
    cable = text(f"¶1. (U) The fog rose in (A) the night; (B) the morning, and all of it was\n{line}\n")
    assert [p.mark for p in cable.paragraphs] == ["U"]


def test_a_mark_below_a_number_and_its_title_is_the_paragraphs() -> None:
    (paragraph,) = text("¶1. SUMMARY:\n(C) Fog rose over the harbor.\n").paragraphs
    assert (paragraph.mark, paragraph.section_kind) == ("C", "summary")


def test_shares_behind_a_letter_are_no_marks() -> None:
    assert [p.mark for p in text("¶1. (U) Conservatives\n(C) 45\nSocialists\n(S) 20\n").paragraphs] == ["U"]


def test_a_stop_alone_on_its_line_parts_paragraphs_and_is_no_text() -> None:
    cable = text("¶1. (C) Fog rose over the harbor.\n.\nHarbor Master\n-------------\n\n¶2. (C) Rain fell\n.\n")
    assert [(p.text, p.heading) for p in cable.paragraphs] == [
        ("Fog rose over the harbor.", None),
        ("Rain fell .", "Harbor Master"),
    ]


def test_words_in_brackets_in_the_place_of_a_name_are_a_redaction() -> None:
    assert text("¶1. (C) [Name removed] saw the fog.\n").is_redacted
    assert not text("¶1. (C) [The name] saw the fog.\n").is_redacted


def test_a_note_right_behind_a_page_line_goes_on_the_paragraph() -> None:
    note = "(NOTE: the harbor master himself has told us so. END NOTE.) Ships waited.\n"
    cable = text(f"¶1. (C) Fog rose.\nROME 00000012  002 OF 002\n{note}\n¶2. (C) Rain.\n")
    assert [p.number for p in cable.paragraphs] == [1, 2]
    marked = "(S/NF) the harbor master himself has told us so, and ships waited.\n"
    cable = text(f"¶1. (C) Fog rose.\nROME 00000012  002 OF 002\n{marked}\n¶2. (C) Rain.\n")
    assert [p.mark for p in cable.paragraphs] == ["C", "S/NF", "C"]


@pytest.mark.parametrize("page", ["ROME 00000012  002 OF 002\n", "\nROME 00000012  002 OF 002\n\n\n"])
def test_the_first_row_below_a_page_line_is_no_full_line(page: str) -> None:
    cable = text(f"1. (C) Data:\n\nA. NAME: OXBOW\n{page}B. BORN: 1971\nC. PASSPORT: Z1\n\n2. (C) Rain.\n")
    assert [(p.label, p.text) for p in cable.paragraphs if p.label] == [
        ("A", "NAME: OXBOW"),
        ("B", "BORN: 1971"),
        ("C", "PASSPORT: Z1"),
    ]


def test_a_middle_initial_that_was_wrapped_to_the_beginning_of_a_line() -> None:
    name = "¶1. (C) The adviser met with Deputy Assistant Harbor Master David\n¶A. Fogson on the quay.\n"
    assert [p.label for p in text(name).paragraphs] == [None]
    assert [p.label for p in text(name + "¶B. Rain fell.\n").paragraphs] == [None, "A", "B"]


@pytest.mark.parametrize(
    ("item", "row"),
    [
        ('A) "Fog Retreats"', ("A", "body", '"Fog Retreats"')),
        ('-- "Herald": Fog.', (None, "body", '-- "Herald": Fog.')),
    ],
)
def test_the_first_piece_of_the_press_below_the_summary(item: str, row: tuple[str | None, str, str]) -> None:
    cable = text(f'1. Summary: Papers led with fog. End summary.\n\n{item}\n\n"It rose," they wrote.\n\n2. Rain.\n')
    assert cable.paragraphs[0].text == "Summary: Papers led with fog. End summary."
    assert [(p.label, p.section_kind, p.text.split("\n")[0]) for p in cable.paragraphs][1] == row


def test_an_item_behind_the_one_before_it_is_no_mark() -> None:
    items = "(A) One thing for us.\n\n(B) Another thing.\n\n(C) A third thing.\n\n(D) A fourth."
    for listed in (items, items.lower(), "(q) One.\n\n(r) Another.\n\n(s) More.\n\n(t) And.\n\n(u) Less."):
        assert [p.mark for p in text(f"¶1. (S) Points:\n\n{listed}\n\n¶2. (S) Fog.\n").paragraphs] == ["S", "S"]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("Turnout rose from\n48. The count goes on.", True),  # a list of one begins with no other number than 1
        ("We spoke of paragraph\n2. (Note: Of fog. End note.)", True),
        ("Turnout rose from\n1. The count goes on.", False),
        ("Turnout rose.\n48. The count goes on.", False),
        ("Two of these:\n2. The count goes on.", False),
        ("We saw\n2. The fog,\n3. The rain.", False),
    ],
)
def test_a_number_at_a_line_end_that_was_wrapped(lines: str, joined: bool) -> None:
    paragraph = text(f"¶1. (C) {lines}\n\n¶2. (C) Rain.\n").paragraphs[0]
    assert paragraph.text == (lines.replace("\n", " ") if joined else lines)


def test_an_initial_below_a_title_at_a_line_end_is_no_item() -> None:
    (paragraph,) = text(
        "¶1. (C) We spoke with the chief of the army there, Gen.\nA. Quill, who denied it.\n"
    ).paragraphs
    assert paragraph.text.endswith("there, Gen. A. Quill, who denied it.")


def test_prose_below_a_colon_is_a_paragraph() -> None:
    cable = text("¶1. (C) He said:\n\nThe fog rose in the night, and\nthe harbor was closed.\n\n¶2. (C) Rain.\n")
    assert [p.number for p in cable.paragraphs] == [1, None, 2]


@pytest.mark.parametrize("bullet", ["o       ", "o ", "> ", "• "])
def test_bullets_on_neighbouring_lines(bullet: str) -> None:
    lines = "\n".join(f"{bullet}{word}" for word in ("Fog rose.", "Rain fell.", "All left."))
    (paragraph,) = text(f"¶1. (C) Points:\n\n{lines}\n").paragraphs
    assert paragraph.text.split("\n") == ["Points:"] + [" ".join(line.split()) for line in lines.split("\n")]


def test_an_o_that_is_no_bullet() -> None:
    assert [p.text for p in text("¶1. (C) He said boca\no dinero to us.\n").paragraphs] == [
        "He said boca o dinero to us."
    ]


@pytest.mark.parametrize(("indent", "blank"), [("   ", ""), ("", ""), ("", "\n")])
def test_a_heading_behind_the_number_with_a_rule_below(indent: str, blank: str) -> None:
    cable = text(
        f"1. (C) SUMMARY\n{indent}-------\n{blank}{indent}Fog.\n\n"
        f"2. (C) BACKGROUND\n{indent}----------\n{blank}It rained."
    )
    assert [(p.number, p.mark, p.heading, p.text) for p in cable.paragraphs] == [
        (1, "C", "SUMMARY", "Fog."),
        (2, "C", "BACKGROUND", "It rained."),
    ]


def test_a_letter_that_was_left_out_of_the_items() -> None:
    cable = text("1. (C) QUESTIONS:\n\nA. WHO?\nB. WHEN?\nC. WHERE?\nE. WHAT FOR?\n\n2. (C) FOG.\n")
    assert [p.label for p in cable.paragraphs] == [None, "A", "B", "C", "E", None]


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Introduction/Summary:", "summary"),
        ("Brief summary:", "summary"),
        ("Summary, comment and action request:", "summary"),
        ("Summary (cont'd):", "summary"),
        ("Comment con't:", "comment"),
        ("Analysis and comment:", "comment"),
        ("Final comment:", "comment"),
        ("Ambassador's comment:", "comment"),
        ("Action required:", "action_request"),
        ("Action for posts:", "action_request"),
        ("Background note:", "background"),
        ("Biographic data:", "bio"),
        ("COMMENT (C)", "comment"),
        ("Note on the fog:", "body"),
        ("Summarily:", "body"),
    ],
)
def test_what_opens_a_section_inside_a_paragraph(opening: str, kind: str) -> None:
    assert text(f"¶1. (C) Fog.\n\n¶2. {opening} The rain fell.").paragraphs[1].section_kind == kind


def test_a_section_opened_in_capitals_without_a_stop() -> None:
    assert text("¶1. (C) SUMMARY\nThe fog rose.\n").paragraphs[0].section_kind == "summary"


@pytest.mark.parametrize(
    "closer", ["End executive summary.", "End introduction/summary.", "End embassy summary.", "Summary ends."]
)
def test_what_closes_a_summary(closer: str) -> None:
    cable = text(f"¶1. (C) Summary: Fog.\n\n¶2. (C) Rain. {closer}\n\n¶3. (C) Ice.\n")
    assert [p.section_kind for p in cable.paragraphs] == ["summary", "summary", "body"]


def test_the_closer_of_an_aside_closes_nothing_else() -> None:
    aside = "He left. (Comment: He knew. End comment.) He came."
    cable = text(f"¶1. (C) Comment: Fog.\n\n¶2. (C) Rain.\n\n¶3. (C) {aside}\n")
    assert [p.section_kind for p in cable.paragraphs] == ["comment", "body", "body"]


def test_a_closer_behind_that_of_an_aside() -> None:
    aside = "He left (Comment: He knew. End comment.) early. It may be true. End comment."
    cable = text(f"¶1. (C) Comment: Fog.\n\n¶2. (C) {aside}\n\n¶3. (C) Rain.\n")
    assert [p.section_kind for p in cable.paragraphs] == ["comment", "comment", "body"]


def test_a_closer_of_both_ends_the_summary_that_went_on() -> None:
    cable = text("¶1. (C) Summary: Fog.\n\n¶2. (C) Comment: Rain. End summary and comment.\n\n¶3. (C) Ice.\n")
    assert [p.section_kind for p in cable.paragraphs] == ["summary", "comment", "body"]


def test_what_follows_the_last_item_of_a_list_below_a_blank_line() -> None:
    items = "Points:\n-- bases\n-- debt"
    prose = text(f"¶1. (C) {items}\n\nThe harbor master closed by asking for an early answer.\n")
    assert [p.text for p in prose.paragraphs] == [items, "The harbor master closed by asking for an early answer."]
    line = text(f"¶1. (C) {items}\n\nElbonia\n-- fog\n\n¶2. (C) It rained.\n")
    assert [p.text for p in line.paragraphs] == [f"{items}\nElbonia\n-- fog", "It rained."]


def test_items_behind_a_hyphen_without_a_blank() -> None:
    lines = "Three points:\n-The base is near.\n-The debt.\n-Textile quotas."
    assert [p.text for p in text(f"¶1. (C) {lines}\n").paragraphs] == [lines]


def test_a_mark_between_a_word_and_its_colon() -> None:
    assert text("¶1. Summary (C): Fog rose.\n").paragraphs[0].text == "Summary: Fog rose."


@pytest.mark.parametrize(
    ("items", "labels"),
    [
        ("A. Tell the harbor;\nB. Ask for the money that was promised in the year 2005; and\nC. Send a team.", "ABC"),
        ("A. Talks:\n(1) begin; and\n(2) end.\nB. Rest.", "AB"),
        ("a. (C) The quay is old.\n\nb. (SBU) The crane is new.", "AB"),
        ("(A) (C) The quay is old.\n(B) (SBU) The crane is new.", "AB"),
    ],
)
def test_lettered_items_that_are_rows(items: str, labels: str) -> None:
    cable = text(f"¶1. (C) Points:\n\n{items}\n\n¶2. (C) Fog.\n")
    assert [p.label for p in cable.paragraphs] == [None, *labels, None]


@pytest.mark.parametrize("form", ["({})", "{})"])
def test_lettered_items_behind_a_parenthesis_are_lines(form: str) -> None:
    lines = "He said:\n" + "\n".join(f"{form.format(letter)} He agreed." for letter in "AB")
    assert [p.text for p in text(f"¶1. (C) {lines}\n\n¶2. (C) Fog.\n").paragraphs] == [lines, "Fog."]


@pytest.mark.parametrize(
    ("above", "parts"),
    [
        ("Quay         1.2      1.4\nRail         0.4      0.5", True),  # a table
        ("Olive Oxbow\nQuentin Quill", True),  # names
        ("The group went on over the hills that lie behind the old harbor of", False),  # a full line
        ("They spoke of the", False),  # an open word
        ("They came from Strelsau, then,", False),
        ("Excellency,", True),
    ],
)
def test_a_blank_line_below_a_line_that_had_room(above: str, parts: bool) -> None:
    cable = text(f"¶1. (C) Fog:\n\n{above}\n\nZenda was what they saw there on the next day.\n\n¶2. (C) Rain.\n")
    assert (cable.paragraphs[-2].text == "Zenda was what they saw there on the next day.") is parts


def test_a_letter_of_a_reference_at_a_line_s_beginning_is_no_item() -> None:
    words = "He said, as was reported earlier this month (REFTEL\nA) Further, he left:\n-- fog\n-- rain"
    assert text(f"¶1. (C) {words}\n").paragraphs[0].text == words.replace("L\nA", "L A")


def test_a_number_with_a_mark_begins_the_letters_anew() -> None:
    cable = text(
        "¶1. (S) Answers:\n\nA. Yes they do.\n\n(7) (S) Fog and Rain\n\nA. Yes, some fog.\n\nB. No, none.\n\n"
        "¶2. (S) So.\n"
    )
    assert [p.label for p in cable.paragraphs] == [None, "A", "7", "A", "B", None]


def test_a_mark_of_many_states() -> None:
    states = "ELBONIA, RURITANIA, ZENDA, STRELSAU, GRAUSTARK, FREEDONIA, SYLVANIA, MARSHOVIA, KARLSBURG, BOROVIA"
    (paragraph,) = text(f"¶1. (S//REL {states}) Fog.\n").paragraphs
    assert (paragraph.mark_level, paragraph.text) == (3, "Fog.")


def test_a_note_with_another_in_it_is_no_mark() -> None:
    assert text("1. (S Korean Minister Oxbow (protect) spoke) Fog.\n").paragraphs[0].mark is None


@pytest.mark.parametrize(("first", "second"), [("-- A.", "-- B."), ("- A.", "- B.")])
def test_letters_behind_dashes_are_labels(first: str, second: str) -> None:
    cable = text(f"¶1. (U) Answers:\n\n{first} Is it foggy? Yes.\n\n{second} Does it rain? No.\n\n¶2. (U) Mud.\n")
    assert [(p.number, p.label, p.text) for p in cable.paragraphs] == [
        (1, None, "Answers:"),
        (None, "A", "Is it foggy? Yes."),
        (None, "B", "Does it rain? No."),
        (2, None, "Mud."),
    ]


def test_letters_behind_dashes_line_by_line() -> None:
    cable = text("¶1. (U) Points:\n\n-- A. Fog.\n-- B. Rain.\n-- C. Mud.\n\n¶2. (U) Sea.\n")
    assert [p.label for p in cable.paragraphs] == [None, "A", "B", "C", None]


def test_an_initial_behind_dashes_is_none() -> None:
    cable = text("¶1. (U) Met:\n\n-- A. Quill\n\n-- C. Oxbow\n\n¶2. (U) Mud.\n")
    assert [p.text for p in cable.paragraphs] == ["Met:\n-- A. Quill\n-- C. Oxbow", "Mud."]


@pytest.mark.parametrize(
    "title",
    ['B) "Harbor Closed"', "(2) Harbor closed for weeks", '- "Harbor Closed"', "4. Who closed the harbor?"],
)
def test_a_title_below_prose_without_number_stands_apart(title: str) -> None:
    cable = text(
        f"¶1. (U) The press of today.\n\nThe fog rose,\nwrites the Gazette.\n\n{title}\n\nThe Herald adds:\n\nMud.\n"
    )
    assert [p.text for p in cable.paragraphs][1:4] == ["The fog rose, writes the Gazette.", title, "The Herald adds:"]


def test_an_item_below_items_goes_on_the_list() -> None:
    cable = text("¶1. (U) Points.\n\nWe ask:\n\n-- for fog.\n\n-- for more rain\n\nThe Herald adds mud.\n")
    assert [p.text for p in cable.paragraphs][1:] == ["We ask:\n-- for fog.\n-- for more rain", "The Herald adds mud."]


def test_bullets_glued_to_their_words() -> None:
    cable = text("¶1. (C) As of noon:\n\n*Fog came in.\n*OSLO left.\n\n¶2. (C) Mud.\n")
    assert [p.text for p in cable.paragraphs] == ["As of noon:\n*Fog came in.\n*OSLO left.", "Mud."]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("2. (C) Comment:\n\nHe left.\n\nHe will be back.\n\n3. (C) Mud.", ["comment", "comment", "body"]),
        ("2. (C) Comment: He left.\n\nHe will be back.\n\n3. (C) Mud.", ["comment", "comment", "body"]),
        ("2. (C) Comment: He left. End comment.\n\nHe will be back.\n\n3. (C) Mud.", ["comment", "body", "body"]),
        ("2. (C) (Comment: He left.)\n\nHe will be back.\n\n3. (C) Mud.", ["comment", "body", "body"]),
        (
            "2. (C) Comment: He left. End summary and comment.\n\nHe is back.\n\n3. (C) Mud.",
            ["comment", "body", "body"],
        ),
        ("2. (C) Bio:\n\n" + "He left.\n\n" * 6 + "3. (C) Mud.", ["bio"] * 7 + ["body"]),
        ("2. (C) Comment:\n\n" + "He left.\n\n" * 5 + "3. (C) Mud.", ["comment"] * 4 + ["body"] * 2),
        ("2. (C) Comment: He left.\nPATTERSON\n\nHe is back.\n\n3. (C) Mud.", ["comment", "body", "body"]),
        ("2. (C) Note: He left.\n\nHe will be back.\n\n3. (C) Mud.", ["note", "body", "body"]),
        ("2. (C) Comment: He left.\n\nHARBOR\n------\n\nHe will be back.\n\n3. (C) Mud.", ["comment", "body", "body"]),
    ],
)
def test_what_goes_on_below_an_inline_section(body: str, kinds: list[str]) -> None:
    assert [p.section_kind for p in text(f"1. (C) Fog.\n\n{body}\n").paragraphs][1:] == kinds


def test_a_letter_goes_on_behind_numbers_of_its_own() -> None:
    cable = text("¶1. (C) Points:\n\nA. First:\n\n1. fog;\n2. rain.\n\nB. Second:\n\n-- mud.\n\n¶2. (C) Sea.\n")
    assert [(p.label, p.text) for p in cable.paragraphs] == [
        (None, "Points:"),
        ("A", "First:\n1. fog;\n2. rain."),
        ("B", "Second:\n-- mud."),
        (None, "Sea."),
    ]


def test_the_end_of_a_text_below_who_signed_it_stands_apart() -> None:
    cable = text("¶1. (C) Begin text:\n\nOlive Oxbow\n\nEnd text.\n\n¶2. (C) Mud.\n")
    assert [p.text for p in cable.paragraphs][-2:] == ["End text.", "Mud."]


def test_a_mark_with_nothing_behind_it_ends_a_text() -> None:
    assert parse("", "(S/NF)").paragraphs == []
