"""doc, wps and rtf: through LibreOffice where it is installed, else antiword, else a reason."""

from __future__ import annotations

import http.server
import io
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from canonical_checks import check, paragraphs, spans, table

from jixiao.ingest import office
from jixiao.ingest.read import read
from jixiao.model.errors import Unreadable

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
needs_antiword = pytest.mark.skipif(not shutil.which("antiword"), reason="no antiword")

RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}\f0 "
    r"\u19968?\u12289?\u37096?\u38376?\u27010?\u20917?\par 40,036.38 %s\par}"
)


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
    assert SOFFICE
    profile = (folder / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", "doc", "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "a.doc").read_bytes()


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


@pytest.fixture
def visits() -> list[str]:
    return []


@pytest.fixture
def server(visits: list[str]) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def __getattr__(self, name: str) -> object:
            if not name.startswith("do_"):
                raise AttributeError(name)
            visits.append(name)
            return lambda: self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


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
    assert time.perf_counter() - begun < 5
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
