"""The desk in a browser: an auditor's way from a word to its place on the page."""

from __future__ import annotations

import asyncio
import importlib.util
import io
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pandas as pd
import pypdfium2
import pytest
import uvicorn
from pdf_maker import Sheet, make_pdf
from playwright.sync_api import Locator, Page, expect, sync_playwright
from years import write_years

from jixiao.corrections.file import beside
from jixiao.desk.site import Site, desk_of
from jixiao.run.corpus import Settings, run_corpus

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
OCR = importlib.util.find_spec("rapidocr") is not None
HOSTILE_NAME = "<img src=x onerror=alert(1)>.docx"
HOSTILE = (
    "<script>alert(2)</script>财政局2020年度部门整体支出绩效自评报告",
    "一、存在问题",
    "园区'; DROP TABLE amounts; --管理不规范<script>alert(3)</script>。",
    "全年支出33.3万元，见../../../etc/passwd和<img src=x onerror=alert(4)>。",
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine"),
]


def scanned() -> bytes:
    """The picture of a small page."""
    sheet = Sheet((420.0, 260.0)).text(40, 60, "城市管理局2021年度部门整体支出绩效自评报告", 15)
    sheet.text(40, 140, "一、履职情况", 15).text(40, 200, "全年维修路灯1350盏，支出86.5万元。", 15)
    out = io.BytesIO()
    pypdfium2.PdfDocument(make_pdf([sheet]))[0].render(scale=2.5).to_pil().save(
        out, "PNG", dpi=(180, 180)
    )
    return out.getvalue()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A PDF, a docx with a table, a hostile text, a scan, the reports of two years; and a run."""
    corpus, out = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    first = Sheet().text(70, 100, "益阳市林业局2022年度部门整体支出绩效自评报告")
    second = Sheet().text(70, 100, "二、收支情况").text(90, 400, "全年支出419.86万元，结余较大。")
    (corpus / "林业.pdf").write_bytes(make_pdf([first, second]))
    document = docx.Document()
    document.add_paragraph("民政局2023年度部门整体支出绩效自评报告")
    document.add_paragraph("结余资金未及时清理。")
    table = document.add_table(2, 2)
    for cell, text in zip(
        table._cells, ["项目", "支出（万元）", "救助<script>", "77.5"], strict=True
    ):
        cell.text = text
    document.save(str(corpus / "民政.docx"))
    write_years(corpus)
    hostile = docx.Document()
    for line in HOSTILE:
        hostile.add_paragraph(line)
    hostile.save(str(corpus / HOSTILE_NAME))
    if OCR:
        (corpus / "城管.png").write_bytes(scanned())
    run_corpus(Settings(corpus=corpus, out=out, jobs=1))
    return corpus, out


@pytest.fixture(scope="module")
def address(folders: tuple[Path, Path]) -> Iterator[str]:
    """The address of a desk over them."""
    corpus, out = folders
    listener = socket.create_server(("127.0.0.1", 0))
    app = Site(desk_of(out, corpus, False, "127.0.0.1")).app()
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """A page of its own; at the end nothing was complained of or asked from elsewhere."""
    heard: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda r: r.url.startswith(address) or heard.append(r.url))
        page.goto(address)
        yield page
        browser.close()
    assert heard == []


def search(page: Page, words: str) -> None:
    """Search by the keyboard alone: on the first page the box has the focus."""
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")


def test_from_a_word_of_two_characters_to_its_place_in_a_pdf(page: Page) -> None:
    search(page, "结余")
    expect(page.locator(".hits li")).to_have_count(2)
    page.get_by_role("link", name="2022").click()
    expect(page.locator(".hits li")).to_have_count(1)
    expect(page.locator(".hits mark")).to_have_text("结余")
    page.locator("a.hit").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    box = page.locator("rect.hit")
    expect(box).to_be_in_viewport()
    left, top, wide, high = (
        float(box.get_attribute(a) or 0) for a in ("x", "y", "width", "height")
    )
    assert left < 90 < 110 < left + wide
    assert top < 396 < top + high < 420
    mark = page.locator("svg a.t-amounts")
    expect(mark).to_have_count(1)
    mark.click()
    row = page.locator(".row.lit")
    expect(row).to_contain_text("419.86 万元")
    expect(row.get_by_text("命中规则")).to_be_visible()
    natural = page.evaluate(
        "async () => { const i = new Image(); await (i.src = "
        "document.querySelector('svg image').href.baseVal, i.decode()); return i.naturalWidth; }"
    )
    assert natural == pytest.approx(595 * 96 / 72, abs=2)


def test_a_docx_shows_its_table_and_its_text_as_text(page: Page) -> None:
    search(page, "77.5")
    page.locator("a.hit").click()
    cell = page.locator("table.grid td", has_text="77.5")
    expect(cell).to_be_in_viewport()
    expect(cell.locator(".hit")).to_have_text("77.5")
    expect(page.locator("table.grid td", has_text="救助")).to_have_text("救助<script>")
    page.locator(".row.t-amounts .line").click()
    expect(page.locator(".paper a.chosen")).to_have_text("77.5")


def test_csv_is_downloaded_and_read(page: Page, tmp_path: Path) -> None:
    search(page, "结余")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "hits.csv")
    table = pd.read_csv(tmp_path / "hits.csv", encoding="utf-8-sig")
    assert set(table["file"]) == {"林业.pdf", "民政.docx"}


def test_queries_from_a_file_of_excel(page: Page, tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_bytes("检索词\n结余\n没有\n".encode("gb18030"))
    page.get_by_role("link", name="批量检索").click()
    page.set_input_files("#file", tmp_path / "q.csv")
    page.get_by_role("button", name="检索", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("tbody tr").first).to_have_text("结余22")


def follow(page: Page, link: Locator) -> None:
    """Follow a link by the keyboard."""
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_the_ranking_to_a_sentence_in_its_source(page: Page) -> None:
    follow(page, page.get_by_role("link", name="反复的问题"))
    follow(page, page.get_by_role("link", name="次数"))
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("次数")
    page.get_by_label("省级").select_option("湖北省")
    page.wait_for_url("**province=**")
    row = page.locator("tbody tr", has_text="预算执行")
    expect(row.locator("td").nth(5)).to_have_text("4")
    follow(page, row.get_by_role("link"))
    follow(page, page.get_by_role("link", name="年底集中支付"))
    follow(page, page.get_by_role("link", name="襄阳市谷城县农业农村局"))
    expect(page.locator("a.hit")).to_have_text(["年底集中支付", "年底集中支付"])
    follow(page, page.locator("a.hit").first)
    mark = page.locator(".paper a.chosen")
    expect(mark).to_have_text("年底集中支付")
    expect(mark).to_be_in_viewport()
    expect(page.locator(".about")).to_contain_text("2023 年")


def test_two_passages_are_compared(page: Page) -> None:
    follow(page, page.get_by_role("link", name="反复的问题"))
    follow(page, page.get_by_role("link", name="雷同的文字"))
    page.get_by_label("关系").select_option("同一部门")
    page.wait_for_url("**between=same_department**")
    follow(page, page.locator("tbody tr", has_text="谷城县").get_by_role("link"))
    expect(page.locator(".passage").first.locator("mark")).to_have_text(["1.2", "800"])
    expect(page.locator(".passage").last.locator("mark")).to_have_text(["1.5", "860"])
    expect(page.locator(".passage-text").first).to_contain_text("<i>农民</i>")
    follow(page, page.locator(".passage").last.get_by_role("link", name="看原文"))
    expect(page.locator(".paper .hit").first).to_be_in_viewport()
    assert "建设1.5万亩" in "".join(page.locator(".paper .hit").all_text_contents())


def test_a_point_of_the_chart_leads_to_its_source(page: Page) -> None:
    follow(page, page.get_by_role("link", name="比较", exact=True))
    page.get_by_label("指标").select_option("budget_execution_rate")
    page.wait_for_url("**metric=budget_execution_rate**")
    page.get_by_label("2023", exact=True).check()
    page.get_by_role("button", name="比较").press("Enter")
    page.wait_for_url("**year=2023**")
    dots = page.locator(".chart a.dot")
    expect(dots).to_have_count(2)
    high, low = (
        page.locator(".chart a.dot", has_text=f"{n} %").locator("circle") for n in (99, 95)
    )
    boxes = (high.bounding_box(), low.bounding_box())
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] < boxes[1]["y"]
    with page.expect_navigation():
        low.click()
    expect(page.locator("h1")).to_contain_text("谷城县农业农村局 2023 年预算执行率")
    follow(page, page.locator(".evidence a").first)
    expect(page.locator(".paper a.chosen")).to_have_text("95%")
    expect(page.locator(".paper a.chosen")).to_be_in_viewport()


@pytest.mark.skipif(not OCR, reason="the extra ocr is absent")
def test_a_word_is_marked_on_the_picture_of_a_scan(page: Page) -> None:
    search(page, "路灯")
    follow(page, page.locator("a.hit"))
    expect(page.locator(".about")).to_contain_text("文字识别")
    box = page.locator("rect.hit")
    expect(box).to_be_in_viewport()
    left, top, wide, high = (
        float(box.get_attribute(a) or 0) for a in ("x", "y", "width", "height")
    )
    view = [float(n) for n in (page.locator(".sheet svg").get_attribute("viewBox") or "").split()]
    across, down = view[2] / 420, view[3] / 260
    assert left / across < 60
    assert (left + wide) / across > 200
    assert top / down < 196 < (top + high) / down < 225
    page.locator("svg a.t-amounts").click()
    expect(page.locator(".row.lit")).to_contain_text("86.5 万元")


def tab_to(page: Page, place: Locator) -> None:
    """Go to an element by the Tab key alone."""
    for _ in range(200):
        if place.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not reach it")


def test_a_value_is_corrected_by_the_keyboard_alone(
    page: Page, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    corpus, out = folders
    search(page, "419.86")
    tab_to(page, page.locator("a.hit"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/**")
    row = page.locator(".row.t-amounts")
    tab_to(page, row.locator("a.line"))
    page.keyboard.press("Enter")
    page.wait_for_url("**row=**")
    tab_to(page, row.get_by_text("更正这一行"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("金额（万）"))
    page.keyboard.press("Control+A")
    page.keyboard.type("418.86")
    tab_to(page, page.get_by_label("理由"))
    page.keyboard.type("原件第2页是418.86<b>万元")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("更正待用上")
    expect(row.locator("form.verdict").first).to_contain_text("419.86 → 418.86")

    try:
        assert run_corpus(Settings(corpus=corpus, out=out, jobs=1)).made == 1
        page.reload()
        expect(row).to_contain_text("418.86 万元")
        expect(row).to_contain_text("已更正")
        page.get_by_role("link", name="更正", exact=True).click()
        expect(page.locator("tbody tr")).to_have_count(2)
        expect(page.locator("tbody")).to_contain_text("原件第2页是418.86<b>万元")
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        download.value.save_as(tmp_path / "corrections.csv")
        table = pd.read_csv(tmp_path / "corrections.csv", encoding="utf-8-sig")
        assert list(table["status"]) == ["applied", "applied"]
        assert set(table["new"]) == {418.86}
        for left in (1, 0):
            page.get_by_role("button", name="撤回").first.press("Enter")
            expect(page.get_by_role("button", name="撤回")).to_have_count(left)
        expect(page.locator(".tag.c-withdrawn")).to_have_count(2)
    finally:
        beside(corpus).unlink(missing_ok=True)
        run_corpus(Settings(corpus=corpus, out=out, jobs=1))


def test_a_hostile_document_is_text_on_every_page(page: Page) -> None:
    search(page, "DROP TABLE")
    expect(page.locator("a.hit")).to_contain_text("DROP TABLE amounts;")
    expect(page.locator(".file")).to_have_text(HOSTILE_NAME)
    follow(page, page.locator("a.hit"))
    expect(page.locator(".paper")).to_contain_text("<script>alert(2)</script>财政局")
    expect(page.locator(".paper")).to_contain_text(
        "园区'; DROP TABLE amounts; --管理不规范<script>"
    )
    expect(page.locator(".paper")).to_contain_text("见../../../etc/passwd和<img src=x onerror")
    expect(page.locator(".about h1")).to_contain_text("<script>")
    home, _, _ = page.url.partition("/doc/")
    for path in ("", "/checks", "/recurring", "/similar", "/corrections", "/jixiao/documents"):
        page.goto(home + path)
        assert page.locator("main img, main script").count() == 0
