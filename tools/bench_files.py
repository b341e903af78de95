"""Files to tables on one core: PDF beside pdfminer and bare pdfium, other formats by the second."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from bench_text import Speed, speed
from pdfminer.high_level import extract_text

from jixiao.document import Pipeline


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF file: pages, and the median seconds of each reader."""

    file: str
    pages: int
    ours: float
    pdfminer: float
    pdfium: float

    @property
    def ratio(self) -> float:
        """How many times as fast as pdfminer's text alone our tables are."""
        return self.pdfminer / self.ours


def measure_pdf(pipeline: Pipeline, path: Path, rounds: int) -> Pdf:
    """Read a file in turns by each reader."""
    data = path.read_bytes()
    readers: tuple[Callable[[], object], ...] = (
        lambda: pipeline(data),
        lambda: extract_text(BytesIO(data)),
        lambda: _pdfium_text(data),
    )
    for reader in readers:
        reader()
    seconds: list[list[float]] = [[] for _ in readers]
    for _ in range(rounds):
        for reader, times in zip(readers, seconds, strict=True):
            times.append(_seconds(reader))
    ours, pdfminer, pdfium = map(statistics.median, seconds)
    return Pdf(path.name, _pages(data), ours, pdfminer, pdfium)


def measure_formats(pipeline: Pipeline, corpus: Path, rounds: int) -> list[Speed]:
    """Documents a second of each format, text files beside them."""
    speeds = []
    for suffix in (".txt", ".html", ".docx", ".xlsx", ".pdf"):
        files = [p.read_bytes() for p in sorted(corpus.rglob(f"*{suffix}"))]
        if not files:
            continue
        for data in files:
            pipeline(data)
        times = [len(files) / _seconds(lambda f=files: _all(pipeline, f)) for _ in range(rounds)]
        speeds.append(speed(suffix[1:], "files/s", times))
    return speeds


def _all(pipeline: Pipeline, files: list[bytes]) -> None:
    for data in files:
        pipeline(data)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _pdfium_text(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()


def _pages(data: bytes) -> int:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return len(pdf)
    finally:
        pdf.close()
