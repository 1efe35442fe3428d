"""Dump files to messages: what each carrier reads, refuses and passes over, and what a path is found to hold."""

import csv
import datetime as dt
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.dumps import cablegate_csv, cablegate_html, telegram_text
from dagster_project.dumps.carrier_date import carrier_date
from dagster_project.dumps.discover import UnknownCarrier, discover, read_dump
from dagster_project.dumps.message import Message, PassedOver, Refused, message_id

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "examples" / "08PARIS1600.txt"
CORPUS = ROOT.parent / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")

HEADER = "R 211047Z AUG 08\nFM AMEMBASSY UTOPIA\nTO SECSTATE WASHDC"
BODY = "UNCLAS UTOPIA 000007\n\nSUBJECT: FISH\n\n1. Fish."


def row(n: int, header: str = HEADER, body: str = BODY, reference_id: str | None = None) -> list[str]:
    number = reference_id or f"08UTOPIA{n}"
    return [str(n), "8/21/2008 10:10", number, "Embassy Utopia", "UNCLASSIFIED", "08UTOPIA1|08UTOPIA2", header, body]


def backslashed(field: str) -> str:
    return '"' + field.replace("\\", "\\\\").replace('"', '\\"') + '"'


def doubled(field: str) -> str:
    return '"' + field.replace("\\", "\\\\").replace('"', '""') + '"'


def line(fields: list[str], quote=backslashed) -> bytes:
    return (",".join(map(quote, fields)) + "\n").encode()


def of_file(carrier: ModuleType, path: Path, source_path: str) -> Iterator[Message | Refused | PassedOver]:
    """The records of one file, its first hundred bytes read beforehand."""
    with path.open("rb") as stream:
        yield from carrier.read(stream.read(100), stream, source_path)


def of_bytes(carrier: ModuleType, content: bytes, source_path: str) -> list[Message | Refused | PassedOver]:
    return list(carrier.read(content[:100], io.BytesIO(content[100:]), source_path))


def read_csv(folder: Path, content: bytes) -> list[Message | Refused | PassedOver]:
    path = folder / "cables.csv"
    path.write_bytes(content)
    return list(of_file(cablegate_csv, path, "cables.csv"))


def read_page(page: str | bytes) -> Message | Refused:
    (record,) = of_bytes(cablegate_html, page.encode() if isinstance(page, str) else page, "page.html")
    return record


def page(header: str = HEADER, body: str = BODY, number: str = "08UTOPIA7") -> str:
    return f"""<!DOCTYPE html>
<html><head><title>Cable Viewer</title></head><body><a href='/index.html'>all</a>
<table class='cable'>
<tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>
<tr><td>
<a href='/cable/2008/08/{number}.html'>{number}</a>
</td><td>
<a href='/date/2008-08_0.html'>2008-08-21 10:10</a>
</td><td>2010-12-01 12:12</td><td><a href='/c' title='u'>UNCLASSIFIED</a></td><td>Embassy Utopia</td></tr>
</table>
<code><pre>{header}</pre></code>
<code><pre>{body}</pre></code>
</body></html>
"""


INDEX = """<!DOCTYPE html><html><body><table class='cable'>
<tr><th>Reference ID</th><th>Created</th></tr>
<tr><td>08UTOPIA7</td><td>2008-08-21</td></tr>
<tr><td>08UTOPIA8</td><td>2008-08-22</td></tr>
</table></body></html>"""


# -- the CSV ------------------------------------------------------------------------------------


def test_csv_record_is_read_field_by_field(tmp_path):
    raw = line(row(7))
    assert read_csv(tmp_path, raw) == [
        Message(
            "cablegate_csv",
            "08UTOPIA7",
            "8/21/2008 10:10",
            None,
            "Embassy Utopia",
            "UNCLASSIFIED",
            "08UTOPIA1|08UTOPIA2",
            HEADER,
            BODY,
            "utf-8",
            "cables.csv",
            0,
            len(raw),
        )
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (rb"say \"no\"", 'say "no"'),
        (b'say ""no""', 'say "no"'),
        (rb"\"", '"'),
        (rb"a \\ b", "a \\ b"),
        (rb"ends with \\", "ends with \\"),
        (rb"\\\"\\", '\\"\\'),
        (b"\\\0\\\\\0", "\0\\\0"),
        (b"\0\1 \0\2 \\\\", "\0\1 \0\2 \\"),
        (b"\\\nx", "\nx"),
        (b"", ""),
    ],
)
def test_csv_escapes_are_undone_once(tmp_path, raw, text):
    (record,) = read_csv(tmp_path, line(row(7, body="@")).replace(b"@", raw))
    assert record.body == text


FIELD = st.text(st.one_of(st.sampled_from('\\",\n\r "a\0¶'), st.characters(codec="utf-8")), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(
    rows=st.lists(st.lists(FIELD, min_size=7, max_size=7), max_size=6),
    quote=st.sampled_from([backslashed, doubled]),
    chunk=st.integers(1, 200),
    names=st.booleans(),
)
def test_csv_of_any_fields_is_read_back_and_covered(tmp_path, monkeypatch, rows, quote, chunk, names):
    monkeypatch.setattr(cablegate_csv, "_CHUNK", chunk)
    first = b'"id","date","number","origin","classification","refs","header","body"\n' if names and chunk > 99 else b""
    rows = [[str(n), *fields] for n, fields in enumerate(rows, 1)]
    content = first + b"".join(line(fields, quote) for fields in rows)
    records = read_csv(tmp_path, content)
    if first:
        assert records.pop(0) == PassedOver("cables.csv", "row of column names")
    at = len(first)
    for fields, record in zip(rows, records, strict=True):
        _, created, reference_id, origin, classification, references, header, body = fields
        labels = [created, reference_id, origin, classification, references]
        assert [
            record.created_label,
            record.reference_id,
            record.origin_label,
            record.classification_label,
            record.references_label,
        ] == [label or None for label in labels]
        assert (record.header, record.body) == (header, body)
        assert record.source_offset == at
        again = read_csv(tmp_path, content[at : at + record.source_length])
        assert again == [record._replace(source_offset=0)]
        at += record.source_length
    assert at == len(content)


def damage(kind: str, at: int) -> bytes:
    """A record with one byte taken out or put in, or what stands before a byte of it."""
    raw = line(row(2, body='He said "no" and left \\o/.\n\n2. Fish.'))
    at %= len(raw)
    return {
        "lost": raw[:at] + raw[at + 1 :],
        "quote": raw[:at] + b'"' + raw[at:],
        "backslash": raw[:at] + b"\\" + raw[at:],
        "cut": raw[:at],
    }[kind] + b"\n"


SOUND = st.integers(100, 999).map(lambda n: line(row(n)))
DAMAGED = st.builds(damage, st.sampled_from(["lost", "quote", "backslash", "cut"]), st.integers(0, 500))
OTHER = st.sampled_from([b"\n", b"\r\n", b" \n", b"noise\n", b'a "quoted" word\n', b"\xff\0\n"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.lists(st.one_of(SOUND, DAMAGED, OTHER), max_size=8), st.integers(1, 400))
def test_csv_damage_costs_no_sound_record_and_no_byte(tmp_path, monkeypatch, pieces, chunk):
    monkeypatch.setattr(cablegate_csv, "_CHUNK", chunk)
    content = b"".join(pieces)
    records = read_csv(tmp_path, content)
    at = 0
    for record in records:
        assert not content[at : record.source_offset].strip()
        at = record.source_offset + record.source_length
        if isinstance(record, Refused):
            assert record.raw == content[record.source_offset : at]
    assert not content[at:].strip()
    sound = [n for n, piece in enumerate(pieces) if re.match(rb'"\d{3}","8/21/2008 10:10"', piece)]
    offsets = {record.source_offset for record in records if isinstance(record, Message)}
    assert {len(b"".join(pieces[:n])) for n in sound} <= offsets


@given(st.text(st.sampled_from('\\"a\n'), max_size=30))
def test_csv_fields_are_those_of_the_csv_module(tmp_path_factory, field):
    raw = line(row(7, header=field))
    reader = csv.reader(io.StringIO(raw.decode(), newline=""), escapechar="\\", doublequote=False)
    (record,) = read_csv(tmp_path_factory.getbasetemp(), raw)
    assert record.header == next(reader)[6]


@pytest.mark.parametrize(
    ("damaged", "reason", "detail"),
    [
        (line(row(2)[:7]), "csv_fields", "7 fields instead of 8"),
        (line([*row(2), "more"]), "csv_fields", "9 fields instead of 8"),
        (line(row(2)).replace(b'TO SECSTATE WASHDC"', b"TO SECSTATE WASHDC"), "csv_quotes", '\'"2",'),
        (line(row(2)).replace(b"Fish.", b'the "fish"'), "csv_quotes", '\'"2",'),
        (line(row(2))[:-2] + b"\n", "csv_quotes", '\'"2",'),
        (line(row(2))[: len(line(row(2))) // 2] + b"\n", "csv_quotes", '\'"2",'),
        (b"no record at all, \x00\xff\n", "csv_quotes", "no record"),
    ],
    ids=["too few", "too many", "no closing quote", "bare quote", "no last quote", "cut", "noise"],
)
@pytest.mark.parametrize("chunk", [1, 64, 8 << 20])
def test_csv_damage_costs_the_record_and_keeps_its_bytes(tmp_path, monkeypatch, damaged, reason, detail, chunk):
    monkeypatch.setattr(cablegate_csv, "_CHUNK", chunk)
    before, after = line(row(1)), line(row(3))
    first, refused, last = read_csv(tmp_path, before + damaged + after)
    assert (first.reference_id, last.reference_id) == ("08UTOPIA1", "08UTOPIA3")
    assert refused[:4] == ("cables.csv", len(before), len(damaged), reason)
    assert detail in refused.detail
    assert refused.raw == damaged
    assert last.source_offset == len(before) + len(damaged)


def test_csv_cut_off_at_its_end_refuses_what_is_left(tmp_path):
    whole, cut = line(row(1)), line(row(2))[:-20]
    _, refused = read_csv(tmp_path, whole + cut)
    assert (refused.reason, refused.source_offset, refused.raw) == ("csv_quotes", len(whole), cut)


@pytest.mark.parametrize(
    "stretch",
    [b"a", b'\\"', b"\\", b'""', b'\\\\\\"', b"\n", b'"x\n', b'"",', b'"1","a","b","\n', b'\n"1'],
    ids=repr,
)
def test_csv_damage_of_any_length_takes_linear_time(tmp_path, stretch):
    # A million bytes would not end today if any were looked at once for each of the others.
    opening = line(row(1))[:-20]
    damaged = opening + stretch * (1_000_000 // len(stretch)) + b"\n"
    *refused, last = read_csv(tmp_path, damaged + line(row(2)))
    assert b"".join(record.raw for record in refused) == damaged
    assert last.reference_id == "08UTOPIA2"


def test_csv_damage_longer_than_memory_allows_is_refused_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(cablegate_csv, "_CHUNK", 100)
    monkeypatch.setattr(cablegate_csv, "_LONGEST_RECORD", 1000)
    damaged = line(row(1))[:-2] + b"x" * 4000 + b"\n"
    *refused, last = read_csv(tmp_path, damaged + line(row(2)))
    assert len(refused) > 1
    assert max(len(record.raw) for record in refused) < 3000
    assert b"".join(record.raw for record in refused) == damaged
    assert last.reference_id == "08UTOPIA2"


@pytest.mark.parametrize("names", ["id,date,reference id,origin,classification,refs,header,body", '"a"' + ',"b"' * 7])
def test_csv_row_of_column_names_is_passed_over(tmp_path, names):
    passed_over, record = read_csv(tmp_path, names.encode() + b"\r\n" + line(row(1)))
    assert passed_over == PassedOver("cables.csv", "row of column names")
    assert record.source_offset == len(names) + 2


def test_csv_byte_order_mark_is_dropped(tmp_path):
    (record,) = read_csv(tmp_path, b"\xef\xbb\xbf" + line(row(1)))
    assert (record.reference_id, record.source_offset) == ("08UTOPIA1", 3)


def test_csv_last_line_end_may_be_cut_in_half(tmp_path):
    (record,) = read_csv(tmp_path, line(row(1))[:-1] + b"\r")
    assert isinstance(record, Message)
    assert record.source_length == len(line(row(1)))


def test_csv_line_ends_of_windows_are_read(tmp_path):
    records = read_csv(tmp_path, b"".join(line(row(n))[:-1] + b"\r\n" for n in (1, 2)))
    assert [record.reference_id for record in records] == ["08UTOPIA1", "08UTOPIA2"]


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        ("é".encode(), "é", "utf-8"),
        (b"\xe9 \x93", "é “", "windows-1252"),  # two of its letters that are no UTF-8
        (b"\xe9 \x81", "é \x81", "latin-1"),  # windows-1252 has no 81
        ("é – ü".encode() + b" \x93\x81", "é – ü “\x81", "utf-8, windows-1252"),  # put together from two
        ("é".encode() + b" \xe9\xe9", "Ã© éé", "windows-1252"),  # less than half of it is UTF-8
    ],
)
def test_bytes_are_read_as_utf8_else_windows_1252_else_latin_1(tmp_path, raw, text, encoding):
    (record,) = read_csv(tmp_path, line(row(1, body="@")).replace(b"@", raw))
    assert (record.body, record.encoding) == (text, encoding)


def test_csv_record_without_text_is_a_message(tmp_path):
    (record,) = read_csv(tmp_path, line(row(1, header="", body="")))
    assert (record.reference_id, record.header, record.body) == ("08UTOPIA1", "", "")


# -- pages --------------------------------------------------------------------------------------


def test_page_is_read_field_by_field():
    assert read_page(page()) == Message(
        "cablegate_html",
        "08UTOPIA7",
        "2008-08-21 10:10",
        "2010-12-01 12:12",
        "Embassy Utopia",
        "UNCLASSIFIED",
        None,
        HEADER,
        BODY,
        "utf-8",
        "page.html",
        0,
        len(page()),
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a&#x000A;b", "a\nb"),
        ("&#x000A;a", "\na"),  # HTML drops the first new line of a preformatted text
        ("\na", "\na"),
        ("<br/>a", "\na"),
        ("Q&amp;A &amp;lt; B", "Q&A &lt; B"),
        ("<a id='par1' href='#par1'>¶</a>1. (C) <strong>x</strong>", "¶1. (C) x"),
        ("<<218634>> 3 < 4", "<<218634>> 3 < 4"),
        ("Kim <kim@utopia.example> wrote", "Kim <kim@utopia.example> wrote"),
        ("from <Kim> and <a friend", "from <Kim> and <a friend"),
        ("", ""),
    ],
)
def test_page_markup_is_undone_once(written, text):
    assert read_page(page(body=written)).body == text


def test_page_of_one_block_is_split_where_the_heading_ends():
    only = page(header=HEADER + "\n\n" + BODY).replace(f"<code><pre>{BODY}</pre></code>\n", "")
    record = read_page(only)
    assert (record.header.strip(), record.body) == (HEADER, BODY)


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (page()[:-60], "html_cut_off"),
        (page()[:200], "html_cut_off"),
        (page().replace("class='cable'", ""), "html_layout"),
        (page().replace("Reference ID", ""), "html_layout"),
        (page().replace("pre>", "p>"), "html_layout"),
    ],
    ids=["in the body", "above the table", "no table", "no reference id", "no text"],
)
def test_damaged_page_is_refused_with_its_bytes(damaged, reason):
    assert cablegate_html.is_mine(damaged.encode())
    refused = read_page(damaged)
    assert (refused.reason, refused.source_length, refused.raw) == (reason, len(damaged), damaged.encode())


@pytest.mark.parametrize("other", [INDEX, "<html><body><p>An article.</p></body></html>"], ids=["index", "article"])
def test_page_without_a_cable_is_no_cable_page(other):
    assert cablegate_html.is_page(other.encode())
    assert not cablegate_html.is_mine(other.encode())


@needs_corpus
def test_pages_and_csv_of_the_corpus_give_the_same_messages():
    def identity(message: Message) -> tuple[str, str]:
        return message.reference_id, message_id(message.header, message.body, message.reference_id)

    of_csv = {identity(m) for m in of_file(cablegate_csv, CORPUS / "cablegate_csv" / "cables.csv", "")}
    of_pages = {
        identity(m)
        for path in (CORPUS / "cablegate_html").rglob("*.html")
        for m in of_bytes(cablegate_html, path.read_bytes(), "")
    }
    # That CSV was made by taking out whatever stands between angle brackets, in these two text as well.
    assert {number for number, _ in of_pages - of_csv} == {"09KHARTOUM881", "10MADRID87"}
    assert len(of_pages) == len(of_csv) == 466


# -- texts --------------------------------------------------------------------------------------


def test_seed_is_split_after_its_heading():
    (record,) = of_bytes(telegram_text, SEED.read_bytes(), SEED.name)
    assert record.reference_id == "08PARIS1600"
    assert record.header.endswith("RUEHBS/USEU BRUSSELS PRIORITY 2380")
    assert record.body.startswith("C O N F I D E N T I A L SECTION 01 OF 02 PARIS 001600\n")
    assert (record.source_offset, record.source_length) == (0, SEED.stat().st_size)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("08PARIS1600.txt", "08PARIS1600"),
        ("2008/1_08PARIS1600.txt", "08PARIS1600"),
        ("1976STATE184182.txt", "1976STATE184182"),
        ("08PARIS1600/telegram.txt", None),
        ("cable_17.txt", None),
    ],
)
def test_text_takes_its_number_from_its_name(name, number):
    (record,) = of_bytes(telegram_text, f"{HEADER}\n\n{BODY}".encode(), name)
    assert record.reference_id == number


@pytest.mark.parametrize("content", [b"", b"\n \r\n"])
def test_text_of_nothing_is_refused(content):
    assert telegram_text.is_mine(content)
    (refused,) = of_bytes(telegram_text, content, "a.txt")
    assert (refused.reason, refused.raw) == ("empty_file", content)


@pytest.mark.parametrize(
    "content",
    [
        b"# Notes\n\nNothing here.\n",
        b'{"header": "VZCZCXRO5520"}\n',
        f"{'prose ' * 1000}\n\n{HEADER}\n\n{BODY}".encode(),
        f"SQLite format 3\0\n{HEADER}\n\n{BODY}".encode(),
    ],
    ids=["notes", "JSON", "quoted far down", "binary"],
)
def test_other_texts_are_no_telegrams(content):
    assert not telegram_text.is_mine(content)


def test_zero_byte_in_its_text_makes_a_telegram_no_other_file():
    assert telegram_text.is_mine(f"{HEADER}\n\n{BODY}\0".encode())


@needs_corpus
def test_header_and_body_of_the_corpus_are_told_apart_again():
    wrong = []
    for m in of_file(cablegate_csv, CORPUS / "cablegate_csv" / "cables.csv", ""):
        content = f"{m.header}\n\n{m.body}\n".encode()
        assert telegram_text.is_mine(content)
        (record,) = of_bytes(telegram_text, content, "")
        if (record.header.strip(), record.body.strip()) != (m.header.strip(), m.body.strip()):
            wrong.append(m.reference_id)
    # Two partial extracts: a header that holds a classification line, and a day that stands above that of the body.
    assert len(wrong) == 2


# -- what all carriers share --------------------------------------------------------------------


@given(st.text(), st.integers(0, 99), st.sampled_from(["\r\n", "  ", "\t", "\n\n"]))
def test_message_id_is_blind_to_blanks_and_to_where_the_header_ends(text, at, blank):
    at %= len(text) + 1
    same = text[:at] + blank, text[at:]
    assert message_id(*same, "08UTOPIA7") == message_id("", text, "08UTOPIA7")


def test_messages_without_text_are_told_apart_by_their_number():
    assert message_id("", "\n", "08UTOPIA7") == message_id(" ", "", "08UTOPIA7")
    assert message_id("", "", "08UTOPIA7") != message_id("", "", "08UTOPIA8")


def test_messages_with_text_are_the_same_under_any_number():
    assert message_id(HEADER, BODY, "08UTOPIA7") == message_id(HEADER, BODY, None)


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("12/28/1966 18:06", dt.date(1966, 12, 28)),
        ("2/5/1972 9:09", dt.date(1972, 2, 5)),
        ("1979-08-13 04:04", dt.date(1979, 8, 13)),
        ("99/99/9999 99:99", None),
        ("2/30/2008 1:01", None),
        ("13/1/2008 1:01", None),
        ("13/1/2008", dt.date(2008, 1, 13)),
        ("31/12/2019", dt.date(2019, 12, 31)),
        ("12/11/2019", dt.date(2019, 12, 11)),
        ("1976 July 24, 18:53 (Saturday)", dt.date(1976, 7, 24)),
        ("1976-07-24", dt.date(1976, 7, 24)),
        ("1976-07-24T18:53:00+00:00", dt.date(1976, 7, 24)),
        ("04 MAY 1976", dt.date(1976, 5, 4)),
        ("01 jan 1994", dt.date(1994, 1, 1)),
        ("24-JUL-1976", dt.date(1976, 7, 24)),
        ("01-Jan-1994 12:00:00 am", dt.date(1994, 1, 1)),
        ("01 JAN 1960", None),
        ("31 JUN 1976", None),
        ("04 MAI 1976", None),
        ("1976-07-24 in the evening", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_carrier_date_is_a_day_or_none(label, day):
    assert carrier_date(label) == day


# -- what lies at a path ------------------------------------------------------------------------


@pytest.fixture
def mixed(tmp_path) -> Path:
    """A folder with all that dumps bring along."""
    folder = tmp_path / "mixed"
    for name, content in {
        "a/1.html": page().encode(),
        "a/2.html": page(number="08UTOPIA8").encode(),
        "a/index.html": INDEX.encode(),
        "a/logo.png": b"\x89PNG\r\n\x1a\n\0\0",
        "a/site.css": b"body { color: black }\n",
        "b/cables.data": line(row(1)),
        "b/more": line(row(2)),
        "c/08PARIS1600.txt": SEED.read_bytes(),
        ".hidden/x.txt": SEED.read_bytes(),
        "c/.x.txt": SEED.read_bytes(),
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_folder_is_told_apart_by_content(mixed):
    pages, texts, first, second = discover(mixed)
    assert (pages.carrier, pages.path, pages.files) == ("cablegate_html", mixed, 2)
    assert [(each.source_path, each.reason.split(":")[0]) for each in pages.passed_over] == [
        ("a/index.html", "no form that is read"),
        ("a/logo.png", "no form that is read"),
        ("a/site.css", "no form that is read"),
    ]
    assert pages.bytes == sum((mixed / "a" / name).stat().st_size for name in ("1.html", "2.html"))
    assert (texts.carrier, texts.path, texts.files, texts.passed_over) == ("telegram_text", mixed, 1, ())
    assert [d.path for d in (first, second)] == [mixed / "b" / "cables.data", mixed / "b" / "more"]
    assert {d.carrier for d in (first, second)} == {"cablegate_csv"}


def test_every_dump_reads_its_own_files_only(mixed):
    found = [
        [(m.reference_id, m.source_path) for m in read_dump(dump) if isinstance(m, Message)] for dump in discover(mixed)
    ]
    assert found == [
        [("08UTOPIA7", "a/1.html"), ("08UTOPIA8", "a/2.html")],
        [("08PARIS1600", "c/08PARIS1600.txt")],
        [("08UTOPIA1", "cables.data")],
        [("08UTOPIA2", "more")],
    ]


def test_dump_id_is_that_of_the_content(mixed, tmp_path):
    before = [dump.dump_id for dump in discover(mixed)]
    (mixed / "z").mkdir()
    (mixed / "a" / "1.html").rename(mixed / "z" / "renamed")
    (mixed / "b" / "more").rename(mixed / "more.csv")
    moved = mixed.rename(tmp_path / "elsewhere")
    assert sorted(dump.dump_id for dump in discover(moved)) == sorted(before)
    (moved / "z" / "renamed").write_text(page(number="08UTOPIA9"))
    changed = {dump.dump_id for dump in discover(moved)}
    assert len(changed - set(before)) == 1


def test_dump_id_is_sixteen_hexadecimal_characters():
    (dump,) = discover(SEED)
    assert len(bytes.fromhex(dump.dump_id)) == 8


def test_single_file_is_a_dump_with_its_name_as_source():
    (dump,) = discover(SEED)
    (message,) = read_dump(dump)
    assert (dump.files, dump.bytes, message.source_path) == (1, SEED.stat().st_size, "08PARIS1600.txt")


def test_csv_is_known_by_its_second_record_when_the_first_is_damaged(tmp_path):
    (tmp_path / "x").write_bytes(b"noise\n" + line(row(1)))
    (dump,) = discover(tmp_path)
    assert dump.carrier == "cablegate_csv"


def test_path_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere does not exist"):
        discover(tmp_path / "nowhere")


def test_file_of_no_carrier_is_described(tmp_path):
    path = tmp_path / "photo.csv"
    path.write_bytes(b"GIF89a\0\0\nmore")
    with pytest.raises(UnknownCarrier) as raised:
        discover(path)
    (message,) = str(raised.value).splitlines()
    assert str(path) in message
    assert "GIF89a" in message
    assert all(carrier in message for carrier in ("CSV", "HTML", "text"))


def test_folder_with_nothing_to_read_is_named(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\0")
    with pytest.raises(UnknownCarrier, match=str(tmp_path)):
        discover(tmp_path)


def test_file_that_cannot_be_opened_is_refused_once_among_all_carriers(mixed):
    (mixed / "a" / "gone.html").symlink_to(mixed / "nowhere")
    dumps = discover(mixed)
    assert [(dump.files, len(dump.passed_over)) for dump in dumps] == [(2, 3), (2, 0), (1, 0), (1, 0)]
    (refused,) = (record for dump in dumps for record in read_dump(dump) if isinstance(record, Refused))
    assert (refused.source_path, refused.reason, refused.raw) == ("a/gone.html", "unreadable_file", b"")
    assert "No such file" in refused.detail


@pytest.mark.parametrize("other", ["cables.csv", "page.html"])
def test_file_that_cannot_be_opened_is_refused_where_no_text_is(tmp_path, other):
    (tmp_path / other).write_bytes(line(row(1)) if other == "cables.csv" else page().encode())
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    records = [record for dump in discover(tmp_path) for record in read_dump(dump)]
    assert sorted(type(record).__name__ for record in records) == ["Message", "Refused"]


def test_pipe_in_a_folder_is_passed_over(mixed):
    os.mkfifo(mixed / "a" / "pipe")
    assert PassedOver("a/pipe", "no regular file") in discover(mixed)[0].passed_over


def test_file_name_that_is_not_utf8_is_written_with_escapes(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(SEED.read_bytes())
    (dump,) = discover(tmp_path)
    (message,) = read_dump(dump)
    assert message.source_path == "caf\\xe9.txt"
