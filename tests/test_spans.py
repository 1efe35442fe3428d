"""Laws of the parser: it raises nothing, accounts for every character, and its work grows as the text does."""

import sys

import fictional
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.telegram import parse
from dagster_project.telegram.spans import BLANK, UNREAD, carve, cover

CABLES = [(row.header, row.body) for row in fictional.generate(150)]
FRAGMENTS = [
    "VZCZCXRO5520\n", "OO RUEHAG RUEHKW\n", "DE RUEHFR #1600/01 2341047\n", "ZNY CCCCC ZZH\n", "O 211047Z AUG 08\n",
    "FM AMEMBASSY PARIS\n", "TO ", "INFO ", "RUEHSI/AMEMBASSY TBILISI PRIORITY 0530\n", "AMEMBASSY LA PAZ FEB 4470\n",
    "C O N F I D E N T I A L SECTION 01 OF 02 PARIS 001600\n", "SIPDIS\n", "E.O. 12958: DECL: 05/05/2018\n",
    "TAGS: PREL",
    " (QUILL, QUENTIN)", "SUBJECT: ", "REF: A. ", "BERLIN 313\n", "Classified By: Quentin Quill, reasons 1.4 (b)",
    "\n\n", "\r\n", " ", "\0", "\x1c", "¶1. (C) ", "- 12. ", "¶A. ", "SUMMARY\n-------\n", "END COMMENT", "(S/NF)",
    "PARIS 00001600  002 OF 002\n", "PAGE 02 ", "NNNN\n", "QUILL", "XXXXXX", "&amp;", "fog and rain. ", "BT\n",
    "¶", "((",
]  # fmt: skip
fragments = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=30).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """A fictional telegram with lines dropped, doubled, swapped or joined, or cut anywhere."""
    texts = []
    for text in draw(st.sampled_from(CABLES)):
        lines = text.split("\n")
        for _ in range(draw(st.integers(0, 4))):
            i = draw(st.integers(0, len(lines) - 1))
            change = draw(st.sampled_from(["drop", "double", "swap", "join", "noise"]))
            if change == "drop" and len(lines) > 1:
                del lines[i]
            elif change == "double":
                lines.insert(i, lines[i])
            elif change == "swap":
                lines[i], lines[i - 1] = lines[i - 1], lines[i]
            elif change == "join" and i:
                lines[i - 1 : i + 1] = [lines[i - 1] + lines[i]]
            else:
                lines[i] = draw(st.text(max_size=20)) + lines[i]
        text = draw(st.sampled_from(["\n", "\r\n"])).join(lines)
        cut = draw(st.integers(0, 2 * len(text)))  # half of them whole
        texts.append(text[:cut])
    return texts[0], texts[1]


def check(header: str, body: str) -> None:
    cable = parse(header, body)
    unread = 0
    for text, spans in ((header, cable.header_spans), (body, cable.body_spans)):
        assert "".join(text[span.start : span.end] for span in spans) == text
        assert [span.start for span in spans] == [0, *(span.end for span in spans)][: len(spans)]
        assert all(span.start < span.end for span in spans)
        assert all(text[span.start : span.end].isspace() for span in spans if span.kind == BLANK)
        unread += sum(len("".join(text[s.start : s.end].split())) for s in spans if s.kind == UNREAD)
    assert cable.unread_chars == unread
    at = 0
    for paragraph in cable.paragraphs:
        assert at <= paragraph.char_start <= paragraph.char_end <= len(body)
        at = paragraph.char_end
    assert [p.ordinal for p in cable.paragraphs] == list(range(1, len(cable.paragraphs) + 1))
    for rows in (cable.recipients, cable.tags, cable.references, cable.routing):
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))


@settings(max_examples=250, deadline=None)
@given(fragments, fragments)
def test_any_text_is_accounted_for(header: str, body: str) -> None:
    check(header, body)


@settings(max_examples=150, deadline=None)
@given(damaged())
def test_a_damaged_telegram_is_accounted_for(telegram: tuple[str, str]) -> None:
    check(*telegram)


@pytest.mark.parametrize(
    ("claims", "spans", "unread"),
    [
        ([], [(0, 7, UNREAD)], 6),
        ([(0, 3, "a"), (4, 7, "b")], [(0, 3, "a"), (3, 4, BLANK), (4, 7, "b")], 0),
        ([(4, 7, "b"), (0, 5, "a")], [(0, 5, "a"), (5, 7, "b")], 0),  # cut to what is left
        ([(0, 7, "a"), (2, 3, "b")], [(0, 7, "a")], 0),  # inside another
    ],
)
def test_cover(claims: list, spans: list, unread: int) -> None:
    assert cover("fog sea", claims) == (spans, unread)


def test_carve_cuts_page_lines_out() -> None:
    assert sorted(carve([(0, 9, "a")], [(2, 4, "page line")])) == [(0, 2, "a"), (2, 4, "page line"), (4, 9, "a")]


HEADER = "O 211047Z AUG 08\nFM AMEMBASSY PARIS\nINFO "
HEAD = "C O N F I D E N T I A L PARIS 001600\n\nTAGS: PREL\nSUBJECT: FOG\n\n"


def calls(header: str, body: str) -> int:
    """Function calls, of Python and C, that one parse makes: a measure of work that no clock disturbs."""
    count = 0

    def profile(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        parse(header, body)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("header", "body", "times"),
    [
        (HEADER, HEAD + "¶1. (C) {}", ("fog ", 125_000)),
        (HEADER + "{}", HEAD, ("RUEHSI/AMEMBASSY TBILISI PRIORITY 0530\n", 2_000)),
        (HEADER, HEAD + "REF: {}", ("A. BERLIN 313 ", 2_000)),
        (HEADER, HEAD + "{}", ("REF: A. BERLIN 313\n", 2_000)),
        (HEADER, HEAD + "¶1. (C) Fog.{}x", (" ", 50_000)),
        (HEADER, HEAD + "{}", ("PARIS 00001600  002 OF 002\n", 1_000)),
        (HEADER, HEAD + "{}", ("Classified By: Quentin Quill, reasons 1.4 (b)\n", 1_000)),
        (HEADER, "{}", ("SECRET SECTION 01 OF ", 2_000)),
        (HEADER, HEAD + "{}", ("(", 20_000)),
        (HEADER, HEAD + "{}", ("-", 20_000)),
        (HEADER, HEAD + "{}", ("-----\n", 2_000)),
        (HEADER, HEAD + "{}", ("¶1. (C) Summary: fog.\n\n", 500)),
    ],
)
def test_work_grows_as_the_text_does(header: str, body: str, times: tuple[str, int]) -> None:
    piece, n = times
    once, twice = (calls(header.replace("{}", piece * k), body.replace("{}", piece * k)) for k in (n, 2 * n))
    assert twice <= 2.2 * once
