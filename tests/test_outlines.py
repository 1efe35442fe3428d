"""Titles with letters, numbers and Roman figures, over answers and over prose without numbers."""

import pytest
from test_headings import FOG, IN_CAPITALS, NEXT, text, under

PROSE = "The fog rose over the harbor and the quay in the night.\nShips waited outside."


def test_paragraphs_numbered_in_roman_figures() -> None:
    cable = text("I. (C) Fog rose.\n\nII. (S/NF) Rain fell.\n\nIX. (G) Sun.\n\nVI. Snow.\n")
    assert [(p.label, p.mark, p.text) for p in cable.paragraphs] == [
        ("I", "C", "Fog rose."),
        ("II", "S/NF", "Rain fell."),
        (None, None, "IX. (G) Sun."),
        (None, None, "VI. Snow."),
    ]


def test_an_item_above_a_rule_that_is_not_as_long_is_no_heading() -> None:
    assert [p.label for p in text("A. The fog rose over the harbor\n-----\n\n" + NEXT).paragraphs] == ["A", None]


@pytest.mark.parametrize("rule", ["-------", "-----------------"])
def test_a_title_behind_its_number_heads_that_paragraph_alone(rule: str) -> None:
    cable = text(f"{FOG}\n¶2. (C) The Way Ahead\n{rule}\nRain fell.\n\n¶3. (C) It fell again.\n")
    assert [(p.number, p.heading, p.text) for p in cable.paragraphs][1:] == [
        (2, "The Way Ahead", "Rain fell."),
        (3, None, "It fell again."),
    ]


def test_a_title_behind_its_number_is_text_where_nothing_else_is() -> None:
    cable = text(f"¶1. (C) The Way Ahead\n-------------\n\n{NEXT}")
    assert [(p.number, p.heading) for p in cable.paragraphs] == [(1, None), (2, None)]
    assert cable.paragraphs[0].text == "The Way Ahead"


def test_a_ruled_heading_with_a_letter_behind_a_pilcrow() -> None:
    cable = text("¶1. (C) Fog.\n\n¶A. THE HARBOR\n-------------\n\n" + NEXT)
    assert under(cable)[-1] == (2, "A. THE HARBOR")


@pytest.mark.parametrize("label", ["A. Harbor Conditions", "A. HARBOR CONDITIONS:", "C. Harbor and Quay"])
def test_a_title_with_a_letter_between_two_paragraphs_is_a_heading(label: str) -> None:
    assert under(text(f"{FOG}\n{label}\n\n{NEXT}")) == [(1, None), (2, label)]


@pytest.mark.parametrize("gap", ["\n", ""])
def test_titles_with_letters_below_a_heading_and_of_one_word(gap: str) -> None:
    first = (
        "II. ACTIONS\n-----------\n\nA. The Harbor Board\n\n1. (U) The board met on the quay in the fog and the rain.\n"
    )
    cable = text(f"{first}{gap}B. Rain and Mud\n\n2. (U) It fell.\n\nC. Equipment\n\n3. (U) None.\n")
    assert under(cable) == [(1, "II. ACTIONS / A. The Harbor Board"), (2, "B. Rain and Mud"), (3, "C. Equipment")]
    assert under(text(f"{FOG}\nC. Quill\n\n{NEXT}")) == [(1, None), (2, None)]  # a name


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I. THE MEASURES\n", "II. THE EFFECTS\n"),
        ("I. THE MEASURES\n   ------------\n", "II. THE EFFECTS\n    -----------\n"),  # ruled below the words
        ("A. THE MEASURES\n", "B. THE EFFECTS\n"),
    ],
)
def test_titles_with_labels_between_paragraphs_in_capitals_are_headings(first: str, second: str) -> None:
    cable = text(f"{IN_CAPITALS}{first}\n2. SHIPS WAITED.\n\n{second}\n3. RAIN FELL ON IT.\n")
    titles = [title.partition("\n")[0] for title in (first, second)]
    assert under(cable) == [(1, None), (2, titles[0]), (3, titles[1])]
    if first[0] == "I":
        assert under(text(f"{first}\n1. SHIPS WAITED.\n\n{second}\n2. RAIN FELL ON IT.\n"))[0] == (1, titles[0])


def test_titles_with_letters_above_lists_in_capitals_are_items() -> None:
    cable = text(f"{IN_CAPITALS}A. THE HARBOR\n\n1) FOG.\n\n2) RAIN.\n\nB. THE QUAY\n\n1) MUD.\n\n2. SHIPS WAITED.\n")
    assert [p.label for p in cable.paragraphs if p.label] == ["A", "B"] and all(
        p.heading is None for p in cable.paragraphs
    )


def test_the_first_article_below_what_leads_in_an_agreement_is_a_heading() -> None:
    articles = "ARTICLE I\n\nTHE PARTIES AGREE.\n\nARTICLE II\n\nTHE PARTIES SHALL MEET."
    assert under(text(f"1. TEXT OF AGREEMENT:\n\n{articles}\n")) == [
        (1, None),
        (None, "ARTICLE I"),
        (None, "ARTICLE II"),
    ]


def test_a_list_of_contents_and_its_titles_again() -> None:
    contents = "1.   Lead Stories\n2.   (Zenda)   Fog\n"
    titles = '1.   Lead Stories\n\nFog led.\n\n2.   (Zenda)   Fog\n\nQuill said: "It rose."\n'
    assert [(p.number, p.heading, p.text) for p in text(f"{contents}\n{titles}").paragraphs] == [
        (None, None, "1. Lead Stories\n2. (Zenda) Fog"),
        (None, "1. Lead Stories", "Fog led."),
        (None, "2. (Zenda) Fog", 'Quill said: "It rose."'),
    ]
    assert [(p.number, p.heading) for p in text(titles).paragraphs if p.number] == [(1, None), (2, None)]


@pytest.mark.parametrize(
    "stop", ["", " over the harbor and the quay in the night, as it did on all the nights of the year"]
)
def test_paragraphs_that_were_sent_twice_are_no_list_of_contents(stop: str) -> None:
    body = f"1. (C) The fog rose{stop}.\n\n2. (C) Mud came{stop}.\n\n"
    assert [(p.number, p.heading) for p in text(body + body).paragraphs][:2] == [(1, None), (2, None)]


@pytest.mark.parametrize(
    "titles",
    [
        ["I. Summary", "II. Status of Harbor"],
        ["(A) Political", "(B) Economic", "(C) Military"],
        ["A. Political", "B. Economic"],
        ["The Harbor Closes", "The Road Ahead"],
    ],
)
@pytest.mark.parametrize("rule", ["", "-----\n"])
def test_titles_over_prose_without_numbers_are_headings(titles: list[str], rule: str) -> None:
    cable = text("\n\n".join(f"{rule}{title}\n\n{PROSE}\n\n{PROSE}" for title in titles))
    assert [p.heading for p in cable.paragraphs] == [title for title in titles for _ in range(2)]


@pytest.mark.parametrize(
    "body",
    [
        f"The Harbor Closes\n\n{PROSE}\n\n{PROSE}",  # one alone
        f"A. No\n\n{PROSE}\n\nB. Unknown\n\n{PROSE}",  # answers
        "Olive Oxbow\n\nPilot of the harbor.\n\nRupert Quill\n\nPilot of the quay.",  # over a few words
        f"{FOG}\nThe Harbor Closes\n\n{PROSE}\n\nThe Road Ahead\n\n{PROSE}",  # a text with numbers
        f"They are:\n\nOlive Oxbow\n\n{PROSE}\n\nHe asked:\n\nWhat Is Fog\n\n{PROSE}",  # introduced
        f"Confidential\n\n{PROSE}\n\nMinimize Considered\n\n{PROSE}\n\nDear Olive\n\n{PROSE}",
    ],
)
def test_lines_over_prose_that_may_be_else_are_no_headings(body: str) -> None:
    assert {p.heading for p in text(body).paragraphs} == {None}


@pytest.mark.parametrize("titles", [("OVERVIEW", "PREVENTION"), ("Overview", "Prevention of Fog")])
def test_titles_above_answers_with_letters_behind_dashes(titles: tuple[str, str]) -> None:
    answers = "-- A. The fog rose.\n\n-- B. It fell.\n\n"
    cable = text("¶1. (C) Answers.\n\n" + "".join(f"{title}\n\n{answers}" for title in titles))
    assert [(p.label, p.heading) for p in cable.paragraphs][1:] == [
        (label, title) for title in titles for label in "AB"
    ]


def test_a_title_above_items_of_an_outline_is_no_heading() -> None:
    cable = text(f"¶1. (C) Outline:\n\nII.  Special Issues\n\n¶A. Fog rose.\n\n¶B. Rain fell.\n\n{NEXT}")
    assert under(cable)[-1] == (2, None)


def test_a_title_below_the_rule_below_prose_without_number() -> None:
    cable = text(f"{PROSE}\n------\nThe Road Ahead\n\n{PROSE}\n")
    assert [p.heading for p in cable.paragraphs] == [None, "The Road Ahead"]


def test_titles_in_capitals_with_numbers_of_their_own_between_paragraphs() -> None:
    cable = text(
        f"{FOG}\n1.  GOLD\n\n{NEXT}\n2.  OIL AND FOG\n\n¶3. (C) Rain.\n\n¶4. (C) Posts:\n\n1. ZENDA\n\n2. OXBOW\n\n"
        "¶5. (C) Mud.\n"
    )
    assert under(cable) == [
        (1, None),
        (2, "1. GOLD"),
        (3, "2. OIL AND FOG"),
        (4, "2. OIL AND FOG"),
        (5, "2. OIL AND FOG"),
    ]


def test_single_words_with_letters_between_paragraphs_are_headings_where_there_are_several() -> None:
    cable = text(f"{FOG}\nA.  Agriculture\n\n{NEXT}\nB.  Mining\n\n¶3. (C) Rain.\n\n¶4. (C) Mud.\n")
    assert under(cable) == [(1, None), (2, "A. Agriculture"), (3, "B. Mining"), (4, "B. Mining")]
    assert under(text(f"{FOG}\nA.  Unknown\n\n{NEXT}"))[-1] == (2, None)


def test_an_answer_below_a_question_is_no_lettered_item() -> None:
    cable = text(
        f"¶1. (U) Replies:\n\nQ.  Does the harbor have a law?\n\nA.  Yes.\n\nQ.  Is it used?\n\nA.  No.\n\n{NEXT}"
    )
    assert [p.label for p in cable.paragraphs if p.label] == []
