"""Page continuation lines: found, read, and taken out of the sentences they break."""

import pytest

from dagster_project.telegram import parse
from dagster_project.telegram.page_lines import lift


@pytest.mark.parametrize(
    ("line", "section", "sections", "serial", "post"),
    [
        ("PARIS 00001600 002 OF 002", 2, 2, 1600, "PARIS"),
        ("BEIJING 00001176  001.2 OF 005", 1, 5, 1176, "BEIJING"),  # second page of section 1
        ("SAN SALVAD 00000012  002 OF 003", 2, 3, 12, "SANSALVAD"),  # post cut to ten characters
        ("PAGE 02        ZENDA  06677  01 OF 03  291400Z", 1, 3, 6677, None),  # archive's print
        ("PAGE 02 RUEHFRA1234 S E C R E T", None, None, None, None),  # French relay
        ("PAGE 02 RUEHFR 1234 S E C R E T", None, None, None, None),
        ("PAGE 02 RUEHFR #1234/01 S E C R E T", None, None, None, None),
        ("PAGE 2 RUEHFR 1234 UNCLAS", None, None, None, None),
        ("PAGE TWO RUEHFR 1234 S E C R E T", None, None, None, None),
        ("PARIS 00001600 002 0F 002", 2, 2, 1600, "PARIS"),  # a zero for the O
    ],
)
def test_page_line(line: str, section: int, sections: int, serial: int, post: str) -> None:
    flow, (page,) = lift(line)
    assert flow.isspace() and len(flow) == len(line)
    assert page == (0, len(line), section, sections, serial, post, "page line")


@pytest.mark.parametrize("text", ["", "12 OF 14 boats", "one 002 OF 002 two", "PAGE 2 of the log", "PARIS 1600 2 OF 2"])
def test_no_page_line(text: str) -> None:
    assert lift(text) == (text, [])


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("The fog came", "in at noon.", True),
        ("The fog came in.", "¶2. (C) Noon.", False),  # between paragraphs
        ("He met Olive", "Oxbow at noon.", True),  # no stop before it
        ("He saw the St.", "elmo fire.", True),  # a stop that ends nothing: lower case follows
        ("The fog came in.", "He left it.", True),  # a short rest that ends a sentence
        ("The fog came in.", "Quill made the following points:", True),
        ("The fog came in.", "Minimize considered.", False),
        ("The fog came in.", "CODEL Quill has cleared this cable.", False),
        ("The fog came in.", "Drafted by Olive Oxbow.", False),
        ("The fog came in.", "Olive Oxbow", False),
        ("The boats of", "NATO\nleft.", True),
    ],
)
def test_blank_lines_around_it_go_only_inside_a_sentence(before: str, after: str, joined: bool) -> None:
    body = f"{before}\n\nPARIS 00001600  002 OF 002\n\n\n{after}"
    flow, _ = lift(body)
    assert len(flow) == len(body) and flow.endswith(after)
    assert ("\n\n" not in flow.replace(" ", "")) is joined


def test_pages_are_counted_and_tell_the_section() -> None:
    cable = parse("", "S E C R E T SECTION 01 OF 02 ROME 000012\n\nSUBJECT: FOG\n\n¶1. (S) The fog\n\n"
                  "ROME 00000012  002 OF 002\n\n\ncame in.\n\n¶2. (S) It went.")  # fmt: skip
    assert (cable.page_line_count, cable.section_count, cable.sections_seen) == (1, 2, 2)
    assert [(p.text, p.section) for p in cable.paragraphs] == [("The fog came in.", 1), ("It went.", 2)]


def test_a_page_line_among_the_tags_is_no_tag() -> None:
    cable = parse("", "S E C R E T ROME 000012\n\nTAGS: PREL, PGOV,\n\nROME 00000012  002 OF 002\n\nPTER\nSUBJECT: FOG")
    assert [tag.tag for tag in cable.tags] == ["PREL", "PGOV", "PTER"]


@pytest.mark.parametrize(
    "between",
    [
        "{stamp}\n{stamp}\nCONFIDENTIAL\nCONFIDENTIAL\n{page}",
        "{stamp}\nCONFIDENTIAL\n{stamp}\nCONFIDENTIAL\n{page}",
        "{stamp}\n{stamp}\n{page}",
        "CONFIDENTIAL\n{stamp}\n{stamp}\nCONFIDENTIAL\n{page}",
        "{page}\n{stamp}\n{stamp}",
    ],
)
def test_stamps_of_the_archive_around_a_page_line(between: str) -> None:
    stamp = "Olive Oxbow Declassified/Released US Department of State EO Systematic Review 04 MAY 2006"
    lines = between.format(stamp=stamp, page="PAGE 02 ZENDA 05586 061611Z")
    header = "PAGE 01 ZENDA 05586 061611Z\nACTION AF-08\n\nR 061315Z AUG 76\nFM AMEMBASSY ZENDA"
    cable = parse(
        header,
        f"CONFIDENTIAL ZENDA 5586\n1. HE TOLD THE CONSUL THAT RURITANIA\n{lines}\n"
        "WOULD WAIT.\n2. ALL LEFT BEFORE NOON.\n",
    )
    assert [p.text for p in cable.paragraphs] == [
        "HE TOLD THE CONSUL THAT RURITANIA WOULD WAIT.",
        "ALL LEFT BEFORE NOON.",
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("HE ASKED FOR OUR VIEWS ON THE U.S.", "PROPOSAL."),
        ("HIS AIMS IN THE REGION --", "AND BEYOND -- WERE CLEAR."),
        ('"WE SHALL NOT GIVE IN,"', "HE SAID TO ALL WHO CAME."),
    ],
)
def test_what_looks_like_the_end_of_a_sentence_above_a_page_line(above: str, below: str) -> None:
    header = "PAGE 01 ZENDA 05586 061611Z\nACTION AF-08\n\nR 061315Z AUG 76\nFM AMEMBASSY ZENDA"
    page = "CONFIDENTIAL\nCONFIDENTIAL\nPAGE 02 ZENDA 05586 061611Z"
    text = f"SECRET ZENDA 5586\n1. {above}\n{page}\n{below}\n2. ALL LEFT BEFORE NOON.\n"
    assert [p.text for p in parse(header, text).paragraphs] == [f"{above} {below}", "ALL LEFT BEFORE NOON."]


PAGE = "ROME 00000012  001.2 OF 003"


@pytest.mark.parametrize(
    ("below", "number", "heading", "text"),
    [
        ("This is an action request. See para 5.", None, None, "This is an action request. See para 5."),
        ("This cable was coordinated with OSLO 398.", None, None, "This cable was coordinated with OSLO 398."),
        ("Introduction", 1, "Introduction", "Fog."),
    ],
)
@pytest.mark.parametrize("field", ["SUBJECT: FOG", "SUBJECT: FOG\n\nREF: OSLO 398", "SUBJECT: FOG\n\nREF: A. Oslo 398"])
def test_subject_and_references_end_above_a_page_line(
    field: str, below: str, number: int | None, heading: str | None, text: str
) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\n{field}\n\n{PAGE}\n\n{below}\n\n1. (U) Fog.\n")
    assert cable.subject == "FOG" and [r.raw for r in cable.references] in ([], ["OSLO 398"], ["Oslo 398"])
    assert next((p.number, p.heading, p.text) for p in cable.paragraphs) == (number, heading, text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A TOUR OF THE LIGHTHOUSES OF ELBONIA WITH THE LORD", "MAYOR OF ZENDA"),  # no room was left
        ("THE LIGHTHOUSES OF ELBONIA AND", "THE FOG"),  # the line is open
        ("THE LIGHTHOUSES OF ELBONIA, THEIR KEEPERS", "SOMETIMES FORGOTTEN"),  # wrapped early
        ("XXXXXXXXXXX", "TRANSPARENCY"),
    ],
)
def test_a_subject_goes_on_below_a_page_line(first: str, second: str) -> None:
    cable = parse("", f"UNCLAS ROME 000012\n\nSUBJECT: {first}\n\n{PAGE}\n\n{second}\n\n1. (U) Fog.\n")
    assert cable.subject == f"{first} {second}"


@pytest.mark.parametrize("spacer", ["-\n", "\n-\n\n", "--\n", "-\n-\n"])
def test_a_hyphen_that_keeps_an_empty_line_is_none_of_the_text(spacer: str) -> None:
    body = f"1. FOG ROSE.\n{spacer}THE HARBOR\n{spacer}2. POINTS:\n{spacer}-- RAIN; AND\n{spacer}-- MUD.\n{spacer}QUILL"
    cable = parse("", "UNCLAS ROME 000012\n\nSUBJECT: FOG\n\n" + body)
    assert [(p.number, p.heading, p.text) for p in cable.paragraphs] == [
        (1, None, "FOG ROSE."),
        (2, "THE HARBOR", "POINTS:\n-- RAIN; AND\n-- MUD."),
    ]


@pytest.mark.parametrize("rule", ["---------- ", "- - - - - -"])
def test_a_hyphen_that_keeps_an_empty_line_below_the_rule_of_a_heading(rule: str) -> None:
    cable = parse(
        "",
        f"C O N F I D E N T I A L ROME 12\n\nSUBJECT: FOG\n-\n1. FOG.\n-\nTHE HARBOR \n{rule}\n- \n2. RAIN FELL.\n",
    )
    assert [(p.heading, p.text) for p in cable.paragraphs] == [(None, "FOG."), ("THE HARBOR", "RAIN FELL.")]


def test_a_hyphen_that_keeps_the_margin_of_an_item() -> None:
    body = "1. POINTS:\n\n-     A.  RAIN; AND\n\n-     B.  MUD.\n\n2. FOG."
    cable = parse("", "UNCLAS ROME 000012\n\nSUBJECT: FOG\n\n" + body)
    assert [(p.label, p.text) for p in cable.paragraphs][1:3] == [("A", "RAIN; AND"), ("B", "MUD.")]


def test_a_hyphen_alone_above_a_word_is_a_list_items() -> None:
    assert lift("He named:\n- rain\n-\nmud\n- fog\n")[1] == []


def test_a_page_line_in_a_first_paragraph_without_number_ends_no_references() -> None:
    body = "REF: OSLO 398\n\nI commend Embassy Oslo and in particular\nROME 00000012  002 OF 002\nIris Oxbow, for it.\n"
    cable = parse("", "UNCLAS ROME 000012\n\nSUBJECT: FOG\n\n" + body)
    assert [p.text for p in cable.paragraphs] == ["I commend Embassy Oslo and in particular Iris Oxbow, for it."]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("The harbor, which had been closed for three days, was open to", "NATO.\n\n2. (C) Rain."),
        ("He asked what would become of the policy of the people in the", "U.S.\n\n2. (C) Rain."),
        ("The fog rose over all of the harbor in the night. END COMMENT AND", "SUMMARY.\n\n2. (C) Rain."),
    ],
)
def test_a_last_word_in_capitals_below_a_page_line_is_no_heading(above: str, below: str) -> None:
    cable = parse(
        "", f"S E C R E T ROME 000012\n\nSUBJECT: FOG\n\n1. (C) {above}\n\nROME 00000012  002 OF 002\n\n\n{below}"
    )
    assert [(p.number, p.heading) for p in cable.paragraphs] == [(1, None), (2, None)]


@pytest.mark.parametrize(
    ("above", "below", "apart"), [("\n\n", "\n\n\n", False), ("\n\n\n", "\n\n\n", True), ("\n\n", "\n\n\n\n", True)]
)
def test_a_blank_line_more_than_usual_around_a_page_line_is_the_texts(above: str, below: str, apart: bool) -> None:
    page = f"{above}ROME 00000012  002 OF 003{below}"
    letter = (
        f"Dear friends, we met in Zenda today, and the fog rose.{page}The parties will meet again in the harbor in May."
    )
    cable = parse("", f"C O N F I D E N T I A L ROME 000012\n\nSUBJECT: FOG\n\n1. (U) Text.\n\n{letter}\n")
    assert len(cable.paragraphs) == 2 + apart
