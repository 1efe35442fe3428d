"""Archives to the files in them: zip, tar and 7z, and gz, bz2, xz or zst around a tar or a single file.

Known by content. Members come one after the other, each as a stream, with the archive's name before their own:
`dump.zip/2008/cable.html`, `cables.csv.gz/cables.csv`. Nothing is unpacked to disk but a zip or 7z inside another
archive, whose directory stands at its end: up to 8 MB of it in memory, more in a temporary file. An archive in an
archive is read, one in that is refused.

Nothing in an archive ends the reading of what else is in it. What cannot be read is refused:

archive_damaged     a header, a checksum or the packed bytes are not what they should be
archive_encrypted   a password is needed
archive_limit       a limit of settings.ArchiveLimits is passed; the rest of the archive is refused with it
archive_method      packed in a way that is not read
archive_name        an absolute name, or one that leads out of the archive
archive_nested      an archive in an archive in an archive
"""

import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from dagster_project.dumps.files import File
from dagster_project.dumps.message import PassedOver, Refused
from dagster_project.dumps.unpacked import BUFFER, BrokenOff, Budget, Entry, Fault, Lost, Unpacked, damage
from dagster_project.settings import ArchiveLimits

__all__ = ["BrokenOff", "archive_form", "members"]

_FORMS = re.compile(
    rb"(?P<zip>PK(?:\x03\x04|\x05\x06))|(?P<_7z>7z\xbc\xaf\x27\x1c)|(?P<gz>\x1f\x8b\x08)|(?P<bz2>BZh[1-9]1AY&SY)"
    rb"|(?P<xz>\xfd7zXZ\x00)|(?P<zst>\x28\xb5\x2f\xfd)|(?P<tar>.{257}ustar)",
    re.DOTALL,
)
_SEEKING = ("zip", "7z")
_IN_MEMORY = 8 << 20
_SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
_PARTS = re.compile(r"[/\\]")
_DRIVE = re.compile(r"[A-Za-z]:")


def archive_form(stream: io.BufferedReader) -> str | None:
    """The format of archive that begins where a stream stands, which stays there: zip, tar, 7z, gz, bz2, xz, zst."""
    found = _FORMS.match(stream.peek(512))
    return found.lastgroup.lstrip("_") if found else None


def members(file: File) -> Iterator[File | Refused | PassedOver]:
    """The files in an archive, each open until the next one is asked for, and what of it cannot be read.

    Folders and hidden files are left out; links and devices are passed over. A later member of the same name gets
    `#2` behind it. A stream that is asked for all it has raises `BrokenOff` where that is damaged or too long:
    the refusal follows as the next item. Read piece by piece, it ends there.
    """
    budget = Budget(file.path.stat().st_size, ArchiveLimits.from_environment())
    yield from _Archive(file, budget, None, {}).members()


class _Archive:
    """An archive at work."""

    def __init__(self, file: File, budget: Budget, outer: Unpacked | None, names: dict[str, int]):
        self.file = file
        self.budget = budget
        self.outer = outer
        """The member of another archive that it is."""
        self.names = names
        """How often each path was met, in the archives within as well."""

    def members(self) -> Iterator[File | Refused | PassedOver]:
        from dagster_project.dumps.archive_formats import uncompressed

        form = archive_form(self.file.stream)
        if form in _SEEKING and self.outer:
            import tempfile

            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spooled:
                while piece := self.file.stream.read(BUFFER):
                    spooled.write(piece)
                spooled.seek(0)
                yield from self._entries(form, spooled, self.outer)
        elif form in (*_SEEKING, "tar"):
            yield from self._entries(form, self.file.stream, self.outer)
        else:
            try:
                read = uncompressed(form, self.file.stream)
            except Exception as error:
                yield Refused(self.file.source_path, 0, 0, *damage(error), b"")
                return
            content = Unpacked(read, self.budget)
            stream = io.BufferedReader(content, BUFFER)
            if archive_form(stream) == "tar":
                yield from self._entries("tar", stream, content)
                if content.fault:
                    yield from self._lost(Lost(content.size, 0, content.fault, b""), self.outer)
            else:
                yield from self._file(self._named(_inside(self.file.source_path)), content, stream, self.outer)

    def _entries(self, form: str, stream: io.IOBase, source: Unpacked | None) -> Iterator[File | Refused | PassedOver]:
        """What the members of an archive are; `source` is what its own bytes come from, and may break off."""
        from dagster_project.dumps.archive_formats import ENTRIES

        entries = ENTRIES[form](stream, self.budget.limits)
        while True:
            try:
                entry = next(entries, None)
            except Exception as error:
                # Whatever the library raises at headers that are damaged or lie.
                entry = Lost(0, 0, damage(error), b"")
            if entry is None:
                return
            if isinstance(entry, Lost):
                yield from self._lost(entry, source)
                continue
            self.budget.members += 1
            if exceeded := self.budget.exceeded():
                yield from self._lost(Lost(source.size if source else 0, 0, exceeded, b""), source)
                return
            content = Unpacked(entry.read, self.budget, entry.checksum, entry.counted) if entry.read else None
            yield from self._member(entry, content, source)
            if content and entry.in_order:
                content.skip()

    def _lost(self, lost: Lost, source: Unpacked | None) -> Iterator[Refused]:
        # Where the source broke off, whoever unpacks it says so.
        if not (source and source.fault):
            yield Refused(self.file.source_path, lost.offset, lost.length, *lost.fault, lost.raw)

    def _member(
        self, entry: Entry, content: Unpacked | None, source: Unpacked | None
    ) -> Iterator[File | Refused | PassedOver]:
        parts = _PARTS.split(entry.name)
        is_folder = not (content or entry.fault or entry.passed_over)
        if is_folder or any(part.startswith(".") and part not in (".", "..") for part in parts):
            return
        path = self._named(f"{self.file.source_path}/{PurePosixPath(entry.name).as_posix()}")
        if entry.fault:
            yield Refused(path, 0, 0, *entry.fault, b"")
        elif entry.passed_over:
            yield PassedOver(path, entry.passed_over)
        elif ".." in parts or not parts[0] or _DRIVE.match(entry.name):
            fault = Fault("archive_name", f"{entry.name!r} leads out of the archive: pack it under another name")
            yield _refused_whole(path, content, io.BufferedReader(content, BUFFER), fault)
        else:
            yield from self._file(path, content, io.BufferedReader(content, BUFFER), source)

    def _file(
        self, path: str, content: Unpacked, stream: io.BufferedReader, source: Unpacked | None
    ) -> Iterator[File | Refused | PassedOver]:
        file = File(path, self.file.path, stream)
        if not archive_form(stream):
            yield file
        elif self.outer:
            fault = Fault("archive_nested", "an archive in an archive in an archive: give it unpacked")
            yield _refused_whole(path, content, stream, fault)
            return
        else:
            yield from _Archive(file, self.budget, content, self.names).members()
        if content.fault:
            fault = (source and source.fault) or content.fault
            raw = content.at_hand
            yield Refused(path, content.size - len(raw), len(raw), *fault, raw)

    def _named(self, path: str) -> str:
        """The path as a table can hold it, unlike any before it."""
        path = path.encode("utf-8", "backslashreplace").decode()
        count = self.names[path] = self.names.get(path, 0) + 1
        return path if count == 1 else self._named(f"{path}#{count}")


def _refused_whole(path: str, content: Unpacked, stream: io.BufferedReader, fault: Fault) -> Refused:
    """The refusal of a member with its bytes, up to the limit or where they break off."""
    try:
        raw = stream.read()
    except BrokenOff:
        raw = content.at_hand
    return Refused(path, 0, len(raw), *fault, raw)


def _inside(source_path: str) -> str:
    """The path of what a compressed file holds: under its name, the name without what says how it is packed."""
    path = PurePosixPath(source_path)
    return f"{source_path}/{path.stem if path.suffix.lower() in _SUFFIXES else path.name}"
