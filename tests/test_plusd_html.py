"""PlusD pages, made up from what docs say of them: whatever the markup, the same message."""

import io

import pytest
from test_dumps import INDEX, page

from dagster_project.dumps import cablegate_html, plusd_html
from dagster_project.dumps.discover import discover, read_dump, recognise
from dagster_project.dumps.message import Message, Refused
from dagster_project.telegram.split import split

TABLE = {
    "Date": "1976 July 24, 18:53 (Saturday)",
    "Canonical ID": "1976STATE000007_b",
    "Original Classification": "CONFIDENTIAL",
    "Current Classification": "UNCLASSIFIED",
    "Handling Restrictions": "-- N/A or Blank --",
    "Character Count": "2359",
    "Executive Order": "GS",
    "Locator": "TEXT ON-LINE, ON MICROFILM",
    "TAGS": "EFIS, UT",
    "Concepts": "FISH &amp; FISHERIES",
    "Enclosure": "n/a",
    "Type": "TE",
    "Office Origin": "",
    "Office Action": "-- N/A or Blank --",
    "Archive Status": "Electronic Telegrams",
    "From": "STATE",
    "To": "UTOPIA",
    "Markings": "A. Fictional Reviewer Declassified/Released 04 MAY 2006",
    "Linked documents or other documents with the same ID": "-- N/A or Blank --",
}
ATTRIBUTES = {
    "Canonical ID": "1976STATE000007_b",
    "Current Classification": "UNCLASSIFIED",
    "Character Count": "2359",
    "Executive Order": "GS",
    "Locator": "TEXT ON-LINE, ON MICROFILM",
    "TAGS": "EFIS, UT",
    "Concepts": "FISH & FISHERIES",
    "Type": "TE",
    "Archive Status": "Electronic Telegrams",
    "To": "UTOPIA",
    "Markings": "A. Fictional Reviewer Declassified/Released 04 MAY 2006",
}
BODY = """1. TROUT <ILLEGIBLE> AND SALMON.
2. MORE FISH & CHIPS.
CONFIDENTIAL
CONFIDENTIAL
PAGE 02 STATE 000007
3. FM TROUT SPOKE OF FISH.
"""
TELEGRAM = f"""CONFIDENTIAL
PAGE 01 STATE 000007
43
ORIGIN UT-10
INFO OCT-01 ISO-00 /011 R
DRAFTED BY UT:FISHER
APPROVED BY UT:FISHER
--------------------- 008354
P 241853Z JUL 76
FM SECSTATE WASHDC
TO AMEMBASSY UTOPIA PRIORITY
C O N F I D E N T I A L STATE 000007
E.O. 11652: GDS
TAGS: EFIS, UT
SUBJECT: FISH
{BODY}CONFIDENTIAL
NNNN
"""
KEY = "<pre>-----BEGIN PGP PUBLIC KEY BLOCK-----\nNoKeyAtAllButLettersOfOne\n</pre>"


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def preformatted(text: str) -> str:
    return f"<pre>{escaped(text)}</pre>"


def broken(text: str) -> str:
    return f"<div>{escaped(text)}</div>".replace("\n", "<br/>\n")


def in_cells(table: dict[str, str], tag: str = "td") -> str:
    """Two labels a row, each with its value."""
    cells = [f"<{tag}>{label}</{tag}>\n<td>{value}</td>" for label, value in table.items()]
    rows = [f"<tr>{''.join(cells[at : at + 2])}</tr>" for at in range(0, len(cells), 2)]
    return f"<table>{''.join(rows)}</table>"


TABLES = {
    "cells": in_cells,
    "head cells": lambda table: in_cells(table, "th"),
    "boxes in cells": lambda table: (
        "<table><tr>"
        + "".join(f"<td><div class='k'>{label}:</div>\n<div>{value}</div></td>" for label, value in table.items())
        + "</tr></table>"
    ),
    "bold in cells": lambda table: in_cells({f"<b>{label}:</b>": value for label, value in table.items()}),
    "list": lambda table: f"<dl>{''.join(f'<dt>{label}:</dt><dd>{value}</dd>' for label, value in table.items())}</dl>",
    "list of several values": lambda table: (
        "<dl>"
        + "".join(f"<dt>{name}</dt><dd>{value.replace(', ', ',</dd><dd>')}</dd>" for name, value in table.items())
        + "</dl>"
    ),
    "rows without a cell for no value": lambda table: (
        "<table>"
        + "".join(f"<tr><td>{name}</td>{value and f'<td>{value}</td>'}</tr>" for name, value in table.items())
        + "</table>"
    ),
    "list without an item for no value": lambda table: (
        "<dl>" + "".join(f"<dt>{name}</dt>{value and f'<dd>{value}</dd>'}" for name, value in table.items()) + "</dl>"
    ),
    "boxes": lambda table: "".join(f"<div>{label}</div><div>{value}</div>" for label, value in table.items()),
    "lines": lambda table: "<p>" + "<br>".join(f"<b>{label}</b>: {value}" for label, value in table.items()) + "</p>",
    "lines above a box": lambda table: (
        "<div>"
        + "<br>".join(f"<b>{label}</b>: {value}" for label, value in table.items() if value[:2] != "--")
        + "<div>Show headers</div></div>"
    ),
    "lines with links": lambda table: (
        "<p>"
        + "<br>".join(f"<b>{name}:</b> <a>{value.replace(', ', '</a>, <a>')}</a>" for name, value in table.items())
        + "</p>"
    ),
}


def plusd(table: str = in_cells(TABLE), body: str = preformatted(BODY), telegram: str = preformatted(TELEGRAM)) -> str:
    return f"""<!DOCTYPE html>
<html lang="en"><head><title>Cable: 1976STATE000007_b</title></head><body>
<form><label>Date</label> <input name="d"><label>From</label> <select><option>1966</option></select></form>
<div>{KEY}</div>
<div id="content"><h1>FISH</h1>{table}
<div>{body}</div>
<div><a href="#">Raw content</a>{telegram}</div>
</div>
<div><a href="/plusd/">Search</a> To: us</div></body></html>
"""


def read(content: str | bytes) -> Message | Refused:
    content = content.encode() if isinstance(content, str) else content
    (record,) = plusd_html.read(content[:100], io.BytesIO(content[100:]), "page.html")
    return record


def test_page_is_read_field_by_field():
    header, body = split(TELEGRAM)
    assert read(plusd()) == Message(
        "plusd_html",
        "1976STATE000007",
        "1976 July 24, 18:53 (Saturday)",
        None,
        "STATE",
        "CONFIDENTIAL",
        None,
        header,
        body,
        "utf-8",
        "page.html",
        0,
        len(plusd()),
        ATTRIBUTES,
    )


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_labels_and_values_are_found_in_any_markup(table):
    content = plusd(table(TABLE))
    assert plusd_html.is_mine(content.encode())
    assert read(content)._replace(source_length=0) == read(plusd())._replace(source_length=0)


@pytest.mark.parametrize(
    ("body", "telegram"),
    [
        (preformatted(BODY), preformatted(TELEGRAM)),
        (broken(BODY), preformatted(TELEGRAM)),
        (preformatted(BODY), broken(TELEGRAM)),
        (broken(BODY), broken(TELEGRAM)),
        (broken(BODY), broken(TELEGRAM).replace("<br/>\n", "<BR>")),
        (preformatted(BODY), f"<code>{preformatted(TELEGRAM)}</code>{KEY}"),
        (preformatted(BODY), f"<pre>{TELEGRAM}</pre>"),
        (preformatted(BODY), f"<div>{broken(TELEGRAM)}</div>"),
        (preformatted(BODY), f"<textarea>{escaped(TELEGRAM)}</textarea>"),
        ("", preformatted(TELEGRAM)),
        (preformatted(TELEGRAM), preformatted(BODY)),
    ],
    ids=[
        "preformatted",
        "body in a box",
        "telegram in a box",
        "boxes",
        "boxes on one line",
        "key below",
        "angle brackets bare",
        "box in a box",
        "text area",
        "one text",
        "body last",
    ],
)
def test_telegram_is_found_in_any_markup(body, telegram):
    record = read(plusd(body=body, telegram=telegram))
    assert (record.header, record.body) == split(TELEGRAM)


@pytest.mark.parametrize("other", ["", preformatted("Raw")])
def test_longest_text_is_the_telegram_though_it_shows_no_marks(other):
    record = read(plusd(body=other, telegram=preformatted("ERROR READING TEXT INDEX")))
    assert (record.header, record.body) == ("", "ERROR READING TEXT INDEX")


@pytest.mark.parametrize("count", ["0", "-- N/A or Blank --"])
def test_page_whose_text_was_lost_is_a_message_without_text(count):
    record = read(plusd(in_cells(TABLE | {"Character Count": count}), "", ""))
    assert (record.reference_id, record.header, record.body) == ("1976STATE000007", "", "")


@pytest.mark.parametrize(
    ("canonical_id", "number"),
    [
        ("1976STATE000007", "1976STATE000007"),
        ("1976STATE000007_b2", "1976STATE000007"),
        ("1977STATE000007_c", "1977STATE000007"),
        ("03UTOPIA7_a", "03UTOPIA7"),
    ],
)
def test_number_goes_without_the_letter_of_its_release(canonical_id, number):
    record = read(plusd(in_cells(TABLE | {"Canonical ID": canonical_id})))
    assert (record.reference_id, record.attributes["Canonical ID"]) == (number, canonical_id)


WHOLE = plusd()


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (WHOLE[: WHOLE.index("Locator")], "html_cut_off"),
        (WHOLE[: WHOLE.index("Raw content")], "html_cut_off"),
        (WHOLE[: WHOLE.index("NNNN")], "html_cut_off"),
        (WHOLE.replace("Canonical ID", ""), "html_layout"),
        (plusd(in_cells(TABLE | {"Canonical ID": ""})), "html_layout"),
        (plusd(body="", telegram=""), "html_layout"),
    ],
    ids=["in the table", "before the telegram", "in the telegram", "no label", "no number", "no text"],
)
def test_damaged_page_is_refused_with_its_bytes(damaged, reason):
    assert plusd_html.is_mine(damaged.encode())
    refused = read(damaged)
    assert (refused.reason, refused.source_length, refused.raw) == (reason, len(damaged), damaged.encode())


def test_page_cut_off_below_its_telegram_is_read():
    record = read(WHOLE[: WHOLE.index("Search")])
    assert (record.reference_id, record.body) == ("1976STATE000007", split(TELEGRAM)[1])


@pytest.mark.parametrize(
    "other",
    [
        page(),
        INDEX,
        "<html><body><p>The Canonical ID and the Original Classification are on <a>plusd/cables</a>.</p></body></html>",
        "<html><form><label>Date</label><label>From</label><label>To</label><label>TAGS</label></form></html>",
        "<html><h2>Canonical ID</h2><p>The number.</p><h2>Archive Status</h2><p>What became of it.</p></html>",
    ],
    ids=["Cablegate", "index", "article", "search form", "help"],
)
def test_other_pages_are_none_of_plusd(other):
    assert not plusd_html.is_mine(other.encode())


def test_pages_of_both_releases_in_a_folder_are_two_dumps(tmp_path):
    (tmp_path / "1.html").write_text(plusd())
    (tmp_path / "2.html").write_text(page())
    assert recognise(io.BytesIO(page().encode()))[0] is cablegate_html
    found = {dump.carrier: [m.reference_id for m in read_dump(dump)] for dump in discover(tmp_path)}
    assert found == {"plusd_html": ["1976STATE000007"], "cablegate_html": ["08UTOPIA7"]}
