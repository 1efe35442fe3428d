"""A text says the same whatever its layout, and its offsets are those of the text as written."""

import dataclasses

import fictional
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable
from dagster_project.telegram.plain_text import PlainText

CABLES = [(row.header.replace("\r", ""), row.body.replace("\r", "")) for row in fictional.generate(60)]
ENDS = ("\n", "\r\n", "\r\r\n", "\r")


def facts(cable: Cable) -> dict:
    """All but offsets."""
    found = {field.name: getattr(cable, field.name) for field in dataclasses.fields(cable)}
    found |= {name: [span.kind for span in found[name]] for name in ("header_spans", "body_spans")}
    found["paragraphs"] = [each._replace(char_start=0, char_end=0) for each in cable.paragraphs]
    return found


def mixed(text: str) -> str:
    """The text with line ends of several kinds in turn; a lone carriage return above an empty line would be no two."""
    lines = text.split("\n")
    return "".join(line + ENDS[n % 3] for n, line in enumerate(lines[:-1])) + lines[-1]


@pytest.mark.parametrize("ends", [*ENDS[1:], "mixed"])
def test_facts_are_the_same(ends: str) -> None:
    for header, body in CABLES:
        written = [mixed(text) if ends == "mixed" else text.replace("\n", ends) for text in (header, body)]
        assert facts(parse(*written)) == facts(parse(header, body))


@pytest.mark.parametrize("ends", [*ENDS[1:], "mixed"])
def test_spans_and_paragraphs_have_the_offsets_of_the_text_as_written(ends: str) -> None:
    for header, body in CABLES:
        written = mixed(body) if ends == "mixed" else body.replace("\n", ends)
        plain, cable = parse(header, body), parse(header, written)
        assert "".join(written[span.start : span.end] for span in cable.body_spans) == written
        for before, after in zip(plain.paragraphs, cable.paragraphs, strict=True):
            stretch = written[after.char_start : after.char_end]
            assert PlainText(stretch).text == body[before.char_start : before.char_end]
            assert not stretch.endswith("\r")


@given(st.text(alphabet="ab\r\n\t", max_size=20), st.integers(0, 20))
def test_offset_as_written_is_that_of_the_same_character(written: str, at: int) -> None:
    written = written[:at] + " " * 150 + written[at:]
    ends = PlainText(written)
    places = [ends.written(offset) for offset in range(len(ends.text))]
    assert "".join(written[place] for place in places).replace("\r", "\n") == ends.text
    assert ends.written(len(ends.text)) == len(written)


@pytest.mark.parametrize("blank", [" ", "\t", "\xa0", "\f", "\u2003"])
def test_gap_wider_than_a_page_is_a_gap(blank: str) -> None:
    body = "UNCLAS ZENDA 000001\n\nSUBJECT: X\n\n1. (U) Fish{} and chips.\n\nFICTIONAL\n"
    wide = body.format(blank * 5000)
    assert len(PlainText(wide).text) == len(body.format(blank * 99))  # and the one that is there
    plain, cable = parse("", body.format(" ")), parse("", wide)
    assert [each.text for each in cable.paragraphs] == [each.text for each in plain.paragraphs]
    assert "".join(wide[span.start : span.end] for span in cable.body_spans) == wide
    (paragraph,) = cable.paragraphs
    assert wide[paragraph.char_start : paragraph.char_end].endswith("chips.")


def test_double_spacing() -> None:
    bodies = [body.strip("\n") for _, body in CABLES if body.count("\n\n") > 4 and body.count("\n") > 24]
    for body in bodies:
        written = body.replace("\n", "\n\n")
        plain, cable = parse("", body), parse("", written)
        assert facts(cable) == facts(plain)
        assert "".join(written[span.start : span.end] for span in cable.body_spans) == written
    assert len(bodies) > 10


@pytest.mark.parametrize(
    "rows", ["\n\n".join("ABCDEFGHIJKLMNOP"), "\n\n\n".join("ABCDEFGHIJKLMNOP"), "A\n\n\n\nB\n\nC\n\n\n\nD"]
)
def test_rows_with_empty_lines_between_them_are_no_double_spacing(rows: str) -> None:
    assert PlainText(rows).text == rows
