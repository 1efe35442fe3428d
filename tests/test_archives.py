"""Dumps inside archives: the same records as outside, and every fault a refusal that ends nothing else."""

import bz2
import gzip
import io
import lzma
import os
import random
import shutil
import struct
import sys
import tarfile
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import py7zr
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.dumps.archives import members
from dagster_project.dumps.discover import Dump, UnknownCarrier, discover, read_dump
from dagster_project.dumps.files import File
from dagster_project.dumps.message import Message, PassedOver, Refused, message_id

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "examples" / "08PARIS1600.txt"
FICTIONAL = ROOT / "examples" / "fictional_cables.csv"
CORPUS = ROOT.parent / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")

TEXT = SEED.read_bytes()
Files = list[tuple[str, bytes]]


def zip_of(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def tar_of(files: Files) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def seven_zip_of(files: Files, *filters: int, **options: object) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", filters=[{"id": each} for each in filters] or None, **options) as archive:
        for name, content in files:
            archive.writestr(content, name)
    return buffer.getvalue()


PACKED: dict[str, Callable[[Files], bytes]] = {
    "zip": zip_of,
    "zip stored": lambda files: zip_of(files, zipfile.ZIP_STORED),
    "zip bzip2": lambda files: zip_of(files, zipfile.ZIP_BZIP2),
    "zip lzma": lambda files: zip_of(files, zipfile.ZIP_LZMA),
    "tar": tar_of,
    "tar.gz": lambda files: gzip.compress(tar_of(files)),
    "tar.bz2": lambda files: bz2.compress(tar_of(files)),
    "tar.xz": lambda files: lzma.compress(tar_of(files)),
    "tar.zst": lambda files: zstd.compress(tar_of(files)),
    "7z": seven_zip_of,
    "7z lzma": lambda files: seven_zip_of(files, py7zr.FILTER_LZMA),
    "7z bzip2": lambda files: seven_zip_of(files, py7zr.FILTER_BZIP2),
    "7z copy": lambda files: seven_zip_of(files, py7zr.FILTER_COPY),
}
SINGLE = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd.compress}
SOME = ["zip", "tar.gz", "7z"]
"""A format of each kind, for what all have in common."""

Records = list[Message | Refused | PassedOver]


def read(folder: Path, content: bytes, name: str = "dump") -> Records:
    """The records of an archive, whether or not any carrier is found in it."""
    path = folder / name
    path.write_bytes(content)
    return list(read_dump(Dump("", "", path, len(content), 1, ())))


def refusals(records: Records) -> list[tuple[str, int, int, str]]:
    return [record[:4] for record in records if isinstance(record, Refused)]


def messages(records: Records) -> list[Message]:
    return [record for record in records if isinstance(record, Message)]


def plain(path: Path) -> list[Message]:
    (dump,) = discover(path)
    return messages(list(read_dump(dump)))


# -- the same as outside ------------------------------------------------------------------------


@pytest.mark.parametrize("form", PACKED)
def test_member_gives_the_messages_of_the_plain_file(tmp_path, form):
    content = PACKED[form]([("a/08PARIS1600.txt", TEXT), ("cables", FICTIONAL.read_bytes())])
    records = read(tmp_path, content)
    expected = [message._replace(source_path="dump/a/08PARIS1600.txt") for message in plain(SEED)]
    expected += [message._replace(source_path="dump/cables") for message in plain(FICTIONAL)]
    assert records == expected


@pytest.mark.parametrize("form", SINGLE)
@pytest.mark.parametrize("source", [SEED, FICTIONAL], ids=["text", "CSV"])
def test_compressed_file_gives_the_messages_of_the_plain_file(tmp_path, form, source):
    records = read(tmp_path, SINGLE[form](source.read_bytes()), f"{source.name}.{form}")
    inside = f"{source.name}.{form}/{source.name}"
    assert records == [message._replace(source_path=inside) for message in plain(source)]


def test_compressed_file_without_a_suffix_holds_one_of_its_own_name(tmp_path):
    (record,) = read(tmp_path, gzip.compress(TEXT), "08PARIS1600.txt")
    assert record.source_path == "08PARIS1600.txt/08PARIS1600.txt"


@pytest.mark.parametrize("joined", [b"".join, lambda parts: parts[0] + b"\0" * 20 + parts[1]], ids=["joined", "padded"])
def test_gz_of_several_streams_is_one_file(tmp_path, joined):
    parts = [gzip.compress(TEXT[:1000]), gzip.compress(TEXT[1000:])]
    (message,) = read(tmp_path, joined(parts))
    assert message.source_length == len(TEXT)


NESTED = {
    "zip in zip": lambda files: zip_of([("inner", zip_of(files))]),
    "7z in tar.gz": lambda files: gzip.compress(tar_of([("inner", seven_zip_of(files))])),
    "tar.gz in 7z": lambda files: seven_zip_of([("inner", gzip.compress(tar_of(files)))]),
    "tar in tar": lambda files: tar_of([("inner", tar_of(files))]),
}


@pytest.mark.parametrize("form", NESTED)
def test_archive_in_an_archive_is_read(tmp_path, form):
    records = read(tmp_path, NESTED[form]([("08PARIS1600.txt", TEXT)]))
    assert records == [message._replace(source_path="dump/inner/08PARIS1600.txt") for message in plain(SEED)]


def test_compressed_file_in_an_archive_is_read(tmp_path):
    (message,) = read(tmp_path, zip_of([("a/08PARIS1600.txt.xz", lzma.compress(TEXT))]))
    assert message.source_path == "dump/a/08PARIS1600.txt.xz/08PARIS1600.txt"


def test_archive_two_levels_down_is_refused_with_its_bytes(tmp_path):
    inmost = gzip.compress(TEXT)
    records = read(tmp_path, zip_of([("a.zip", zip_of([("b.gz", inmost), ("c.txt", TEXT)])), ("d.txt", TEXT)]))
    assert refusals(records) == [("dump/a.zip/b.gz", 0, len(inmost), "archive_nested")]
    assert records[0].raw == inmost
    assert [message.source_path for message in messages(records)] == ["dump/a.zip/c.txt", "dump/d.txt"]


@needs_corpus
def test_corpus_packed_gives_the_messages_of_the_plain_corpus(tmp_path):
    def identities(path: Path) -> set[str]:
        return {message_id(m.header, m.body, m.reference_id) for m in plain(path)}

    pages = CORPUS / "cablegate_html"
    with py7zr.SevenZipFile(tmp_path / "pages.7z", "w", filters=[{"id": py7zr.FILTER_LZMA2, "preset": 1}]) as archive:
        archive.writeall(pages, "pages")
    assert len(identities(pages)) == 466
    assert identities(tmp_path / "pages.7z") == identities(pages)
    table = CORPUS / "cablegate_csv" / "cables.csv"
    (tmp_path / "cables.csv.gz").write_bytes(gzip.compress(table.read_bytes(), 1))
    assert len(identities(table)) == 466
    assert identities(tmp_path / "cables.csv.gz") == identities(table)


# -- names and kinds of members -----------------------------------------------------------------


@pytest.mark.parametrize("form", SOME)
def test_hidden_files_and_folders_are_left_alone(tmp_path, form):
    files = [(".x.txt", TEXT), ("__MACOSX/._x.txt", b"\0"), (".git/x.txt", TEXT), ("./a.txt", TEXT)]
    assert [record[:1] for record in read(tmp_path, PACKED[form](files))] == [("telegram_text",)]


@pytest.mark.parametrize("pack", [zip_of, tar_of])
@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/etc/x.txt", "C:\\x.txt", "c:x.txt", "..\\x.txt"])
def test_name_that_leads_out_of_the_archive_is_refused_with_its_bytes(tmp_path, pack, name):
    refused, message = read(tmp_path, pack([(name, TEXT), ("a.txt", TEXT)]))
    assert (refused.reason, refused.source_path, refused.raw) == ("archive_name", f"dump/{name}", TEXT)
    assert message.source_path == "dump/a.txt"


@pytest.mark.parametrize("form", SOME)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_apart(tmp_path, form):
    records = read(tmp_path, PACKED[form]([("x", TEXT), ("x#2", TEXT), ("x", TEXT), ("x", b"GIF89a\0")]))
    assert [record.source_path for record in records if isinstance(record, Message)] == [
        "dump/x",
        "dump/x#2",
        "dump/x#2#2",
    ]
    assert [record.source_path for record in records if isinstance(record, PassedOver)] == ["dump/x#3"]


def test_member_named_like_one_of_an_archive_within_is_told_apart(tmp_path):
    records = read(tmp_path, zip_of([("a.zip", zip_of([("x.txt", TEXT)])), ("a.zip/x.txt", TEXT)]))
    assert [record.source_path for record in records] == ["dump/a.zip/x.txt", "dump/a.zip/x.txt#2"]


def test_name_that_is_not_utf8_is_written_with_escapes(tmp_path):
    (message,) = read(tmp_path, tar_of([("caf\udce9", TEXT)]))
    assert message.source_path == "dump/caf\\xe9"


def test_links_and_devices_of_a_tar_are_passed_over(tmp_path):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for kind in (tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"member{kind.decode()}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    *passed_over, message = read(tmp_path, buffer.getvalue())
    assert passed_over == [
        PassedOver("dump/member2", "a link to '/etc/passwd'"),
        PassedOver("dump/member1", "a link to '/etc/passwd'"),
        PassedOver("dump/member3", "no regular file"),
        PassedOver("dump/member6", "no regular file"),
    ]
    assert message.source_path == "dump/a.txt"


def test_links_and_devices_of_a_zip_are_passed_over(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, mode in {"folder/": 0o040755, "link": 0o120777, "pipe": 0o010644, "a.txt": 0o100644}.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, b"" if name == "folder/" else TEXT)
    link, pipe, message = read(tmp_path, buffer.getvalue())
    assert (link, pipe) == (PassedOver("dump/link", "a link"), PassedOver("dump/pipe", "no regular file"))
    assert message.source_path == "dump/a.txt"


def test_links_of_a_7z_are_passed_over(tmp_path):
    (tmp_path / "in" / "folder").mkdir(parents=True)
    (tmp_path / "in" / "a").symlink_to("b")
    (tmp_path / "in" / "b").write_bytes(TEXT)
    with py7zr.SevenZipFile(tmp_path / "7z", "w") as archive:
        archive.writeall(tmp_path / "in", "in")
    records = read(tmp_path, (tmp_path / "7z").read_bytes())
    assert sorted(record[:2] for record in records if isinstance(record, PassedOver)) == [("dump/in/a", "a link")]
    assert [message.source_path for message in messages(records)] == ["dump/in/b"]


# -- what is damaged, or locked -----------------------------------------------------------------


def test_encrypted_member_of_a_zip_is_refused(tmp_path):
    content = bytearray(zip_of([("a.txt", TEXT), ("b.txt", TEXT)]))
    content[content.index(b"PK\1\2") + 8] |= 1
    refused, message = read(tmp_path, bytes(content))
    assert refused[:4] == ("dump/a.txt", 0, 0, "archive_encrypted")
    assert message.source_path == "dump/b.txt"


@pytest.mark.parametrize(("headers", "where"), [(False, "dump/a.txt"), (True, "dump")])
def test_encrypted_7z_is_refused(tmp_path, headers, where):
    content = seven_zip_of([("a.txt", TEXT)], password="fish", header_encryption=headers)
    assert refusals(read(tmp_path, content)) == [(where, 0, 0, "archive_encrypted")]


def test_packing_that_is_not_read_is_refused(tmp_path):
    content = seven_zip_of([("a.txt", TEXT)], py7zr.FILTER_DEFLATE)
    assert refusals(read(tmp_path, content)) == [("dump/a.txt", 0, 0, "archive_method")]
    content = bytearray(zip_of([("a.txt", TEXT), ("b.txt", TEXT)]))
    content[content.index(b"PK\1\2") + 10] = 98
    assert refusals(read(tmp_path, bytes(content))) == [("dump/a.txt", 0, 0, "archive_damaged")]


SPOILED = TEXT.replace(b"PARIS", b"LYONS", 1)


def spoil(content: bytes) -> bytes:
    """Change what is packed without packing, so that only a checksum tells."""
    assert content.count(TEXT) == 1
    return content.replace(TEXT, SPOILED)


@pytest.mark.parametrize("form", ["zip stored", "7z copy"])
def test_text_with_a_wrong_checksum_is_refused_with_its_bytes(tmp_path, form):
    records = read(tmp_path, spoil(PACKED[form]([("a.txt", TEXT), ("b.html", FICTIONAL.read_bytes())])))
    refused, *others = records
    assert refused[:4] == ("dump/a.txt", 0, len(TEXT), "archive_damaged")
    assert refused.raw == SPOILED
    assert len(others) == len(plain(FICTIONAL))


@pytest.mark.parametrize("form", SINGLE)
def test_text_that_is_cut_off_is_refused_with_what_there_is(tmp_path, form):
    noise = random.Random(7).randbytes(300_000).hex().encode()  # so that there is something to cut
    content = SINGLE[form](TEXT + noise)
    (refused,) = read(tmp_path, content[: len(content) // 2])
    assert refused.reason == "archive_damaged"
    assert (refused.source_offset, refused.source_length) == (0, len(refused.raw))
    assert (TEXT + noise).startswith(refused.raw)
    assert form == "bz2" or refused.raw


@pytest.mark.parametrize("form", ["gz", "xz", "zst"])
def test_csv_that_is_cut_off_keeps_the_records_before(tmp_path, form):
    whole = FICTIONAL.read_bytes()
    content = SINGLE[form](whole)
    records = read(tmp_path, content[: len(content) - 500])
    found = messages(records)
    assert found == [m._replace(source_path="dump/dump") for m in plain(FICTIONAL)[: len(found)]]
    *_, cut, end = records
    assert (cut.reason, end.reason, end.raw) == ("csv_quotes", "archive_damaged", b"")
    assert cut.source_offset + cut.source_length == end.source_offset
    assert whole.startswith(cut.raw, cut.source_offset)


def test_csv_with_a_wrong_checksum_is_read_and_says_so_at_its_end(tmp_path):
    content = bytearray(gzip.compress(FICTIONAL.read_bytes()))
    content[-8] ^= 1
    *records, refused = read(tmp_path, bytes(content))
    assert len(records) == len(plain(FICTIONAL))
    assert refused[:4] == ("dump/dump", FICTIONAL.stat().st_size, 0, "archive_damaged")


def test_zip_that_says_a_member_is_shorter_costs_that_member(tmp_path):
    content = bytearray(zip_of([("a.txt", TEXT), ("b.txt", TEXT)]))
    struct.pack_into("<L", content, content.index(b"PK\1\2") + 24, len(TEXT) - 1000)
    refused, message = read(tmp_path, bytes(content))
    assert refused[:4] == ("dump/a.txt", 0, len(TEXT) - 1000, "archive_damaged")
    assert refused.raw == TEXT[:-1000]
    assert message.source_path == "dump/b.txt"


def test_zip_that_says_a_member_is_longer_is_read_by_its_checksum(tmp_path):
    content = bytearray(zip_of([("a.txt", TEXT)]))
    struct.pack_into("<L", content, content.index(b"PK\1\2") + 24, len(TEXT) + 1000)
    (message,) = read(tmp_path, bytes(content))
    assert message.source_length == len(TEXT)


def test_zip_whose_local_header_is_gone_costs_that_member(tmp_path):
    content = zip_of([("a.txt", TEXT), ("b.txt", TEXT)]).replace(b"PK\3\4", b"PKxx", 2).replace(b"PKxx", b"PK\3\4", 1)
    assert refusals(read(tmp_path, content)) == [("dump/b.txt", 0, 0, "archive_damaged")]


def test_tar_header_that_cannot_be_read_costs_its_member(tmp_path):
    content = bytearray(tar_of([("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)]))
    at = 512 + -(-len(TEXT) // 512) * 512
    content[at + 5] ^= 1
    first, refused, last = read(tmp_path, bytes(content))
    assert (first.source_path, last.source_path) == ("dump/a.txt", "dump/c.txt")
    assert refused[:4] == ("dump", at, at, "archive_damaged")
    assert refused.raw == content[at : 2 * at]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_tar_that_is_cut_off_costs_what_is_not_there(tmp_path, pack):
    whole = tar_of([("a.txt", TEXT), ("b.txt", TEXT)])
    *_, refused, end = read(tmp_path, pack(whole[:9000]))
    start = 1024 + -(-len(TEXT) // 512) * 512
    assert refused[:4] == ("dump/b.txt", 0, 9000 - start, "archive_damaged")
    assert refused.raw == TEXT[: 9000 - start]
    assert (end.source_path, end.reason) == ("dump", "archive_damaged")


def test_tar_that_ends_between_members_says_so(tmp_path):
    whole = tar_of([("a.txt", TEXT), ("b.txt", TEXT)])
    message, end = read(tmp_path, whole[: 512 + -(-len(TEXT) // 512) * 512])
    assert message.source_path == "dump/a.txt"
    assert (end.source_path, end.reason) == ("dump", "archive_damaged")


def test_tar_gz_that_is_cut_off_gives_the_cause_for_member_and_archive(tmp_path):
    noise = random.Random(7).randbytes(50_000).hex().encode()
    content = gzip.compress(tar_of([("a.txt", TEXT), ("b.txt", TEXT + noise)]))
    message, member, end = read(tmp_path, content[:-20_000])
    assert message.source_path == "dump/a.txt"
    assert (member.source_path, end.source_path) == ("dump/b.txt", "dump")
    assert member.detail == end.detail
    assert end.detail.startswith("EOFError: Compressed file ended")


def test_damaged_block_of_a_7z_costs_what_lies_behind_it(tmp_path):
    noise = random.Random(7).randbytes(100_000).hex().encode()
    content = bytearray(seven_zip_of([("a.txt", TEXT), ("b.txt", TEXT + noise), ("c.txt", TEXT)], py7zr.FILTER_LZMA2))
    content[80_000:80_100] = bytes(100)
    message, refused, behind = read(tmp_path, bytes(content))
    assert message.source_path == "dump/a.txt"
    assert (refused.source_path, refused.reason) == ("dump/b.txt", "archive_damaged")
    assert behind[:4] == ("dump/c.txt", 0, 0, "archive_damaged")


@pytest.mark.parametrize("form", ["zip", "7z"])
def test_archive_without_its_directory_is_refused_as_a_whole(tmp_path, form):
    content = PACKED[form]([("a.txt", TEXT)])
    assert refusals(read(tmp_path, content[:-30])) == [("dump", 0, 0, "archive_damaged")]


def test_damaged_archive_in_an_archive_does_not_end_the_outer_one(tmp_path):
    damaged = zip_of([("a.txt", TEXT)])[:-30]
    refused, message = read(tmp_path, gzip.compress(tar_of([("inner.zip", damaged), ("b.txt", TEXT)])))
    assert refused[:4] == ("dump/inner.zip", 0, 0, "archive_damaged")
    assert message.source_path == "dump/b.txt"


DAMAGED = {form: PACKED[form]([("a.txt", TEXT), ("b.csv", FICTIONAL.read_bytes()[:20_000])]) for form in PACKED}
DAMAGED |= {form: NESTED[form]([("a.txt", TEXT)]) for form in NESTED} | {form: SINGLE[form](TEXT) for form in SINGLE}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(data=st.data(), form=st.sampled_from(sorted(DAMAGED)))
def test_damage_anywhere_raises_nothing_and_keeps_keys_apart(tmp_path, data, form):
    content = bytearray(DAMAGED[form])
    at = st.integers(0, len(content) - 1)
    # headers stand at either end
    ends = st.integers(0, 99) | st.integers(len(content) - 200, len(content) - 1)
    for place in data.draw(st.lists(at | ends, max_size=3)):
        content[place] = data.draw(st.integers(0, 255))
    records = read(tmp_path, bytes(content[: data.draw(st.just(len(content)) | at)]))
    assert all(isinstance(record, Message | Refused | PassedOver) for record in records)
    assert all(record.source_length == len(record.raw) for record in records if isinstance(record, Refused))
    for kind, width in ((Refused, 2), (PassedOver, 1)):
        keys = [record[:width] for record in records if isinstance(record, kind)]
        assert len(set(keys)) == len(keys)


# -- limits -------------------------------------------------------------------------------------

CSV_BOMB = FICTIONAL.read_bytes()[:5000] + bytes(40_000_000)
"""Known as a CSV, and then nothing that repeats to the end."""
BOMBS = {
    "gz": gzip.compress(CSV_BOMB),
    "zip": zip_of([("a.csv", CSV_BOMB), ("b.txt", TEXT)]),
    "zip bzip2": zip_of([("a.csv", CSV_BOMB), ("b.txt", TEXT)], zipfile.ZIP_BZIP2),
    "tar.zst": zstd.compress(tar_of([("a.csv", CSV_BOMB), ("b.txt", TEXT)])),
    "7z": seven_zip_of([("a.csv", CSV_BOMB), ("b.txt", TEXT)], py7zr.FILTER_LZMA2),
    "zip in gz": gzip.compress(zip_of([("a.csv", CSV_BOMB), ("b.txt", TEXT)])),
}


@pytest.mark.parametrize("form", BOMBS)
@pytest.mark.parametrize(("limit", "value", "most"), [("RATIO", 10, 16 << 20), ("TOTAL", 1_000_000, 1_000_000)])
def test_unpacking_ends_at_the_limit(tmp_path, monkeypatch, form, limit, value, most):
    monkeypatch.setenv(f"CABLES_ARCHIVE_{limit}", str(value))
    records = read(tmp_path, BOMBS[form])
    assert "b.txt" not in [Path(message.source_path).name for message in messages(records)]
    over = [record for record in records if isinstance(record, Refused) and record.reason == "archive_limit"]
    member, *rest = over
    assert Path(member.source_path).name in ("a.csv", "dump")
    assert most - 1024 < member.source_offset < most + (90 << 20 if form == "zip bzip2" else 2 << 20)
    assert all(f"CABLES_ARCHIVE_{limit} raises" in record.detail for record in over)
    assert len(rest) == (form != "gz")
    assert sum(len(record.raw) for record in records if isinstance(record, Refused)) < 100 << 20


def test_small_archive_may_repeat_itself(tmp_path, monkeypatch):
    monkeypatch.setenv("CABLES_ARCHIVE_RATIO", "1")
    (message,) = read(tmp_path, gzip.compress(TEXT + b" " * 1_000_000))
    assert message.source_length == len(TEXT) + 1_000_000


@pytest.mark.parametrize("form", SOME)
def test_member_too_long_to_be_read_as_a_whole_is_refused(tmp_path, monkeypatch, form):
    monkeypatch.setenv("CABLES_ARCHIVE_WHOLE", str(len(TEXT) + 1))
    files = [("a.txt", TEXT + b" " * 5_000_000), ("b.csv", FICTIONAL.read_bytes()), ("c.txt", TEXT)]
    refused, *records, message = read(tmp_path, PACKED[form](files))
    assert (refused.source_path, refused.source_offset, refused.reason) == ("dump/a.txt", 0, "archive_limit")
    assert len(TEXT) < len(refused.raw)
    assert files[0][1].startswith(refused.raw)
    assert "CABLES_ARCHIVE_WHOLE raises" in refused.detail
    assert len(records) == len(plain(FICTIONAL))
    assert message.source_path == "dump/c.txt"


@pytest.mark.parametrize(("form", "before"), [("zip", 0), ("7z", 0), ("tar.gz", 3), ("tar in tar", 2)])
def test_members_beyond_their_number_are_refused(tmp_path, monkeypatch, form, before):
    monkeypatch.setenv("CABLES_ARCHIVE_MEMBERS", "3")
    *records, refused = read(tmp_path, (PACKED | NESTED)[form]([(f"{n}.txt", TEXT) for n in range(4)]))
    assert refused.source_path == ("dump/inner" if form == "tar in tar" else "dump")
    assert "CABLES_ARCHIVE_MEMBERS raises" in refused.detail
    assert len(messages(records)) == len(records) == before


def test_directory_of_a_zip_that_has_room_for_too_many_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setenv("CABLES_ARCHIVE_MEMBERS", "100")
    (refused,) = read(tmp_path, zip_of([(f"{n:0100}", b"") for n in range(90)]))
    assert (refused.source_path, refused.reason) == ("dump", "archive_limit")
    assert "room for more than 100 members" in refused.detail


def test_limit_that_is_no_number_is_said_to_be_none(tmp_path, monkeypatch):
    monkeypatch.setenv("CABLES_ARCHIVE_RATIO", "lots")
    with pytest.raises(ValueError, match="CABLES_ARCHIVE_RATIO is 'lots'"):
        read(tmp_path, gzip.compress(TEXT))


def header(kind: bytes, size: int) -> bytes:
    info = tarfile.TarInfo("a.txt")
    info.size, info.type = size, kind
    return info.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, b"Z", tarfile.GNUTYPE_SPARSE], ids=repr)
def test_size_that_a_tar_header_makes_up_costs_no_time(tmp_path, kind):
    # Skipping that many blocks would not end today.
    records = read(tmp_path, header(kind, 1 << 62) + TEXT + bytes(512))
    assert records
    assert all(isinstance(record, Refused) for record in records)


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE])
def test_name_too_long_for_a_tar_is_not_held_in_memory(tmp_path, kind):
    refused, message = read(tmp_path, header(kind, 1 << 17) + tar_of([("b.txt", TEXT)]))
    assert refused[:4] == ("dump", 0, 512, "archive_damaged")
    assert message.source_path == "dump/b.txt"


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE])
def test_size_below_nothing_in_a_tar_costs_its_header(tmp_path, kind):
    refused, message = read(tmp_path, header(kind, -512) + tar_of([("b.txt", TEXT)]))
    assert refused[:4] == ("dump", 0, 512, "archive_damaged")
    assert message.source_path == "dump/b.txt"


def test_member_of_a_zip_whose_packing_knows_no_bound_is_unpacked_in_little_bits(tmp_path):
    content = zip_of([("a.gif", b"GIF89a" + bytes(64 << 20))], zipfile.ZIP_LZMA)
    read(tmp_path, zip_of([("b.gif", b"GIF89a")], zipfile.ZIP_LZMA))  # so that all is imported
    tracemalloc.start()
    (passed_over,) = read(tmp_path, content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(passed_over, PassedOver)
    assert peak < 90 << 20


def test_block_of_a_7z_is_read_only_as_far_as_it_is_unpacked(tmp_path):
    # What LZMA is given and does not yet need it would hold in memory.
    rnd = random.Random(7)
    lines = [rnd.randbytes(200).hex().encode() for _ in range(64)]
    path = tmp_path / "x.7z"
    with py7zr.SevenZipFile(path, "w", filters=[{"id": py7zr.FILTER_LZMA2, "preset": 1}]) as archive:
        archive.writestr(b"".join(rnd.choices(lines, k=60_000)), "a.txt")
    size = path.stat().st_size
    with path.open("rb", buffering=1 << 13) as stream:
        member = next(members(File("x.7z", path, stream)))
        before = stream.tell()
        assert len(member.stream.read(5_000_000)) == 5_000_000
        assert before <= stream.tell() < size / 2


# -- what lies at a path ------------------------------------------------------------------------


@pytest.mark.parametrize("form", SOME)
def test_archive_is_one_dump_of_the_first_carrier_found(tmp_path, form):
    path = tmp_path / "any.name"
    path.write_bytes(PACKED[form]([("logo", b"GIF89a\0"), ("c", FICTIONAL.read_bytes()), ("t.txt", TEXT)]))
    (dump,) = discover(path)
    assert (dump.carrier, dump.files, dump.bytes, dump.path) == ("cablegate_csv", 1, path.stat().st_size, path)
    assert dump.passed_over == ()
    passed_over, *records = read_dump(dump)
    assert passed_over.source_path == "any.name/logo"
    assert {record.carrier for record in records} == {"cablegate_csv", "telegram_text"}


def test_archives_in_a_folder_stand_beside_its_other_files(tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zip_of([("b.txt", TEXT)]))
    (folder / "report.docx").write_bytes(zip_of([("word/document.xml", b"<?xml version='1.0'?>")]))
    shutil.copy(SEED, folder)
    texts, archive = discover(folder)
    assert (texts.path, texts.files, archive.path) == (folder, 1, folder / "a.zip")
    assert texts.passed_over == (PassedOver("report.docx", "no form that is read: an archive of nothing else"),)
    assert [[m.source_path for m in messages(list(read_dump(dump)))] for dump in (texts, archive)] == [
        ["08PARIS1600.txt"],
        ["a.zip/b.txt"],
    ]
    (folder / "a.zip").rename(folder / "renamed")
    assert archive.dump_id in [dump.dump_id for dump in discover(folder)]


def test_archive_in_a_folder_that_cannot_be_read_is_refused_not_passed_over(tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    shutil.copy(SEED, folder)
    (folder / "cut.zip").write_bytes(zip_of([("a.txt", TEXT)])[:-30])
    texts, cut = discover(folder)
    assert (texts.passed_over, cut.carrier) == ((), "archive")
    assert [(path, reason) for path, *_, reason in refusals(list(read_dump(cut)))] == [("cut.zip", "archive_damaged")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zip_of([("word/document.xml", b"<?xml version='1.0'?>")]), "an archive of nothing else"),
        (zip_of([("a.txt", TEXT)])[:-30], "BadZipFile"),
        (seven_zip_of([("a.txt", TEXT)], password="fish"), "a password is needed"),
    ],
    ids=["other", "damaged", "locked"],
)
def test_archive_of_no_carrier_is_described(tmp_path, content, said):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(UnknownCarrier) as raised:
        discover(path)
    (line,) = str(raised.value).splitlines()
    assert str(path) in line
    assert said in line


def test_archive_that_is_only_looked_into_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    inner = zip_of([("a.txt", TEXT), ("b.bin", os.urandom(9 << 20))], zipfile.ZIP_STORED)
    (tmp_path / "x.zip").write_bytes(zip_of([("inner.zip", inner)], zipfile.ZIP_STORED))
    (dump,) = discover(tmp_path / "x.zip")
    assert len(list(read_dump(dump))) == 2
    assert list((tmp_path / "temporary").iterdir()) == []
