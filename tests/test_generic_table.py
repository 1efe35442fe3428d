"""Tables of any layout: what their columns are said to hold, and CSV, JSON lines and Parquet read by that."""

import csv
import datetime as dt
import io
import json
import random
import re
import tarfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_dumps import BODY, HEADER, SEED, line, row

from dagster_project.dumps import cablegate_csv, generic_table, lines, table_csv, telegram_text
from dagster_project.dumps.column_names import OWN, WrongColumns
from dagster_project.dumps.discover import discover, read_dump, recognise
from dagster_project.dumps.message import Message, PassedOver, Refused

NAMES = ["reference_id", "created_label", "header", "body", "reel"]
MAPPING = 'reference_id = "doc"\ntext = "full text"\n'


def cable(n: int, body: str = BODY) -> list[str]:
    return [f"76UTOPIA{n}", "04 MAY 1976", HEADER, body, f"D76-{n}"]


def as_csv(*records: list[str], quoting: int = csv.QUOTE_MINIMAL, delimiter: str = ",") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=quoting, delimiter=delimiter, lineterminator="\n").writerows(records)
    return written.getvalue().encode()


def read(content: bytes, columns=OWN) -> list[Message | Refused | PassedOver]:
    stream = io.BytesIO(content)
    carrier = generic_table.recognise(head := stream.read(4096), stream, columns)
    return list(carrier.read(head, stream, "table"))


def below_names(content: bytes) -> list[Message | Refused]:
    first, *others = read(content)
    assert first == PassedOver("table", "row of column names")
    return others


def loaded(path: Path) -> list[Message | Refused | PassedOver]:
    (dump,) = discover(path)
    assert dump.carrier == "generic_table"
    return list(read_dump(dump))


def table(folder: Path, name: str, content: bytes, mapping: str | None = None, of_folder: bool = False) -> Path:
    path = folder / name
    path.write_bytes(content)
    if mapping is not None:
        (folder / ("columns.toml" if of_folder else f"{name}.columns.toml")).write_text(mapping)
    return path


# -- what the columns hold ----------------------------------------------------------------------


def test_seed_as_a_line_of_json_is_the_telegram_of_the_plain_file(tmp_path):
    whole = {"doc": "08PARIS1600", "full text": SEED.read_text(), "reel": 7}
    (message,) = loaded(table(tmp_path, "a.jsonl", json.dumps(whole).encode(), MAPPING))
    with SEED.open("rb") as stream:
        (plain,) = telegram_text.read(b"", stream, SEED.name)
    assert (message.header, message.body, message.reference_id) == (plain.header, plain.body, plain.reference_id)
    assert message.attributes == {"reel": "7"}


def test_record_is_read_field_by_field(tmp_path):
    fields = {
        "reference_id": "76UTOPIA7",
        "created_label": "04 MAY 1976",
        "released_on": "2006",
        "origin_label": "UTOPIA",
        "classification_label": "SECRET",
        "references_label": "76UTOPIA6",
        "header": HEADER,
        "body": BODY,
    }
    content = as_csv([f"my {name}" for name in [*fields, "reel"]], [*fields.values(), "D76"])
    mapping = "".join(f'{name} = "my {name}"\n' for name in fields)
    _, message = loaded(table(tmp_path, "a.csv", content, mapping))
    names = content.index(b"\n") + 1
    assert message == Message(
        "generic_table", *fields.values(), "utf-8", "a.csv", names, len(content) - names, {"my reel": "D76"}
    )


def test_table_with_names_of_the_fields_needs_no_file_of_them():
    (message,) = below_names(as_csv(NAMES, cable(1)))
    assert (message.reference_id, message.body, message.attributes) == ("76UTOPIA1", BODY, {"reel": "D76-1"})


def test_text_beside_a_body_is_kept_apart():
    (message,) = read(json.dumps({"body": BODY, "text": "more"}).encode())
    assert (message.header, message.body, message.attributes) == ("", BODY, {"text": "more"})


def test_file_of_a_folder_is_for_its_tables_only(tmp_path):
    table(tmp_path, "a.csv", as_csv(["doc", "full text"], ["76UTOPIA1", BODY]), MAPPING, of_folder=True)
    table(tmp_path, "b.jsonl", json.dumps({"full text": BODY}).encode())
    table(tmp_path, "c.csv", line(row(1)))
    table(tmp_path, "d.csv", as_csv(["body"], [BODY]))
    table(tmp_path, "e.txt", SEED.read_bytes())
    table(tmp_path, "f.csv", as_csv(["fish", "chips"], ["1", "2"]))
    dumps = discover(tmp_path)
    assert [(dump.carrier, dump.path.name) for dump in dumps[1:]] == [
        ("generic_table", "a.csv"),
        ("generic_table", "b.jsonl"),
        ("cablegate_csv", "c.csv"),
        ("generic_table", "d.csv"),
    ]
    assert dumps[0].carrier == "telegram_text"
    assert [each.source_path for each in dumps[0].passed_over] == ["f.csv"]
    texts = [record.body for dump in dumps for record in read_dump(dump) if isinstance(record, Message)]
    assert texts.count(BODY) == 4


def test_file_of_a_table_comes_before_that_of_its_folder(tmp_path):
    table(tmp_path, "a.csv", as_csv(["mine", "other"], ["a", "b"]), 'body = "mine"')
    (tmp_path / "columns.toml").write_text('body = "other"')
    assert loaded(tmp_path)[1].body == "a"


def test_what_the_columns_hold_is_part_of_the_dump(tmp_path):
    path = table(tmp_path, "a.csv", as_csv(["a", "b"], ["1", "2"]), 'body = "a"\nheader = "b"\n')
    (before,) = discover(path)
    table(tmp_path, "a.csv", path.read_bytes(), '# the same\nheader = "b"\nbody = "a"\n')
    (same,) = discover(path)
    table(tmp_path, "a.csv", path.read_bytes(), 'body = "b"\nheader = "a"\n')
    (other,) = discover(path)
    assert before.dump_id == same.dump_id != other.dump_id


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ('body = "Text"', "body is to be in column 'Text', but the columns of a.csv are 'doc', 'full text'"),
        ('reference_id = "doc"', "header and body, or of text"),
        ('text = "full text"\nbody = "doc"', "header and body, or of text"),
        ('texts = "full text"', "texts = 'full text' names no column"),
        ("text = 7", "text = 7 names no column"),
        ("text = ", "cannot be read"),
        ('text = "full text"\n[csv]\ndelimiter = ",,"', "[csv] says"),
        ('text = "full text"\n[csv]\ndelimiter = \'"\'', "[csv] says"),
        ('text = "full text"\n[csv]\ndelimiter = 7', "[csv] says"),
        ('text = "full text"\n[csv]\nencoding = "utf-16"', "[csv] says"),
        ('text = "full text"\n[csv]\nencoding = "klingon"', "[csv] says"),
        ('text = "full text"\n[csv]\nquote = "x"', "[csv] says"),
        ('text = "full text"\ncsv = ","', "[csv] says"),
    ],
)
def test_file_of_column_names_that_cannot_be_followed_is_said_in_one_line(tmp_path, mapping, said):
    table(tmp_path, "a.csv", as_csv(["doc", "full text"]), mapping)
    with pytest.raises(WrongColumns) as raised:
        discover(tmp_path)
    assert str(raised.value).startswith(f"{tmp_path / 'a.csv.columns.toml'}")
    assert said in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
def test_column_that_a_table_lacks_is_told_in_every_form(tmp_path, name):
    pq.write_table(pa.table({"doc": ["76UTOPIA1"]}), tmp_path / "a.parquet")
    (tmp_path / "a.jsonl").write_text('{"doc": "76UTOPIA1"}\n')
    (tmp_path / f"{name}.columns.toml").write_text(MAPPING)
    with pytest.raises(WrongColumns, match=f"'full text', but the columns of {name} are 'doc'"):
        discover(tmp_path / name)


def test_column_of_some_tables_of_a_folder_is_wanted_of_those_that_have_another(tmp_path):
    table(tmp_path, "a.csv", as_csv(["doc", "text"]), MAPPING, of_folder=True)
    with pytest.raises(WrongColumns, match=r"the columns of a\.csv"):
        discover(tmp_path)


# -- CSV ----------------------------------------------------------------------------------------

VALUE = st.text(
    st.one_of(st.sampled_from(',"\n a\\é'), st.characters(codec="utf-8", exclude_characters="\r")), max_size=9
)


@given(
    st.lists(st.lists(VALUE, min_size=4, max_size=4), max_size=6),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from([b"", lines.BOM]),
)
def test_csv_of_any_values_is_read_back_and_covered(records, quoting, bom):
    names = as_csv(["reference_id", "header", "body", "reel"], quoting=quoting)
    written = [as_csv(values, quoting=quoting) for values in records]
    found = below_names(content := bom + names + b"".join(written))
    at = len(bom) + len(names)
    for values, raw, message in zip(records, written, found, strict=True):
        number, header, body, reel = values
        assert (message.reference_id or "", message.header, message.body) == (number, header, body)
        assert (message.attributes or {}).get("reel", "") == reel
        assert content[message.source_offset :][: message.source_length] == raw
        assert message.source_offset == at
        at += len(raw)


def damage(kind: str, at: int) -> bytes:
    """A record with one byte taken out or put in, or what stands before a byte of it."""
    raw = as_csv(cable(2, 'He said "no", and left.\n\n2. Fish.'), quoting=csv.QUOTE_ALL)
    at %= len(raw)
    return {"lost": raw[:at] + raw[at + 1 :], "quote": raw[:at] + b'"' + raw[at:], "cut": raw[:at]}[kind] + b"\n"


SOUND = st.integers(100, 999).map(lambda n: as_csv(cable(n), quoting=csv.QUOTE_ALL))
DAMAGED = st.builds(damage, st.sampled_from(["lost", "quote", "cut"]), st.integers(0, 500))
OTHER = st.sampled_from([b"\n", b"\r\n", b"noise\n", b'a "quoted" word\n', b"\xff\0\n", b"a\rb\n"])


@settings(max_examples=200)
@given(st.lists(st.one_of(SOUND, DAMAGED, OTHER), max_size=8))
def test_csv_damage_costs_no_sound_record_and_no_byte(pieces):
    names = as_csv(NAMES)
    content = names + b"".join(pieces)
    records = below_names(content)
    at = len(names)
    for record in records:
        assert not content[at : record.source_offset].strip()
        at = record.source_offset + record.source_length
        if isinstance(record, Refused):
            assert record.raw == content[record.source_offset : at]
    assert not content[at:].strip()
    offsets = {record.source_offset for record in records if isinstance(record, Message)}
    sound = [n for n, piece in enumerate(pieces) if re.match(rb'"76UTOPIA\d{3}"', piece)]
    assert {len(names + b"".join(pieces[:n])) for n in sound} <= offsets


@pytest.mark.parametrize(
    ("damaged", "reason", "detail"),
    [
        (as_csv(cable(2)[:4]), "csv_fields", "4 values for 5 columns"),
        (as_csv([*cable(2), "more"]), "csv_fields", "6 values for 5 columns"),
        (as_csv(cable(2)).replace(b"Fish.", b'the "fish"'), "csv_record", "76UTOPIA2"),
        (as_csv(cable(2)).replace(b'Fish."', b"Fish."), "csv_record", "76UTOPIA2"),
        (as_csv(cable(2)).replace(b"76UTOPIA2", b'"76UTOPIA2'), "csv_record", "76UTOPIA2"),
        (as_csv(cable(2))[:90] + b"\n", "csv_record", "76UTOPIA2"),
    ],
    ids=["too few", "too many", "bare quote", "no closing quote", "stray quote", "cut"],
)
def test_csv_damage_costs_the_record_and_keeps_its_bytes(damaged, reason, detail):
    before, after = as_csv(NAMES, cable(1)), as_csv(cable(3), cable(4))
    first, refused, *others = below_names(before + damaged + after)
    assert [message.reference_id for message in (first, *others)] == ["76UTOPIA1", "76UTOPIA3", "76UTOPIA4"]
    assert refused[:4] == ("table", len(before), len(damaged), reason)
    assert detail in refused.detail
    assert refused.raw == damaged


def test_csv_quote_that_is_never_closed_costs_no_record_below_it():
    content = as_csv(NAMES) + b'"76UTOPIA1,a,b,c,d\n' + b"".join(b"76UTOPIA%d,a,b,c,d\n" % n for n in range(2, 5000))
    refused, *others = below_names(content)
    assert (refused.reason, refused.source_length, len(others)) == ("csv_record", 19, 4998)


def test_csv_damage_longer_than_memory_allows_is_refused_in_pieces(monkeypatch):
    monkeypatch.setattr(table_csv, "LONGEST", 1000)
    damaged = b'"76UTOPIA1" x\n' + b"noise\n" * 1000
    *refused, last = below_names(as_csv(NAMES) + damaged + as_csv(cable(2)))
    assert len(refused) > 1
    assert b"".join(record.raw for record in refused) == damaged
    assert last.reference_id == "76UTOPIA2"


def test_csv_value_may_be_longer_than_the_module_allows():
    (message,) = below_names(as_csv(NAMES, cable(1, "x" * 200_000)))
    assert len(message.body) == 200_000


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_csv_delimiter_is_the_one_that_finds_the_columns(delimiter):
    (message,) = below_names(as_csv(NAMES, cable(1), delimiter=delimiter))
    assert message.body == BODY


def test_csv_is_read_as_the_file_beside_it_says(tmp_path):
    mapping = 'body = "текст"\n[csv]\ndelimiter = "~"\nencoding = "cp1251"\n'
    content = "н~текст\n1~рыба\n".encode("cp1251") + b"2~\x98\n"
    _, message, refused = loaded(table(tmp_path, "a.csv", content, mapping))
    assert (message.body, message.encoding, message.attributes) == ("рыба", "cp1251", {"н": "1"})
    assert (refused.reason, refused.raw) == ("csv_encoding", b"2~\x98\n")


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [("é".encode(), "é", "utf-8"), (b"\xe9", "é", "windows-1252"), (b"\x81", "\x81", "latin-1")],
)
def test_csv_record_is_read_in_the_encoding_that_fits_all_of_it(raw, text, encoding):
    (message,) = below_names(b"body,reel\n" + raw + b",x\n")
    assert (message.body, message.encoding) == (text, encoding)


def test_csv_character_cut_in_half_by_a_comma_is_none():
    (message,) = below_names(b"body,reel\n\xc3,\xa9\n")
    assert (message.body, message.encoding, message.attributes) == ("Ã", "windows-1252", {"reel": "©"})


def test_csv_columns_of_the_same_name_or_none_are_kept():
    (message,) = below_names(b"body,,reel,reel\na,b,c,d\n")
    assert message.attributes == {" 2": "b", "reel": "c", "reel 4": "d"}


def test_cablegate_csv_below_column_names_is_no_generic_table():
    names = b'"id","date","number","origin","classification","refs","header","body"\n'
    assert recognise(io.BytesIO(names + line(row(1))))[0] is cablegate_csv


@pytest.mark.parametrize("text", [f"{HEADER}\n\n{BODY}", f"    Message Text\n{BODY}\n    Message Attributes\nType: TE"])
def test_table_of_texts_is_none_of_them(text):
    carrier, _ = recognise(io.BytesIO(as_csv(["text", "reel"], [text, "D76"])))
    assert carrier.NAME == "generic_table"


# -- JSON lines ---------------------------------------------------------------------------------


def test_json_keys_may_be_absent_and_damage_costs_its_line():
    written = [
        b'{"body": "a", "reference_id": null}',
        b"",
        b'{"body": "b',
        b"[1]",
        b'{"other": {"a": [1, "\xc3\xa9"]}}',
    ]
    content = b"\n".join([*written, b'{"body": "c", "reel": 1.5, "is_te": true}'])
    a, cut, array, other, c = read(content)
    assert (a.body, a.reference_id, a.attributes, a.source_length) == ("a", None, None, len(written[0]) + 1)
    assert (cut.reason, cut.raw, cut.source_offset) == ("json_line", b'{"body": "b\n', len(written[0]) + 2)
    assert (array.reason, array.detail) == ("json_line", "no JSON object: begins '[1]\\n'")
    assert (other.body, other.attributes) == ("", {"other": '{"a": [1, "é"]}'})
    assert (c.body, c.attributes) == ("c", {"reel": "1.5", "is_te": "true"})
    assert content[c.source_offset :] == content.split(b"\n")[-1]


def test_json_line_longer_than_what_is_read_to_know_it_is_read():
    content = json.dumps({"reference_id": "76UTOPIA1", "body": "x" * 100_000}).encode()
    (message,) = read(content)
    assert len(message.body) == 100_000


def test_json_line_longer_than_memory_allows_is_refused_in_pieces(monkeypatch):
    monkeypatch.setattr(lines, "LONGEST", 1000)
    monkeypatch.setattr(lines, "_CHUNK", 100)
    long = json.dumps({"body": "x" * 9000}).encode() + b"\n"
    first, *refused, last = read(b'{"body": "a"}\n' + long + b'{"body": "b"}\n')
    assert (first.body, last.body) == ("a", "b")
    assert len(refused) > 1
    assert b"".join(record.raw for record in refused) == long


def test_json_half_of_a_pair_is_kept_as_its_escape():
    (message,) = read(b'{"body": "a \\ud83d b", "\\udc00": "c"}')
    assert (message.body, message.attributes) == ("a \\ud83d b", {"\\udc00": "c"})


def test_json_nested_too_deep_is_refused():
    _, refused = read(b'{"body": "a"}\n' + b"[" * 100_000)
    assert refused.reason == "json_line"


@pytest.mark.parametrize(
    "content", [b'{"fish": 1}', b'{"fish": {"body": 1}}\n', b'{\n  "fish": 1\n}', b'[{"body": 1}]']
)
def test_other_json_is_no_table_of_cables(content):
    assert recognise(io.BytesIO(content)) == (None, content)


# -- Parquet ------------------------------------------------------------------------------------


def parquet(folder: Path, columns: dict, **how) -> Path:
    path = folder / "a.parquet"
    pq.write_table(pa.table(columns), path, compression=None, **how)
    return path


def test_parquet_rows_are_records_and_their_values_text(tmp_path):
    path = parquet(
        tmp_path,
        {
            "reference_id": pa.array(["76UTOPIA1", None]).dictionary_encode(),
            "created_label": [dt.datetime(1976, 5, 4, 18, 53), None],
            "body": [BODY.encode(), b"\xe9"],
            "pages": [3, None],
            "offices": [["ARA", "EB"], None],
        },
    )
    first, second = loaded(path)
    assert first[:10] == (
        *("generic_table", "76UTOPIA1", "1976-05-04 18:53:00.000000", None, None, None, None),
        *("", BODY, "utf-8"),
    )
    assert first[10:] == ("a.parquet", 0, 1, {"pages": "3", "offices": '["ARA", "EB"]'})
    assert (second.body, second.encoding, second.source_offset, second.attributes) == ("é", "windows-1252", 1, None)


def test_parquet_is_known_by_all_of_its_bytes(tmp_path):
    path = parquet(tmp_path, {"body": [str(n) * 9 for n in range(9000)]})
    (dump,) = discover(path)
    assert dump.bytes == path.stat().st_size > 1 << 16


def test_parquet_text_that_is_not_utf8_is_read_all_the_same(tmp_path):
    wrong = pa.Array.from_buffers(pa.string(), 1, pa.array([b"\xe9"], pa.binary()).buffers())
    (message,) = loaded(parquet(tmp_path, {"body": wrong}))
    assert (message.body, message.encoding) == ("é", "windows-1252")


def test_parquet_out_of_an_archive_is_read_too(tmp_path):
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        archive.add(parquet(tmp_path, {"body": ["a", "b"]}), "a.parquet")
    with tarfile.open(tmp_path / "a.tar") as archive, archive.extractfile("a.parquet") as stream:
        carrier, head = recognise(stream)
        assert [message.body for message in carrier.read(head, stream, "a.parquet")] == ["a", "b"]


def test_parquet_out_of_an_archive_without_cables_is_passed_over(tmp_path):
    stream = io.BytesIO(parquet(tmp_path, {"fish": ["a"]}).read_bytes())
    carrier, head = recognise(stream)
    assert list(carrier.read(head, stream, "x")) == [PassedOver("x", "Parquet without column body or text: fish")]


def test_parquet_without_cables_is_no_table_of_them(tmp_path):
    parquet(tmp_path, {"fish": ["a"]})
    table(tmp_path, "b.jsonl", b'{"body": "a"}')
    (dump,) = discover(tmp_path)
    assert [each.source_path for each in dump.passed_over] == ["a.parquet"]


def test_parquet_row_group_that_is_damaged_costs_itself(tmp_path):
    texts = ["a" * 200, "b" * 200, "c" * 200]
    path = parquet(tmp_path, {"body": texts}, row_group_size=1, use_dictionary=False)
    content = path.read_bytes()
    header = content.index(b"b" * 200) - 30
    path.write_bytes(content[:header] + b"\xff" * 30 + content[header + 30 :])
    first, refused, last = loaded(path)
    assert [(m.body[0], m.source_offset) for m in (first, last)] == [("a", 0), ("c", 2)]
    assert (refused.reason, refused.source_offset, refused.source_length) == ("parquet_row_group", 1, 1)
    assert b"\xff" * 9 + b"b" * 200 in refused.raw
    assert b"a" * 9 not in refused.raw
    assert b"c" * 9 not in refused.raw


def test_parquet_without_its_end_is_refused_with_its_bytes(tmp_path):
    path = parquet(tmp_path, {"body": [str(random.Random(1).random())]})
    path.write_bytes(path.read_bytes()[:-20])
    (refused,) = loaded(path)
    assert (refused.reason, refused.raw) == ("parquet_file", path.read_bytes())
