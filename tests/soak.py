"""`cables load` killed at random, again and again; then two loaders and three readers at once.

    python -m tests.soak [--rows 20000] [--kills 100] [--seconds 60] [--seed 1] [--dump CSV] [--folder FOLDER]

Makes a CSV of fictional telegrams, some of them repeated or damaged, unless one is given. An undisturbed load says
how long one takes. Loads into another home folder are then killed with all their processes, each after a random
time up to a third more than that, more of them early; one that comes to its end first is not killed, and the next
loads the dump again. What is published is looked at after each. When so many were killed, one more load is let
through, and lake and warehouse are compared with those of the undisturbed load, row by row. Exit status 1 where
rows are lost or doubled, half a state was seen, something was left behind, or a load failed of itself.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from dagster_project import warehouse
from dagster_project.settings import Home
from tests import fictional
from tests.crashes import differences, half_states, leftovers

PROGRAM = [sys.executable, "-c", "from dagster_project.cli import main; main()"]


def main() -> None:
    """Both parts, with their figures; see above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=60, help="how long loaders and readers are at it together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--folder", type=Path, help="where the temporary folder is made")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name).resolve()
        dump = asked.dump.resolve() if asked.dump else made(folder / "all.csv", asked.rows)
        wrong = kills(folder, dump, asked.kills, random.Random(asked.seed))
        wrong |= together(folder, asked.seconds)
    sys.exit(1 if wrong else 0)


def made(path: Path, rows: int, seed: int = 0) -> Path:
    """A CSV of so many fictional telegrams: in every 300 three come again and one row is damaged."""
    with path.open("w", encoding="utf-8", newline="") as file:
        while rows > 0:
            telegrams = fictional.generate(min(296, max(150, rows)), seed=seed)
            file.write(fictional.as_csv(telegrams) + fictional.as_csv(telegrams[:3]) + '"0","damaged"\n')
            rows -= len(telegrams) + 4
            seed += 1
    return path


def load(home: Home, dump: Path) -> subprocess.Popen[str]:
    """`cables load`, in a process group of its own."""
    command = [*PROGRAM, "load", str(dump), "--home", str(home.path)]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def kills(folder: Path, dump: Path, count: int, rnd: random.Random) -> bool:
    """Whether anything went wrong while so many loads were killed."""
    clean, home = Home(folder / "clean"), Home(folder / "killed")
    started = time.monotonic()
    said = load(clean, dump).communicate()[1]
    whole = time.monotonic() - started
    print(f"undisturbed: {messages(clean):,} messages in {whole:.1f} s", flush=True)
    killed: Counter[str] = Counter()
    wrong: list[str] = []
    finished = 0
    while killed.total() < count:
        process = load(home, dump)
        try:
            said = process.communicate(timeout=1.33 * whole * rnd.random() ** 3)[1]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            killed[at_work(home)] += 1
            if killed.total() % 10 == 0:
                took = time.monotonic() - started - whole
                print(f"{killed.total()} killed, {finished} came to their end, in {took:.0f} s", flush=True)
        else:
            finished += 1
            wrong += [said] if process.returncode else []
        wrong += half_states(home) if home.warehouse.exists() else []
        if finished and messages(home) != messages(clean):
            wrong.append(f"{messages(home):,} messages are published")
    took = time.monotonic() - started - whole
    print(f"{killed.total()} loads killed: {', '.join(f'{n} {step}' for step, n in killed.most_common())}")
    print(f"{finished} came to their end meanwhile, in {took:.0f} s", flush=True)
    process = load(home, dump)
    wrong += [process.communicate()[1]] if process.wait() else []
    apart = differences(home, clean)
    left = leftovers(home)
    lost, doubled = (sum(counts) for counts in zip((0, 0), *apart.values(), strict=True))
    print(f"{lost:,} rows lost, {doubled:,} too many {apart or ''}; {len(left)} files left behind; wrong: {wrong}")
    return bool(apart or left or wrong)


def messages(home: Home) -> int:
    """Messages of all dumps that are published."""
    return warehouse.query(home, "select sum(messages)::bigint from load_dumps").rows[0][0]


def at_work(home: Home) -> str:
    """The step that a killed load was at, by what it left."""
    if any(home.lake.glob("messages/.dump=*")):
        return "reading"
    if any(home.lake.glob("cables/.dump=*")):
        return "parsing"
    if any(home.warehouse.parent.glob("*.building*")):
        return "loading"
    return "between steps"


# -- loaders and readers ------------------------------------------------------------------------


def together(folder: Path, seconds: int) -> bool:
    """Whether anything went wrong while two loaders and three readers were at it for so long."""
    home = Home(folder / "shared")
    dumps = [made(folder / f"{seed}.csv", 1_000, seed) for seed in (1_000, 2_000)]
    load(home, dumps[0]).communicate()
    end = time.time() + seconds
    with ProcessPoolExecutor(5) as pool:
        loads = [pool.submit(load_until, end, home, dump) for dump in dumps]
        reads = [pool.submit(read_until, end, home) for _ in range(3)]
    loaded, waited, failed = map(sum, zip(*(each.result() for each in loads), strict=True))
    read, states, half = map(sum, zip(*(each.result() for each in reads), strict=True))
    print(f"{seconds} s: {loaded} loads, of which {waited} waited for another and {failed} said anything else")
    print(f"{read:,} reads of {states:,} states, {half} of them half; {len(leftovers(home))} files left behind")
    return bool(failed or half or leftovers(home))


def load_until(end: float, home: Home, dump: Path) -> tuple[int, int, int]:
    """Loads until that time: how many, how many of them waited, and how many failed or said anything else."""
    loaded = waited = failed = 0
    while time.time() < end:
        process = load(home, dump)
        said = process.communicate()[1].splitlines()
        others = [line for line in said if not line.startswith(f"{dump} (")]
        waits = [line for line in others if "another" in line and "waiting until it is done" in line]
        loaded += 1
        waited += bool(waits)
        # once for its turn to load, once for its turn to write the marts
        failed += bool(process.returncode or len(waits) > 2 or others != waits)
    return loaded, waited, failed


def read_until(end: float, home: Home) -> tuple[int, int, int]:
    """Reads until that time: how many, how many changes of state they saw, and how many saw half a state."""
    read = states = half = 0
    seen = None
    while time.time() < end:
        half += bool(half_states(home))
        found = warehouse.query(home, "select dump_id, finished_at from load_dumps order by all").rows
        states += found != seen
        seen = found
        read += 1
    return read, states, half


if __name__ == "__main__":
    main()
