"""Headings told from text, the sections they open, and what a page line does to them."""

import pytest

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable

HEAD = "C O N F I D E N T I A L ROME 000012\n\nSUBJECT: FOG\n\n"
NEXT = "¶2. (C) Ships waited for three days and nights outside.\n"
FOG = "¶1. (C) The fog rose over the harbor in the night.\n"


def text(body: str) -> Cable:
    return parse("", HEAD + body)


def under(cable: Cable) -> list[tuple[int | None, str | None]]:
    return [(p.number, p.heading) for p in cable.paragraphs]


@pytest.mark.parametrize(
    ("between", "heading"),
    [
        ("HARBOR\n", "HARBOR"),  # right below the paragraph, right above the next
        ("HARBOR\n\n", "HARBOR"),  # a blank line before the next
        ("The Harbor Master\n\n", "The Harbor Master"),
        ("//The Harbor//\n\n", "The Harbor"),
        ("-- THE HARBOR --\n\n", "-- THE HARBOR --"),
        ("- - - The Harbor - - -\n\n", "- - - The Harbor - - -"),
        ("\nHarbor\n\n------\n\n", "Harbor"),  # the rule below a blank line, as long as the heading
        ("\nThe Harbor\n\n--------------------\n\n", "The Harbor"),  # the rule above a number
        ("\n------\n\nHarbor\n\n------\n\n", "Harbor"),
        (
            "\n(C) Harbor dues: who pays, for the time being\n- - - - - - -\n",
            "(C) Harbor dues: who pays, for the time being",
        ),
        ("\nTotal cost of the harbor: over 1 billion crowns\n\n", "Total cost of the harbor: over 1 billion crowns"),
        ("\n...And the Harbor...\n\n", "...And the Harbor..."),
        ("\n* * * The Harbor * * *\n\n", "The Harbor"),
        ("\nA. THE HARBOR\n\n", "A. THE HARBOR"),  # alone between two paragraphs
        ("\nB. THE HARBOR\n\n", "B. THE HARBOR"),
        ("\nI. THE HARBOR\n\n", "I. THE HARBOR"),
        ("\nEND OF THE HONEYMOON\n\n", "END OF THE HONEYMOON"),
        ("\nTHE  HARBOR\n---  ------\n", "THE HARBOR"),
        ("The Harbor Closes...\n--------------------\n", "The Harbor Closes..."),
        ("XXXXXXXXXXXX\nThe Harbor?\n-----------\n", "The Harbor?"),  # below a redaction
        ("[Detail removed]\nTHE HARBOR\n\n", "THE HARBOR"),  # below a note in brackets
        ("\nXXXXXXXXXXXX\n==========\nTHE HARBOR\n==========\n", "THE HARBOR"),
        ("\nXXXXXXXXXXXX\n------------\n\n", "XXXXXXXXXXXX"),  # as long as its rule
        (
            "\n----------\nTHE HARBOR\nROME 00000012  002 OF 003\n----------\n",
            "THE HARBOR",
        ),  # a page line before its rule
        ("XXXXXXXXXXXX\nOn the Harbor Front\nROME 00000012  002 OF 003\n-------------------\n", "On the Harbor Front"),
        ("The Harbor Pledges...\n\n---------------------\n\n", "The Harbor Pledges..."),  # ends in no stop
        # a rule that goes on on the next line, a heading of two lines
        ("\nHarbor: A Challenged Port\n\n--------------- ------\n------\n\n", "Harbor: A Challenged Port"),
        (
            "\nThe Harbor: Worries about a\nNew Presidency\n\n---------\n\n",
            "The Harbor: Worries about a New Presidency",
        ),
        (
            "\nI) Olive Oxbow, the First Harbor\nMistress and Pilot\n\n",
            "I) Olive Oxbow, the First Harbor Mistress and Pilot",
        ),
        ("\n---\nTHE HARBOR:\n\nTHE QUAY\n\n--------\n\n", "THE HARBOR: / THE QUAY"),
        ("\nTHE U.S. HARBOR ------\n\n", "THE U.S. HARBOR"),
        ("\nThe Harbor of the U.S.\n\n----------------------\n\n", "The Harbor of the U.S."),
        ("\nThe Harbor:\n\n-----------\n\n", "The Harbor:"),
        ("\nI. The Harbor\n-------------\n\n", "I. The Harbor"),  # as long as its rule: no item
        ("\nA. The Harbor\n-------------\n\n", "A. The Harbor"),
    ],
)
def test_a_heading_ends_the_paragraph_above_and_stands_over_the_next(between: str, heading: str) -> None:
    cable = text(FOG + between + NEXT)
    assert under(cable) == [(1, None), (2, heading)]
    assert (
        "arbor" not in cable.paragraphs[0].text.replace("over the harbor", "")
        and "HARBOR" not in cable.paragraphs[0].text
    )


def test_the_words_at_a_paragraphs_end_that_are_as_long_as_the_rule_below_are_a_heading() -> None:
    cable = text("¶1. (C) The fog rose in the night. The Complaint\n-------------\n\n" + NEXT)
    assert under(cable) == [(1, None), (2, "The Complaint")]
    assert cable.paragraphs[0].text == "The fog rose in the night."


@pytest.mark.parametrize(
    ("end", "heading"),
    [
        ("by 2016 (Ref e). Internal Politics\n\n", "Internal Politics"),  # its line end was lost
        ("in the night. End Summary UNITED KINGDOM\n\n", "UNITED KINGDOM"),
        ("in the night. End Summary\n\n", None),
        ("in the night. The fog agreed\n\n", None),
    ],
)
def test_a_heading_whose_line_end_was_lost(end: str, heading: str | None) -> None:
    cable = text("¶1. (C) The ministers talked at length of the pacification of all the harbors " + end + NEXT)
    assert under(cable) == [(1, None), (2, heading)]


def test_a_closer_without_a_stop_ends_what_stands_above_a_heading() -> None:
    cable = text("¶1. (C) SUMMARY: The fog rose. END SUMMARY\nPOLICE\n\n" + NEXT)
    assert under(cable) == [(1, None), (2, "POLICE")]


@pytest.mark.parametrize(
    "end",
    [
        '"What if it stays?\nWhat would you have me say?"\n\n',  # a quotation that began above
        "He named: (1) the fog; (2) the rain.\n[Note:\nSeptel on the harbor.]\n\n",
        "The list:\nOmar of Ruritania (Zenda)\nJamil of Elbonia (Mudville)\n\n",
        "The fog rose.\nEnd Comment\n\n",
        'THE FOG ROSE "OVER ALL OF THE HARBOR," XXXXXXXXXXXX\nCLAIMED. XXXXXXXXXXXX\n\n',
        "Participants\nAmbassador Quill, Jr.\nPolCouns Oxbow (notetaker)\nMinister Thimblewick\n\n",
    ],
)
def test_the_last_line_of_a_paragraph_is_no_heading(end: str) -> None:
    cable = text("¶1. (C) " + end + "" + NEXT)
    assert under(cable) == [(1, None), (2, None)]


@pytest.mark.parametrize(
    "items", ["They spoke of all.\n\nA. THE HARBOR\n\nB. THE FOG\n\n", "They spoke of:\n\nA. THE HARBOR\n\n"]
)
def test_the_last_item_of_a_list_is_no_heading(items: str) -> None:
    assert not any(p.heading for p in text("¶1. (C) " + items + NEXT).paragraphs)


@pytest.mark.parametrize(
    "below",
    [
        "END DEMARCHE\n\n",
        "END OF ARTICLE\n\n",
        "UNQUOTE\n\n",
        "UNQTE\n\n",
        "QUOTE\n\nThe fog rose.\n\nUNQUOTE\n\n",
        "Rome, May 12, 2007\n\n",
        '"The fog is thick."\n\n',
        "      2005     2006\n      ----     ----\nFog   73.5     85.5\n\n",
        "FOG   4.1\nRAIN   5.0\n\n",  # rows of a table
    ],
)
def test_what_stands_alone_between_two_paragraphs_and_is_no_heading(below: str) -> None:
    cable = text("¶1. (C) Fog:\n\nThe fog rose.\n\n" + below + NEXT)
    assert not any(p.heading for p in cable.paragraphs)


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("¶1. (C) Fog rose. End Summary.\n\n¶2. (C) Rain.\n", ["summary", "body"]),  # closed, never opened
        ("¶1. (C) Fog.\n\n¶2. (C) Summary: Rain. End Summary.\n", ["body", "summary"]),
        ("¶1. (C) Introduction and summary: Fog.\n\n¶2. (C) Rain.\n", ["summary", "body"]),
        (
            "¶1. (C) Fog.\n\nCOMMENT\n-------\n¶2. (C) Fog. End Key Points and Comment.\n\n¶3. (C) Rain.\n",
            ["body", "comment", "body"],
        ),
        ("¶1. SUMMARY\n\nFog rose over Zenda.\n\n¶2. (C) Rain.\n", ["summary", "body"]),  # alone behind its number
        ("¶1. (C) Comment continued. Fog.\n", ["comment"]),
        ("¶1. (C) Fog.\n\nOther Comments\n--------------\n\n¶2. (C) Rain.\n", ["body", "body"]),
        ("¶1. (C) Fog.\n\nEmbassy Comment\n---------------\n\n¶2. (C) Rain.\n", ["body", "comment"]),
        ("¶1. (C) Fog.\n\nSUMMARY EXECUTIONS\n------------------\n\n¶2. (C) Rain.\n", ["body", "body"]),
        ("¶1. (C) Fog.\n\nZENDA NOTES\n-----------\n\n¶2. (C) Rain.\n", ["body", "body"]),
        ("¶1. (C) Fog.\n\nDRAFTING NOTE\n-------------\n\n¶2. (C) Rain.\n", ["body", "note"]),
        ("¶1. (C) Fog.\n\nBACKGROUND CHECKS\n-----------------\n\n¶2. (C) Rain.\n", ["body", "body"]),
        ("¶1. (C) Fog.\n\nBACKGROUND: CHECKS\n------------------\n\n¶2. (C) Rain.\n", ["body", "background"]),
        ("¶1. (C) Fog.\n\nC O M M E N T\n- - - - - - -\n\n¶2. (C) Rain.\n", ["body", "comment"]),
    ],
)
def test_kind_of_section(body: str, kinds: list[str]) -> None:
    assert [p.section_kind for p in text(body).paragraphs] == kinds


@pytest.mark.parametrize(
    ("body", "summary", "comment"),
    [
        ("¶1. (C) Weeklies, leading news and comments came.\n", False, False),
        ("¶1. (C) The court used fast track and summary judgment.\n", False, False),
        ("¶1. (C) Fog. END SUMMARY AND COMMENT.\n", True, True),
        ("¶1. (C) Fog. End comment.\n", False, True),
    ],
)
def test_flags_of_summary_and_comment(body: str, summary: bool, comment: bool) -> None:
    cable = text(body)
    assert (cable.has_summary, cable.has_comment) == (summary, comment)


def test_a_closer_without_a_stop_ends_an_unnumbered_paragraph() -> None:
    cable = text(
        "THE FOG ROSE OVER THE HARBOR IN THE NIGHT\nAND THE SHIPS LAY STILL UNTIL THE MORNING. END SUMMARY\n\n"
        "ACTION REQUESTED: LAMPS. MORE OF THEM ARE NEEDED AT ONCE, ALL OF THEM BRIGHT.\n"
    )
    assert len(cable.paragraphs) == 2


def test_a_redaction_takes_no_line_along() -> None:
    cable = text(
        "¶1. (C) Fog.\n\nXXXXXXXXXXXX\nXXXXXXXXXXXX\n\nRuritania\n\n¶2. (C) Rain fell on the harbor for three days.\n"
    )
    assert under(cable) == [(1, None), (2, "Ruritania")]


def test_an_item_with_a_mark_of_its_own_keeps_its_number() -> None:
    cable = text("¶1. (C) We ask:\n\n1) (S/NF) How high is the fog?\n\n2) (U) How wide?\n\n" + NEXT)
    assert [(p.label, p.mark) for p in cable.paragraphs] == [(None, "C"), ("1", "S/NF"), ("2", "U"), (None, "C")]


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


def test_the_mark_on_the_line_below_its_number() -> None:
    paragraph = text("1. \n(C) Fog.\n\n2. (C) Rain.\n").paragraphs[0]
    assert (paragraph.number, paragraph.mark, paragraph.text) == (1, "C", "Fog.")


def test_a_name_behind_a_pilcrow_is_no_item() -> None:
    cable = text("¶1. (C) Fog, said Ambassador\n¶R. Quill of the embassy.\n\n¶A. (U) Item.\n\n¶B. Item.\n")
    assert [p.label for p in cable.paragraphs] == [None, "A", "B"]
    assert "R. Quill" in cable.paragraphs[0].text


@pytest.mark.parametrize(
    ("line", "numbers"),
    [("UNCLAS ROME 000012", [None, 2, 3]), ("UNCLAS SECTION 02 OF 02 ROME 000012", [None, 4, 5])],
    ids=["the first bears none", "a second section"],
)
def test_numbers_that_do_not_begin_at_one(line: str, numbers: list[int | None]) -> None:
    first, second = numbers[1:]
    cable = parse(
        "", f"{line}\n\nFOG ROSE OVER THE HARBOR.\n\n{first}. HE SAID MORE OF IT.\n\n{second}. COMMENT: RAIN.\n"
    )
    assert [p.number for p in cable.paragraphs] == numbers


# -- pages --------------------------------------------------------------------------------------


def test_a_first_heading_behind_a_page_line_is_not_the_subjects_end() -> None:
    page = "\nROME 00000012  001.2 OF 003\n\n\n"
    cable = text(FOG).subject, parse("", HEAD.rstrip() + "\n" + page + "Introduction\n------------\n\n" + FOG).subject
    assert cable == ("FOG", "FOG")


def test_captions_of_a_page_head_go_out_with_the_page_line() -> None:
    body = (
        FOG.rstrip(".\n")
        + "\n\nROME 00000012  002 OF 003\n\nC O R R E C T E D C O P Y (ADDED TAGS)\n\nand stayed there.\n"
    )
    assert text(body).paragraphs[0].text.endswith("in the night and stayed there.")


def test_a_subject_that_a_page_head_repeats_goes_out_with_the_page_line() -> None:
    head = HEAD.replace("FOG", "THE FOG OF RURITANIA AND ITS HARBORS")
    page = "\n\nROME 00000012  002 OF 003\n\n\nSUBJECT: THE FOG OF RURITANIA AND ITS HAR credit to its height.\n"
    cable = parse("", head + "¶1. (C) He gave" + page)
    assert cable.paragraphs[0].text == "He gave credit to its height."
    assert cable.subject == "THE FOG OF RURITANIA AND ITS HARBORS"


def test_a_page_break_behind_a_hyphen_is_in_the_middle_of_a_word() -> None:
    cable = text("1. RESULTS OF THAT RE-\n\nROME 00000012  002 OF 003\n\nVIEW IN DUE COURSE.\n")
    assert len(cable.paragraphs) == 1


def test_a_page_line_of_three_words_goes_out_of_a_sentence_whole() -> None:
    cable = text("¶1. (C) He praised the RIO DE JAN 00000440 002 OF 003 receptiveness of the governor.\n")
    assert cable.paragraphs[0].text == "He praised the receptiveness of the governor."


@pytest.mark.parametrize(
    ("body", "words", "stray"),
    [
        ("his\nSipdis increasingly large fog", "his increasingly large fog", True),  # small letters
        ("his SIPDIS third fog", "his third fog", True),  # inside a line
        ("please use the SIPDIS caption", "please use the SIPDIS caption", False),
        ("sent via SIPDIS channels", "sent via SIPDIS channels", False),
    ],
)
def test_a_stray_caption(body: str, words: str, stray: bool) -> None:
    cable = text("¶1. (C) Fog.\n\n¶2. (C) " + body + ".\n")
    assert cable.paragraphs[1].text == words + "."
    assert any(issue.code == "caption_stray" for issue in cable.issues) is stray


def test_a_line_that_stands_twice_with_a_q_before_it_is_read_once() -> None:
    line = "All events between the partners have been reduced, \n"
    cable = text(f"¶1. (C) {line}Q{line}suspended.\n")
    assert cable.paragraphs[0].text == "All events between the partners have been reduced, suspended."
    assert [i.detail for i in cable.issues if i.code == "line_repeated"] == ["1 behind a Q"]
    assert any(span.kind == "repeated line" for span in cable.body_spans)


def test_a_word_that_begins_with_q_is_kept() -> None:
    assert text("¶1. (C) The queue. Quill saw the queue. Qatar too.\n").paragraphs[0].text.count("Q") == 2


# -- subject ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        (
            "VIEWS ON THE MEETING OF THE P5 PLUS\n1 POLITICAL DIRECTORS",
            "VIEWS ON THE MEETING OF THE P5 PLUS 1 POLITICAL DIRECTORS",
        ),
        (
            "Views on the Crisis in Elbonia and\n\nthe North of Ruritania",
            "Views on the Crisis in Elbonia and the North of Ruritania",
        ),
        (
            "THE COURT WELCOMES ORDERS ON DETAINEE\n\nPOLICY; IT WILL SHARE WHAT IT KNOWS OF FOG AND HARBORS WITH ALL",
            "THE COURT WELCOMES ORDERS ON DETAINEE POLICY; IT WILL SHARE WHAT IT KNOWS OF FOG AND HARBORS WITH ALL",
        ),
    ],
)
def test_a_subject_that_goes_on(lines: str, subject: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nTAGS: PREL\nSUBJECT: {lines}\n\nREF: ROME 11\n\n1. (U) Fog.\n")
    assert (cable.subject, len(cable.references), len(cable.paragraphs)) == (subject, 1, 1)


def test_a_list_of_numbered_references_is_no_paragraph() -> None:
    cable = parse(
        "", "UNCLAS ROME 000012\n\nTAGS: PREL\nSUBJECT: FOG\nREF:\n1. STATE 89241\n2. BERLIN 1337\n\n1. (U) Fog.\n"
    )
    assert len(cable.references) == 2 and len(cable.paragraphs) == 1


def test_a_closer_that_a_blank_line_cuts() -> None:
    cable = text("¶1. (C) Summary: Fog rose over the harbor. END \n\nSUMMARY.\nTHE HARBOR MASTER\n\n" + NEXT)
    assert under(cable) == [(1, None), (2, "THE HARBOR MASTER")]
    assert cable.paragraphs[0].text.endswith("END SUMMARY.") and cable.paragraphs[1].section_kind == "body"


@pytest.mark.parametrize(
    "between",
    [
        "\nXXXXXXXXXXXX\n\n",  # a redaction, though a heading with its rule stands above it
        "\nPriority for Fog\nRuritania: 5H, Elbonia: 5H, Graustark: 4H\n\n",  # a list of values
    ],
)
def test_what_is_no_heading(between: str) -> None:
    cable = text("Fog\n---\n" + FOG + between + NEXT)
    assert [(p.heading, p.number) for p in cable.paragraphs if p.number] == [("Fog", 1), ("Fog", 2)]


def test_the_end_of_a_sentence_above_a_heading_goes_to_the_paragraph() -> None:
    cable = text("¶1. (C) The fog rose over \n\nthe Northern harbor.\nTHE HARBOR MASTER\n\n" + NEXT)
    assert under(cable) == [(1, None), (2, "THE HARBOR MASTER")]
    assert cable.paragraphs[0].text == "The fog rose over the Northern harbor."


def test_in_a_text_that_is_not_wrapped_a_line_of_its_own_above_a_paragraph_is_a_heading() -> None:
    names = "Olive Oxbow, Consul, " + "Quentin Quill, Vice Consul, " * 8 + "Embassy notetaker"
    cable = text(f"¶1. (C) Who was there:\n{names}\nThe Harbor\n" + NEXT)
    assert under(cable) == [(1, None), (2, "The Harbor")]


@pytest.mark.parametrize(
    ("closer", "heading"),
    [("End Key Points.", None), ("End of Points.", "(C) KEY POINTS")],
)
def test_a_heading_ends_with_its_closer(closer: str, heading: str | None) -> None:
    cable = text(f"----------\n(C) KEY POINTS\n----------\n\n-- Fog rose. {closer}\n\n" + FOG)
    assert [p.heading for p in cable.paragraphs] == ["(C) KEY POINTS", heading]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("CTAD comment: Fog.", "comment"),
        ("Press comments: fog.", "body"),
        ("His comment: fog.", "body"),
        ("URGENT ACTION REQUEST: Fog.", "action_request"),
        ("No comment: fog.", "body"),
        ("The harbor comment: fog.", "body"),
        ("CV of Prince Fog: born in Zenda.", "bio"),
        ("Biographic Summary of Prince Fog: born in Zenda.", "bio"),
    ],
)
def test_a_word_before_what_opens_a_section(words: str, kind: str) -> None:
    assert text(f"¶1. (C) {words}\n").paragraphs[0].section_kind == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("This cable was cleared by Consul Oxbow.", "body"),
        ("The Consul has not had the opportunity to clear this message.", "body"),
        ("The Consulate coordinated this telegram with Zenda.", "body"),
        ("Zenda minimize considered.", "body"),
        ("The fog has cleared, and the harbor is open.", "comment"),
        ("It is clear that his message was heard.", "comment"),
        ("The Duke sent a clear message to the harbor.", "comment"),
    ],
)
def test_who_cleared_a_telegram_is_no_part_of_its_comment(words: str, kind: str) -> None:
    cable = text(FOG + f"\nCOMMENT\n-------\n\n¶2. (C) Fog is bad.\n\n¶3. (U) {words}\n")
    assert [p.section_kind for p in cable.paragraphs] == ["body", "comment", kind]


@pytest.mark.parametrize(
    "words", ["Summary: Fog Will Hold the Harbor. End Summary", "COMMENT: WE DOUBT IT. END COMMENT"]
)
def test_a_paragraph_with_its_own_closer_is_no_heading(words: str) -> None:
    cable = text(f"{words}\n\n{FOG}\n{NEXT}")
    assert [(p.number, p.heading, p.section_kind) for p in cable.paragraphs] == [
        (None, None, words.split(":")[0].lower()), (1, None, "body"), (2, None, "body")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "closer", ["-----------\nEND SUMMARY\n-----------", "***END SUMMARY***", "END SUMMARY\n-----------"]
)
def test_a_closer_between_rules_heads_nothing(closer: str) -> None:
    cable = text(f"-------\nSUMMARY\n-------\n\n{FOG}\n{closer}\n\n{NEXT}")
    assert [(p.heading, p.section_kind) for p in cable.paragraphs] == [("SUMMARY", "summary"), (None, "body")]


@pytest.mark.parametrize(
    "words", ["SUMMARY AND COMMENT: He is wrong. END SUMMARY AND COMMENT", "ACTION REQUEST: Fog. END ACTION REQUEST"]
)
def test_a_closer_of_two_words_without_a_stop(words: str) -> None:
    cable = text(f"¶1. (C) {words}\n\n{NEXT}")
    assert [(p.heading, p.text == words) for p in cable.paragraphs] == [(None, True), (None, False)]


def test_a_second_heading_right_below_a_ruled_one() -> None:
    cable = text(FOG + "\nHuman Rights\n------------\nPolitical Prisoners\n\n" + NEXT)
    assert under(cable) == [(1, None), (2, "Human Rights / Political Prisoners")]


def test_names_below_a_heading_are_no_second_one() -> None:
    for blank in ("", "\n"):
        cable = text(FOG + f"\nRuritania\n---------\n{blank}Olive Oxbow\nPrince Fog\n\n" + NEXT)
        assert [(p.text, p.heading) for p in cable.paragraphs][1] == ("Olive Oxbow\nPrince Fog", "Ruritania")


def test_what_heads_a_text_ends_with_it() -> None:
    cable = text(FOG + "\nBEGIN TEXT\n----------\n\nFog is wet.\n\nEND TEXT\n\n" + NEXT)
    assert [p.heading for p in cable.paragraphs] == [None, "BEGIN TEXT", "BEGIN TEXT", None]


def test_rows_of_a_table_are_no_headings() -> None:
    rows = "Year      Cars    Wine\n----      ----    ----\n2005      1,200   900\n2006      1,310   950\n"
    cable = text(f"¶1. (C) The figures are these:\n\n{rows}\n{NEXT}")
    assert [p.heading for p in cable.paragraphs] == [None] * len(cable.paragraphs)
    assert "1,310" in "".join(p.text for p in cable.paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "(Note: the harbor master was there.)",
        "[Source: Harbor Board.]",
        "Source: Harbor Board",
        "Total: 548",
        "Total                548",
        "Tel: 555-5555",
        "(signed) Olive Oxbow",
        "Text begins",
        "BEGIN TEXT OF LETTER",
        "Minimize considered",
        "See para 5",
        "Best regards",
        "UNCLASSIFIED",
    ],
)
def test_what_stands_alone_above_a_paragraph_and_is_no_heading(line: str) -> None:
    cable = text(f"{FOG}\n{line}\n\n{NEXT}")
    assert under(cable)[-1] == (2, None)


@pytest.mark.parametrize(
    "line",
    [
        "Total Defense",
        "Source of the Fog",
        "Note on the Fog",
        "(C) The Fog",
        "Exchange Rate Policy",
        "Signed Agreements",
        "Minimize the Damage",
        "See Paragraph Ten",
        "Implications of Fog,\nFears of Rain",
        "Exchange Rate Rises to 25",
        "Regards from Zenda",
        "Telephone: A New Law",
        "Elections, March 7, 2010",
        "Points Begin to Emerge",
        "(Part 1: The Fog)",
    ],
)
def test_headings_that_begin_like_none(line: str) -> None:
    assert under(text(f"{FOG}\n{line}\n\n{NEXT}")) == [(1, None), (2, " ".join(line.split()))]


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


def test_the_mark_may_stand_below_a_heading_behind_its_number() -> None:
    cable = text(f"{FOG}\n¶3. COMMENT\n-------\n(C) Rain fell.\n")
    assert [(p.number, p.mark, p.section_kind, p.text) for p in cable.paragraphs][1:] == [
        (3, "C", "comment", "Rain fell.")
    ]
    assert cable.unread_chars == 0


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Bio-fuels", "body"),
        ("BIODATA", "bio"),
        ("Biographies", "bio"),
        ("Oxbow Declines to Comment", "body"),
        ("Comments by the Harbor Master", "body"),
        ("Summary Justice", "body"),
        ("Comment on the Fog", "comment"),
    ],
)
def test_the_kind_of_a_section_by_its_heading(heading: str, kind: str) -> None:
    cable = text(f"{FOG}\n{heading}\n{'-' * len(heading)}\n\n{NEXT}")
    assert cable.paragraphs[1].section_kind == kind


def test_a_comment_with_a_colon_in_a_text_of_capitals_without_blank_lines() -> None:
    cable = text("1. COPPER FELL.\nCOMMENT:\n2. WE AGREE.\n")
    assert [(p.text, p.section_kind) for p in cable.paragraphs] == [("COPPER FELL.", "body"), ("WE AGREE.", "comment")]


def test_the_writer_of_a_letter_is_no_heading() -> None:
    cable = text(f"¶1. (C) Letter:\n\nI thank you.\n\nSincerely,\n\nOlive Oxbow\n\n{NEXT}")
    assert [p.heading for p in cable.paragraphs] == [None] * len(cable.paragraphs)


def test_the_row_above_a_sum_is_no_heading() -> None:
    cable = text(f"¶1. (C) Figures:\n\nFog 47.2 63.0\nRain 69.3 97.5\n-------------\nIce 1.2 3.4\n\n{NEXT}")
    assert "Rain 69.3 97.5" not in [p.heading for p in cable.paragraphs]


@pytest.mark.parametrize(
    "lines",
    [
        "ZENDA SAID SO.\nTHE RANK OF ZENDA IS STILL BELOW ITS FORMER RANK\n(143) AND FAR BELOW THE FIRST. IT IS SO.",
        'ZENDA SAID SO.\nHE ADDED THAT "THE FOG IS STILL YOUNG AND CAN GROW."',
        "AS ZENDA SAID (SEE PARAGRAPH\n9), THE FOG ROSE.",
    ],
)
def test_lines_of_sentences_in_capitals_are_no_headings(lines: str) -> None:
    cable = text(f"¶1. (C) {lines}\n\n¶2. (C) IT LEFT.\n")
    assert [(p.heading, p.text) for p in cable.paragraphs] == [(None, lines.replace("\n", " ")), (None, "IT LEFT.")]


@pytest.mark.parametrize("over", ["", "------------\n"])
@pytest.mark.parametrize("heading", ["Elections of March 7, 2010", "Growth 2008 2009"])
def test_a_heading_that_ends_in_figures(heading: str, over: str) -> None:
    cable = text(f"{FOG}\n{over}{heading}\n{'-' * len(heading)}\n\n{NEXT}")
    assert under(cable) == [(1, None), (2, heading)]


@pytest.mark.parametrize("head", ["", "Head\n----\n"])
def test_a_rule_below_a_number_and_its_mark(head: str) -> None:
    cable = text(f"{head}¶1. (C)\n------\n\nThe text is here.\n\n{NEXT}")
    first = cable.paragraphs[0]
    assert (first.number, first.mark, first.text) == (1, "C", "The text is here.")


def test_a_section_behind_its_number_that_is_closed_further_on() -> None:
    cable = text("¶1. (C) COMMENT\n-------\nIt is new.\n\n¶2. (C) It has plans. End comment.\n\n¶3. (C) Rain.\n")
    assert [p.section_kind for p in cable.paragraphs] == ["comment", "comment", "body"]


def test_a_salutation_above_the_title_of_a_letter_is_a_row() -> None:
    cable = text(f"¶1. (C) Letter:\n\nDear Ms. Quill,\nFOG FROM THE HARBOR\n\n{NEXT}")
    assert [(p.heading, p.text) for p in cable.paragraphs][1:2] == [(None, "Dear Ms. Quill,")]
    assert under(cable)[-1] == (2, "FOG FROM THE HARBOR")


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


US = "U.S.\n\nDr. Oxbow\nMr. Quill\n"


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


@pytest.mark.parametrize(
    ("entries", "line"),
    [
        ("Fog rose in the night.", "The Harbor"),  # prose
        ("Olive Oxbow", "THE HARBOR"),
        ("Olive Oxbow", "Comment\n-------"),
        ("¶2. (C) Olive Oxbow", "The Harbor"),  # no list goes on over a paragraph
    ],
)
def test_a_second_heading_below_a_ruled_one(entries: str, line: str) -> None:
    cable = text(f"¶1. (C) Fog.\n\nMonday\n------\n\n{entries}\n\nTuesday\n-------\n\n{line}\n\n¶3. (C) Rain.\n")
    heading = line.split("\n")[0]
    assert under(cable)[-1] == (3, f"Tuesday / {heading}")


def test_names_below_a_ruled_heading_each_with_an_office() -> None:
    names = "Olive Oxbow Thimblewick, President\nRupert Quill, Minister\n"
    cable = text("¶1. (C) Participants:\n\nElbonia\n-------\n\n" + names + "\n" + NEXT)
    assert [p.heading for p in cable.paragraphs][-1] == "Elbonia"


def test_a_ruled_heading_with_a_letter_behind_a_pilcrow() -> None:
    cable = text("¶1. (C) Fog.\n\n¶A. THE HARBOR\n-------------\n\n" + NEXT)
    assert under(cable)[-1] == (2, "A. THE HARBOR")


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


def test_the_last_item_with_two_blanks_behind_its_letter_is_no_heading() -> None:
    items = "(a)  Two boats for the harbor\n(b)  Spare parts\n(c)  Training in the Harbor"
    cable = text(f"¶1. (C) We ask for:\n\n{items}\n\n{NEXT}")
    assert cable.paragraphs[0].text == "We ask for:\n" + items.replace(")  ", ") ")
    assert under(cable) == [(1, None), (2, None)]


IN_CAPITALS = "1. THE FOG ROSE OVER THE HARBOR IN THE NIGHT.\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "HE MADE THE FOLLOWING POINTS:",
        "MINISTER THEN ASKED:",
        "FOLLOWING IS TEXT OF NOTE:",
        "TEXT FOLLOWS:",
        "FOLLOWING SENT ACTION ZENDA:",
        "PRICE OF FISH WILL BE SET. HE SAID:",
        "MR. MINISTER:",
        "WE PROPOSE:",
        "Q: WILL THE FOG RISE?",
        '"THE FOG WILL RISE."',
        "WHAT FOLLOWS IS HIS ANSWER:",
        "HOWEVER, HE SAYS THAT:",
        "HE REQUESTED LAMPS:",
    ],
)
@pytest.mark.parametrize("below", ["-- ONE.\n\n", "THE FOG ROSE AGAIN.\n\n", ""])
def test_in_a_text_of_capitals_a_sentence_with_a_colon_is_no_heading(line: str, below: str) -> None:
    cable = text(f"{IN_CAPITALS}{line}\n\n{below}2. RAIN.\n")
    assert all(p.heading is None for p in cable.paragraphs) and any(line in p.text for p in cable.paragraphs)


@pytest.mark.parametrize(
    "heading",
    [
        "POLITICAL SITUATION:",
        "COMMENT CONTINUED:",
        "UNITED STATES VIEWS:",
        "I AND II BOATS:",
        "REPORTED FOG:",
        "ACTION REQUESTED:",
        "CHANGES PROPOSED BY ZENDA:",
        "ELBONIA ADDS TO PRESSURE:",
        "WHERE WE ARE:",
        "WHAT THE KING SAID:",
        "THE WILL TO FISH:",
        "VALUE ADDED TAX:",
        "MR. OXBOW'S BOATS:",
        "WE AND THE FOG:",
        "ZENDA'S STATED AIMS:",
    ],
)
def test_in_a_text_of_capitals_a_title_with_a_colon_is_a_heading(heading: str) -> None:
    assert under(text(f"{IN_CAPITALS}{heading}\n\n2. RAIN.\n")) == [(1, None), (2, heading)]


@pytest.mark.parametrize("heading", ["FOG IS HERE TO STAY:", 'QUILL SAYS "NO."'])
def test_in_a_text_of_small_letters_a_sentence_in_capitals_is_a_heading(heading: str) -> None:
    assert under(text(f"1. The fog rose.\n\n{heading}\n\n2. Rain fell.\n")) == [(1, None), (2, heading)]


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


@pytest.mark.parametrize(
    "above",
    [
        "THE MINISTER SAW THAT HARBOR ON MAY 3 WITH OLIVE OXBOW (US)",
        'AS THE MINISTER OF HARBORS PUT IT IN ZENDA, THE "FOG LINE"',
    ],
)
@pytest.mark.parametrize("rest", ["AND LISTED THREE STEPS:\n\n-- ONE.", "IN ZENDA"])
def test_below_a_page_line_the_rest_of_a_sentence_in_capitals_is_no_heading(above: str, rest: str) -> None:
    cable = text(f"1. {above}\n\nCONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02 ZENDA 00012 290813Z\n\n{rest}\n\n2. RAIN.\n")
    assert all(p.heading is None for p in cable.paragraphs)
    assert cable.paragraphs[0].text.startswith(f"{above} {rest.partition(chr(10))[0]}")


@pytest.mark.parametrize("heading", ["THE FOG", "FISHERIES (CONT'D)", "BOATS FOR ZENDA?"])
def test_below_a_page_line_a_title_in_capitals_is_a_heading_where_a_note_ends_the_sentence_above(heading: str) -> None:
    above = "THE MINISTER SAW THAT HARBOR ON MAY 3 AND TOOK A BOAT (REF A)"
    cable = text(f"1. {above}\n\nCONFIDENTIAL\n\nPAGE 02 ZENDA 00012 290813Z\n\n{heading}\n\n2. RAIN FELL.\n")
    assert [(p.text, p.heading) for p in cable.paragraphs] == [(above, None), ("RAIN FELL.", heading)]


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


@pytest.mark.parametrize(
    ("opener", "heading"),
    [
        ("Senator Oxbow:", None),
        ("Dear Mr. Secretary:", None),
        ("Madam Secretary:", None),
        ("Excellency:", None),
        ("For the Secretary from the Ambassador", None),
        ("Ambassador Comment:", "Ambassador Comment:"),
        ("For the Fishermen from the Queen", "For the Fishermen from the Queen"),
    ],
)
def test_a_salutation_above_the_first_paragraph_is_no_heading(opener: str, heading: str | None) -> None:
    cable = text(f"{opener}\n\n{FOG}\n{NEXT}")
    assert under(cable)[-2:] == [(1, heading), (2, heading)]
    assert heading or cable.paragraphs[0].text == opener


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


def test_a_line_between_longer_signs_is_a_heading() -> None:
    assert under(text(f"{FOG}\n---- Fourth matter ----\n\n{NEXT}")) == [(1, None), (2, "Fourth matter")]


def test_a_heading_inside_a_quoted_text_ends_with_it() -> None:
    quoted = "Begin text:\n\nARTICLE I\n---------\n\nThe fog shall rise.\n\nEnd text.\n\n"
    cable = text(f"HARBOR\n------\n\n¶1. (C) They agreed.\n\n{quoted}{NEXT}")
    assert [p.heading for p in cable.paragraphs] == ["HARBOR", "HARBOR", "ARTICLE I", "HARBOR", "HARBOR"]


@pytest.mark.parametrize(
    "heading", ["Phase (2): The Trial", "The Problem Is Fog: What Next:", "UNSCR 1701, G8\nAND G20"]
)
def test_headings_with_figures_or_a_colon(heading: str) -> None:
    assert under(text(f"{FOG}\n{heading}\n\n{NEXT}"))[-1] == (2, heading.replace("\n", " "))


def test_a_heading_right_below_the_last_rule_of_a_table() -> None:
    rows = "Post      1999    2000\n----------------------\nZenda     24      25\n----------------------\n"
    assert under(text(f"¶1. (C) Catch:\n\n{rows}Next Steps\n\n{NEXT}"))[-1] == (2, "Next Steps")


@pytest.mark.parametrize("end", ["Fog rose. End text.\n\n", "Fog rose.\n\n"])
def test_the_end_of_a_comment_ends_no_quoted_text(end: str) -> None:
    quoted = f"LETTER\n------\n\n¶1. (C) It says:\n\nBegin text:\n\n{end}"
    body = "HARBOR\n------\n\n¶2. (C) Rain.\n\nEnd comment.\n\n¶3. (C) Mud.\n"
    assert [p.heading for p in text(quoted + body).paragraphs if p.number] == ["LETTER", "HARBOR", "HARBOR"]


def test_a_heading_right_below_a_rule_and_prose_with_a_gap() -> None:
    body = "1. (C) The Elbonian   chiefs made a call.\n------\nLooking Ahead\n2. (C) Rain.\n"
    assert under(text(body))[-1] == (2, "Looking Ahead")


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


def test_prose_between_the_rules_of_two_headings_is_none() -> None:
    fog = "Fog rose in all of Elbonia today, and the harbor was closed\nas the Queen had asked.\n"
    cable = text(
        f"Summary\n-------\n{fog}Looking North\n-------------\nThe Duke writes in the Zenda Times that it fell.\n"
    )
    assert [(p.heading, p.text[:8]) for p in cable.paragraphs] == [
        ("Summary", "Fog rose"),
        ("Looking North", "The Duke"),
    ]
    cable = text(f"¶1. (C) Summary:\n----------------\nFog rose.  It stayed in the harbor.\n{fog}Zenda\n-----\n{NEXT}")
    assert under(cable)[-1] == (2, "Zenda")


@pytest.mark.parametrize("rule", ["-" * 17, "*" * 17])
@pytest.mark.parametrize(
    "tail", ['\n"We want the boats."\n\n', '\n"We want the boats."\n', "\nOur Queen of Elbonia.\n"]
)
def test_a_short_sentence_above_a_heading_between_rules_is_no_part_of_it(tail: str, rule: str) -> None:
    cable = text(f'¶1. (C) He said:\n\n"We have eleven now.\n{tail}{rule}\nTHE QUEEN WATCHES\n{rule}\n\n{NEXT}')
    assert [p.heading for p in cable.paragraphs if p.number] == [None, "THE QUEEN WATCHES"]
    assert tail.strip() in "\n".join(p.text for p in cable.paragraphs)


def test_the_last_word_below_a_page_line_and_above_a_heading_between_rules() -> None:
    page = "\n\nROME 00000012  002 OF 003\n\n\n"
    cable = text(f"¶1. (U) Posts should report to{page}HB/E.\n----------\nTHE HARBOR\n----------\n{NEXT}")
    assert [(p.heading, p.text.split()[-1]) for p in cable.paragraphs] == [(None, "HB/E."), ("THE HARBOR", "outside.")]


@pytest.mark.parametrize(
    "sum_", ["         ---       ---\n         104       110\n", "---------\nTOTAL          4,200\n"]
)
def test_a_sum_below_a_rule_is_no_heading(sum_: str) -> None:
    cable = text(f"¶1. (C) Boats:\n\nZenda     81        80\nOxbow     23        30\n\n{sum_}\n{NEXT}")
    assert not any(p.heading for p in cable.paragraphs)


def test_the_last_question_of_a_dialogue_is_no_heading() -> None:
    said = "Oxbow: Would the Duke meet me?\n\nQuill: He would, tomorrow.\n\nOxbow: And the Queen?\n\n"
    assert not any(p.heading for p in text(f"¶1. (C) They went on:\n\n{said}{NEXT}").paragraphs)


@pytest.mark.parametrize(
    "lines", ["The Harbor and\nIts Enemies", "The Harbor and Its Many Enemies: Will\nThey Ever Agree?"]
)
def test_a_ruled_heading_of_two_lines_right_below_a_paragraph(lines: str) -> None:
    cable = text(f"{FOG}{lines}\n{'-' * max(map(len, lines.splitlines()))}\n{NEXT}")
    assert [(p.heading, p.text) for p in cable.paragraphs] == [
        (None, FOG[8:].strip()),
        (" ".join(lines.split()), NEXT[8:].strip()),
    ]


def test_the_last_names_of_a_list_are_no_first_line_of_a_ruled_heading() -> None:
    names = "Colonel Fog (notetaker)\nOlive Oxbow\nRupert Quill, Minister of Harbors (notetaker)\nMr. Thimblewick\n"
    cable = text(f"¶1. (C) They were:\n\n{names}Elbonia\n-------\nRassendyll\n\n{NEXT}")
    assert not any(p.heading and "Thimblewick" in p.heading for p in cable.paragraphs)


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize(
    ("title", "kind"),
    [("Summary", "summary"), ("SUMMARY:", "summary"), ("Comment: ", "comment"), ("Action Request", "action_request")],
)
@pytest.mark.parametrize("number", ["1.", "¶1."])
def test_a_plain_heading_alone_on_the_line_of_the_number(number: str, title: str, kind: str, blank: str) -> None:
    cable = text(f"{number} (C) {title}\n{blank}Fog rose in Zenda.\n-- It fell.\n\nIt rose.\n\n2. (C) Rain.\n")
    assert [(p.number, p.heading, p.section_kind, p.text) for p in cable.paragraphs] == [
        (1, title.strip(), kind, "Fog rose in Zenda.\n-- It fell."),
        (None, None, kind, "It rose."),
        (2, None, "body", "Rain."),
    ]


@pytest.mark.parametrize("below", ["", "THE HARBOR\n\n", "(C) Fog rose.\n\n"])
def test_a_plain_heading_behind_a_number_is_text_where_no_other_is_its_own(below: str) -> None:
    cable = text(f"¶1. (C) Summary\n\n{below}{NEXT}")
    assert (cable.paragraphs[0].number, cable.paragraphs[0].text) == (1, "Summary")


PROSE = "The fog rose over the harbor and the quay in the night.\nShips waited outside."


@pytest.mark.parametrize(
    "banner", ["=== COMMENT ===", "* * * COMMENT * * *", "## Comment ##", "~~~~~ COMMENT ~~~~~", "+++COMMENT+++"]
)
def test_a_banner_between_two_lines_is_a_heading(banner: str) -> None:
    cable = text(f"The fog rose.\n{banner}\nHe will be back.\n")
    assert [(p.heading and p.heading.upper(), p.section_kind) for p in cable.paragraphs] == [
        (None, "body"),
        ("COMMENT", "comment"),
    ]


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


@pytest.mark.parametrize("lead", ["FOL REPEAT OSLO 398 SECSTATE 8 DEC", "FOLLOWING IS TEXT OF OSLO 398:", "BEGIN TEXT"])
def test_what_leads_in_a_quoted_telegram_is_no_heading(lead: str) -> None:
    assert under(text(f"{lead}\n\nQUOTE\n\n1. FOG.\n\n2. MUD. UNQUOTE\n"))[-2:] == [(1, None), (2, None)]


def test_a_heading_with_a_gap_before_its_rule_below_prose_with_a_gap() -> None:
    body = "1. (C) The fog rose, and it is  thick.\n---------\nNEXT STEPS  ---------\n2. (C) Rain.\n"
    assert under(text(body))[-1] == (2, "NEXT STEPS")


def test_a_title_in_capitals_above_a_table_is_no_heading_of_what_follows() -> None:
    rows = "Post      2007    2008\nZenda     1,80    5,10"
    assert under(text(f"{FOG}\nCATCH OF HERRING\n\n{rows}\n\n{NEXT}"))[-1] == (2, None)
    assert under(text(f"{FOG}\n//CATCH//\n\n{rows}\n\n{NEXT}"))[-1] == (2, "CATCH")
    assert under(text(f"{FOG}\nCATCH\n\nIt rose with the fog.\n{rows}\n\n{NEXT}"))[-1] == (2, "CATCH")


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
