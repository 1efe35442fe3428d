"""How long a visitor waits: first chart and whole page, page by page, in Chromium.

    python -m tests.bench_dashboard MARTS

Each page is opened in a browser context of its own, so nothing is in its cache: what is measured goes from asking for
the address to the first chart, list or table drawn, and to the end of the page's script with all charts drawn. The
first visit to a page computes its answers (the start has computed the overview's), the second finds them kept.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parent))
from browsing import chromium, drawn, served
from playwright.sync_api import Browser

PATHS = {
    "overview": "/",
    "secrecy": "/secrecy",
    "network": "/network",
    "topics": "/topics",
    "threads": "/threads?cable={cable}",
    "find": "/read",
    "search": "/read?q=minister",
    "read": "/read?cable={cable}",
    "load": "/load",
    "overview of one TAG": "/?tag=PREL",
    "network of one TAG": "/network?tag=PREL",
}
SHOWN = ".vega-embed canvas, .vega-embed svg, .cw-list, .cw-paragraph"


def visit(browser: Browser, url: str) -> tuple[float, float]:
    """Seconds to the first thing shown and to all of it."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        started = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.locator(SHOWN).first.wait_for(state="attached")
        first = time.perf_counter() - started
        drawn(page)
        charts = page.get_by_test_id("stVegaLiteChart").count()
        page.wait_for_function(f"document.querySelectorAll('.vega-embed :is(canvas, svg.marks)').length >= {charts}")
        return first, time.perf_counter() - started


def main() -> None:
    """Print a line a page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("marts", type=Path, help="folder of marts")
    folder = parser.parse_args().marts
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    newest = f"select cable_id from read_parquet('{folder / 'cables.parquet'}') order by date desc, cable_id limit 1"
    cable = duckdb.sql(newest).fetchone()[0]
    print(f"{manifest['warehouse']['cables']:,} cables; seconds to the first chart or list, and to the whole page")
    with served("--marts", str(folder)) as address, chromium() as browser:
        with browser.new_context() as context:
            # the browser has shown something before, though nothing of this
            context.new_page().goto(f"{address}/_stcore/health")
        for name, path in PATHS.items():
            url = address + path.format(cable=cable)
            (first, whole), (again, whole_again) = visit(browser, url), visit(browser, url)
            print(f"{name:20} {first:5.2f} {whole:5.2f}   again {again:5.2f} {whole_again:5.2f}", flush=True)


if __name__ == "__main__":
    main()
