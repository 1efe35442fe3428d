"""A dump of full size, from the CSV to the published warehouse, beside the floor: DuckDB only copying it.

    python -m tests.bench_full [--rows 251287] [--dump CSV] [--folder FOLDER]

Makes the CSV (with `../shared/tools/make_dump.py` where that is, else from the fictional telegrams) unless one is
given. The floor is what DuckDB needs to copy it to zstd Parquet and that into a table. Then `cables load` of the same
file, as anyone runs it; how long each step took is what Dagster wrote down, its CPU time and memory are those of all
its processes together, looked at ten times a second. At last every question is asked of the warehouse.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import dagster as dg

from dagster_project import warehouse
from dagster_project.settings import ROOT, SQL, Home
from tests import fictional

MAKE_DUMP = ROOT.parent / "shared" / "tools" / "make_dump.py"
FLOOR = """
import duckdb, sys
source, parquet, database = sys.argv[1:]
duckdb.sql("set enable_progress_bar = false")
reading = f"read_csv('{source}', header=false, all_varchar=true, quote='\\"', escape='\\\\', strict_mode=false, " \\
    "max_line_size=100000000, parallel=false)"
duckdb.sql(f"copy (from {reading}) to '{parquet}' (format parquet, compression zstd)")
with duckdb.connect(database) as connection:
    connection.sql("set enable_progress_bar = false")  # it is drawn on standard output, a terminal or not
    connection.sql(f"create table messages as from '{parquet}'")
    print(connection.sql("select count(*) from messages").fetchone()[0])
"""
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Look(NamedTuple):
    """All processes of a command at one moment: CPU-seconds so far, of those that ended as well, and memory."""

    at: float
    cpu: float
    bytes: int


def run(command: Sequence[str | Path], environment: dict[str, str] | None = None) -> tuple[float, list[Look], str]:
    """Run a command; seconds, what its processes were seen to take, and what it said."""
    start = time.time()
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, text=True, env=os.environ | (environment or {})
    )
    looks: list[Look] = []
    ended = threading.Event()

    def watch() -> None:
        seen: dict[int, float] = {}
        while not ended.wait(0.1):
            memory = 0
            for pid in [process.pid, *_below(process.pid)]:
                if (found := _look(pid)) is not None:
                    seen[pid] = found[0]
                    memory += found[1]
            looks.append(Look(time.time(), sum(seen.values()), memory))

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, _ = process.communicate()
    ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return time.time() - start, looks, said


def _look(pid: int) -> tuple[float, int] | None:
    """CPU-seconds of a process, and its memory without what it shares with others."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        pages = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / _TICKS, (int(pages[1]) - int(pages[2])) * _PAGE


def _below(pid: int) -> list[int]:
    """Processes that a process started, and those that they started."""
    try:
        children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _children(task)]
    except OSError:
        return []
    return children + [grandchild for child in children for grandchild in _below(child)]


def _children(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except OSError:
        return []


def make_dump(path: Path, rows: int) -> None:
    """A CSV of so many messages, of which no two are alike."""
    if MAKE_DUMP.exists():
        subprocess.run([sys.executable, MAKE_DUMP, "--rows", str(rows), "--out", path], check=True)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        for seed in range(-(-rows // 300)):
            file.write(fictional.as_csv(fictional.generate(min(300, max(150, rows - 300 * seed)), seed=seed)))


def steps(home: Path) -> list[tuple[str, float, float]]:
    """Name, beginning and end of each step of all runs in a home folder."""
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        stats = [each for run in instance.get_runs() for each in instance.get_run_step_stats(run.run_id)]
    return sorted(((each.step_key, each.start_time, each.end_time) for each in stats), key=lambda step: step[1])


def ask(home: Path) -> None:
    """Print how long each question of `sql/questions` takes with its own values: the better of two times."""
    with warehouse.connect(Home(home)) as connection:
        for file in sorted((SQL / "questions").glob("*.sql")):
            taken = []
            for _ in range(2):
                started = time.monotonic()
                rows = connection.execute(file.read_text(encoding="utf-8")).to_arrow_table().num_rows
                taken.append(time.monotonic() - started)
            print(f"{file.stem:<28}{min(taken):>10.2f}{rows:>10,} rows", flush=True)


def _within(looks: list[Look], start: float, end: float) -> tuple[float, float]:
    """CPU-seconds and highest memory in MB between two moments."""
    inside = [look for look in looks if start <= look.at <= end] or looks[-1:]
    return inside[-1].cpu - inside[0].cpu, max(look.bytes for look in inside) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=251_287)
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--folder", type=Path, default=None)
    chosen = parser.parse_args()
    if chosen.folder:
        chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        dump = chosen.dump or folder / "cables.csv"
        if not chosen.dump:
            make_dump(dump, chosen.rows)
        print(f"{dump.stat().st_size / 1e6:,.0f} MB in {os.cpu_count()} cores")
        print(f"{'':<28}{'seconds':>10}{'CPU':>10}{'peak MB':>10}{'of the floor':>14}")
        floor, looks, rows = run([sys.executable, "-c", FLOOR, dump, folder / "floor.parquet", folder / "floor.duckdb"])
        _print("floor: CSV, Parquet, table", floor, looks[-1].cpu, max(look.bytes for look in looks) / 1e6, floor)
        home = folder / "home"
        cables = [sys.executable, "-c", "from dagster_project.cli import main; main()"]
        whole, looks, _ = run([*cables, "load", dump, "--home", home, "--json"])
        began = looks[0].at
        found = steps(home)
        _print("start and discovery", found[0][1] - began, *_within(looks, 0, found[0][1]), floor)
        for step, start, end in found:
            _print(step, end - start, *_within(looks, start, end), floor)
        _print("whole load", whole, looks[-1].cpu, max(look.bytes for look in looks) / 1e6, floor)
        print(f"{int(rows) / whole:,.0f} of {int(rows):,} messages a second")
        ask(home)


def _print(name: str, seconds: float, cpu: float, peak: float, floor: float) -> None:
    print(f"{name:<28}{seconds:>10.1f}{cpu:>10.1f}{peak:>10,.0f}{seconds / floor:>14.2f}", flush=True)


if __name__ == "__main__":
    main()
