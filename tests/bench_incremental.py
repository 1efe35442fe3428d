"""What a thousand new messages cost, by the size of the warehouse that they are loaded into.

    python -m tests.bench_incremental [--sizes 25000 100000] [--folder FOLDER]

For each size a dump of so many fictional messages is loaded into a new home folder, then one of a thousand more, as
anyone loads them. Both times are told twice: until the warehouse was published, and until the marts were, which are
written anew as a whole. Beside them stands that of copying the warehouse file and bringing the copy to disk, which
alone may grow with the warehouse until it is published.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from dagster_project import durable
from dagster_project.settings import Home
from tests import fictional
from tests.bench_full import run, steps

MORE = 1_000
_ELSEWHERE = 1_000_000
"""Seeds from here on make messages that are in no dump of the first."""


def make_dump(path: Path, rows: int, first_seed: int) -> None:
    """A CSV of so many messages, of which no two are alike."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for n in range(-(-rows // 300)):
            file.write(fictional.as_csv(fictional.generate(min(300, max(150, rows - 300 * n)), seed=first_seed + n)))


def copying(home: Home) -> float:
    """Seconds to copy the warehouse file and bring the copy to disk."""
    copy = home.warehouse.with_name("copy")
    started = time.monotonic()
    shutil.copyfile(home.warehouse, copy)
    durable.sync(copy)
    seconds = time.monotonic() - started
    copy.unlink()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[25_000, 100_000])
    parser.add_argument("--folder", type=Path, default=None)
    chosen = parser.parse_args()
    names = ("messages", "published", "1,000 more", "share", "with marts", "1,000 more", "share", "file copy")
    print("".join(f"{name:>12}" for name in names))
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
            home = Home(Path(name) / "home")
            published, whole = [], []
            for rows, seed in ((size, 0), (MORE, _ELSEWHERE)):
                dump = Path(name) / f"{rows}.csv"
                make_dump(dump, rows, seed)
                cables = [sys.executable, "-c", "from dagster_project.cli import main; main()"]
                seconds, looks, _ = run([*cables, "load", dump, "--home", home.path, "--json"])
                whole.append(seconds)
                published.append(max(end for step, _, end in steps(home.path) if step == "star") - looks[0].at)
            print(f"{size:>12,}", end="")
            for full, more in (published, whole):
                print(f"{full:>12.1f}{more:>12.1f}{more / full:>12.3f}", end="")
            print(f"{copying(home):>12.1f}", flush=True)


if __name__ == "__main__":
    main()
