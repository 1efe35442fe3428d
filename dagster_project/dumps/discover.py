"""What lies at a path: which dumps, of which carriers. A file is known by its content, not by its name."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dagster_project.dumps import cablegate_csv, cablegate_html, telegram_text
from dagster_project.dumps.message import Message, PassedOver, Refused

CARRIERS = {carrier.NAME: carrier for carrier in (cablegate_csv, cablegate_html, telegram_text)}
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
    dump. Raises FileNotFoundError for a path that is not there, and `UnknownCarrier` when nothing there
    can be read; both say what to do.
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
            head, digest, size, carrier = _recognise(file)
        except OSError:
            # Of no carrier as yet: the dump that counts what was passed over meets it again and refuses it.
            passed_over += 1
            continue
        if carrier is None:
            passed_over += 1
        elif carrier == cablegate_csv.NAME:
            dumps.append(Dump(_dump_id(carrier, [digest]), carrier, file, size, 1, 0))
        else:
            digests[carrier].append(digest)
            sizes[carrier] += size
    together = [
        Dump(_dump_id(carrier, digests[carrier]), carrier, path, sizes[carrier], len(digests[carrier]), 0)
        for carrier in (cablegate_html.NAME, telegram_text.NAME)
        if digests[carrier]
    ]
    dumps = together + dumps
    if not dumps:
        raise UnknownCarrier(_unknown(path, head))
    first = dumps[0]
    dumps[0] = Dump(first.dump_id, first.carrier, first.path, first.bytes, first.files, passed_over)
    return dumps


def read_dump(dump: Dump) -> Iterator[Message | Refused | PassedOver]:
    """Every record of a dump, file by file in the order of their names."""
    carrier = CARRIERS[dump.carrier]
    for file in _files(dump.path):
        source_path = file.name if file == dump.path else file.relative_to(dump.path).as_posix()
        try:
            if file == dump.path or _recognise(file)[3] == dump.carrier:
                yield from carrier.read(file, source_path)
        except OSError as error:
            if not dump.passed_over and file != dump.path:
                continue
            yield Refused(source_path, 0, 0, "unreadable_file", f"{type(error).__name__}: {error.strerror}", b"")


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for entry in sorted(path.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry


def _recognise(file: Path) -> tuple[bytes, bytes, int, str | None]:
    """First bytes, digest and size of a file, and the carrier whose form it has."""
    digest = hashlib.blake2b(digest_size=16)
    size = 0
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
        block = head
        whole = bytearray()
        page = cablegate_html.is_page(head)
        while block:
            digest.update(block)
            size += len(block)
            if page and size <= 64 << 20:
                whole += block
            block = stream.read(8 << 20)
    if cablegate_csv.is_mine(head):
        carrier = cablegate_csv.NAME
    elif page:
        carrier = cablegate_html.NAME if cablegate_html.is_mine(bytes(whole)) else None
    elif telegram_text.is_mine(head):
        carrier = telegram_text.NAME
    else:
        carrier = None
    return head, digest.digest(), size, carrier


def _dump_id(carrier: str, digests: list[bytes]) -> str:
    return hashlib.blake2b(b"".join(sorted(digests)), digest_size=8, key=carrier.encode()).hexdigest()


def _unknown(path: Path, head: bytes) -> str:
    if path.is_dir():
        return f"no file in {path} is of a form that is read ({READ}): give a folder or file that holds cables"
    beginning = head[:40].decode("utf-8", "replace").split("\n")[0]
    return f"{path} begins {beginning!r}, which is no form that is read ({READ}): give another file"
