"""What a thousand new messages cost, by the size of the warehouse that they are loaded into.

    python -m tests.bench_incremental [--sizes 25200 100200] [--folder FOLDER]

For each size, a multiple of 300, a dump of so many messages, made as those of `bench_full`, is loaded into a new home
folder, then one of a thousand others, both with `cables load --no-marts`. Told are the seconds of the whole commands,
and of the second one those of its step `star` and of the copy of the warehouse file in it, as the journal has them.
Then the warehouse file is copied once more and brought to disk: that alone may grow with the warehouse.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from dagster_project import durable
from dagster_project.settings import Home
from tests.bench_full import make_dump, run

MORE = 1_000


def make_dumps(folder: Path, rows: int) -> tuple[Path, Path]:
    """A CSV of so many messages, and one of a thousand others."""
    dump, longer, more = folder / "dump.csv", folder / "longer.csv", folder / "more.csv"
    make_dump(dump, rows)
    make_dump(longer, rows + MORE)
    with longer.open("rb") as source, more.open("wb") as target:
        source.seek(dump.stat().st_size)
        shutil.copyfileobj(source, target)
    longer.unlink()
    return dump, more


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
    names = ("messages", "load", "1,000 more", "share", "its star", "copying", "file MB", "copy to disk")
    print("".join(f"{name:>13}" for name in names))
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
            home = Home(Path(name) / "home")
            cables = [sys.executable, "-c", "from dagster_project.cli import main; main()"]
            full, more = (
                run([*cables, "load", dump, "--home", home.path, "--no-marts", "--json"])[0]
                for dump in make_dumps(Path(name), size)
            )
            star = last_star(home)
            print(f"{size:>13,}{full:>13.1f}{more:>13.1f}{more / full:>13.3f}", end="")
            print(f"{star['seconds']:>13.1f}{star['copying']:>13.1f}", end="")
            print(f"{home.warehouse.stat().st_size / 1e6:>13,.0f}{copying(home):>13.1f}", flush=True)


if __name__ == "__main__":
    main()
