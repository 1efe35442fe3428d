"""Where a plain telegram is split into header and body."""

import re
from pathlib import Path

import fictional
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.telegram.split import is_telegram, split

SEED = Path(__file__).resolve().parents[1] / "examples" / "08PARIS1600.txt"

LINES = "O 211047Z AUG 08\nFM AMEMBASSY UTOPIA\nTO SECSTATE WASHDC 4147\nINFO AMEMBASSY NOWHERE"
RELAYED = "VZCZCXRO5520\nOO RUEHXX\nDE RUEHUT #0007/01 2341047\nZNY CCCCC ZZH\n" + LINES
SQUEEZED = RELAYED.replace("\n", " ")
CLASS_LINE = "C O N F I D E N T I A L UTOPIA 000007"
TEXT = "SIPDIS\n\nSUBJECT: FISH\n\n1. (C) FM Trout met the press.\nFM TROUT SPOKE OF FISH.\n\n2. (C) More fish."
PROSE = TEXT.replace("\nFM", "\nThe FM")
BODY = f"{CLASS_LINE}\n\n{TEXT}"
NOTICE = "This record is a partial extract of the original cable. The full text of the original cable is not available."
STAMP = re.compile(r"<<\d+>>|ID: \d+|[A-Z][a-z]+day, ")
OFFICES = (
    "INFO  LOG-00   EEB-00   AID-00   AMAD-00\n      /000W\n                  ------------------4F3A2C  211100Z /38"
)


@pytest.mark.parametrize(
    ("header", "between"),
    [
        (LINES, "\n\n"),
        (LINES, "\n"),
        (LINES, "\n \t\n\n"),
        (LINES, "\nBT\n"),
        (LINES, "\n\nBT \n\n"),
        (LINES, "\r\nBT\r\n"),
        (RELAYED, "\n\n"),
        (RELAYED, "\nBT\n"),
        (RELAYED.replace("OO RUEHXX", "OO RUEHWEB\n").replace("XRO", "XYZ"), "\n\n"),
        (SQUEEZED, "\n\n"),
        (SQUEEZED.replace("AUG 08", "AUG 08 ZDK"), "\n\n"),
        (SQUEEZED, "\n"),
        (f"{OFFICES}\n{LINES}", "\n\n"),
        (OFFICES, "\n\n"),
        ("null", "\n\n"),
        (f"null\n\n{RELAYED}", "\n\n"),
        (f"SECRET UTOPIA 000007\n\n{RELAYED}", "\n\n"),
        (f"SECRET UTOPIA 000007\n{RELAYED}", "\n"),
        (NOTICE, "\n\n"),
        (f"\n{NOTICE}", "\n\n"),
        (f"{NOTICE}\n\n291359Z Nov 00", "\n\n"),
        (f"{NOTICE}\n\n{LINES}", "\n\n"),
        ("", ""),
    ],
    ids=[
        "blank line",
        "classification line",
        "blanks on the blank lines",
        "BT",
        "BT between blank lines",
        "BT, line ends of Windows",
        "format line 1",
        "format line 1 and BT",
        "blank line after format line 2",
        "squeezed",
        "squeezed with a signal",
        "squeezed, no blank line",
        "distribution, then format line 5",
        "distribution alone",
        "null",
        "null above a heading",
        "classification line above format line 1",
        "classification line above format line 1, no blank line",
        "partial extract",
        "partial extract below a blank line",
        "partial extract with a date",
        "partial extract with a heading",
        "no header",
    ],
)
def test_header_ends_where_the_text_begins(header, between):
    found, body = split(f"{header}{between}{BODY}")
    assert (found.rstrip(), body) == (header, BODY)


@pytest.mark.parametrize(
    "text",
    [f"{LINES}\n\n{BODY}", f"{NOTICE}\n\n{BODY}", f"{OFFICES}\n{LINES}\n\n{BODY}", f"{RELAYED}\nBT\n{BODY}"],
    ids=["blank line", "partial extract", "distribution", "BT"],
)
def test_line_ends_of_windows_change_nothing(text):
    header, body = split(text)
    assert split(text.replace("\n", "\r\n")) == (header.replace("\n", "\r\n"), body.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LINES}\n\n{TEXT}", (LINES, TEXT)),
        (f"{LINES}\nBT\n{TEXT}", (LINES + "\n", TEXT)),
        (f"{LINES}\nBT\n{BODY}\nBT\n#0007", (LINES + "\n", f"{BODY}\nBT\n#0007")),
        (f"{LINES}\n\n{BODY}\nBT\n#0007", (LINES, f"{BODY}\nBT\n#0007")),
        (f"{NOTICE}\n\n{PROSE}", (NOTICE, PROSE)),
        (NOTICE, ("", NOTICE)),
        (LINES, (LINES, "")),
        (f"{LINES}\nBT\n", (LINES + "\n", "")),
        (PROSE, ("", PROSE)),
        ("", ("", "")),
    ],
    ids=[
        "no classification line",
        "no classification line but BT",
        "BT before and after",
        "BT after only",
        "partial extract without classification line",
        "notice alone",
        "header alone",
        "header and BT alone",
        "neither heading nor classification line",
        "nothing",
    ],
)
def test_text_without_its_usual_border(text, expected):
    assert split(text) == expected


def test_seed_is_split_before_its_classification_line():
    header, body = split(SEED.read_text(encoding="utf-8"))
    assert header.rstrip().endswith("RUEHBS/USEU BRUSSELS PRIORITY 2380")
    assert body.startswith("C O N F I D E N T I A L SECTION 01 OF 02 PARIS 001600")


def test_fictional_telegrams_are_split_where_they_were_joined():
    wrong = []
    for row in fictional.generate():
        header, body = split(f"{row.header}\n\n{row.body}\n")
        if (header.strip(), body.strip()) != (row.header.removesuffix("BT").strip(), row.body.strip()):
            wrong.append(row)
    # Without an originator nothing tells the stamp of a dump, or a day, from the header above the classification line.
    assert [row.reference_id for row in wrong if "FM " in row.header or not STAMP.match(row.body)] == []
    assert len(wrong) < 10


PIECES = st.sampled_from(
    [LINES, RELAYED, SQUEEZED, CLASS_LINE, TEXT, NOTICE, OFFICES, "FM X", "BT", "null", "\n", "\r\n", " ", "\n\n", "¶"]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_nothing_is_lost_but_blank_lines_and_one_bt(text):
    header, body = split(text)
    assert text.startswith(header)
    assert text.endswith(body)
    assert text[len(header) : len(text) - len(body)].strip() in ("", "BT")


@pytest.mark.parametrize(
    "text",
    [RELAYED, SQUEEZED, f"null\n\n{RELAYED}", LINES, OFFICES + "\n" + LINES, BODY, NOTICE, f"\n{NOTICE}"],
    ids=["format line 1", "squeezed", "null", "format line 5", "distribution", "class line", "partial", "blank first"],
)
def test_each_mark_makes_a_telegram(text):
    assert is_telegram(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Minutes of the fishery board\n\n1. Fish.",
        "Format line 1 reads VZCZCXRO5520 as written.",
        "It was sent at O 211047Z AUG 08 and read the next day.",
        "The archive says:\nThis record is a partial extract of the original cable.",
    ],
    ids=["nothing", "minutes", "VZCZC in a sentence", "date-time group in a sentence", "the notice quoted"],
)
def test_texts_that_speak_of_telegrams_are_none(text):
    assert not is_telegram(text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("number", ["PAGE 02        UTOPIA  00007  211047Z", "PAGE 02\nUTOPIA 00007 211047Z"])
def test_a_page_break_among_the_addressees_ends_no_header(number: str, end: str) -> None:
    around = f"\n\n                CONFIDENTIAL\n\n{number}\n\n"
    text = f"{LINES}{around}AMEMBASSY ROME\n\n{BODY}".replace("\n", end)
    header, body = split(text)
    assert header.split() == f"{LINES}{around}AMEMBASSY ROME".split()
    assert body.startswith(CLASS_LINE)


@pytest.mark.parametrize("line", ["C O N F I D E N T Y A L UTOPIA 0007", "E.O. 11652: GDS", "SUBJECT: FISH"])
def test_without_blank_lines_and_a_whole_classification_line_the_text_begins_with_what_shows_it(line: str) -> None:
    text = f"{line}\n1. FISH SWAM.\n2. MORE FISH.\n"
    assert split(f"{LINES}\n{text}") == (f"{LINES}\n", text)


def test_a_blank_line_among_the_addressees_ends_no_header_above_a_classification_line() -> None:
    header = LINES.replace("\nTO", "\n\nTO").replace("\nINFO", "\n\nINFO")
    assert split(f"{header}\n\n{BODY}") == (f"{header}", BODY)
