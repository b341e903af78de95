"""The page in a browser: nothing is complained of or fetched, charts are drawn, tables work."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import made_tables
import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from jixiao.report import write_report

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MARKS = "e => [...e.querySelectorAll('g.role-mark:not(.mark-text) path')]"
Visit = Callable[[Path], Page]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine"),
]


class Heard:
    """What the page complained of and asked for."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def listen(self, page: Page) -> None:
        """Take down all that ``page`` says from now on."""
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def heard() -> Heard:
    """The ears of a test."""
    return Heard()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser that nobody used before."""
    profile = tmp_path_factory.mktemp("profile")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=BROWSER, headless=True, args=FLAGS,
            viewport={"width": 1280, "height": 900},
        )  # fmt: skip
        yield context
        context.close()


@pytest.fixture
def visit(browser: BrowserContext, heard: Heard) -> Iterator[Visit]:
    """Open a report in a page of its own; all charts are drawn when it gives the page."""
    page = browser.new_page()
    heard.listen(page)

    def go(path: Path) -> Page:
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-drawn]", timeout=30_000)
        return page

    yield go
    page.close()


def column(page: Page, listing: str, index: int) -> list[str]:
    """The cells of a column that are shown."""
    cells = page.locator(f"#{listing} tbody tr:not([hidden]) td:nth-child({index})")
    return cells.all_inner_texts()


def test_quiet_and_every_chart_is_drawn(report: Path, visit: Visit, heard: Heard) -> None:
    page = visit(report)
    charts = page.locator("[data-chart]").all()
    assert len(charts) >= 9
    for chart in charts:
        key = chart.get_attribute("data-chart")
        widths = chart.evaluate(f"e => ({MARKS})(e).map(m => m.getBoundingClientRect().width)")
        assert len(widths) == int(chart.get_attribute("data-marks") or 0), key
        assert max(widths) > 4, key
    assert heard.complaints == []
    assert heard.requests == [report.as_uri()]


def test_text_of_documents_does_not_run(tmp_path: Path, visit: Visit, heard: Heard) -> None:
    made_tables.write_corpus(tmp_path, 3)
    name = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"
    for path in tmp_path.glob("*.csv"):
        path.write_text(path.read_text("utf-8").replace("第0县财政局", name), "utf-8")
    write_report(tmp_path, tmp_path / "report.html")
    page = visit(tmp_path / "report.html")
    page.locator("#documents input").fill("onerror")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img").count() == 0
    assert name in page.locator("#documents tbody td").first.inner_text()
    assert heard.complaints == []


def test_tables_sort_by_mouse_and_keyboard(report: Path, visit: Visit) -> None:
    page = visit(report)
    head = page.locator("#documents th", has_text="自评总分")
    head.locator("button").click()
    rising = [float(cell) for cell in column(page, "documents", 6)]
    assert rising == sorted(rising)
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert [float(cell) for cell in column(page, "documents", 6)] == rising[::-1]
    assert head.get_attribute("aria-sort") == "descending"
    page.locator("#documents th button").first.click()
    assert page.locator("#documents th[aria-sort]").count() == 1


def test_tables_filter_by_choice_and_words(report: Path, visit: Visit) -> None:
    page = visit(report)
    page.locator("#documents label", has_text="年度").locator("select").select_option("2022")
    assert column(page, "documents", 2) == ["2022"] * 4
    page.locator("#documents input").fill("第1县 教育")
    expect(page.locator("#documents .more")).to_have_text("显示 1 行，符合条件的 1 行。")
    assert "第1县" in "".join(column(page, "documents", 1))


def test_long_tables_open_bit_by_bit(report: Path, visit: Visit) -> None:
    page = visit(report)
    assert len(column(page, "problems", 1)) == 50
    page.locator("#problems .more button").click()
    assert len(column(page, "problems", 1)) == 72


def test_findings_are_found_and_chosen(report: Path, visit: Visit) -> None:
    page = visit(report)
    groups = page.locator("details.group")
    page.locator(".findings select").select_option("警告")
    assert groups.locator("visible=true").filter(has_text="绩效目标完成").count() == 1
    assert page.locator("details.group:not([hidden])").count() == 1
    page.locator(".findings select").select_option("全部")
    page.locator(".findings input").fill("没有这样的字")
    page.wait_for_selector("details.group:not([hidden])", state="detached")
    assert page.locator(".findings .more").inner_text() == "显示 0 项。"


def test_paper_shows_what_is_folded(report: Path, visit: Visit, tmp_path: Path) -> None:
    page = visit(report)
    assert page.locator("details:not([open])").count() > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_narrow_page_does_not_scroll_sideways(report: Path, visit: Visit) -> None:
    page = visit(report)
    page.set_viewport_size({"width": 380, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
