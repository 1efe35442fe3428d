"""The scorecard's command: see the package."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from .card import score, unread
from .corpus import CORPUS
from .outcome import Outcome, gains_and_losses, load, table, write


def score_of(checkout: Path, corpus: Path) -> list[Outcome]:
    """Outcomes of the parser of another checkout, judged by this scorecard."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(__file__).resolve().parents[1]
        Path(folder, "tests").symlink_to(here)  # this folder has our tests and no parser: that comes from the checkout
        kept = Path(folder, "outcomes.json")
        command = [sys.executable, "-m", "tests.score", "--corpus", str(corpus.resolve()), "--json", str(kept)]
        environment = {"PYTHONPATH": str(checkout.resolve()), "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        return load(kept)


def main(arguments: list[str] | None = None) -> int:
    """Run the scorecard; 0 when it ran or there is no corpus here, 2 when what was asked for is not there."""
    parser = argparse.ArgumentParser(prog="python -m tests.score", description="How well the parser reads a corpus.")
    parser.add_argument("--corpus", type=Path, help="folder with cablegate_csv, gold and oracle")
    parser.add_argument("--differences", type=int, default=3, metavar="N", help="differences shown a field")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every outcome")
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--compare", type=Path, metavar="FILE", help="gains and losses against outcomes written before")
    other.add_argument("--against", type=Path, metavar="CHECKOUT", help="gains and losses against another checkout")
    asked = parser.parse_args(arguments)
    for path in (asked.corpus, asked.compare, asked.against):
        if path and not path.exists():
            print(f"{path} does not exist", file=sys.stderr)
            return 2
    corpus = asked.corpus or CORPUS
    if not corpus.exists():
        print(f"no corpus at {corpus}: nothing to score (give one with --corpus)")
        return 0
    outcomes, visible = score(corpus)
    left = unread(outcomes)
    print("\n".join(table(outcomes, asked.differences)))
    print(
        f"{sum(left):,} of {visible:,} characters unread ({sum(left) / visible:.4%}), {left.count(0)} cables read whole"
    )
    if asked.json:
        write(outcomes, asked.json)
    if asked.compare or asked.against:
        before = load(asked.compare) if asked.compare else score_of(asked.against, corpus)
        print("\n".join(gains_and_losses(before, outcomes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
