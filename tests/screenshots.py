"""Pictures of the dashboard over `examples/`, into docs/screenshots.

python -m tests.screenshots
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parent))
from browsing import chromium, drawn, served
from conftest import EXAMPLES, PROGRAM

from dagster_project.settings import ROOT

PICTURES = ROOT / "docs" / "screenshots"
SHOTS = {
    "overview": ("/", "light", 1620),
    "network": ("/network", "dark", 1420),
}
"""Address, theme and height in pixels, by name."""

COLOURS = 255


def main() -> None:
    """Load the examples, and take every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        subprocess.run([*PROGRAM, "load", str(EXAMPLES), "--home", home], check=True, stdout=subprocess.DEVNULL)
        with served("--home", home) as address, chromium() as browser:
            for name, (path, theme, height) in SHOTS.items():
                page = browser.new_page(viewport={"width": 1280, "height": height}, color_scheme=theme)
                page.goto(address + path)
                drawn(page)
                # charts draw themselves after the script has ended
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(1500)
                file = PICTURES / f"{name}.png"
                page.screenshot(path=file)
                Image.open(file).convert("RGB").quantize(COLOURS).save(file, optimize=True)
                print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:,.0f} KB")
                page.close()


if __name__ == "__main__":
    main()
