"""Scans are read as the pages that they show: text, tables, places and how sure it is."""

from __future__ import annotations

import importlib.util
import io
import shutil
from difflib import SequenceMatcher
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from canonical_checks import cell_text, check
from PIL import Image

from jixiao.ingest import scan_engine
from jixiao.ingest.read import read
from jixiao.model.canonical import Box, Canonical

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not importlib.util.find_spec("rapidocr"), reason="the extra ocr is absent"),
]
CORPUS = Path(__file__).parents[2] / "corpus"
FORM = "2022_舒城县文化旅游体育局_部门整体支出绩效自评表.pdf"
REPORT = "2022_谷城县农业农村局_部门整体绩效自评报告.pdf"
NARROW = str.maketrans("（）：；，＝＞＜／〔〕", "():;,=></[]", " \n\t")


def pictures(name: str, dots: int = 150) -> list[Image.Image]:
    """The pages of a document of the own corpus as pictures."""
    document = pypdfium2.PdfDocument(CORPUS / name)
    pages = [page.render(scale=dots / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return pages


def saved(images: list[Image.Image], form: str, **options: object) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if len(images) > 1 else {}
    images[0].save(out, form, **more, **options)
    return out.getvalue()


def likeness(one: str, other: str) -> float:
    """The share of characters in common; full and half width are one."""
    a, b = one.translate(NARROW), other.translate(NARROW)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) / (len(a) + len(b))


def cells(canonical: Canonical) -> dict[tuple[int, ...], str]:
    return {
        (c.row, c.column, c.rowspan, c.colspan): canonical.text[c.start : c.end].translate(NARROW)
        for c in canonical.grids[0].cells
    }


def box_of(canonical: Canonical, text: str) -> Box:
    at = canonical.text.index(text)
    box = canonical.place(at, at + len(text)).box
    assert box is not None
    return box


@pytest.fixture(scope="module")
def printed() -> Canonical:
    return read((CORPUS / FORM).read_bytes())


@pytest.fixture(scope="module")
def slanted() -> Canonical:
    """A form of two pages that lay askew in the scanner."""
    pages = [p.rotate(1.2, Image.Resampling.BICUBIC, fillcolor="white") for p in pictures(FORM)]
    canonical = read(saved(pages, "PDF", resolution=150))
    check(canonical)
    return canonical


def test_a_scanned_form_has_the_text_of_the_printed_one(
    printed: Canonical, slanted: Canonical
) -> None:
    assert slanted.ocr
    assert not printed.ocr
    assert slanted.pages == 2
    assert slanted.media_type == "application/pdf"
    assert likeness(printed.text, slanted.text) > 0.99


def test_a_scanned_form_has_the_cells_of_the_printed_one(
    printed: Canonical, slanted: Canonical
) -> None:
    expected, found = cells(printed), cells(slanted)
    assert expected.keys() == found.keys()
    same = sum(found[place] == text for place, text in expected.items())
    assert same >= 0.97 * len(expected)


def test_places_on_a_slanted_page(printed: Canonical, slanted: Canonical) -> None:
    for text in ("3215.60", "92.24%", "2023年3月30日"):
        straight, turned = box_of(printed, text), box_of(slanted, text)
        middle = [(box.x0 + box.x1) / 2 - 297.5 for box in (straight, turned)]
        down = [(box.y0 + box.y1) / 2 - 421 for box in (straight, turned)]
        slant = 0.0209  # 1.2 degrees anticlockwise
        assert middle[1] == pytest.approx(middle[0] + slant * down[0], abs=5)
        assert down[1] == pytest.approx(down[0] - slant * middle[0], abs=4)


def test_each_run_tells_how_sure_it_is(printed: Canonical, slanted: Canonical) -> None:
    scores = [a.confidence for a in slanted.anchors]
    assert all(score is not None and 0 < score <= 1 for score in scores)
    assert sum(cast(float, score) > 0.9 for score in scores) > 0.9 * len(scores)
    assert {a.confidence for a in printed.anchors} == {None}


def test_only_the_pages_that_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    reader = scan_engine.engine()
    original = type(reader).find
    monkeypatch.setattr(
        type(reader), "find", lambda self, page: asked.append(1) or original(self, page)
    )
    document = pypdfium2.PdfDocument(CORPUS / REPORT)
    scans = pypdfium2.PdfDocument(saved(pictures(REPORT)[1:2], "PDF", resolution=150))
    document.del_page(1)
    document.import_pages(scans, index=1)
    out = io.BytesIO()
    document.save(out)
    canonical = read(out.getvalue())
    check(canonical)
    assert canonical.ocr
    assert len(asked) == 1
    whole = read((CORPUS / REPORT).read_bytes())
    assert likeness(whole.text, canonical.text) > 0.99
    pages = {a.page: a.confidence is None for a in canonical.anchors}
    assert pages == {1: True, 2: False, 3: True}


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("BMP", "image/bmp"), ("TIFF", "image/tiff")],
)
def test_pictures(form: str, media_type: str) -> None:
    top = pictures(REPORT)[0].crop((0, 100, 1241, 420))
    images = [top, top.rotate(180)] if form == "TIFF" else [top]
    canonical = read(saved(images, form, dpi=(150, 150)))
    check(canonical)
    assert canonical.media_type == media_type
    assert canonical.pages == len(images)
    assert canonical.text.startswith("2022年度谷城县农业农村局")
    box = box_of(canonical, "2022年度谷城县农业农村局")
    assert 0 < box.x0 < box.x1 < 595
    if form == "TIFF":
        turned = [a.box for a in canonical.anchors if a.page == 2]
        assert turned
        height = 320 * 72 / 150
        assert turned[0] is not None
        assert turned[0].y0 == pytest.approx(height - box.y1, abs=3)


def test_a_page_that_lies_on_its_side(printed: Canonical) -> None:
    page = pictures(FORM)[0].rotate(90, expand=True)
    canonical = read(saved([page], "PNG", dpi=(150, 150)))
    check(canonical)
    straight, turned = box_of(printed, "3215.60"), box_of(canonical, "3215.60")
    assert turned.x0 == pytest.approx(straight.y0, abs=6)
    assert turned.y1 == pytest.approx(595 - straight.x0, abs=40)  # the box is that of the line
    assert cell_text(canonical, 1, 1).translate(NARROW) == "部门(单位)名称"


def test_an_empty_scan_has_no_text() -> None:
    with pytest.raises(Exception, match="没有任何文字"):
        read(saved([Image.new("RGB", (800, 1000), "white")], "PNG"))


@pytest.mark.skipif(not shutil.which("tesseract"), reason="no tesseract")
def test_tesseract_where_rapidocr_is_absent(
    printed: Canonical, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_engine, "_has_rapidocr", lambda: False)
    scan_engine.engine.cache_clear()
    try:
        canonical = read(saved(pictures(FORM, 200), "PDF", resolution=200))
    finally:
        scan_engine.engine.cache_clear()
    check(canonical)
    assert canonical.ocr
    assert likeness(printed.text, canonical.text) > 0.9
    assert cells(canonical).keys() == cells(printed).keys()
