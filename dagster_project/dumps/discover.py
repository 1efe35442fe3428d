"""What lies at a path: which dumps, of which carriers. A file is known by its content, not by its name."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from dagster_project.dumps import cablegate_csv, cablegate_html, telegram_text
from dagster_project.dumps.message import Message, PassedOver, Refused

READ = "Cablegate CSV, Cablegate HTML pages, and texts of one telegram each"
_HEAD = 64 << 10


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
    passed_over: int


def discover(path: Path) -> list[Dump]:
    """The dumps at a path: each CSV is one, all cable pages of a folder are one, all its telegram texts are one.

    Files that hold no cable (images, index pages) are passed over and counted with the folder's first
    dump; one that cannot be opened counts as a telegram text, and is refused when those are read. Hidden
    files and linked folders are left alone. Raises OSError for a path that is not there or
    cannot be read, and `UnknownCarrier` when nothing there is of a form that is read; all say what to do.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist: give a dump file or a folder that holds dumps")
    path = path.resolve()
    passed_over = 0
    digests: dict[str, list[bytes]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    dumps: list[Dump] = []
    head = b""
    for file in _files(path):
        try:
            carrier, head = _recognise(file)
            if carrier is cablegate_csv:
                with file.open("rb") as stream:
                    digest = hashlib.file_digest(stream, _digest).digest()
                dumps.append(Dump(_dump_id(carrier.NAME, [digest]), carrier.NAME, file, file.stat().st_size, 1, 0))
            elif carrier:
                digests[carrier.NAME].append(_digest(head).digest())
                sizes[carrier.NAME] += len(head)
            else:
                passed_over += 1
        except OSError:
            if file == path:
                raise
            digests[telegram_text.NAME].append(_digest().digest())
    together = [
        Dump(_dump_id(carrier, digests[carrier]), carrier, path, sizes[carrier], len(digests[carrier]), 0)
        for carrier in (cablegate_html.NAME, telegram_text.NAME)
        if digests[carrier]
    ]
    dumps = together + dumps
    if not dumps:
        raise UnknownCarrier(_unknown(path, head))
    return [replace(dumps[0], passed_over=passed_over), *dumps[1:]]


def read_dump(dump: Dump) -> Iterator[Message | Refused | PassedOver]:
    """Every record of a dump, file by file in the order of their names."""
    if dump.carrier == cablegate_csv.NAME:
        yield from cablegate_csv.read(dump.path, _readable(dump.path.name))
        return
    for file in _files(dump.path):
        source_path = _readable(file.name if file == dump.path else file.relative_to(dump.path).as_posix())
        try:
            carrier, content = _recognise(file)
        except OSError as error:
            if dump.carrier == telegram_text.NAME:
                yield Refused(source_path, 0, 0, "unreadable_file", f"{type(error).__name__}: {error.strerror}", b"")
            continue
        if carrier and dump.carrier == carrier.NAME:
            yield from carrier.read(content, source_path)


def _files(path: Path) -> Iterator[Path]:
    """The file, or all files below a folder, in the order of their names."""
    if path.is_file():
        yield path
        return
    for folder, below, names in os.walk(path, onerror=_raise):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _raise(error: OSError) -> None:
    raise error


def _readable(name: str) -> str:
    """A file name that a table can hold: bytes that are not UTF-8 as backslash escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _recognise(file: Path) -> tuple[ModuleType | None, bytes]:
    """The carrier of a file, and its content: of a CSV, or of what is read by no carrier, only the beginning."""
    if file.exists() and not file.is_file():
        return None, b""
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
        if cablegate_csv.is_mine(head):
            return cablegate_csv, head
        if cablegate_html.is_page(head):
            page = head + stream.read()
            return (cablegate_html if cablegate_html.is_mine(page) else None), page
        if telegram_text.is_mine(head):
            return telegram_text, head + stream.read()
        return None, head


def _digest(content: bytes = b"") -> hashlib.blake2b:
    return hashlib.blake2b(content, digest_size=16)


def _dump_id(carrier: str, digests: list[bytes]) -> str:
    return hashlib.blake2b(b"".join(sorted(digests)), digest_size=8, key=carrier.encode()).hexdigest()


def _unknown(path: Path, head: bytes) -> str:
    if path.is_dir():
        return f"no file in {path} is of a form that is read ({READ}): give a folder or file that holds cables"
    beginning = head[:40].decode("utf-8", "replace").split("\n")[0]
    return f"{path} begins {beginning!r}, which is no form that is read ({READ}): give another file"
