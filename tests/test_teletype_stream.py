"""Streams: where one telegram ends and the next begins, and that no byte of a file is lost between them."""

import io
import re
from itertools import pairwise
from pathlib import Path

import pytest
from fictional import generate
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.dumps import cablegate_csv, telegram_text, teletype_stream
from dagster_project.dumps.discover import discover, read_dump, recognise
from dagster_project.dumps.message import Message, PassedOver, Refused, message_id
from dagster_project.telegram import parse

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "examples" / "08PARIS1600.txt"
CORPUS = ROOT.parent / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")
FICTIONAL = generate(150, 7)
BETWEEN = bytes(range(0x21)) + b"\x7f"
"""Blanks and controls: what may stand between transmissions without being refused."""


def lines(n: int, header: str = "", text: str = "1. Fish.") -> list[str]:
    """Format lines 1 to 12 of a telegram of Utopia."""
    top = [f"VZCZCUTO{n:04}", "RR RUEHC", f"DE RUEHUT #{n:04} 2341047", "ZNR UUUUU ZZH"] if not header else [header]
    head = [*top, "R 211047Z AUG 08", "FM AMEMBASSY UTOPIA", "TO SECSTATE WASHDC"]
    return [*head, "BT", f"UNCLAS UTOPIA {n:06}", "", "SUBJECT: FISH", "", text]


def transmission(n: int, text: str = "1. Fish.", end: str = "\n") -> bytes:
    return (end.join([*lines(n, text=text), "BT", f"#{n:04}", "", "NNNN"]) + end).encode()


def plain(n: int, text: str = "1. Fish.") -> str:
    """A telegram without format lines 1 to 4 and without marks of its end."""
    return "\n".join(line for line in lines(n, "@", text) if line not in ("@", "BT")) + "\n"


def read(content: bytes, head: int = 100) -> list[Message | Refused]:
    return list(teletype_stream.read(content[:head], io.BytesIO(content[head:]), "stream.txt"))


def carrier(content: bytes) -> str | None:
    found, head = recognise(io.BytesIO(content))
    assert content.startswith(head)
    return found.NAME if found else None


def serials(records: list[Message | Refused]) -> list[str]:
    """What each record is: the serial on its classification line, or why it was refused."""
    return [
        record.reason if isinstance(record, Refused) else re.search(r"UTOPIA 0*(\d+)", record.body)[1]
        for record in records
    ]


def cover(content: bytes, records: list[Message | Refused]) -> None:
    """Every byte is of one record, or a blank or control between two."""
    at = 0
    for record in records:
        assert not content[at : record.source_offset].strip(BETWEEN)
        at = record.source_offset + record.source_length
        if isinstance(record, Refused):
            assert record.raw == content[record.source_offset : at]
    assert not content[at:].strip(BETWEEN)


# -- transmissions ------------------------------------------------------------------------------


def test_transmission_is_split_at_its_first_and_last_break():
    first, second = transmission(1), transmission(2)
    records = read(first + second)
    assert [record.body.strip() for record in records] == [
        f"UNCLAS UTOPIA {n:06}\n\nSUBJECT: FISH\n\n1. Fish." for n in (1, 2)
    ]
    assert records[1].header == "\n".join(lines(2)[:7]) + "\n"
    assert [(record.source_offset, record.source_length) for record in records] == [
        (0, len(first) - 1),
        (len(first), len(second) - 1),
    ]
    assert {record.reference_id for record in records} == {None}


@pytest.mark.parametrize(
    ("between", "within"),
    [
        ("\n\n\n\n\n\n\n\n", "\n"),
        ("\r\n\r\n", "\r\n"),
        ("\r\r\n\r\r\n", "\r\r\n"),
        ("\x03\x01", "\n"),
        ("\x03\r\r\n\0\0\0\0\0\0\x01\x02", "\x0f\r\r\n"),
        ("\x07\x07\x07", "\n\x0e"),
        ("\x7f\x7f\n", "\x7f\x7f\r\n"),
        ("\x0c", "\n"),
    ],
    ids=["line feeds", "CR LF", "CR CR LF", "frames", "NUL and letter shift", "bells and figure shift", "DEL", "FF"],
)
def test_controls_between_and_in_transmissions_change_no_text(between, within):
    clean = read(transmission(1) + transmission(2))
    records = read(between.join(transmission(n, end=within).decode() for n in (1, 2)).encode())
    assert [(r.header.strip(), r.body.strip()) for r in records] == [(r.header.strip(), r.body.strip()) for r in clean]


def test_next_transmission_may_follow_on_the_line_of_the_former():
    content = transmission(1).strip() + b" " + transmission(2).strip() + b"\0" + transmission(3)
    assert serials(read(content)) == ["1", "2", "3"]


def test_form_feed_ends_a_line():
    (record, _) = read(transmission(1, "1. Fish.\f2. More fish.") + transmission(2))
    assert record.body.strip().endswith("1. Fish.\n2. More fish.")


def test_corrections_behind_the_text_stay():
    content = transmission(1).replace(b"#0001\n", b"#0001\nC WA SUBJECT FISHES\n") + transmission(2)
    assert read(content)[0].body.strip().endswith("BT\n#0001\nC WA SUBJECT FISHES")


@pytest.mark.parametrize("tail", ["NNNN", "NNNN\nEnd Cable Text", "NNNN\n\n\n\n08UTOPIA1 - CONFIDENTIAL"])
def test_end_that_the_text_brings_along_ends_nothing(tail):
    first, second = read(transmission(1, f"1. Fish.\n{tail}") + transmission(2))
    assert first.body.strip().endswith(tail)
    assert first.source_length == len(transmission(1, f"1. Fish.\n{tail}")) - 1
    assert serials([second]) == ["2"]


def test_where_a_chunk_ends_changes_nothing(monkeypatch):
    content = transmission(1, "1. Fish.\nNNNN\n\nEnd Cable Text") + transmission(2)
    whole = read(content, len(content))
    for chunk in range(1, len(content)):
        monkeypatch.setattr(teletype_stream, "_CHUNK", chunk)
        assert read(content, chunk) == whole


def test_what_stands_between_is_refused_with_its_bytes():
    noise = b"QRX 5 MIN\nXX GARBLE \xff\n"
    content = transmission(1) + noise + transmission(2) + noise
    records = read(content)
    assert serials(records) == ["1", "no_telegram", "2", "no_telegram"]
    cover(content, records)
    assert records[1].raw == noise.strip()


def test_stamp_above_a_heading_is_of_the_telegram():
    stamp = b"S E C R E T   STATE   00119085\n"
    _, second = read(transmission(1) + stamp + transmission(2))
    assert second.source_length == len(stamp + transmission(2)) - 1


OPENED = transmission(2).index(b"BT\n") + 3


@pytest.mark.parametrize(
    "last", [-16, -40, OPENED, 90], ids=["in the break", "in the text", "before the text", "in the heading"]
)
def test_last_transmission_cut_off_is_refused(last):
    content = transmission(1) + transmission(2)[:last]
    records = read(content)
    cover(content, records)
    assert serials(records) == ["1", "stream_cut_off"]


@pytest.mark.parametrize("frame", [b"\n", b"\x01", b"\x03\0\0\x01"], ids=["line", "SOH", "ETX, NUL, SOH"])
def test_transmission_that_another_interrupts_is_refused(frame):
    content = transmission(1) + transmission(2)[:-30] + frame + transmission(3)
    assert serials(read(content)) == ["1", "stream_cut_off", "3"]


def test_start_of_heading_begins_a_telegram_without_identification():
    content = transmission(1) + transmission(2)[:-30] + b"\x01" + plain(3).encode() + b"NNNN\n"
    assert serials(read(content)) == ["1", "stream_cut_off", "3"]


@pytest.mark.parametrize("last", [-2, -5, -9, -12], ids=["in NNNN", "no NNNN", "in #0002", "no #0002"])
def test_transmission_closed_by_its_break_needs_no_more(last):
    assert serials(read(transmission(1) + transmission(2)[:last])) == ["1", "2"]
    content = transmission(1) + transmission(2)[:last] + b"\n" + transmission(3)
    assert serials(read(content)) == ["1", "2", "3"]


def test_damaged_start_costs_nothing():
    content = transmission(1) + transmission(2).replace(b"VZCZC", b"V#CZC") + transmission(3)
    records = read(content)
    assert serials(records) == ["1", "no_telegram", "2", "3"]
    assert records[1].raw == b"V#CZCUTO0002"
    cover(content, records)


def test_heading_that_is_repeated_in_its_telegram_begins_no_other():
    header = "\n".join(lines(1)[:7])
    assert serials(read(transmission(1, f"{header}\n\n1. Fish.") + transmission(2))) == ["1", "2"]


def test_quoted_telegram_begins_no_other():
    quoted = "\n".join(lines(9))
    content = transmission(1, f"1. FOR YOUR ACTION.\nQUOTE\n{quoted}\nBT\nUNQUOTE\n2. Fish.") + transmission(2)
    assert serials(read(content)) == ["1", "2"]


def test_heading_in_the_text_of_a_transmission_begins_no_other():
    repeated = "R 211047Z AUG 08\nFM AMCONSUL UTOPIA"
    content = transmission(1) + transmission(2, f"1. Fish.\n\n\n\n{repeated}") + transmission(3)
    assert serials(read(content)) == ["1", "2", "3"]


def test_telegram_longer_than_memory_allows_is_refused_in_pieces(monkeypatch):
    monkeypatch.setattr(teletype_stream, "_CHUNK", 100)
    monkeypatch.setattr(teletype_stream, "LONGEST", 5000)
    content = transmission(1) + transmission(2, "1. Fish.\n" * 3000) + transmission(3)
    records = read(content)
    cover(content, records)
    assert serials(records)[:2] == ["1", "stream_too_long"]
    assert serials(records)[-1] == "3"
    assert max(record.source_length for record in records) < 15_000


@pytest.mark.parametrize(
    "stretch",
    [
        b"\n", b"\0", b"a", b"NNNN", b"NNNN\n", b"BT\n", b"BT\n\n", b"QUOTE\n", b"PAGE 01\n", b"VZCZCUTO0001\n",
        b"R 211047Z AUG 08\nFM A\n", b"R 211047Z AUG 08\nFM A\n\n\n", b"-----\n", b"QUOTE\nVZCZCUTO0002\n",
    ],
    ids=repr,
)  # fmt: skip
def test_stretch_of_any_length_takes_linear_time(stretch):
    # A million bytes would not end today if any were looked at once for each of the others.
    content = transmission(1)[:-12] + stretch * (1_000_000 // len(stretch)) + b"\n" + transmission(2)
    cover(content, read(content))


# -- texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "separator", ["\n\n", "\n\n\n\n", "----------\n", "\n=====\n\n", "\f", "\f\n", "BT\n", "NNNN\n"]
)
def test_texts_one_behind_the_other_are_told_apart(separator):
    content = "".join(plain(n) + separator for n in (1, 2, 3)).encode()
    assert carrier(content) == "teletype_stream"
    records = read(content)
    assert serials(records) == ["1", "2", "3"]
    cover(content, records)


def test_headings_without_an_end_between_them_are_told_apart_by_their_identification():
    content = "".join("\n".join(lines(n)) + "\n" for n in (1, 2)).replace("BT\n", "\n").encode()
    assert carrier(content) == "teletype_stream"
    assert serials(read(content)) == ["1", "2"]


def test_telegram_behind_a_heading_squeezed_onto_one_line_is_told_apart():
    content = SEED.read_bytes() + b"\n\n\n" + plain(2).encode()
    assert carrier(content) == "teletype_stream"
    first, second = read(content)
    assert (first.body.strip()[-6:], serials([second])) == ("PEKALA", ["2"])


PRINT = """CONFIDENTIAL
PAGE 01
UTOPIA 0184{n} 0{section} OF 02 221143Z
ACTION AF-04
INFO OCT-01 ISO-00 SS-14 /019 W
------------------017236 221200Z /14
P 220708Z APR 78
FM AMEMBASSY UTOPIA
TO SECSTATE WASHDC PRIORITY 8140
C O N F I D E N T I A L SECTION {section} OF 2 UTOPIA 184{n}
E.O. 11652: GDS
TAGS: PDIP
SUBJ: FISH
1. FISH.
CONFIDENTIAL
"""


def test_prints_are_told_apart_by_their_first_pages():
    content = "".join(PRINT.format(n=n, section=1) for n in (1, 2)).encode()
    assert carrier(content) == "teletype_stream"
    assert [(record.header.split("\n")[:2], record.body[-13:].strip()) for record in read(content)] == [
        (["CONFIDENTIAL", "PAGE 01"], "CONFIDENTIAL"),
        (["CONFIDENTIAL", "PAGE 01"], "CONFIDENTIAL"),
    ]


@pytest.mark.parametrize("head", ["PAGE 01\n", "PAGE 01  "], ids=["two lines", "one line"])
def test_print_of_a_later_section_is_no_telegram_of_its_own(head):
    both = "\n\n\n".join(PRINT.format(n=1, section=section) for section in (1, 2))
    assert carrier(both.replace("PAGE 01\n", head).encode()) == "telegram_text"


@pytest.mark.parametrize(
    "announcement",
    ["QUOTE", "1. REPEATED FOR YOUR ACTION:", "FOLLOWING IS TEXT OF MY 7", "UTOPIA 7 REPEATED TO YOU", "1. Fish."],
)
def test_telegram_within_another_is_none_of_its_own(announcement):
    # The last says nothing, and one blank line is no end.
    blank = "\n" if announcement == "1. Fish." else "\n\n\n"
    assert carrier(f"{plain(1, announcement)}{blank}{plain(2)}UNQUOTE\n".encode()) == "telegram_text"


@pytest.mark.parametrize(
    "content",
    [
        SEED.read_bytes(),
        b"\xef\xbb\xbf" + SEED.read_bytes(),
        transmission(1),
        transmission(1) + b"\0\0\0",
        transmission(1) + b"End Cable Text\n",
        plain(1).encode(),
    ],
    ids=["seed", "byte order mark", "transmission", "NUL behind it", "words behind it", "text"],
)
def test_one_telegram_is_a_text(content):
    assert carrier(content) == "telegram_text"


def test_one_transmission_among_controls_is_a_stream():
    content = b"\0\0\0\x01" + transmission(1) + b"\x03"
    assert carrier(content) == "teletype_stream"
    assert serials(read(content)) == ["1"]


@pytest.mark.parametrize(
    "content",
    [
        b"cables/1.txt" + b"\0" * 500 + transmission(1) + transmission(2),
        b"# Notes\n\nNNNN\n\nMore notes.\n",
        b"\0" * 200,
    ],
    ids=["archive", "notes", "zeros"],
)
def test_other_files_are_no_streams(content):
    assert carrier(content) is None


def test_zero_bytes_in_its_heading_make_a_stream_no_other_file():
    content = transmission(1, end="\r\n\0\0\0\0") + transmission(2)
    assert carrier(content) == "teletype_stream"


def test_second_telegram_is_found_behind_a_long_first_one():
    assert carrier(transmission(1, "1. Fish.\n" * 30_000) + transmission(2)) == "teletype_stream"


def test_streams_of_a_folder_are_one_dump(tmp_path):
    (tmp_path / "a").write_bytes(transmission(1) + transmission(2))
    (tmp_path / "b").write_bytes(transmission(3) + transmission(4))
    (tmp_path / "c").write_bytes(SEED.read_bytes())
    texts, streams = discover(tmp_path)
    assert (texts.carrier, texts.files, streams.carrier, streams.files) == ("telegram_text", 1, "teletype_stream", 2)
    records = [record for record in read_dump(streams) if not isinstance(record, PassedOver)]
    assert [(record.source_path, serials([record])[0]) for record in records] == [
        ("a", "1"),
        ("a", "2"),
        ("b", "3"),
        ("b", "4"),
    ]


# -- laws ---------------------------------------------------------------------------------------

GAP = st.text(st.sampled_from("\n\r\0\x01\x03\x07\x0e\x0f \f"), max_size=8).map(lambda gap: f"\n{gap}\n".encode())
NOISE = st.sampled_from([b"", b"", b"", b"QRX 5 MIN\n", b"GARBLE\n"])
END = st.sampled_from(["\n", "\r\n", "\r\r\n", "\0\n", "\n\x0f"])


def heading(n: int) -> str:
    return FICTIONAL[n].header.strip().removesuffix("\nBT")


def sent(n: int, end: str) -> bytes:
    """A fictional telegram as a transmission."""
    row = FICTIONAL[n]
    text = f"{heading(n)}\nBT\n{row.body}\nBT\n#{n:04}\n\nNNNN\n"
    return text.replace("\n", end).encode()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(range(len(FICTIONAL))), END, GAP, NOISE), min_size=1, max_size=6),
    st.integers(1, 3000),
)
def test_messages_come_back_and_no_byte_is_lost(pieces, chunk):
    content = b"".join(sent(n, end) + gap + noise for n, end, gap, noise in pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(teletype_stream, "_CHUNK", chunk)
        records = read(content, chunk)
    cover(content, records)
    expected = [(heading(n), FICTIONAL[n].body.replace("\r", "").strip()) for n, *_ in pieces]
    # noise stands by itself, unless a telegram without a heading follows, which it is then part of
    found = [
        (re.sub(r"^(?:(?:QRX 5 MIN|GARBLE)\s*)+", "", r.header).strip(), r.body.strip())
        for r in records
        if isinstance(r, Message)
    ]
    assert found == expected
    assert sum(isinstance(r, Refused) for r in records) <= sum(bool(noise) for *_, noise in pieces)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([transmission(1), transmission(2)[:-30], plain(3).encode(), b"\nBT\n", b"NNNN\n", b"\0"
    b"\n\n\n", b"garble\n", b"QUOTE\n", b"VZCZCUTO0001 ", b"\nR 211047Z AUG 08\nFM AMEMBASSY UTOPIA\n"]), max_size=9),
    st.integers(1, 3000))  # fmt: skip
def test_no_byte_of_any_stream_is_lost_however_it_is_read(pieces, chunk):
    content = b"".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(teletype_stream, "_CHUNK", chunk)
        records = read(content, chunk)
    cover(content, records)
    assert records == read(content, len(content))


def test_pairs_of_telegrams_are_parsed_as_each_by_itself():
    content = b"".join(sent(n, "\r\r\n") for n in range(20))
    for row, message in zip(FICTIONAL, read(content), strict=False):
        alone, streamed = parse(row.header, row.body), parse(message.header, message.body)
        assert streamed.cable_id == alone.cable_id
        assert [p.text for p in streamed.paragraphs] == [p.text for p in alone.paragraphs]


# -- the corpus ---------------------------------------------------------------------------------


@needs_corpus
@pytest.mark.parametrize(("end", "between"), [("\n", "\n\n\n"), ("\r\r\n", "\x03\0\0\0\x01")])
def test_corpus_as_one_stream_comes_back(end, between):
    path = CORPUS / "cablegate_csv" / "cables.csv"
    with path.open("rb") as stream:
        cables = list(cablegate_csv.read(b"", stream, ""))
    content = b"".join(
        f"{m.header}\nBT\n{m.body}\nBT\n#{int(re.search(r'[0-9]+$', m.reference_id)[0]) % 10_000:04}\n\nNNNN\n".replace(
            "\n", end
        ).encode()
        + between.encode()
        for m in cables
    )
    records = read(content, 64 << 10)
    cover(content, records)
    assert [(r.header.strip(), r.body.strip()) for r in records] == [(m.header.strip(), m.body.strip()) for m in cables]
    assert [message_id(r.header, r.body, None) for r in records] == [
        message_id(m.header, m.body, m.reference_id) for m in cables
    ]


@needs_corpus
def test_every_telegram_of_the_corpus_by_itself_is_one():
    path = CORPUS / "cablegate_csv" / "cables.csv"
    with path.open("rb") as stream:
        texts = [f"{m.header}\n\n{m.body}\n".encode() for m in cablegate_csv.read(b"", stream, "")]
    texts += [file.read_bytes() for file in (CORPUS / "nara_text").rglob("*.txt")]
    assert {carrier(text) for text in texts} == {telegram_text.NAME}
    assert len(texts) > 480


@needs_corpus
def test_two_prints_of_the_corpus_in_one_file_are_two():
    prints = [file.read_bytes().strip() for file in sorted((CORPUS / "nara_text").rglob("*.txt"))]
    first = [text for text in prints if not re.search(rb"\b0[2-9] OF \d\d ", text[:400])]
    counts = {len(read(b"\n\n\n".join(pair))) for pair in pairwise(first)}
    assert counts == {2}
