"""Files that cannot be read say why, and what to do."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import pytest
from pdf_maker import Sheet, make_pdf

from jixiao.ingest import pdf
from jixiao.ingest.limits import FILE_BYTES
from jixiao.ingest.read import read
from jixiao.model.errors import Unreadable


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def a_docx() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("绩效自评" * 500)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "损坏"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "图片"),
        (b"II*\0" + bytes(50), "图片"),
        (b"Rar!\x1a\x07\0" + bytes(50), "压缩包"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "压缩包"),
        (b"\x1f\x8b\x08" + bytes(50), "压缩包"),
        (b"From: a\r\nMIME-Version: 1.0\r\n\r\n<html></html>", "邮件"),
        (b"MZ" + bytes(range(256)), "程序"),
        (bytes(range(256)) * 40, "无法识别"),
        (zipped(a=b"1"), "压缩包（zip）"),
        (zipped(OFD_xml=b"<a/>"), "OFD"),
        (zipped(mimetype=b"x", content_xml=b"<a/>"), "OpenDocument"),
        (zipped(xl__workbook_xml=b"<workbook/>"), "工作簿损坏"),
        (zipped(ppt__presentation_xml=b"<a/>"), "演示文稿"),
        (b"PK\x03\x04" + bytes(100), "损坏"),
    ],
)
def test_refused(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as caught:
        read(data)
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_truncated_docx(share: float) -> None:
    data = a_docx()
    with pytest.raises(Unreadable, match="损坏"):
        read(data[: int(len(data) * share)])


def test_damaged_member() -> None:
    data = bytearray(a_docx())
    at = data.index(b"word/document.xml") + 60
    data[at : at + 40] = bytes(40)
    with pytest.raises(Unreadable, match="损坏"):
        read(bytes(data))


def test_an_archive_bomb_is_refused_before_it_is_inflated() -> None:
    bomb = zipped(word__document_xml=bytes(250 * 1024 * 1024))
    begun = time.process_time()
    with pytest.raises(Unreadable, match="解压后"):
        read(bomb)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("line", [b"x", "绩".encode(), "绩".encode("gb18030"), b"a\n"])
def test_a_text_of_a_hundred_megabytes_is_refused_at_once(line: bytes) -> None:
    data = line * (100_000_000 // len(line))
    begun = time.process_time()
    with pytest.raises(Unreadable, match="文本过大"):
        read(data)
    assert time.process_time() - begun < 0.5


def test_a_file_beyond_the_limit() -> None:
    with pytest.raises(Unreadable, match="文件过大"):
        read(b"%PDF-1.4" + bytes(FILE_BYTES))


def test_a_pdf_of_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PDF_PAGES", 2)
    sheets = [
        Sheet().text(50, 300, f"第{word}季度支出419.86万元，完成预算的95.2%，结余较小。")
        for word in "一二三"
    ]
    with pytest.raises(Unreadable, match="3 页，上限为 2 页"):
        read(make_pdf(sheets))
    assert read(make_pdf(sheets[:2])).pages == 2


def test_a_table_without_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="表格过大"):
        read(b"a\t" * 1_100_000)
