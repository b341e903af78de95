"""The parts of reading pictures that need no reader of characters."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from jixiao.document import Pipeline
from jixiao.ingest import images, pdf, pdf_scans, scan, scan_areas, scan_engine, scan_readings
from jixiao.ingest.read import read
from jixiao.ingest.scan_image import (
    Picture,
    Turn,
    grey,
    ink,
    slant,
    turned,
    without_seals,
    without_specks,
)
from jixiao.ingest.scan_numbers import figure_of, per_milles, repaired
from jixiao.ingest.scan_rules import erased, ruling
from jixiao.model.errors import Unreadable
from jixiao.model.tables import Amount, Reject
from jixiao.packs import load

SCALE = 200 / 72


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("支出1O3.5万元", "支出103.5万元"),
        ("支出l2.50万元", "支出12.50万元"),
        ("完成率99。79%", "完成率99.79%"),
        ("预算1.203.55万元", "预算1,203.55万元"),
        ("预算1,203,55万元", "预算1,203.55万元"),
        ("预算12,O36,125元", "预算12,036,125元"),
        ("（财预〔2018]34号）", "（财预〔2018〕34号）"),
        ("(益财绩[2023]3", "(益财绩〔2023〕3"),
    ],
)
def test_confused_characters_are_put_right(printed: str, meant: str) -> None:
    assert repaired(printed) == meant
    assert repaired(meant) == meant


@pytest.mark.parametrize(
    "text",
    [
        "预算1,203.55万元",
        "共3。50人参加",  # no unit of a figure
        "表1.203元",
        "OO万元",  # no digit
        "lO1万元",  # more letters than digits
        "10，200万元",  # may be two figures
        "1.5.5万元",
        "0.203.55万元",
        "型号A1O3元",
        "（2018）34号",
        "第1.2.3项5万元",
    ],
)
def test_what_has_no_one_reading_stays(text: str) -> None:
    assert repaired(text) == text


def test_per_mille() -> None:
    assert per_milles("控制在0.9%0以内，0.06%o") == [6, 15]
    assert per_milles("95%05批，50%，%0") == []


def page(wide: float = 400, high: float = 300) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (round(wide * SCALE), round(high * SCALE)), "white")
    return image, ImageDraw.Draw(image)


def picture_of(image: Image.Image) -> Picture:
    return Picture(np.asarray(image), SCALE)


def mask_of(picture: Picture) -> np.ndarray:
    return ink(grey(picture.pixels), 22)


def rule(draw: ImageDraw.ImageDraw, x0: float, y0: float, x1: float, y1: float) -> None:
    draw.line([round(side * SCALE) for side in (x0, y0, x1, y1)], fill="black", width=2)


def form(draw: ImageDraw.ImageDraw) -> None:
    """Three rows and three columns; the first two cells of the first row are one."""
    for y in (40, 80, 120, 160):
        rule(draw, 50, y, 350, y)
    for x in (50, 250, 350):
        rule(draw, x, 40, x, 160)
    rule(draw, 150, 80, 150, 160)


def test_the_tables_of_ruled_lines() -> None:
    image, draw = page()
    form(draw)
    for x in range(60, 200, 12):  # characters: strokes that are too short for rules
        draw.rectangle([x * SCALE, 50 * SCALE, (x + 9) * SCALE, 52 * SCALE], fill="black")
    picture = picture_of(image)
    _, (table,), rules = ruling(mask_of(picture), SCALE)
    assert table.xs == pytest.approx([50, 150, 250, 350], abs=1)
    assert table.ys == pytest.approx([40, 80, 120, 160], abs=1)
    assert table.cells[0] == (0, 0, 1, 2)
    assert len(table.cells) == 8
    clean = grey(erased(picture, rules, [table]).pixels)
    assert clean[round(40 * SCALE), round(200 * SCALE)] > 240
    assert clean[round(51 * SCALE), round(65 * SCALE)] < 20


def test_a_long_stroke_outside_of_tables_stays() -> None:
    image, draw = page()
    form(draw)
    rule(draw, 100, 200, 140, 200)
    picture = picture_of(image)
    _, tables, rules = ruling(mask_of(picture), SCALE)
    clean = grey(erased(picture, rules, tables).pixels)
    assert clean[round(200 * SCALE), round(120 * SCALE)] < 50


@pytest.mark.parametrize("degrees", [-4.2, -1.0, 0.7, 3.0])
def test_the_slant_of_a_page(degrees: float) -> None:
    image, draw = page()
    form(draw)
    found = slant(mask_of(picture_of(image.rotate(degrees, fillcolor="white"))))
    assert found == pytest.approx(-degrees, abs=0.15)


def test_a_level_page_is_left_alone() -> None:
    image, draw = page()
    form(draw)
    assert slant(mask_of(picture_of(image))) == 0
    assert slant(np.zeros((400, 300), bool)) == 0


@pytest.mark.parametrize("degrees", [0.0, 90.0, 180.0, 270.0, 2.5, 91.5])
def test_places_lead_back_to_the_page(degrees: float) -> None:
    image, draw = page()
    draw.rectangle([100 * SCALE, 50 * SCALE, 104 * SCALE, 54 * SCALE], fill="black")
    before = picture_of(image)
    after = turned(before, degrees)
    rows, columns = np.nonzero(grey(after.pixels) < 128)
    sizes = [(p.width / SCALE, p.height / SCALE) for p in (before, after)]
    x, y = Turn(degrees, *sizes).back(columns.mean() / SCALE, rows.mean() / SCALE)
    assert (float(x), float(y)) == pytest.approx((102, 52), abs=0.8)


def test_a_red_seal_goes_and_the_text_under_it_stays() -> None:
    image, draw = page()
    area = [round(side * SCALE) for side in (200, 100, 310, 210)]
    draw.ellipse(area, outline=(220, 30, 30), width=12)
    draw.rectangle([side * SCALE for side in (190, 150, 320, 153)], fill="black")
    draw.rectangle([side * SCALE for side in (50, 20, 350, 32)], fill=(220, 30, 30))  # red head
    cleared = without_seals(picture_of(image)).pixels
    assert cleared[round(102 * SCALE), round(255 * SCALE)].min() > 200
    assert cleared[round(151.5 * SCALE), round(255 * SCALE)].max() < 40
    assert tuple(cleared[round(26 * SCALE), round(200 * SCALE)]) == (220, 30, 30)


def test_nothing_of_a_pale_seal_is_ink() -> None:
    image, draw = page()
    area = [round(side * SCALE) for side in (200, 100, 310, 210)]
    draw.ellipse(area, outline=(205, 70, 75), width=6)
    worn = image.filter(ImageFilter.GaussianBlur(1))
    assert ink(grey(picture_of(worn).pixels), 20).any()
    assert not ink(grey(without_seals(picture_of(worn)).pixels), 20).any()


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def test_a_picture_of_too_many_pixels_is_refused_at_once() -> None:
    data = saved(Image.new("1", (20_000, 20_000)))
    begun = time.process_time()
    with pytest.raises(Unreadable, match="图片过大"):
        read(data)
    assert time.process_time() - begun < 2


def test_a_picture_without_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "installed", lambda: False)
    with pytest.raises(Unreadable, match=r'pip install "jixiao\[ocr\]"'):
        read(saved(Image.new("RGB", (300, 300), "white")))


def test_a_scanned_pdf_without_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "installed", lambda: False)
    with pytest.raises(Unreadable, match=r'pip install "jixiao\[ocr\]"'):
        read(saved(Image.new("RGB", (300, 300), "white"), "PDF"))


def test_too_many_pictures_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_engine, "SCANNED_PAGES", 2)
    monkeypatch.setattr(images, "installed", lambda: True)
    pages = [Image.new("L", (100, 100), "white") for _ in range(3)]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(Unreadable, match="扫描件页数过多"):
        read(data)


class Reader:
    """A reader of pictures that finds one line on each page, read with a slip."""

    halves_per_mille = False
    box = (100.0, 600.0, 320.0, 630.0)

    def find(self, picture: Picture) -> list[tuple[float, float, float, float]]:
        return [self.box]

    def read(
        self, picture: Picture, areas: Sequence[tuple[float, float, float, float]]
    ) -> list[scan_engine.Reading]:
        text = "全年支出1O3.5万元"
        edges = tuple(np.linspace(self.box[0], self.box[2], len(text) + 1).tolist())
        return [scan_engine.Reading(text, edges, 600.0, 630.0, 0.87) for _ in areas]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (images, pdf):
        monkeypatch.setattr(module, "installed", lambda: True)
    monkeypatch.setattr(scan, "engine", Reader)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("5O.2", "50.2"),
        ("48。90", "48.90"),
        ("50.2", None),
        ("O", None),
        ("1.1", None),
        ("甲1O", None),
    ],
)
def test_what_a_cell_among_figures_can_be(printed: str, meant: str | None) -> None:
    assert figure_of(printed) == meant


class TableReader:
    """A reader that finds the cells of a table, whose rows it takes for one line each."""

    halves_per_mille = False
    rows = (("指标", "预算数"), ("基本支出", "50.2"), ("项目支出", "48.9"), ("合计", "99.1"))

    def find(self, picture: Picture) -> list[tuple[float, float, float, float]]:
        at = picture.scale
        return [
            (x * at, (104 + 20 * row) * at, (x + 100) * at, (116 + 20 * row) * at)
            for row in range(len(self.rows))
            for x in (60, 300)
        ]

    def read(
        self, picture: Picture, areas: Sequence[tuple[float, float, float, float]]
    ) -> list[scan_engine.Reading]:
        found = []
        for x0, y0, _, y1 in areas:
            row = round((y0 / picture.scale - 104) / 20)
            text = self.rows[row][x0 > 200 * picture.scale]
            edges = tuple(x0 + 10 * picture.scale * i for i in range(len(text) + 1))
            found.append(scan_engine.Reading(text, edges, y0, y1, 0.95))
        return found


@pytest.mark.usefixtures("reader")
def test_a_scanned_table_of_three_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "engine", TableReader)
    image = Image.new("L", (595 * 2, 842 * 2), "white")
    draw = ImageDraw.Draw(image)
    for y in (100, 120, 180):
        draw.line((100, 2 * y, 900, 2 * y), fill="black", width=2)
    canonical = read(saved(image, dpi=(144, 144)))
    assert [row.split("\t") for row in canonical.text.splitlines()] == [
        list(row) for row in TableReader.rows
    ]
    assert len(canonical.grids) == 1


class ConfusedReader(TableReader):
    rows = (
        ("指标", "预算数"),
        ("1O号楼", "5O.2"),
        ("项目支出", "48.9"),
        ("其他", "7.5"),
        ("合计", "106.6"),
    )


@pytest.mark.usefixtures("reader")
def test_a_confused_figure_among_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "engine", ConfusedReader)
    image = Image.new("L", (595 * 2, 842 * 2), "white")
    draw = ImageDraw.Draw(image)
    for y in range(100, 201, 20):
        draw.line((100, 2 * y, 900, 2 * y), fill="black", width=2)
    for x in (100, 500, 900):
        draw.line((x, 200, x, 400), fill="black", width=2)
    canonical = read(saved(image, dpi=(144, 144)))
    assert canonical.text.splitlines()[1] == "1O号楼\t50.2"
    (unread,) = canonical.unread
    assert canonical.text[unread.start : unread.end] == "50.2"


def printed(size: tuple[int, int] = (600, 842)) -> Image.Image:
    image = Image.new("L", size, "white")
    ImageDraw.Draw(image).rectangle((100, 405, 320, 425), fill="black")
    return image


@pytest.mark.usefixtures("reader")
def test_a_repair_is_marked_where_it_stands() -> None:
    rows = Pipeline(load())(saved(printed())).tables
    (amount,) = (row for row in rows["amounts"] if isinstance(row, Amount))
    assert (amount.text, amount.confidence) == ("103.5万元", Decimal("0.870"))
    assert amount.pattern.endswith("+ocr_repair")
    (reject,) = (row for row in rows["rejects"] if isinstance(row, Reject))
    assert (reject.kind, reject.text, reject.page) == ("ocr_repair", "103.5", 1)
    assert "1O3.5万元 → " in reject.reason
    assert reject.bbox is not None


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("form", ["TIFF", "PDF"])
def test_a_picture_that_is_too_large_costs_only_its_page(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (images, pdf_scans):
        monkeypatch.setattr(module, "PAGE_PIXELS", 1_000_000)
    data = saved(printed(), form, save_all=True, append_images=[printed((1200, 1684)), printed()])
    canonical = read(data)
    assert canonical.text.count("全年支出103.5万元") == 2
    assert canonical.pages == 3
    refused = [u for u in canonical.unread if u.kind == "page_image"]
    assert [u.text for u in refused] == ["第 2 页"]
    assert "图片过大" in refused[0].reason


def test_text_that_begins_like_a_bmp_is_text() -> None:
    assert read("BMI指数为22.5%".encode()).media_type == "text/plain"


@pytest.mark.parametrize(
    ("size", "dpi", "scale"),
    [
        ((1654, 2339), (200, 200), 200 / 72),
        ((1240, 1754), None, 1754 / 842),
        ((3000, 4000), (72, 72), 4000 / 842),  # a camera that knows no paper
        ((1240, 1754), (96, 96), 1754 / 842),  # a program that states the screen's
    ],
)
def test_the_scale_of_a_picture(
    size: tuple[int, int], dpi: tuple[int, int] | None, scale: float
) -> None:
    image = Image.new("L", size)
    if dpi:
        image.info["dpi"] = dpi
    assert images._scale(image) == pytest.approx(scale)


def test_a_line_that_was_found_in_two_parts_is_read_once() -> None:
    title = [(161.0, 101.0, 276.0, 123.0), (265.0, 101.0, 434.0, 122.0)]
    cells = [(100.0, 300.0, 140.0, 312.0), (140.5, 300.0, 180.0, 312.0)]
    below = [(100.0, 311.0, 140.0, 323.0)]
    whole = scan_areas.put_together([*title, *cells, *below])
    assert sorted(whole) == sorted([(161.0, 101.0, 434.0, 123.0), *cells, *below])


def test_larger_type_keeps_its_height() -> None:
    def line(text: str, width: float, height: float) -> scan_engine.Reading:
        edges = tuple(70 + width * at for at in range(len(text) + 1))
        return scan_engine.Reading(text, edges, 100, 100 + height, 0.99)

    body = [line("全年支出按时序进度执行到位", 12, h) for h in (10, 11, 12, 11)]
    title = line("某县农业农村局自评报告", 18, 14.5)
    spread = line("某县林业局", 18, 11.5)  # spaced out, no larger
    evened = scan_readings.even([title, *body, spread])
    assert [round(r.y1 - r.y0, 1) for r in evened] == [14.5, *[11] * 4, 11]


def test_grain_goes_and_strokes_stay() -> None:
    mask = np.zeros((12, 12), bool)
    mask[[1, 1, 9], [1, 2, 10]] = True  # a pair and a lone pixel
    stroke = [(10 - at, 3 + at // 2) for at in range(8)]
    for y, x in stroke:
        mask[y, x] = True
    kept = without_specks(mask)
    assert not kept[1, 1:3].any()
    assert not kept[9, 10]
    assert all(kept[y, x] for y, x in stroke[1:-1])


@pytest.mark.parametrize(
    ("gap", "shown"), [(10, "表2 2023年部门支出情况表"), (0, "表22023年部门支出情况表")]
)
def test_figures_that_stand_apart_are_two_numbers(gap: int, shown: str) -> None:
    text, columns, at = "表22023年部门支出情况表", [], 0
    for index, character in enumerate(text):
        at += gap if index == 2 else 0
        columns.append(at)
        at += 4 if character.isdecimal() else 8
    words = SimpleNamespace(word_cols=[columns], line_txt_len=at)
    found = scan_engine._reading((0, 0, at, 12), text, words, 0.99)
    assert found.text == shown
    assert len(found.edges) == len(shown) + 1
    assert list(found.edges) == sorted(found.edges)
