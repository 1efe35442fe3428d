"""Lines that stand like headings and are none: of lists, of tables, names."""

import pytest
from test_headings import FOG, NEXT, text, under

US = "U.S.\n\nDr. Oxbow\nMr. Quill\n"


@pytest.mark.parametrize(
    "items", ["They spoke of all.\n\nA. THE HARBOR\n\nB. THE FOG\n\n", "They spoke of:\n\nA. THE HARBOR\n\n"]
)
def test_the_last_item_of_a_list_is_no_heading(items: str) -> None:
    assert not any(p.heading for p in text("¶1. (C) " + items + NEXT).paragraphs)


def test_names_below_a_heading_are_no_second_one() -> None:
    for blank in ("", "\n"):
        cable = text(FOG + f"\nRuritania\n---------\n{blank}Olive Oxbow\nPrince Fog\n\n" + NEXT)
        assert [(p.text, p.heading) for p in cable.paragraphs][1] == ("Olive Oxbow\nPrince Fog", "Ruritania")


def test_rows_of_a_table_are_no_headings() -> None:
    rows = "Year      Cars    Wine\n----      ----    ----\n2005      1,200   900\n2006      1,310   950\n"
    cable = text(f"¶1. (C) The figures are these:\n\n{rows}\n{NEXT}")
    assert [p.heading for p in cable.paragraphs] == [None] * len(cable.paragraphs)
    assert "1,310" in "".join(p.text for p in cable.paragraphs)


def test_the_row_above_a_sum_is_no_heading() -> None:
    cable = text(f"¶1. (C) Figures:\n\nFog 47.2 63.0\nRain 69.3 97.5\n-------------\nIce 1.2 3.4\n\n{NEXT}")
    assert "Rain 69.3 97.5" not in [p.heading for p in cable.paragraphs]


@pytest.mark.parametrize(
    "entries",
    [
        "Participants:\n\nU.S.\n\nThe Harbor Master\nMr. Oxbow (notetaker)\n\n"
        "Elbonia\n\nMinister Quill\nMr. Thimblewick, Chief\n",
        "The schedule is:\n\n0900:  Arrival\n\n1900:  Dinner at the Harbor\n",
        "Elbonian troops:\n\nZenda:  2,200\n\nStrelsau:  2,700\n",
        "They asked:\n\n(a) On the fog: No.\n\n(b) On the rain: Why not\n",
        "They spoke of it all.\n\nII. Zenda\n\nIII. Strelsau\n",
    ],
)
def test_the_last_entry_of_a_list_whose_entries_stand_apart_is_no_heading(entries: str) -> None:
    assert not any(p.heading for p in text("¶1. (C) " + entries + "\n" + NEXT).paragraphs)


@pytest.mark.parametrize(
    "groups",
    [
        US + "\nELBONIA\n\nCol. Fog\nMs. Thimblewick (interpreter)\n",
        "THE HARBOR BOARD\n\nOlive Oxbow, Jr.\n\nELBONIA\n\nCol. Fog\nMr. Zenda\nMs. Thimblewick\n",
        US + "\nELBONIA\n\nCol. Fog\nMr. Zenda\n\nRURITANIA\n\nMr. Rassendyll\n",
        "ELBONIA\n\nA/S Oxbow\n\nRURITANIA\n\nAmb Quill\n",
        "ELBONIA\n\nA/S Oxbow\nMr. Zenda\n\nRURITANIA\n\nAmb Quill\nGen Fog\n",
    ],
)
def test_groups_in_capitals_of_a_list_of_names_are_no_headings(groups: str) -> None:
    page = "\nROME 00000012  002 OF 002\n\n\n"
    for names in (groups, groups.replace("\n\n", page, 1)):
        cable = text(f"1. (C) Fog.\n\n2. (C) Participants:\n\n{names}\n3. (C) Rain.\n")
        assert under(cable) == [(1, None), (2, None), (3, None)]
        assert cable.paragraphs[1].text.split("\n")[1:] == [line for line in groups.split("\n") if line]


@pytest.mark.parametrize(
    "lines",
    [
        US + "\nTHE HARBOR\n\nThe fog rose in the night.\n",  # no names below it
        US + "\nTHE HARBOR\n",  # nothing below it but the next paragraph
        "Dr. Oxbow\nMr. Quill\n\nThe Queen\n\nTHE HARBOR\n\nThe Quay\nThe Ships\n",  # no groups above it
        "THE FOG OF ELBONIA AND THE RAIN IN ZENDA\n\nOF THE QUEEN\n\nTHE HARBOR\n\nThe Quay\nThe Ships\n",  # a speech
    ],
)
def test_capitals_below_a_list_that_are_a_heading(lines: str) -> None:
    cable = text(f"1. (C) Participants:\n\n{lines}\n2. (C) Rain.\n")
    assert "THE HARBOR" in (cable.paragraphs[-1].heading or "")


@pytest.mark.parametrize(
    "entries",
    [
        "The posts are:\n\n-- Zenda\n-- Strelsau\n",
        "Catch:\n\nPost          2007       2008\nZenda        2,800      5,100\nStrelsau     1,000      1,900\n",
        "Participants:\n\nDr. Oxbow\nMr. Quill\n",
    ],
)
def test_a_plain_heading_below_a_list_is_none_of_its_entries(entries: str) -> None:
    cable = text(f"¶1. (C) {entries}\nComment\n\n{NEXT}")
    assert [(p.number, p.heading, p.section_kind) for p in cable.paragraphs] == [
        (1, None, "body"),
        (2, "Comment", "comment"),
    ]


@pytest.mark.parametrize("heading", ["COMMENT", "Comment", "LOOKING NORTH"])
def test_a_heading_right_below_a_page_line_and_a_list(heading: str) -> None:
    page = "ROME 00000012  002 OF 002\n\n\n"
    cable = text(f"1. (C) The boats are:\n-- Zenda: 24\n\n{page}{heading}\n\n2. (C) Fog.\n")
    assert under(cable) == [(1, None), (2, heading)]


def test_heads_of_columns_over_a_rule_in_parts_are_no_heading() -> None:
    rows = "Post       2007    2008\n-----      ----    ----\nZenda     2,800   5,100\nRuri      1,000   1,900\n"
    cable = text(f"1. (C) Catch:\n{rows}2. (C) Fog.\n")
    assert [p.text for p in cable.paragraphs] == [
        "Catch:\nPost 2007 2008\nZenda 2,800 5,100\nRuri 1,000 1,900",
        "Fog.",
    ]
    assert under(cable) == [(1, None), (2, None)]


@pytest.mark.parametrize(
    "rows",
    [
        "YEAR      A      B\n------------------\n2006      1.2    2.2\n",  # one row, cells of one character
        "Party               Leader\n--------------------------\nFog                 Olive Oxbow\n",
        "Party  Leader\n-------------\nFog    Olive Oxbow\n",  # two blanks between the heads
        "--------------------------\nParty               Leader\n--------------------------\nFog   Oxbow\n",
    ],
)
@pytest.mark.parametrize("blank", ["", "\n"])
def test_heads_of_columns_over_an_unbroken_rule_are_no_heading(rows: str, blank: str) -> None:
    cable = text(f"1. (C) The catch is this.\n{blank}{rows}\n2. (C) Fog.\n")
    assert {p.heading for p in cable.paragraphs} == {None}
    if blank:
        lines = "\n".join(p.text for p in cable.paragraphs).split("\n")
        assert lines[-3:-1] == [" ".join(row.split()) for row in rows.split("\n") if row[:1].isalnum()]


@pytest.mark.parametrize("title", ["Table 1: Catch of herring\n---------\n", "TABLE 1\n\n", "Chart A. Catch\n\n---\n"])
@pytest.mark.parametrize("above", ["\n", ""])
def test_the_title_of_a_table_is_no_heading(title: str, above: str) -> None:
    cable = text(f"1. (C) Fog.\n{above}{title}YEAR      Zenda\n2006      1.2\n2007      1.3\n\n2. (C) Rain.\n")
    assert {p.heading for p in cable.paragraphs} == {None}
    words = "\n".join(p.text for p in cable.paragraphs)
    assert title.split("\n")[0] in words
    if above:
        assert words.endswith("\n2006 1.2\n2007 1.3\nRain.")


@pytest.mark.parametrize("heading", ["Table 1: Who Sat Where", "Figure of the Year: a Fog", "Chart a Course"])
def test_a_heading_like_the_title_of_a_table(heading: str) -> None:
    below = "2. (C) Rain.\n" if heading[0] == "T" else "The rain fell.\n\n2. (C) Rain.\n"
    assert under(text(f"1. (C) Fog.\n\n{heading}\n---------\n\n{below}"))[-1] == (2, heading)


@pytest.mark.parametrize("line", ["Source:  Harbor Board", "Sum         9.1", "* not yet known", "NOTE: FIRST FIGURES"])
def test_a_line_below_the_rule_that_closes_a_table_is_no_heading(line: str) -> None:
    rows = f"YEAR      A      B\n------------------\n2006      1.2    2.2\n------------------\n{line}\n"
    cable = text(f"1. (C) Catch:\n\n{rows}\n2. (C) Fog.\n")
    assert under(cable) == [(1, None), (2, None)]
    assert cable.paragraphs[0].text.split("\n")[-1] == " ".join(line.split())


@pytest.mark.parametrize("heading", ["Comment\n", "Comment\n-------\n", "\nTHE HARBOR\n\n"])
def test_a_heading_below_the_rule_that_closes_a_table(heading: str) -> None:
    rows = f"YEAR      A      B\n------------------\n2006      1.2    2.2\n------------------\n{heading}"
    cable = text(f"1. (C) Catch:\n\n{rows}\n2. (C) Fog.\n")
    assert under(cable) == [(1, None), (2, heading.split("\n-")[0].strip())]


@pytest.mark.parametrize(
    ("heading", "below"),
    [
        ("The Harbor's  Old Quays", "2. (C)   Fog  rose.\n"),
        ("The Harbor's  Old Quays", "The  fog rose  in the night.\n\n2. (C) Rain.\n"),
        ("The Harbor   and the Quay", "2. (C)   Fog  rose.\n"),
        ("The Harbor's  Catch", "Herring      4.1\nCod          3.2\n\n2. (C) Rain.\n"),  # cells elsewhere
    ],
)
def test_a_ruled_heading_with_two_blanks_between_words(heading: str, below: str) -> None:
    cable = text(f"1. (C) They met.\n\n{heading}\n-----------------------\n\n{below}")
    assert cable.paragraphs[1].heading == " ".join(heading.split())


@pytest.mark.parametrize("rule", ["{0}\n------\n", "{0}\n------\n\n", "------\n{0}\n------\n\n"])
@pytest.mark.parametrize(
    "entries", ["0900  Arrive\n1000  Meet the Harbor Master", "Olive Oxbow", "Oxbow\n\nMr. Thimblewick"]
)
def test_a_line_alone_below_a_ruled_heading_of_a_list(rule: str, entries: str) -> None:
    days = f"{rule.format('Monday')}{entries}\n\n{rule.format('Tuesday')}"
    cable = text(f"1. (C) Schedule:\n\n{days}0900  Depart\n\n2. (C) Fog.\n")
    assert cable.paragraphs[-2].text == "0900 Depart"
    assert [p.heading for p in cable.paragraphs][-2:] == ["Tuesday", "Tuesday"]


def test_names_below_a_ruled_heading_each_with_an_office() -> None:
    names = "Olive Oxbow Thimblewick, President\nRupert Quill, Minister\n"
    cable = text("¶1. (C) Participants:\n\nElbonia\n-------\n\n" + names + "\n" + NEXT)
    assert [p.heading for p in cable.paragraphs][-1] == "Elbonia"


def test_a_sentence_that_leads_in_a_list_is_no_heading() -> None:
    cable = text(
        "The following are the highlights:\n\n1.  Fog\n2.  Rain\n\nFOG\n---\n\n1. (C) It rose.\n\n2. (C) It fell.\n"
    )
    assert [(p.number, p.heading) for p in cable.paragraphs] == [(None, None), (1, "FOG"), (2, "FOG")]


@pytest.mark.parametrize(
    "rows",
    [
        "10:00 - Meeting with Olive Oxbow\n12:00 - Lunch",
        "Olive Oxbow, POL, 555-0100\nRupert Quill, ECON, 555-0101",
        "Sincerely,\nOlive Oxbow",
        "The number of the harbor is 555-0100. UNQUOTE",
    ],
)
def test_rows_and_ends_of_letters_above_a_paragraph_are_no_heading(rows: str) -> None:
    cable = text(f"{FOG}\n{rows}\n\n{NEXT}")
    assert [(p.heading, p.text) for p in cable.paragraphs][1] == (None, rows)


def test_the_last_item_with_two_blanks_behind_its_letter_is_no_heading() -> None:
    items = "(a)  Two boats for the harbor\n(b)  Spare parts\n(c)  Training in the Harbor"
    cable = text(f"¶1. (C) We ask for:\n\n{items}\n\n{NEXT}")
    assert cable.paragraphs[0].text == "We ask for:\n" + items.replace(")  ", ") ")
    assert under(cable) == [(1, None), (2, None)]


@pytest.mark.parametrize(
    "entries",
    [
        "LAW OF THE SEA\n\nFISHERIES\n\nCIVIL AVIATION",
        "MONDAY, MAY 3\n\n0900 - ARRIVE\n\n1100 - LEAVE\n\nTUESDAY, MAY 4\n\n0900 - REST",
        'FOGHORN: "HARBOR CLOSED"\n\nGAZETTE: "OXBOW: NO TO QUILL"\n\nTIMES: "FOG DUE MAY 5"',
        'FOGHORN: "HARBOR CLOSED"\nGAZETTE: "OXBOW: NO TO QUILL"\nTIMES: "FOG DUE MAY 5"',
    ],
)
def test_entries_of_a_list_in_capitals_are_no_headings(entries: str) -> None:
    cable = text(f"1. ITEMS:\n\n{entries}\n\n2. RAIN FELL ON IT.\n")
    assert all(p.heading is None for p in cable.paragraphs)
    assert "\n".join(p.text for p in cable.paragraphs) == f"ITEMS:\n{entries}\nRAIN FELL ON IT.".replace("\n\n", "\n")


def test_a_heading_right_below_the_last_rule_of_a_table() -> None:
    rows = "Post      1999    2000\n----------------------\nZenda     24      25\n----------------------\n"
    assert under(text(f"¶1. (C) Catch:\n\n{rows}Next Steps\n\n{NEXT}"))[-1] == (2, "Next Steps")


@pytest.mark.parametrize(
    "list_",
    [
        "The three parties agree to the following:\n1. A truce from May;\n2. Talks in Zenda.\n",
        "The ministers:\n\n1.  Agreed to open the harbor.\n\n2.  Asked for boats.\n",
        "We would ask that the Harbor Board:\n\n1. Watch the fog;\n\n2. Count the boats.\n",
    ],
)
def test_a_line_that_leads_in_a_list_of_numbers_is_no_heading(list_: str) -> None:
    assert not any(p.heading for p in text(f"{FOG}\n{list_}\n{NEXT}").paragraphs)


@pytest.mark.parametrize(
    "sum_", ["         ---       ---\n         104       110\n", "---------\nTOTAL          4,200\n"]
)
def test_a_sum_below_a_rule_is_no_heading(sum_: str) -> None:
    cable = text(f"¶1. (C) Boats:\n\nZenda     81        80\nOxbow     23        30\n\n{sum_}\n{NEXT}")
    assert not any(p.heading for p in cable.paragraphs)


def test_the_last_question_of_a_dialogue_is_no_heading() -> None:
    said = "Oxbow: Would the Duke meet me?\n\nQuill: He would, tomorrow.\n\nOxbow: And the Queen?\n\n"
    assert not any(p.heading for p in text(f"¶1. (C) They went on:\n\n{said}{NEXT}").paragraphs)


def test_the_last_names_of_a_list_are_no_first_line_of_a_ruled_heading() -> None:
    names = "Colonel Fog (notetaker)\nOlive Oxbow\nRupert Quill, Minister of Harbors (notetaker)\nMr. Thimblewick\n"
    cable = text(f"¶1. (C) They were:\n\n{names}Elbonia\n-------\nRassendyll\n\n{NEXT}")
    assert not any(p.heading and "Thimblewick" in p.heading for p in cable.paragraphs)


def test_a_title_in_capitals_above_a_table_is_no_heading_of_what_follows() -> None:
    rows = "Post      2007    2008\nZenda     1,80    5,10"
    assert under(text(f"{FOG}\nCATCH OF HERRING\n\n{rows}\n\n{NEXT}"))[-1] == (2, None)
    assert under(text(f"{FOG}\n//CATCH//\n\n{rows}\n\n{NEXT}"))[-1] == (2, "CATCH")
    assert under(text(f"{FOG}\nCATCH\n\nIt rose with the fog.\n{rows}\n\n{NEXT}"))[-1] == (2, "CATCH")
