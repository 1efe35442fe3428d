"""What a thousand new messages cost, by the size of the warehouse that they are loaded into.

    python -m tests.bench_incremental [--sizes 25200 100200] [--folder FOLDER]

For each size a dump of so many messages, made as those of `bench_full`, is loaded into a new home folder, then a
thousand new cables, the same for each, both with `cables load --no-marts`. Told are the seconds of the whole commands,
and of the second one those of its step `star` and of the copy of the warehouse file in it, as the journal has them.
What is left of the step beside the copy is statements and bringing to disk: they should not grow. Then the warehouse
file is copied once more and brought to disk: that may grow with the warehouse.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from dagster_project import durable
from dagster_project.settings import Home
from tests import fictional
from tests.bench_full import MAKE_DUMP, make_dump, run
from tests.score.corpus import Row, rows

MORE = 1_000


def make_more(path: Path) -> None:
    """A CSV of a thousand messages whose numbers no dump of `make_dump` has, so that each is a cable of its own.

    That gives a message again under serials of whole hundred thousands more; here it is half of one more. A message
    that is read under another number would be one more version of a cable that is there, and is left out.
    """
    if not MAKE_DUMP.exists():
        path.write_text(fictional.as_csv(fictional.generate(MORE, seed=1_000_000)), encoding="utf-8", newline="")
        return
    made = path.with_name("to_renumber.csv")
    make_dump(made, 2 * MORE)
    renumbered = (renumber(row, 60_050_000) for row in rows(made))
    with path.open("w", encoding="utf-8", newline="") as file:
        for n, row in enumerate(islice(filter(None, renumbered), MORE), 1):
            created = f"{row.created:%-m/%-d/%Y} 0:00"
            fields = (str(n), created, row.cable_id, "", "", "", row.header, row.body)
            file.write(",".join('"' + field.replace("\\", "\\\\").replace('"', '\\"') + '"' for field in fields) + "\n")
    made.unlink()


def renumber(row: Row, more: int) -> Row | None:
    """A message under a serial so much higher, in its number, heading and text; None where its text has another."""
    number = re.fullmatch(r"(\d\d[A-Z]+)(\d+)", row.cable_id)
    if not number:
        return None
    serial = str(int(number[2]) + more)
    body, times = re.subn(rf"\b0*{number[2]}\b", serial.zfill(6), row.body, count=1)
    header = re.sub(rf"#0*{int(number[2]) % 10_000}\b", f"#{serial[-4:]}", row.header, count=1)
    renumbered = row._replace(cable_id=number[1] + serial, header=header, body=body)
    return renumbered if times and renumbered.read().cable_id == renumbered.cable_id else None


def copying(home: Home) -> float:
    """Seconds to copy the warehouse file and bring the copy to disk."""
    copy = home.warehouse.with_name("copy")
    started = time.monotonic()
    durable.copy(home.warehouse, copy)
    durable.sync(copy)
    seconds = time.monotonic() - started
    copy.unlink()
    return seconds


def last_star(home: Home) -> dict:
    """What the journal has of the last step that loaded."""
    lines = map(json.loads, (home.logs / "cables.jsonl").read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line.get("step") == "loading"][-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[25_200, 100_200])
    parser.add_argument("--folder", type=Path, default=None)
    chosen = parser.parse_args()
    names = ("messages", "load", "1,000 more", "share", "its star", "copying", "the rest", "file MB", "copy to disk")
    print("".join(f"{name:>13}" for name in names))
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
            home = Home(Path(name) / "home")
            cables = [sys.executable, "-c", "from dagster_project.cli import main; main()"]
            dump, new = Path(name) / "dump.csv", Path(name) / "more.csv"
            make_dump(dump, size)
            make_more(new)
            full, more = (
                run([*cables, "load", path, "--home", home.path, "--no-marts", "--json"])[0] for path in (dump, new)
            )
            star = last_star(home)
            print(f"{size:>13,}{full:>13.1f}{more:>13.1f}{more / full:>13.3f}", end="")
            took, copy = star["seconds"], star["copying"]
            print(f"{took:>13.2f}{copy:>13.2f}{took - copy:>13.2f}", end="")
            print(f"{home.warehouse.stat().st_size / 1e6:>13,.0f}{copying(home):>13.1f}", flush=True)


if __name__ == "__main__":
    main()
