"""What lies at a path: which dumps, of which carriers. A file is known by its content, not by its name."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, NamedTuple

from dagster_project.dumps import (
    archive_text,
    cablegate_csv,
    cablegate_html,
    generic_table,
    plusd_html,
    telegram_text,
    teletype_stream,
)
from dagster_project.dumps.archives import BrokenOff, archive_form, members
from dagster_project.dumps.column_names import OWN, ColumnNames, beside, is_column_names
from dagster_project.dumps.files import File, files, unreadable
from dagster_project.dumps.message import Message, PassedOver, Refused
from dagster_project.settings import MESSAGE_LIMIT, message_limit

READ = (
    "Cablegate CSV, Cablegate and PlusD HTML pages, tables with columns named as README.md says, "
    "text files of the archive, texts of one telegram each, and streams of several; "
    "also in zip, tar, 7z, gz, bz2, xz or zst"
)
_NO_CABLES = "no form that is read: an archive of nothing else"
_Carrier = ModuleType | generic_table.GenericTable
_HEAD = 64 << 10
_CHUNK = 1 << 20
_TOGETHER = (cablegate_html.NAME, plusd_html.NAME, archive_text.NAME, telegram_text.NAME, teletype_stream.NAME)
"""Carriers whose files in a folder are one dump together; of the others each file is one."""


class UnknownCarrier(ValueError):
    """Nothing at the path is of a form that is read."""


@dataclass(frozen=True)
class Dump:
    """A file, or all files of one carrier in a folder, that are loaded together."""

    dump_id: str
    carrier: str
    path: Path
    bytes: int
    files: int
    passed_over: tuple[PassedOver, ...]
    release: str | None = None
    """Release of `expected_totals` that it is loaded as."""


def discover(path: Path) -> list[Dump]:
    """The dumps at a path: each table or archive is one; of a folder all pages are one, all texts, all streams.

    The carrier of an archive is the first that is found in it. One in which none is found is passed over; where
    that is because it cannot be read, it is a dump in a folder, and refused when that is read.
    Files that hold no cable (images, index pages) are passed over and listed with the folder's first
    dump; one that cannot be read counts as a telegram text, and is refused when those are read. Hidden
    files and linked folders are left alone. Raises OSError for a path that is not there or
    cannot be read, `UnknownCarrier` when nothing there is of a form that is read, and `WrongColumns` where a
    file of column names cannot be followed; all say what to do.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist: give a dump file or a folder that holds dumps")
    path = path.resolve()
    passed_over: list[PassedOver] = []
    digests: dict[str, list[bytes]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    dumps: list[Dump] = []
    for file in files(path):
        if isinstance(file, PassedOver):
            passed_over.append(file)
            continue
        try:
            if isinstance(file, Refused):
                raise OSError(file.detail)
            columns = beside(file.path)
            if archive_form(file.stream):
                columns = columns and replace(columns, of_several=True)
                found = _within(file, columns)
                if found.carrier or (found.refused and path.is_dir()):
                    file.stream.seek(0)
                    digest, size = _digest(b"", file.stream)
                    said = [columns.digest] if columns else []
                    carrier_name = found.carrier or "archive"
                    dumps.append(Dump(_dump_id("archive", [digest, *said]), carrier_name, file.path, size, 1, ()))
                else:
                    passed_over.append(PassedOver(file.source_path, f"{_NO_CABLES}{found.refused}"))
                continue
            carrier, content = recognise(file.stream, columns)
            if carrier is None:
                if not is_column_names(file.path):
                    passed_over.append(PassedOver(file.source_path, _begins(content)))
                continue
            digest, size = _digest(content, file.stream)
        except OSError:
            if path.is_file():
                raise
            digests[telegram_text.NAME].append(_digest(b"")[0])
            continue
        if carrier.NAME in _TOGETHER:
            digests[carrier.NAME].append(digest)
            sizes[carrier.NAME] += size
        else:
            said = [carrier.columns.digest] if isinstance(carrier, generic_table.GenericTable) else []
            dumps.append(Dump(_dump_id(carrier.NAME, [digest, *said]), carrier.NAME, file.path, size, 1, ()))
    together = [
        Dump(_dump_id(carrier, digests[carrier]), carrier, path, sizes[carrier], len(digests[carrier]), ())
        for carrier in _TOGETHER
        if digests[carrier]
    ]
    dumps = together + dumps
    if not dumps:
        raise UnknownCarrier(_unknown(path, passed_over))
    return [replace(dumps[0], passed_over=tuple(passed_over)), *dumps[1:]]


def read_dump(dump: Dump) -> Iterator[Message | Refused | PassedOver]:
    """Every record of a dump, file by file in the order of their names, and what it passes over."""
    yield from dump.passed_over
    for file in files(dump.path):
        if isinstance(file, Refused):
            if dump.carrier == telegram_text.NAME:
                yield file
        elif isinstance(file, File):
            yield from _read(file, dump)


def _read(file: File, dump: Dump) -> Iterator[Message | Refused | PassedOver]:
    try:
        form, columns = archive_form(file.stream), beside(file.path)
        carrier, content = (None, b"") if form else recognise(file.stream, columns)
    except OSError as error:
        if dump.carrier == telegram_text.NAME:
            yield unreadable(file.source_path, error)
        return
    if form and file.path == dump.path:
        yield from _read_archive(file, columns and replace(columns, of_several=True))
    elif carrier and dump.carrier == carrier.NAME:
        yield from _records(carrier, content, file)


class _Within(NamedTuple):
    """The first carrier that is found in an archive, and what of it could not be read before."""

    carrier: str | None
    refused: str


def _within(archive: File, columns: ColumnNames | None) -> _Within:
    refused = ""
    for member in members(archive):
        if isinstance(member, Refused):
            refused = refused or f", and {member.source_path} cannot be read: {member.detail}"
        elif isinstance(member, File):
            with suppress(BrokenOff):
                carrier, _ = recognise(member.stream, columns)
                if carrier:
                    return _Within(carrier.NAME, refused)
    return _Within(None, refused)


def _read_archive(archive: File, columns: ColumnNames | None) -> Iterator[Message | Refused | PassedOver]:
    for member in members(archive):
        if not isinstance(member, File):
            yield member
            continue
        with suppress(BrokenOff):  # its refusal comes next
            carrier, content = recognise(member.stream, columns)
            if carrier:
                yield from _records(carrier, content, member)
            else:
                yield PassedOver(member.source_path, _begins(content))


def _records(carrier: _Carrier, content: bytes, file: File) -> Iterator[Message | Refused | PassedOver]:
    """What a file holds; a page that is longer than any message may be is refused, for its tree would fill memory."""
    limit = message_limit()
    if carrier in (cablegate_html, plusd_html) and len(content) > limit:
        detail = f"a page of {len(content):,} bytes, more than {MESSAGE_LIMIT} ({limit:,})"
        yield Refused(file.source_path, 0, len(content), "message_too_long", detail, content)
    else:
        yield from carrier.read(content, file.stream, file.source_path)


def recognise(stream: BinaryIO, columns: ColumnNames | None = None) -> tuple[_Carrier | None, bytes]:
    """The carrier of an open file, and what was read of it to know that: its beginning, or a page as a whole.

    A text is read on until a second telegram begins. `columns` is what a file of column names beside it says.
    """
    head = stream.read(_HEAD)
    if columns and (table := generic_table.recognise(head, stream, columns)):
        return table, head
    if cablegate_csv.is_mine(head):
        return cablegate_csv, head
    if cablegate_html.is_page(head):
        page = head + stream.read()
        return next((carrier for carrier in (plusd_html, cablegate_html) if carrier.is_mine(page)), None), page
    if table := generic_table.recognise(head, stream, OWN):
        return table, head
    if archive_text.is_mine(head):
        return archive_text, head
    has_several = teletype_stream.is_mine(head)
    if not has_several and not telegram_text.is_mine(head):
        return None, head
    while not has_several and len(head) <= teletype_stream.LONGEST and (more := stream.read(len(head))):
        head += more
        has_several = teletype_stream.is_mine(head)
    return (teletype_stream if has_several else telegram_text), head


def _digest(head: bytes, rest: BinaryIO | None = None) -> tuple[bytes, int]:
    """Digest and size of a file of which `head` was read."""
    digest, size = hashlib.blake2b(head, digest_size=16), len(head)
    while rest and (chunk := rest.read(_CHUNK)):
        digest.update(chunk)
        size += len(chunk)
    return digest.digest(), size


def _dump_id(carrier: str, digests: list[bytes]) -> str:
    return hashlib.blake2b(b"".join(sorted(digests)), digest_size=8, key=carrier.encode()).hexdigest()


def _begins(content: bytes) -> str:
    beginning = content[:40].decode("utf-8", "replace").split("\n")[0]
    return f"no form that is read: begins {beginning!r}"


def _unknown(path: Path, passed_over: list[PassedOver]) -> str:
    if path.is_dir():
        return f"no file in {path} is of a form that is read ({READ}): give a folder or file that holds cables"
    return f"{path}: {passed_over[0].reason} (what is read: {READ}): give another file"
