"""Rows of tables, schedules and lists of names: which lines stay lines, and which are prose."""

import pytest

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable

HEAD = "C O N F I D E N T I A L ROME 000012\n\nSUBJECT: FOG\n\n"
PAGE = "\n\nCONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02 ZENDA 00012 290813Z\n\n"


def text(body: str) -> Cable:
    return parse("", HEAD + body)


def test_a_list_of_participants_keeps_its_lines() -> None:
    rain = "\n\n¶3. (C) Rain fell on the harbor all of the next day.\n"
    names = "Ruritania:\nOlive Oxbow\nQuentin Quill (notetaker)\n\nElbonia:\nPrince Fog"
    cable = text("¶1. (C) Fog.\n\n¶2. (U) Participants:\n\n" + names + rain)
    assert [p.text for p in cable.paragraphs][1] == "Participants:\n" + names.replace("\n\n", "\n")
    cable = text("¶1. (C) Fog.\n\n¶2. (U) Meeting Participants:\nOlive Oxbow\nPrince Fog" + rain)
    assert [p.text for p in cable.paragraphs][1] == "Meeting Participants:\nOlive Oxbow\nPrince Fog"


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ("The two are:\n\nOlive Oxbow, pilot\nBramble Quill (notetaker)", 3),  # names below a colon
        ("The toll rose.\n\nYear Ships Crowns\n2005 112 140.9\n2006 118 151.3", 4),  # a table with single blanks
        ("Catch:\n\nPost      2007    2008\n----------------------\nZenda     2,80    5,10\nRuri      1,00    1,90", 4),
        ("He proposed to:\na) deepen the harbor, and in time;\nb) light the quay.", 3),
        ("He asked for (a) a light;\n(b) a horn; and (c) fog.", 1),
        ("He asked, in this order, for (1) fog, (2) fog and\n(3) fog.  He got none.", 1),
        ("There are two reasons: 1) the fog is thick; and\n2) nobody sees it.  Others disagree.", 1),
        ("He came in 1999 and left in 2008.  Others stayed, about\n¶30. Then he went.", 1),
        ("The port is closed.  Para\n(b) of the first law is clear.", 1),
        ("That right stands in Article\n¶2. The Duke did not know it.", 1),
        ("Fog:\n\n0530: It rises.\n0600: It stays in the harbor, and\nin Zenda.\n0900: It falls.", 4),
        ("Fog:\n\n1991 - It rises.\n1993 - It stays.\n1997 - It falls.", 4),
        ("Fog:\n\nI.   Harbor\nII.  Quay\nIII. Zenda", 4),
        ("Fog:\n\n-harbor\n-quay\n-Zenda", 4),
        ("Fog:\n\n+ the harbor;\n+ the quay; and\n+ Zenda.", 4),
        ("Fog:\n o the harbor;\n o the quay.", 3),
        (
            "Two votes were taken on May 3.  They are\nas follows.\n"
            "Party            Votes     Seats\nFog         1,650,748       264\nRain          945,829        67",
            4,
        ),
        (
            "Quill was born in Zenda on May 14, 1949.\nHe read law.\n"
            "Career:\n2003-2005    Harbor master of Zenda and its quays\n1999-2003    Pilot",
            4,
        ),
        ("He asked.\nName: Olive Oxbow\nDate of Birth: 1 May 1950\nTongues: Elbonian", 4),  # rows with names
        (
            "Name:  Oxbow\nPost:  Master of the Harbor and Warden of Fish\nBorn:  1950\nTongue:  Zendan",
            4,
        ),  # one is longer
        (
            "He said: the fog over the harbor rose in the night at\n"
            "Zenda: so did the rain, which fell for three days on the\nQuay: mud.",
            1,
        ),
        ("Names:\n¶1. QUILL, Rupert\n¶2. OXBOW, Olive\n¶3. FOG, Harbor", 4),
        ("He named two conditions:\n1) a light and 2) a horn.", 1),  # items of a sentence
        ("The harbor needs\n(a) a light and (b) a horn.", 1),
        (
            "The catch fell, and the harbor master of the town gave\nfigures on it:\nZenda      2,800\n"
            "Ruri       1,000\n"
            "He said that the catch would rise once the fog had gone,\nand the rain.",
            4,  # prose right above two rows, and below them
        ),
        (
            "Catch of both:\n\nPost      2007    2008\nZenda     1,80    5,10\nHe said that the catch would rise "
            "once the fog had gone,\nand the rain.\nSource: Harbor Board of Zenda, on the first of May\n* without fog",
            6,
        ),
        ("The day.\n0900-1000 Talks on the fog with the harbor master of\nZenda\n1000-1100 Lunch at the quay", 3),
        ("Quill:\n1984-1988 Pilot.\n1988-present Harbor master of Zenda and of the isles\noff it", 3),
        ("He said that the harbor of the town had been closed in\n2004-2005 Winter and Spring both.", 1),
        ("The talks of the two began at\n10:00 Zenda time, and ended at\n11:00 Zenda time.", 1),
        ("He asked for:\n*\na light on the\nquay.\n*\na horn.", 3),  # bullets on lines of their own
        ("He asked for:\n\n•\nA light on the\nquay.\n•\nA horn.", 3),
        ("He spoke on fog.\nQ: Will it rise, and the\nrain stop?\nA: No.\nQ: And mud?\nA: Yes.", 5),  # an interview
        ("He spoke on fog.\nQUESTION 1: Will it rise?\nANSWER 1: No,\nas I said.\n-- It is thick.", 4),
        ("If asked.\n\nQ.  Will it rise?\n\nA.  No, it will\nstay.\n\nQ.  And mud?\n\nA.  Yes.", 5),
        ("Fog.\nQ: Who?\nA: The harbor will be led from this year on by the pilot\nA. Quill.", 3),  # a name
        ("Fog.\nQ: What?\nA: It has a plan.\nA 10-year plan of\nA.I.D. it is.", 3),
        ("He asked for (1) a light;\n(2) a horn; and\n(3) fog.", 1),
        ("Agenda items\n1. Fog\n2. Rain", 3),
    ],
)
def test_lines_of_lists_and_tables_stay_lines(lines: str, rows: int) -> None:
    first, second = text(f"¶1. (C) {lines}\n\n¶2. (C) Rain.\n").paragraphs
    assert (first.text.count("\n") + 1, second.number) == (rows, 2)


def test_a_rule_in_parts_stands_above_rows_of_words() -> None:
    cable = text("¶1. (C) Fog.\n\nPost  Name\n----  ----\nHarbor  Olive Oxbow\nQuay  Rupert Quill\n\n¶2. (C) Rain.\n")
    rows = [(p.heading, p.text) for p in cable.paragraphs]
    assert rows == [(None, "Fog."), (None, "Post Name\nHarbor Olive Oxbow\nQuay Rupert Quill"), (None, "Rain.")]


@pytest.mark.parametrize("end", ["END SUMMARY.", "End points."])
def test_the_closer_below_a_list_is_a_line(end: str) -> None:
    cable = text(f"1. (C) Points:\n-- Fog rises\n-- Rain falls\n{end}\n\n2. (C) Mud.\n")
    assert cable.paragraphs[0].text == f"Points:\n-- Fog rises\n-- Rain falls\n{end}"


def test_rows_with_years_stay_lines() -> None:
    rows = "1971-1979: Master of the harbor and the quay in Zenda\n1994-present: Queen of Elbonia"
    assert [p.text for p in text(f"1. (C) His life.\n\nCareer:\n\n{rows}\n\n2. (C) Rain.\n").paragraphs][2] == rows


@pytest.mark.parametrize(
    "rows",
    [
        "(A) GO TO ZENDA;\n(B) STAY IN ROME; OR\n(C) DO NOTHING.",
        "A) GO TO ZENDA,\nB) STAY IN ROME; AND\nC) DO NOTHING.",
        "A)  GO TO ZENDA;\nB)  STAY IN ROME; AND\nC)  DO NOTHING.",
        "(I) FOG;\n(II) RAIN; AND\n(III) MUD.",
        "I. FOG.\nII. RAIN.\nIII. MUD.",
        "A - FOG\nB - RAIN\nC - MUD",
        "OLIVE OXBOW\nQUENTIN QUILL\nRUPERT FOG",
        "OLIVE OXBOW\nQUENTIN QUILL" + PAGE + "RUPERT FOG\nHARBOR MASTER",
        "MAY 20 ARRIVE ROME\nMAY 22 LEAVE FOR ZENDA",
        "FISHERMEN  41\nPILOTS     93",
        "0615: FOG ROSE.\n0710: ZENDA ASKED FOR LIGHT.\n0745: RAIN FELL.",
    ],
)
@pytest.mark.parametrize("lead", ["1. THE POINTS OF THE TALKS WERE:\n", "1. THEY ARE:\n"])
def test_lines_of_lists_and_tables_in_capitals_stay_lines(lead: str, rows: str) -> None:
    first, second = text(f"{lead}{rows}\n\n2. SHIPS WAITED FOR DAYS.\n").paragraphs
    lines = (lead[3:] + rows.replace(PAGE, "\n")).split("\n")
    assert first.text == "\n".join(" ".join(line.split()) for line in lines)
    assert second.number == 2


@pytest.mark.parametrize(
    "prose",
    [
        "WE SAW THE FRIENDS OF THE MINISTER IN ROME AND THE SECRETARY OF\nA - LEVEL FOG, WHO SAID NO TO US.",
        "THE HARBOR WAS CLOSED SINCE THE END OF THE SECOND WORLD WAR AND\nII. THE FOG ROSE.",
        "THE TALKS WERE ABOUT (A) FOG AND (B) RAIN OVER THE HARBOR AND\n(C) MUD.",
        "THE MINISTER ASKED FOR LIGHTS:\nTHE HARBOR AND THE QUAY WERE FULL OF FOG, AND\nSHIPS WAITED",
    ],
)
def test_prose_in_capitals_is_joined(prose: str) -> None:
    assert text(f"1. {prose}\n\n2. SHIPS WAITED FOR DAYS.\n").paragraphs[0].text == prose.replace("\n", " ")


def test_letters_of_items_on_lines_that_are_full_are_labels() -> None:
    items = [f"{name} QUILL, BORN MAY 4, 1921, PASSPORT Z123456" for name in ("OLIVE", "RUPERT", "QUENTIN")]
    rows = "\n".join(f"{label}. {item}" for label, item in zip("ABC", items, strict=True))
    cable = text(f"1. THEY ARE:\n{rows}\n\n2. SHIPS WAITED FOR DAYS.\n")
    assert [(p.label, p.text) for p in cable.paragraphs][1:4] == list(zip("ABC", items, strict=True))


@pytest.mark.parametrize(
    ("below", "line"),
    [
        ("          -----   ----\nBoth      4,104   74.3", "Both 4,104 74.3"),  # the sum below a rule
        ("\nSource:  Harbor Board", "Source: Harbor Board"),
        ("---------\nBoth      4,104   74.3\nSource: Harbor Board", "Both 4,104 74.3\nSource: Harbor Board"),
        ("\nRain is rare thanks to the HILLS and FR.\n\nROME 00000012  002 OF 002\n\n\nMud is wet.", None),
    ],
)
def test_what_stands_below_a_table_has_a_line_of_its_own(below: str, line: str | None) -> None:
    rows = "Post      2007    2008\nZenda     1,204   34.1\nRuri      2,900   40.2"
    cable = text(f"1. (C) Catch:\n\n{rows}\n{below}\n\n2. (C) Rain.\n")
    lines = "\n".join(p.text for p in cable.paragraphs).split("\n")
    assert lines[3:-1] == [
        "Ruri 2,900 40.2",
        *(line.split("\n") if line else ["Rain is rare thanks to the HILLS and FR. Mud is wet."]),
    ]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ("Zenda         24\nStrelsau       7", 2),
        ("Jan.         24\nFeb.         27", 2),
        ("-   Zenda is wet and\n-   Strelsau is dry", 2),
        ("Zenda is wet.   Strelsau\nis dry.   Rome is neither.", 1),  # wide gaps between sentences
    ],
)
def test_rows_of_two_columns(lines: str, rows: int) -> None:
    cable = text(f"1. (C) Of the two harbors.\n\n{lines}\n\n2. (C) Rain.\n")
    assert len("\n".join(p.text for p in cable.paragraphs).split("\n")) == rows + 2


def test_groups_of_a_list_of_names_have_lines_of_their_own() -> None:
    names = "Olive Oxbow, Queen\nMr. Quill\n\nOur guests:\n\nCol. Fog of the\n\nHarbor Guard\n\nDr. Thimblewick"
    (paragraph, _) = text(f"1. (C) At dinner:\n\n{names}\n\n2. (C) Rain.\n").paragraphs
    assert paragraph.text.split("\n")[1:] == [
        "Olive Oxbow, Queen",
        "Mr. Quill",
        "Our guests:",
        "Col. Fog of the Harbor Guard",
        "Dr. Thimblewick",
    ]


def test_indented_letters_with_two_blanks_behind_them_are_lines() -> None:
    lines = ["The guard has:", "a.  six boats;", "b.  two horns; and", "c.  one light."]
    (paragraph, _) = text(f"1. (C) {lines[0]}\n\n     " + "\n     ".join(lines[1:]) + "\n\n2. (C) Fog.\n").paragraphs
    assert paragraph.text.split("\n") == [" ".join(line.split()) for line in lines]


@pytest.mark.parametrize(
    ("indent", "below", "rows"),
    [
        ("  ", "Olive Oxbow of the harbor board said that it\nwould be more.", 4),
        ("  ", "    tons, of which Strelsau took the half and\n    more.", 3),
        ("", "Tons, of which the harbor board took the half.", 3),
    ],
)
def test_prose_below_indented_rows_with_numbers(indent: str, below: str, rows: int) -> None:
    lines = f"{indent}1. Zenda       38.9\n{indent}2. Ruritania   39.1\n{below}"
    assert text(f"1. (C) Catch:\n{lines}\n\n2. (C) Fog.\n").paragraphs[0].text.count("\n") + 1 == rows


def test_names_below_a_ruled_heading_keep_their_lines() -> None:
    names = "The Deputy Harbor Master\nOlive Oxbow, Jr.\nQuentin Quill, notetaker"
    cable = text(f"1. (C) Participants:\n\nRuritania\n---------\n\n{names}\n\n2. (C) Fog.\n")
    assert [(p.heading, p.text) for p in cable.paragraphs][1] == ("Ruritania", names)


@pytest.mark.parametrize(
    "lines",
    [
        "HE SAID THIS OF IT (NOTE:\nTHE FOG IS UNDER THE HARBOR'S RULE AND\nWAS SEEN SO. END NOTE.)",
        'He stressed the following:\n"This is a fleeting fog.\nDeal with it."',
    ],
)
def test_prose_right_below_a_colon_is_joined(lines: str) -> None:
    assert text(f"¶1. (C) {lines}\n\n¶2. (C) Fog.\n").paragraphs[0].text == lines.replace("\n", " ")


def test_prose_above_the_colon_of_a_list_of_names_is_joined() -> None:
    cable = text(
        "¶1. (C) The police have asked to see\ntwo men. They\nare:\nOlive Oxbow (Zenda)\nQuentin Quill (Rome)\n"
    )
    assert cable.paragraphs[0].text == (
        "The police have asked to see two men. They are:\nOlive Oxbow (Zenda)\nQuentin Quill (Rome)"
    )


def test_names_right_below_a_colon_keep_their_lines() -> None:
    names = "The delegation included:\nSenator Olive Oxbow\nQuentin Quill, staff"
    assert [p.text for p in text(f"¶1. (C) {names}\n\n¶2. (C) Fog.\n").paragraphs] == [names, "Fog."]


def test_a_line_of_a_list_of_names_that_goes_on() -> None:
    names = "The Harbor Master\nOlive Oxbow, Principal Deputy Assistant Secretary of\nFog\nQuentin Quill"
    cable = text(f"¶1. (C) Met:\n\nRuritania\n---------\n{names}\n\n¶2. (C) Fog.\n")
    assert cable.paragraphs[1].text == names.replace("of\nFog", "of Fog")


def test_rows_of_two_columns_with_a_gap_of_two() -> None:
    cable = text("¶1. (C) Boats.\n\nPost      Boats\n---------------\nZenda     24\nStrelsau  31\n\n¶2. (C) Mud.\n")
    assert [p.text for p in cable.paragraphs] == ["Boats.", "Post Boats\nZenda 24\nStrelsau 31", "Mud."]


def test_votes_stand_apart() -> None:
    cable = text("¶1. (C) They voted.\n\nIn favor (2): Zenda, Ruri\n\nAgainst (1): Elbonia\n\n¶2. (C) Mud.\n")
    assert [p.text for p in cable.paragraphs][1:3] == ["In favor (2): Zenda, Ruri", "Against (1): Elbonia"]


@pytest.mark.parametrize(
    "rows",
    [
        "Fog taxes                  812\n  of which harbor          201\nRain                       211\n"
        "                         -----\nSum                      1,023\n",
        "     Rule 1: Nobody disagrees.\n     Rule 2: Nobody laughs.\n",
        "May 1: Talks begin.\nMay 4: Talks end.\nJune 11: Talks begin.\n",
    ],
)
def test_rows_below_a_colon_are_the_paragraphs(rows: str) -> None:
    cable = text(f"¶1. (U) In all:\n\n{rows}\n¶2. (C) Rain.\n")
    lines = [" ".join(line.split()) for line in rows.splitlines() if "--" not in line]
    assert [(p.number, p.text) for p in cable.paragraphs] == [(1, "\n".join(["In all:", *lines])), (2, "Rain.")]
