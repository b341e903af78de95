"""doc, wps and rtf: through LibreOffice where it is installed, else antiword, else a reason."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
from pathlib import Path

import docx
import openpyxl
import pytest
from canonical_checks import check, paragraphs, spans, table

from jixiao.ingest import office
from jixiao.ingest.doc_end import with_last_paragraph
from jixiao.ingest.read import read
from jixiao.model.errors import Unreadable

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
needs_antiword = pytest.mark.skipif(not shutil.which("antiword"), reason="no antiword")

RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}\f0 "
    r"\u19968?\u12289?\u37096?\u38376?\u27010?\u20917?\par 40,036.38 %s\par}"
)


def converted(folder: Path, source: str, target: str) -> bytes:
    """A file of a folder as LibreOffice saves it in another format."""
    assert SOFFICE
    profile = (folder / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(folder), str(folder / source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / source).with_suffix(f".{target}").read_bytes()


@pytest.fixture(scope="module")
def doc_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    document = docx.Document()
    document.add_heading("一、部门概况", 1)
    document.add_paragraph("年初预算40,036.38万元，执行率99.79%。")
    form = document.add_table(2, 3, style="Table Grid")
    form.cell(0, 0).merge(form.cell(0, 1)).text = "指标"
    form.cell(0, 2).text = "得分"
    form.cell(1, 0).text = "产出"
    form.cell(1, 2).text = "10"
    document.add_paragraph("填表人：张三")
    folder = tmp_path_factory.mktemp("doc")
    document.save(folder / "a.docx")
    return converted(folder, "a.docx", "doc")


@needs_libreoffice
def test_doc_by_libreoffice(doc_bytes: bytes) -> None:
    canonical = read(doc_bytes)
    check(canonical)
    assert canonical.media_type == "application/msword"
    assert paragraphs(canonical) == [
        "一、部门概况",
        "年初预算40,036.38万元，执行率99.79%。",
        "填表人：张三",
    ]
    assert table(canonical) == [["指标", "得分"], ["产出", "", "10"]]
    assert spans(canonical) == {(1, 1): (1, 2)}
    assert [b.level for b in canonical.blocks if b.kind == "heading"] == [1]


@pytest.mark.parametrize("rows", [2, 60])
@needs_libreoffice
def test_a_doc_that_ends_with_a_table(tmp_path: Path, rows: int) -> None:
    document = docx.Document()
    document.add_paragraph("前言。")
    form = document.add_table(rows, 3)
    for number, cell in enumerate(form._cells):
        cell.text = f"甲{number}"
    document.save(tmp_path / "a.docx")
    canonical = read(converted(tmp_path, "a.docx", "doc"))
    check(canonical)
    assert table(canonical) == [[f"甲{3 * row + at}" for at in range(3)] for row in range(rows)]


@needs_libreoffice
def test_a_doc_that_ends_otherwise_stays_as_it_is(doc_bytes: bytes) -> None:
    assert with_last_paragraph(doc_bytes) == doc_bytes
    for share in (0.1, 0.4, 0.7):
        cut = doc_bytes[: int(len(doc_bytes) * share)]
        assert with_last_paragraph(cut) == cut


@needs_libreoffice
def test_a_damaged_doc_that_ends_with_a_table_is_left_to_the_converter(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 2).cell(0, 0).text = "甲"
    document.save(tmp_path / "a.docx")
    data = converted(tmp_path, "a.docx", "doc")
    assert len(with_last_paragraph(data)) == len(data)
    assert with_last_paragraph(data) != data
    for at in range(24, len(data), 61):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        assert len(with_last_paragraph(bytes(broken))) == len(data)


@needs_libreoffice
def test_open_document_text_and_sheets(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("一、概况", 1)
    document.add_table(1, 2).cell(0, 1).text = "12.5"
    document.save(tmp_path / "a.docx")
    canonical = read(converted(tmp_path, "a.docx", "odt"))
    check(canonical)
    assert canonical.media_type == "application/vnd.oasis.opendocument.text"
    assert canonical.text == "一、概况\n\t12.5"
    book = openpyxl.Workbook()
    book.active.append(["执行率", 0.9979])
    book.active["B1"].number_format = "0.00%"
    book.active.append(["合计", "=1.5+1"])
    book.active.merge_cells("A3:B3")
    book.active["A3"] = "填表人"
    book.save(tmp_path / "b.xlsx")
    canonical = read(converted(tmp_path, "b.xlsx", "ods"))
    check(canonical)
    assert canonical.media_type == "application/vnd.oasis.opendocument.spreadsheet"
    assert canonical.text == "执行率\t99.79%\n合计\t2.5\n填表人"


@needs_libreoffice
def test_word_2003_in_xml() -> None:
    address = "http://schemas.microsoft.com/office/word/2003/wordml"
    text = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{address}"><w:body><w:p><w:r><w:t>绩效自评</w:t></w:r></w:p>'
        "</w:body></w:wordDocument>"
    )
    assert read(text.encode()).text == "绩效自评"


@needs_libreoffice
def test_nothing_is_left_behind(
    doc_bytes: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read(doc_bytes)
    assert list(tmp_path.iterdir()) == []


@needs_libreoffice
def test_rtf() -> None:
    canonical = read((RTF % "").encode())
    check(canonical)
    assert canonical.media_type == "application/rtf"
    assert canonical.text == "一、部门概况\n40,036.38"


@needs_libreoffice
def test_links_are_not_followed(visits: list[str], server: str) -> None:
    field = r'{\field{\*\fldinst %s "%s/x.%s"}{\fldrslt here}}'
    links = field % ("INCLUDEPICTURE", server, "png") + field % ("INCLUDETEXT", server, "rtf")
    assert "40,036.38" in read((RTF % links).encode()).text
    assert visits == []


@needs_libreoffice
def test_other_files_of_the_machine_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", "utf-8")
    field = r'{\field{\*\fldinst INCLUDETEXT "%s"}{\fldrslt here}}'
    text = read((RTF % (field % secret + field % secret.as_uri())).encode()).text
    assert "40,036.38" in text
    assert "SECRET" not in text


@needs_libreoffice
def test_a_damaged_doc(doc_bytes: bytes) -> None:
    for share in (0.1, 0.5):
        with pytest.raises(Unreadable) as caught:
            read(doc_bytes[: int(len(doc_bytes) * share)])
        assert str(caught.value).endswith("。")


@needs_libreoffice
def test_an_encrypted_doc(doc_bytes: bytes) -> None:
    head = next(at for at in range(0, len(doc_bytes), 512) if doc_bytes[at : at + 2] == b"\xec\xa5")
    data = bytearray(doc_bytes)
    data[head + 11] |= 1
    with pytest.raises(Unreadable, match="加密"):
        read(bytes(data))


def _fake_office(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_a_converter_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake_office(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(office, "CONVERT_SECONDS", 0.5)
    begun = time.perf_counter()
    with pytest.raises(Unreadable, match="已停止"):
        read((RTF % "").encode())
    assert time.perf_counter() - begun < 30
    child = int((tmp_path / "child").read_text())
    time.sleep(0.1)
    assert not _runs(child)


def _runs(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def test_a_converter_that_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake_office(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(Unreadable, match="打不开"):
        read((RTF % "").encode())


def test_without_a_converter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="apt install libreoffice-writer"):
        read((RTF % "").encode())


@needs_libreoffice
@needs_antiword
def test_doc_by_antiword(doc_bytes: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_office", lambda: None)
    canonical = read(doc_bytes)
    check(canonical)
    assert canonical.media_type == "application/msword"
    assert "年初预算40,036.38万元，执行率99.79%。" in canonical.text
    assert table(canonical) == [["指标", "得分"], ["产出", "", "10"]]


def test_a_docx_is_no_matter_for_a_converter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("绩效")
    document.save(out)
    assert read(out.getvalue()).text == "绩效"
