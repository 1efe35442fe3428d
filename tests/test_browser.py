"""The dashboard in a browser: one server and one Chromium for the whole file, over the examples, a hostile cable, and
the corpus where one lies beside the checkout.

Set `CABLES_TEST_BROWSER` to the path of another Chromium.
"""

import csv
import http.client
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from browsing import BROWSER, chromium, drawn, served
from conftest import PROGRAM
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from dagster_project import warehouse
from dagster_project.settings import ROOT, Home

if not BROWSER:
    pytest.skip("no Chromium is installed: apt-get install chromium", allow_module_level=True)

# the first visit after the start is to a page in the depth, of which Streamlit then knows nothing yet
PAGES = {
    "/read?cable=08PARIS1600": "Find and read",
    "/": "Overview",
    "/secrecy": "Secrecy",
    "/network": "Network",
    "/topics": "Topics",
    "/threads": "Threads",
    "/threads?cable=03STATE5402": "Threads",
    "/read": "Find and read",
    "/load": "Load quality",
}
CORPUS = ROOT.parent / "shared" / "corpus"
HOSTILE_ID = "08PARIS9901"
MARKUP = "<script>document.title='owned'</script> [x](javascript:alert(1)) :red[x] $y$ <img src=x onerror=alert(1)>"
HEBREW = "שלום עולם"
LONG = "Fog came in from the sea. " * 12_000
HOSTILE = f"""\
R 211047Z AUG 08
FM AMEMBASSY PARIS
TO RUEHC/SECSTATE WASHDC 4147

C O N F I D E N T I A L PARIS 009901

TAGS: PREL, FR
SUBJECT: {MARKUP}
REF: PARIS 1600

1. (C) Lantern {MARKUP}

2. (C) {HEBREW} \u202ehidden\u202c and after.

3. (C) =1+1

4. (U) {LONG}
"""


@pytest.fixture(scope="module")
def home(loaded: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of the examples with a hostile cable, and the corpus where there is one."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(loaded.path, folder / "home")
    (folder / "hostile").mkdir()
    (folder / "hostile" / f"{HOSTILE_ID}.txt").write_text(HOSTILE, encoding="utf-8")
    dumps = [folder / "hostile", *CORPUS.glob("cablegate_csv/cables.csv")]
    command = [*PROGRAM, "load", *map(str, dumps), "--home", str(folder / "home")]
    subprocess.run(command, capture_output=True, check=True)
    return Home(folder / "home")


@pytest.fixture(scope="module")
def address(home: Home) -> Iterator[str]:
    """Where the dashboard is served."""
    with served("--home", str(home.path)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page and waits until it is drawn; at the end, nothing went wrong and nothing was asked elsewhere."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def opened(path: str, **context: object) -> Page:
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **context}))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: is_error(said) and wrong.append(said.text))
        page.on("request", lambda request: elsewhere(request.url) and wrong.append(f"asked {request.url}"))
        page.on("response", lambda response: failed(response.url, response.status) and wrong.append(response.url))
        page.on("dialog", lambda dialog: wrong.append(f"dialog {dialog.message}"))
        page.goto(address + path)
        drawn(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def is_error(said: ConsoleMessage) -> bool:
    """Whether a line of the console is an error; of answers of 400 and more `failed` judges, who knows the address."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def failed(url: str, status: int) -> bool:
    """Whether an answer is an error. Streamlit looks for itself below the page's own address first."""
    return status >= 400 and not re.search(r"/\w+/_stcore/(health|host-config)$", url)


def elsewhere(url: str) -> bool:
    return not re.match(r"(https?|ws)://127\.0\.0\.1:|data:|blob:", url)


def metric(page: Page, label: str) -> str:
    found = page.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
    return found.get_by_test_id("stMetricValue").inner_text()


def count(home: Home, where: str) -> str:
    return f"{warehouse.query(home, f'select count(*) from cables where {where}').rows[0][0]:,}"


OVERLAPPING = """() => [...document.querySelectorAll('.role-axis-label')].flatMap(axis => {
    const shown = [...axis.querySelectorAll('text')].filter(label => label.getAttribute('opacity') !== '0')
    const boxes = shown.map(label => label.getBoundingClientRect())
    const meet = (one, other) => one.left < other.right - 2 && other.left < one.right - 2
        && one.top < other.bottom - 2 && other.top < one.bottom - 2
    return shown.slice(1).flatMap((label, before) => meet(boxes[before], boxes[before + 1])
        ? [`${shown[before].textContent} / ${label.textContent}`] : [])
})"""
"""Labels of an axis, each with the one that is drawn over it."""

BEYOND = """() => [...document.querySelectorAll(
    '[data-testid=stMain] :is(p, a, li, h1, h2, h3, button, input, svg.marks)')]
    .filter(node => node.checkVisibility() && !node.closest('[role=tablist]'))
    .filter(node => node.getBoundingClientRect().right > innerWidth + 1)
    .map(node => node.outerHTML.slice(0, 80))"""
"""What goes on beyond the right edge of the window, cut or not; a row of tabs scrolls by itself."""


def charted(page: Page) -> None:
    """Wait until all charts are drawn."""
    charts = page.get_by_test_id("stVegaLiteChart").count()
    expect(page.locator("svg.marks")).to_have_count(charts, timeout=30_000)


@pytest.mark.parametrize(("path", "title"), PAGES.items())
def test_page_loads_without_an_error_and_fits_a_phone(open_page: Callable[..., Page], path: str, title: str) -> None:
    page = open_page(path, viewport={"width": 375, "height": 800})
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    main = page.get_by_test_id("stMain")
    charted(page)
    assert main.evaluate("node => node.scrollWidth") <= 375
    assert page.evaluate(BEYOND) == []
    assert page.evaluate(OVERLAPPING) == []


def test_bars_of_a_list_that_is_cut_keep_the_room_of_their_names(open_page: Callable[..., Page]) -> None:
    page = open_page("/secrecy")
    least = page.get_by_role("spinbutton", name="Posts with at least so many cables")
    least.fill("1")
    least.press("Enter")
    expect(page.get_by_text("The first 30 of")).to_be_visible()
    drawn(page)
    charted(page)
    assert page.evaluate(OVERLAPPING) == []


def test_filter_changes_the_numbers_to_those_of_sql_and_stands_in_the_address(
    open_page: Callable[..., Page], home: Home
) -> None:
    page = open_page("/")
    assert metric(page, "Cables") == count(home, "true")
    page.get_by_role("combobox", name="Classification").click()
    page.get_by_role("option", name="secret", exact=True).click()
    secret = count(home, "class_level = 3")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(secret)
    assert page.url.endswith("/?level=secret")
    page.keyboard.press("Escape")
    page.get_by_test_id("stSidebarNav").get_by_text("Find and read").click()
    expect(page.get_by_text(f"{secret} cables; 1 to 20")).to_be_visible()
    assert "level=secret" in page.url
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_text(f"{count(home, 'true')} cables; 1 to 20")).to_be_visible()


def test_link_to_a_filtered_view_restores_it(open_page: Callable[..., Page], home: Home) -> None:
    page = open_page("/?post=STATE&post=SNOOZEBURG&level=confidential&from=2005-01-01&to=2008-12-31&tag=FD")
    narrowed = """post in ('STATE', 'SNOOZEBURG') and class_level = 2 and date between '2005-01-01' and '2008-12-31'
        and cable_id in (select cable_id from tags where tag = 'FD')"""
    assert metric(page, "Cables") == count(home, narrowed) != "0"


def test_link_to_a_cable_restores_it_with_the_way_back(open_page: Callable[..., Page], home: Home) -> None:
    page = open_page("/read?q=boillon 08paris1600&level=confidential")
    page.get_by_role("link", name="08PARIS1600").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("FRENCH PRESIDENCY ON SITUATION IN GEORGIA")
    assert "cable=08PARIS1600" in page.url and "level=confidential" in page.url
    expect(page.get_by_text("We met August 20 with Boris Boillon")).to_be_visible()
    page.get_by_role("tab", name="Heading").click()
    expect(page.get_by_text("FM AMEMBASSY PARIS", exact=False).first).to_be_visible()
    page.get_by_role("link", name="To the list").click()
    expect(page.get_by_role("textbox", name="Words in number")).to_have_value("boillon 08paris1600")
    expect(page.get_by_role("link", name="08PARIS1600")).to_be_visible()


def test_words_find_what_sql_finds_and_show_where(open_page: Callable[..., Page], home: Home) -> None:
    page = open_page("/read?q=foghorn")
    shown = "paragraphs anti join withheld_paragraphs using (cable_id, message_id, ordinal)"
    found = count(home, f"cable_id in (select cable_id from {shown} where text ilike '%foghorn%')")
    expect(page.get_by_text(f"{found} cables; 1 to")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("Foghorn")


def test_hostile_cable_is_shown_as_it_was_typed(open_page: Callable[..., Page], home: Home) -> None:
    for path in (f"/read?q=lantern {HOSTILE_ID.lower()}", "/threads?cable=08PARIS1600", f"/read?cable={HOSTILE_ID}"):
        page = open_page(path)
        expect(page.get_by_text(MARKUP).first).to_be_visible()
        assert "owned" not in page.title()
        assert page.locator("script:text('owned'), img[src='x'], a[href^='javascript']").count() == 0
    texts = page.locator(".cw-text")
    assert texts.nth(1).inner_text().startswith(HEBREW)
    assert texts.nth(1).evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert len(texts.nth(3).inner_text()) > 300_000
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.get_by_test_id("stMain").evaluate("node => node.scrollWidth") <= 375


def test_table_behind_a_chart_is_sent_when_it_is_opened(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        received: list[bytes] = []
        page.on("websocket", lambda stream: stream.on("framereceived", lambda frame: received.append(frame)))
        page.goto(address)
        drawn(page)
        charted(page)
        assert not any(b"csv-traffic" in frame for frame in received)
        page.get_by_role("button", name="Table and downloads").first.click()
        expect(page.get_by_test_id("stDataFrame")).to_be_visible()
        assert any(b"csv-traffic" in frame for frame in received)


def test_download_holds_what_is_shown_and_no_formula(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(f"/read?cable={HOSTILE_ID}")
    page.get_by_role("button", name="Table and downloads").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "paragraphs.csv")
    csv.field_size_limit(1_000_000)
    with (tmp_path / "paragraphs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"][:12] for row in rows] == [f"Lantern {MARKUP}"[:12], HEBREW + " \\u"[:3], "'=1+1", LONG[:12]]


def test_download_of_a_search_holds_all_that_is_found_not_only_the_page(
    open_page: Callable[..., Page], home: Home, tmp_path: Path
) -> None:
    page = open_page("/read")
    of_all = warehouse.query(home, "select count(*) from cables").rows[0][0]
    assert of_all > 20
    expect(page.get_by_text(f"{of_all} cables; 1 to 20")).to_be_visible()
    page.get_by_role("button", name="Table and downloads").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Parquet").click()
    download.value.save_as(tmp_path / "cables.parquet")
    assert pq.read_metadata(tmp_path / "cables.parquet").num_rows == of_all


def channels(colour: str) -> list[float]:
    """Red, green, blue and opacity of a colour as CSS says it, each from 0 to 1."""
    red, green, blue, *opacity = map(float, re.findall(r"[\d.]+", colour))
    return [red / 255, green / 255, blue / 255, *(opacity or [1.0])]


def luminance(parts: list[float]) -> float:
    """Of red, green and blue, by WCAG: 0 for black to 1 for white."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


WRITTEN = """() => [...document.querySelectorAll(
    '[data-testid=stMain] :is(h1, h3, p, svg.marks text, a.cw-link, .cw-meta, .cw-subject, .cw-snippet)')]
    .filter(node => node.textContent).map(node => {
        let opacity = 1
        for (let around = node; around; around = around.parentElement) opacity *= getComputedStyle(around).opacity
        return [getComputedStyle(node)[node.closest('svg') ? 'fill' : 'color'], opacity, node.textContent]
    })"""
"""Colour, opacity and words of what is written on a page."""


@pytest.mark.parametrize("path", ["/", "/network", "/threads?cable=03STATE5402", "/read"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_dark_where_the_system_is_and_its_words_are_read_on_it(
    open_page: Callable[..., Page], scheme: str, path: str
) -> None:
    page = open_page(path, color_scheme=scheme)
    charted(page)
    below = channels(page.get_by_test_id("stApp").evaluate("node => getComputedStyle(node).backgroundColor"))
    assert luminance(below) > 0.9 if scheme == "light" else luminance(below) < 0.05
    for colour, opacity, said in page.evaluate(WRITTEN):
        *over, own_opacity = channels(colour)
        opacity *= own_opacity
        seen = [part * opacity + under * (1 - opacity) for part, under in zip(over, below, strict=False)]
        dark, bright = sorted((luminance(below), luminance(seen)))
        assert not opacity or (bright + 0.05) / (dark + 0.05) > 3.5, (colour, opacity, said)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"{wanted} is not reached with Tab")


def test_filters_can_be_set_with_the_keyboard_alone(open_page: Callable[..., Page], home: Home) -> None:
    page = open_page("/read")
    tab_to(page, page.get_by_role("combobox", name="Classification"))
    page.keyboard.type("secr")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{count(home, 'class_level = 3')} cables; 1 to 20")).to_be_visible()
    page.keyboard.press("Escape")
    tab_to(page, page.get_by_role("button", name="Clear filters"))
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{count(home, 'true')} cables; 1 to 20")).to_be_visible()
    tab_to(page, page.get_by_role("textbox", name="Words in number"))
    page.keyboard.type("boillon 08paris1600")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 cable; 1 to 1")).to_be_visible()
    link = page.get_by_role("link", name="08PARIS1600")
    tab_to(page, link)
    assert link.evaluate("node => getComputedStyle(node).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text("FRENCH PRESIDENCY")


def test_only_this_machine_is_answered_and_only_under_its_name(address: str) -> None:
    port = int(address.rsplit(":", 1)[1])
    with pytest.raises(ConnectionRefusedError):
        # an address of this machine too, where one listens that listens on all
        socket.create_connection(("127.0.0.2", port), timeout=5)
    assert {host: handshake(port, host) for host in (f"127.0.0.1:{port}", f"evil.example:{port}")} == {
        f"127.0.0.1:{port}": 101,
        f"evil.example:{port}": 403,
    }


def handshake(port: int, host: str) -> int:
    """The status of asking for the stream in which all that a page shows comes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    connection.request(
        "GET", "/_stcore/stream", headers={**upgrade, "Sec-WebSocket-Key": "x" * 22 + "==", "Host": host}
    )
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def test_nothing_found_says_so(open_page: Callable[..., Page]) -> None:
    for path in ("/?from=2007-01-01&to=2007-01-01", "/secrecy?level=top+secret", "/read?q=xyzzy"):
        page = open_page(path)
        expect(page.get_by_text("Nothing here for these filters").first).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)


def test_place_without_marts_says_what_to_do_and_shows_them_when_they_are_there(
    open_page: Callable[..., Page], home: Home
) -> None:
    away = home.marts.rename(home.path / "away")
    try:
        page = open_page("/")
        expect(page.get_by_text("There are no marts to show here yet")).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)
    finally:
        away.rename(home.marts)
    page.reload()
    expect(page.get_by_text("Traffic by classification")).to_be_visible()


def test_protected_paragraph_that_the_marts_hold_is_masked_until_one_asks(
    open_page: Callable[..., Page], home: Home
) -> None:
    cable_id, said = warehouse.query(
        home,
        "select cable_id, regexp_extract(text, '\\w+ \\w+ \\w+') from withheld_paragraphs join paragraphs "
        "using (cable_id, message_id, ordinal) where reason = 'protect phrase' order by all limit 1",
    ).rows[0]
    page = open_page(f"/read?cable={cable_id}")
    expect(page.get_by_text("withheld").first).to_be_visible()
    expect(page.get_by_text("Show protected paragraphs")).to_have_count(0)
    # a page that is open goes on with the marts that take the place of those it was drawn from
    subprocess.run(
        [*PROGRAM, "marts", "--include-protected", "--home", str(home.path)], capture_output=True, check=True
    )
    page.reload()
    expect(page.get_by_text("Show protected paragraphs")).to_be_visible()
    expect(page.get_by_text(said)).to_have_count(0)
    page.get_by_text("Show protected paragraphs").click()
    expect(page.get_by_text(said).first).to_be_visible()
