"""Damaged messages and damaged files: nothing raises or hangs, and nothing is lost.

    python -m tests.fuzz [--messages 50000] [--files 1000] [--seed 1]

Messages are telegrams of the corpus (of `examples/` where there is none) with lines dropped, doubled, swapped or
joined, cut anywhere, and with hostile characters put in. Files are dumps of every carrier and archive, with bytes
dropped, doubled, swapped, turned or cut off. Prints how many there were, the slowest, and what broke a law.
"""

import argparse
import io
import random
import resource
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import fictional
import pyarrow as pa
import pyarrow.parquet as pq
from score.corpus import CORPUS, rows
from test_archive_print import a_file
from test_archives import PACKED, SEED
from test_sections import SECTIONS

from dagster_project.dumps.discover import Dump, UnknownCarrier, discover
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.settings import Home
from dagster_project.telegram import parse

PATIENCE = 20
"""Seconds after which a message or file counts as hanging."""
HOSTILE = (
    *("\0", "\x1b[31m", "\u202e", "\u2066", "\ud800", "\ufeff", "\u2028", "Е.О. 12958:", "¶", "((", "\r", "1. (C) "),
    *("-" * 3000, "X" * 3000, " " * 3000, "SECTION 02 OF 03 ", "SIPDIS\n", "TAGS: ", "REF: A. ", "Classified By: "),
    *("VZCZC", "NNNN\n", "\n-----\n", "\n¶3. (C)\n-----\n", "\nA. (C) ", "Dear Sir,\n"),
)
BYTES = (b'"', b"\0", b"\r\n", b"\xff", b"<script>", b"\\", b",", b"Message Text", b"NNNN")

# -- damage ---------------------------------------------------------------------------------------


def damaged(text: str, chance: random.Random) -> str:
    """A text with one to six changes."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        change = chance.choice(("drop", "double", "swap", "join", "cut", "put in", "drop characters"))
        line = lines[at]
        place = chance.randint(0, len(line))
        if change == "drop" and len(lines) > 1:
            del lines[at]
        elif change == "double":
            lines.insert(other, line)
        elif change == "swap":
            lines[at], lines[other] = lines[other], line
        elif change == "join" and at + 1 < len(lines):
            lines[at : at + 2] = [line + lines[at + 1]]
        elif change == "cut":
            lines[at] = line[:place]
        elif change == "put in":
            lines[at] = line[:place] + chance.choice(HOSTILE) * chance.randint(1, 3) + line[place:]
        elif change == "drop characters":
            lines[at] = line[:place] + line[place + chance.randint(1, 9) :]
    if chance.random() < 0.1:
        del lines[chance.randrange(len(lines)) :]
    return "\n".join(lines)


def damaged_bytes(content: bytes, chance: random.Random) -> bytes:
    """A file with one to six changes."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randint(0, len(changed)), chance.choice((1, 1, 2, 7, 100, 5000))
        stretch = changed[at : at + length]
        change = chance.choice(("drop", "double", "turn", "move", "put in"))
        if change == "drop":
            del changed[at : at + length]
        elif change == "double":
            changed[at:at] = stretch
        elif change == "turn" and stretch:
            changed[at] ^= 1 << chance.randrange(8)
        elif change == "move":
            del changed[at : at + length]
            place = chance.randint(0, len(changed))
            changed[place:place] = stretch
        elif change == "put in":
            changed[at:at] = chance.choice(BYTES)
    if chance.random() < 0.15:
        del changed[chance.randint(0, len(changed)) :]
    return bytes(changed)


# -- messages -------------------------------------------------------------------------------------


@cache
def telegrams() -> list[tuple[str, str]]:
    """Header and body of those that messages are made from."""
    table = CORPUS / "cablegate_csv" / "cables.csv"
    return [(row.header, row.body) for row in (rows(table) if table.exists() else fictional.generate())]


def try_message(seed: str) -> tuple[float, float]:
    """Read one damaged telegram; CPU-seconds and kilobytes. Raises where a law breaks."""
    chance = random.Random(seed)
    header, body = (damaged(text, chance) for text in chance.choice(telegrams()))
    start = time.process_time()
    cable = parse(header, body, chance.choice((None, "08ZENDA1", "08../x", "'; drop table")))
    seconds = time.process_time() - start
    for text, spans in ((header, cable.header_spans), (body, cable.body_spans)):
        assert "".join(text[span.start : span.end] for span in spans) == text, "spans rebuild the text"
    for paragraph in cable.paragraphs:
        assert 0 <= paragraph.char_start <= paragraph.char_end <= len(body), "paragraphs lie in the body"
    return seconds, (len(header) + len(body)) / 1000


# -- files ----------------------------------------------------------------------------------------


@cache
def dumps() -> dict[str, bytes]:
    """Small sound dumps of every carrier, by name."""
    few = fictional.generate(150)[:6]
    page = next(iter(sorted((CORPUS / "cablegate_html").rglob("*.html"))), None) if CORPUS.exists() else None
    table = io.BytesIO()
    columns = {"reference_id": [row.reference_id for row in few], "body": [row.body for row in few]}
    pq.write_table(pa.table(columns), table)
    text = SEED.read_bytes()
    csv = fictional.as_csv(few).encode()
    files = {
        "cables.csv": csv,
        "telegram.txt": text,
        "stream.txt": "".join(SECTIONS).encode(),
        "print.txt": a_file(),
        "table.csv": b"reference_id,body\n08ZENDA1,\"A \"\"b\"\"\nc\"\n08ZENDA2,x\n" * 3,
        "table.jsonl": b'{"reference_id": "08ZENDA1", "body": "1. (U) X."}\n' * 5,
        "table.parquet": table.getvalue(),
    }  # fmt: skip
    if page:
        files["page.html"] = page.read_bytes()
    inner = [("a/seed.txt", text), ("b/cables.csv", csv)]
    return files | {f"{name.replace(' ', '_')}.packed": pack(inner) for name, pack in PACKED.items()}


def try_file(seed: str, folder: Path) -> Counter:
    """Load one damaged file into a lake of its own; what became of its records. Raises where a law breaks."""
    chance = random.Random(seed)
    name, content = chance.choice(sorted(dumps().items()))
    content = damaged_bytes(content, chance)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = Path(place) / name
        path.write_bytes(content)
        home = Home(Path(place) / "home")
        try:
            found = discover(path)
        except UnknownCarrier as error:
            assert str(path) in str(error), "an error says what"
            return Counter(unknown=1)
        return sum((_load(home, dump, content) for dump in found), Counter())


def _load(home: Home, dump: Dump, content: bytes) -> Counter:
    def silent(*_: object) -> None:
        pass

    written = write_messages(home, dump, silent)
    messages = _lake(home, "messages", dump)
    assert written.messages == len(messages) + written.refused, "records are messages or refused"
    counts = parse_messages(home, dump.dump_id, silent)
    cables = _lake(home, "cables", dump)
    quarantine = _lake(home, "quarantine", dump)
    parts = sum(map(len, cables.column("parts").to_pylist()))
    by_parser = len(quarantine) - written.refused
    assert counts["cables"] == len(cables), "rows are counted"
    assert len(messages) == parts + by_parser, "messages are cables, parts of them or refused"
    for record in quarantine.select(["source_path", "source_offset", "source_length", "reason", "raw"]).to_pylist():
        _check_bytes(record, content)
    return Counter(cables=len(cables), quarantined=len(quarantine), passed_over=written.passed_over)


def _check_bytes(record: dict, content: bytes) -> None:
    start, length, raw = record["source_offset"], record["source_length"], record["raw"]
    is_of_the_file = "/" not in record["source_path"] and not record["reason"].startswith(("parquet", "archive"))
    if is_of_the_file and record["reason"] not in ("parser_error", "no_cable_id"):
        assert raw == content[start : start + length], "the bytes of what was refused are those of the file"
    else:
        assert raw or not length, "what was refused has its bytes"


def _lake(home: Home, name: str, dump: Dump) -> pa.Table:
    return pq.read_table(home.table(name, dump.dump_id), partitioning=None)


# -- campaign -------------------------------------------------------------------------------------


def tries(work: Callable[[str], object], kind: str, count: int, seed: int) -> Iterator[tuple[str, object | Exception]]:
    """Each try's name with what came of it, an exception where a law broke or patience ended."""
    signal.signal(signal.SIGALRM, _give_up)
    for number in range(count):
        name = f"{seed} {kind} {number}"
        signal.alarm(PATIENCE)
        try:
            yield name, work(name)
        except Exception as error:
            yield name, error
        finally:
            signal.alarm(0)


def _give_up(*_: object) -> None:
    raise TimeoutError(f"more than {PATIENCE} seconds")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("messages", 50_000), ("files", 1_000), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    broken: list[tuple[str, Exception]] = []
    paces = []
    for name, found in tries(try_message, "message", chosen.messages, chosen.seed):
        if isinstance(found, Exception):
            broken.append((name, found))
        else:
            paces.append((*found, name))
    usual = sum(seconds for seconds, *_ in paces) / sum(size for _, size, _ in paces)
    paces.sort(key=lambda pace: pace[0] / max(pace[1], 1))
    # Timed once each, some only met another process: those that were slowest are timed again.
    again = {name: min(try_message(name)[0] for _ in range(5)) / max(size, 1) for _, size, name in paces[-20:]}
    slowest = max(again, key=again.get)
    print(f"{chosen.messages:,} messages, {usual * 1000:.3f} ms a kilobyte; ", end="")
    print(f"{slowest!r} took {again[slowest] / usual:.1f} times as long")
    became: Counter = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name, found in tries(lambda name: try_file(name, Path(folder)), "file", chosen.files, chosen.seed):
            if isinstance(found, Exception):
                broken.append((name, found))
            else:
                became += found
    print(f"{chosen.files:,} files became {', '.join(f'{n:,} {name}' for name, n in sorted(became.items()))}")
    print(
        f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB; {len(broken):,} broke a law"
    )
    for name, error in broken[:20]:
        print(f"  {name}: {type(error).__name__}: {error}")
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
