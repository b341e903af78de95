"""Who reads the characters in a picture: rapidocr where it is installed, else tesseract."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol

import numpy as np

from ..model.errors import Unreadable
from .limits import SCANNED_PAGES
from .scan_image import Picture, Pixels

INSTALL = (
    '需要文字识别（OCR）。请安装：pip install "jixiao[ocr]"（或 apt install tesseract-ocr '
    "tesseract-ocr-chi-sim）后重试，或提供文字版。"
)
DETECT_SCALE = 130 / 72  # pixels a point: lines are found well in a small picture
ENOUGH = 3  # pairs of Chinese characters that tell how far apart they stand
APART = 1.1  # figures of one number stand half as far apart as Chinese characters do
Area = tuple[float, float, float, float]  # x0, y0, x1, y1 in pixels


@dataclass(frozen=True, slots=True)
class Reading:
    """A run of characters that was read: the edges of each, and how sure the reader is (0 to 1)."""

    text: str
    edges: tuple[float, ...]
    y0: float
    y1: float
    confidence: float


class Engine(Protocol):
    """A reader of characters; places are pixels of the picture."""

    @property
    def halves_per_mille(self) -> bool:
        """Whether it reads ``‰`` as ``%0``, and never ``%`` so."""

    def find(self, picture: Picture) -> list[Area]:
        """Where there are runs of text."""

    def read(self, picture: Picture, areas: Sequence[Area]) -> list[Reading]:
        """What stands in some areas, each of which is one line; one reading for each."""


def guard_scans(count: int) -> None:
    """Refuse more pages than can be read in reasonable time."""
    if count > SCANNED_PAGES:
        raise Unreadable(
            f"扫描件页数过多：超过 {SCANNED_PAGES} 页。请拆成几个文件，或提供文字版后重试。"
        )


def installed() -> bool:
    """Whether there is anything to read pictures with."""
    return _has_rapidocr() or _tesseract() is not None


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The reader of this process; ``Unreadable`` where there is none."""
    if _has_rapidocr():
        return Rapid(_load_rapidocr())
    tesseract = _tesseract()
    if tesseract is None:
        raise Unreadable(f"图片或扫描件，{INSTALL}")
    from .scan_tesseract import Tesseract

    return Tesseract(tesseract)


def _has_rapidocr() -> bool:
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def _tesseract() -> str | None:
    return shutil.which("tesseract")


def _load_rapidocr() -> Any:
    # onnxruntime otherwise notes its sessions in a temporary file, to report them to its makers.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from rapidocr import RapidOCR

    in_pool = multiprocessing.parent_process() is not None
    threads = 1 if in_pool else os.cpu_count() or 1
    reader = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 10_000,
            "Global.text_score": 0.0,
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )
    return reader


@dataclass(frozen=True, slots=True)
class Rapid:
    """rapidocr: a detector of lines and a recogniser of characters."""

    reader: Any

    @property
    def halves_per_mille(self) -> bool:
        """It does: in thousands of characters no ``%`` was read as ``%0``, but most ``‰``."""
        return True

    def find(self, picture: Picture) -> list[Area]:
        """Where there are lines of text."""
        small = picture.resized(min(DETECT_SCALE, picture.scale))
        found = self.reader(_bgr(small.pixels), use_det=True, use_cls=False, use_rec=False)
        if found.boxes is None:
            return []
        corners = np.asarray(found.boxes, float) * (picture.scale / small.scale)
        low, high = corners.min(axis=1), corners.max(axis=1)
        return [(*start, *end) for start, end in zip(low.tolist(), high.tolist(), strict=True)]

    def read(self, picture: Picture, areas: Sequence[Area]) -> list[Reading]:
        """What stands in some areas."""
        if not areas:
            return []
        crops = [_bgr(picture.part(area)) for area in areas]
        self.reader.update_params(return_word_box=True)
        found = self.reader.recognize_txt(crops)
        return [
            _reading(area, text, words, float(score))
            for area, text, words, score in zip(
                areas, found.txts, found.word_results, found.scores, strict=True
            )
        ]


def _bgr(pixels: Pixels) -> Pixels:
    return np.ascontiguousarray(pixels[..., ::-1])


def _reading(area: Area, text: str, words: Any, score: float) -> Reading:
    """A reading with the edge of each character half-way between the middles of two."""
    x0, y0, x1, y1 = area
    columns = [column for word in words.word_cols for column in word] if words else []
    visible = [index for index, character in enumerate(text) if not character.isspace()]
    if not text:
        return Reading("", (x0, x1), y0, y1, 0.0)
    if len(columns) != len(visible) or not columns:
        return Reading(text, tuple(np.linspace(x0, x1, len(text) + 1).tolist()), y0, y1, score)
    step = (x1 - x0) / words.line_txt_len
    places = [x0 + (column + 0.5) * step for column in columns]
    parted = _parted(text, visible, places)
    for at in reversed(parted):
        text = f"{text[:at]} {text[at:]}"
    if parted:
        visible = [index for index, character in enumerate(text) if not character.isspace()]
    middles = np.interp(range(len(text)), visible, places)
    between = ((middles[1:] + middles[:-1]) / 2).tolist()
    return Reading(text, (x0, *between, x1), y0, y1, score)


def _parted(text: str, visible: Sequence[int], places: Sequence[float]) -> list[int]:
    """Where a blank between two figures was not read (表2　2023年): they stand too far apart."""
    steps = [
        (text[before], text[after], after, right - left)
        for (before, left), (after, right) in pairwise(zip(visible, places, strict=True))
    ]
    full = [wide for a, b, _, wide in steps if _is_full(a) and _is_full(b)]
    if len(full) < ENOUGH:
        return []
    apart = APART * float(np.median(full))
    return [
        at
        for a, b, at, wide in steps
        if a.isdecimal() and b.isdecimal() and text[at - 1] == a and wide > apart
    ]


def _is_full(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
