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


def test_what_heads_a_text_ends_with_it() -> None:
    cable = text(FOG + "\nBEGIN TEXT\n----------\n\nFog is wet.\n\nEND TEXT\n\n" + NEXT)
    assert [p.heading for p in cable.paragraphs] == [None, "BEGIN TEXT", "BEGIN TEXT", None]


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


@pytest.mark.parametrize("end", ["Fog rose. End text.\n\n", "Fog rose.\n\n"])
def test_the_end_of_a_comment_ends_no_quoted_text(end: str) -> None:
    quoted = f"LETTER\n------\n\n¶1. (C) It says:\n\nBegin text:\n\n{end}"
    body = "HARBOR\n------\n\n¶2. (C) Rain.\n\nEnd comment.\n\n¶3. (C) Mud.\n"
    assert [p.heading for p in text(quoted + body).paragraphs if p.number] == ["LETTER", "HARBOR", "HARBOR"]


def test_a_heading_right_below_a_rule_and_prose_with_a_gap() -> None:
    body = "1. (C) The Elbonian   chiefs made a call.\n------\nLooking Ahead\n2. (C) Rain.\n"
    assert under(text(body))[-1] == (2, "Looking Ahead")


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
    "lines", ["The Harbor and\nIts Enemies", "The Harbor and Its Many Enemies: Will\nThey Ever Agree?"]
)
def test_a_ruled_heading_of_two_lines_right_below_a_paragraph(lines: str) -> None:
    cable = text(f"{FOG}{lines}\n{'-' * max(map(len, lines.splitlines()))}\n{NEXT}")
    assert [(p.heading, p.text) for p in cable.paragraphs] == [
        (None, FOG[8:].strip()),
        (" ".join(lines.split()), NEXT[8:].strip()),
    ]


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


@pytest.mark.parametrize(
    "banner", ["=== COMMENT ===", "* * * COMMENT * * *", "## Comment ##", "~~~~~ COMMENT ~~~~~", "+++COMMENT+++"]
)
def test_a_banner_between_two_lines_is_a_heading(banner: str) -> None:
    cable = text(f"The fog rose.\n{banner}\nHe will be back.\n")
    assert [(p.heading and p.heading.upper(), p.section_kind) for p in cable.paragraphs] == [
        (None, "body"),
        ("COMMENT", "comment"),
    ]


@pytest.mark.parametrize("lead", ["FOL REPEAT OSLO 398 SECSTATE 8 DEC", "FOLLOWING IS TEXT OF OSLO 398:", "BEGIN TEXT"])
def test_what_leads_in_a_quoted_telegram_is_no_heading(lead: str) -> None:
    assert under(text(f"{lead}\n\nQUOTE\n\n1. FOG.\n\n2. MUD. UNQUOTE\n"))[-2:] == [(1, None), (2, None)]


def test_a_heading_with_a_gap_before_its_rule_below_prose_with_a_gap() -> None:
    body = "1. (C) The fog rose, and it is  thick.\n---------\nNEXT STEPS  ---------\n2. (C) Rain.\n"
    assert under(text(body))[-1] == (2, "NEXT STEPS")
