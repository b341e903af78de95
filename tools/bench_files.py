"""Files to tables on one core, pages a second, beside the bare parser of each format in turns.

The bare parser only opens the same files and takes their text (tables where it knows them).
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pypdfium2
from bench_text import Speed, speed
from pdfminer.high_level import extract_text
from writers.scan import write_scan

from jixiao.document import Pipeline
from jixiao.ingest.read import read

Reader = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Paged:
    """Files of one kind: pages in all, and the median seconds of ours and of each bare parser.

    Formats without pages count a page for as many characters as the PDF files have on one.
    """

    kind: str
    files: int
    pages: float
    ours: float
    bare: dict[str, float]


def measure_pages(pipeline: Pipeline, corpus: Path, rounds: int) -> Iterator[Paged]:
    """Every kind of file with text: all readers in turn, each over all files of the kind."""
    printed = {path: read(path.read_bytes()) for path in sorted(corpus.rglob("*.pdf"))}
    a_page = sum(len(c.text) for c in printed.values()) / sum(
        c.pages or 0 for c in printed.values()
    )
    text = [path.read_bytes() for path, c in printed.items() if not c.grids]
    tables = [path.read_bytes() for path, c in printed.items() if c.grids]
    pdf: dict[str, Reader] = {"pdfium，只取文字": _pdfium, "pdfminer，只取文字": _pdfminer}
    kinds: list[tuple[str, Sequence[bytes], dict[str, Reader]]] = [
        ("文字 PDF", text, pdf),
        ("表格 PDF", tables, pdf),
        ("docx", _files(corpus, "docx"), {"python-docx，段落和表格": _docx}),
        ("xlsx", _files(corpus, "xlsx"), {"openpyxl，全部格子": _xlsx}),
    ]
    for kind, files, bare in kinds:
        if files:
            pages = sum(c.pages or len(c.text) / a_page for c in map(read, files))
            yield _measured(kind, files, pages, pipeline, bare, rounds)


def measure_scan(pipeline: Pipeline, corpus: Path) -> Iterator[Paged]:
    """A form as a scan, once: a page takes seconds. Nothing where rapidocr is not installed."""
    printed = {path: read(path.read_bytes()) for path in sorted(corpus.rglob("*.pdf"))}
    forms = [path for path, canonical in printed.items() if canonical.grids]
    recognised = _rapidocr()
    if forms and recognised is not None:
        shortest = min(forms, key=lambda path: printed[path].pages or 0)
        pages = float(printed[shortest].pages or 0)
        bare = {"rapidocr，只认字": recognised}
        yield _measured("扫描 PDF", [_scan(shortest)], pages, pipeline, bare, 1)


def _measured(
    kind: str,
    files: Sequence[bytes],
    pages: float,
    pipeline: Pipeline,
    bare: dict[str, Reader],
    rounds: int,
) -> Paged:
    ours, *others = _medians([pipeline, *bare.values()], files, rounds)
    return Paged(kind, len(files), pages, ours, dict(zip(bare, others, strict=True)))


def measure_formats(pipeline: Pipeline, corpus: Path, rounds: int) -> list[Speed]:
    """Documents a second of each format, text files beside them."""
    speeds = []
    for suffix in ("txt", "html", "docx", "xlsx", "pdf"):
        files = _files(corpus, suffix)
        if not files:
            continue
        for data in files:
            pipeline(data)
        times = [len(files) / _seconds(pipeline, files) for _ in range(rounds)]
        speeds.append(speed(suffix, "files/s", times))
    return speeds


def _files(corpus: Path, suffix: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(corpus.rglob(f"*.{suffix}"))]


def _medians(readers: Sequence[Reader], files: Sequence[bytes], rounds: int) -> list[float]:
    """The median seconds of each reader; the first time, which loads what it needs, is not one."""
    for reader in readers:
        reader(files[0])
    seconds: list[list[float]] = [[] for _ in readers]
    for _ in range(rounds):
        for reader, times in zip(readers, seconds, strict=True):
            times.append(_seconds(reader, files))
    return [statistics.median(times) for times in seconds]


def _seconds(reader: Reader, files: Sequence[bytes]) -> float:
    started = time.process_time()
    for data in files:
        reader(data)
    return time.process_time() - started


def _pdfium(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()


def _pdfminer(data: bytes) -> str:
    return extract_text(BytesIO(data))


def _docx(data: bytes) -> list[str]:
    document = docx.Document(BytesIO(data))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return [p.text for p in document.paragraphs] + cells


def _xlsx(data: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]


def _scan(printed: Path) -> bytes:
    """The pages of a PDF as an office's scanner gives them back."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / printed.name
        write_scan(printed, out)
        return out.read_bytes()


def _rapidocr() -> Reader | None:
    """Bare rapidocr, where it is installed."""
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    engine = RapidOCR(params={"Global.log_level": "critical"})

    def recognised(data: bytes) -> list[object]:
        pdf = pypdfium2.PdfDocument(data)
        try:
            pages = [page.render(scale=200 / 72).to_numpy() for page in pdf]
            return [engine(np.ascontiguousarray(page[..., :3])) for page in pages]
        finally:
            pdf.close()

    return recognised
