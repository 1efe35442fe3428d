"""The dashboard as its own process, and a Chromium to look at it: for tests, pictures and timings."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from conftest import PROGRAM
from playwright.sync_api import Browser, Page, expect, sync_playwright

BROWSER = os.environ.get("CABLES_TEST_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
"""A Chromium of the system: Playwright's own is not always to be had."""


@contextmanager
def served(*options: str) -> Iterator[str]:
    """The address of a dashboard that is started with these options and stopped at the end."""
    server, port = start(*options)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def start(*options: str) -> tuple[subprocess.Popen, int]:
    """A dashboard that answers, and the port it answers on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*PROGRAM, "dashboard", *options, "--port", str(port)], stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not _answers(port):
        assert server.poll() is None and time.monotonic() < until, "the dashboard did not start"
        time.sleep(0.1)
    return server, port


def _answers(port: int) -> bool:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).status == 200
    except OSError:
        return False


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of its own process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


def drawn(page: Page) -> None:
    """Wait until the page has all that its script gives."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)
