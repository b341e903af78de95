"""tesseract as a reader of pictures, where rapidocr is not installed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..model.errors import Unreadable
from .limits import CONVERT_SECONDS
from .programs import run
from .scan_engine import Area, Reading
from .scan_image import Picture, Pixels

WORD = "5"  # the level of a word in the table that tesseract prints
LANGUAGE = "chi_sim"
SPARSE, LINE = "11", "7"  # how tesseract looks at a page: text anywhere; one line
THREADS = {"OMP_THREAD_LIMIT": "1"}  # with more the many small calls take longer
MARGIN = 0.4  # of the height: tesseract wants white round a line


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters as tesseract parts them, which is no word in Chinese."""

    area: Area
    text: str
    confidence: float

    def is_in(self, area: Area) -> bool:
        """Whether the middle of the run lies in an area."""
        x, y = (self.area[0] + self.area[2]) / 2, (self.area[1] + self.area[3]) / 2
        return area[0] <= x <= area[2] and area[1] <= y <= area[3]


@dataclass(slots=True)
class Tesseract:
    """The program tesseract with its data for simplified Chinese.

    It reads a page while it looks for lines; what it read is kept until the next page.
    """

    program: str
    picture: Picture | None = None
    words: tuple[Word, ...] = ()

    @property
    def halves_per_mille(self) -> bool:
        """It does, but it reads many a ``%`` so, too."""
        return False

    def find(self, picture: Picture) -> list[Area]:
        """Where there are lines of text."""
        lines: dict[tuple[str, ...], list[Word]] = {}
        for row in self._rows(picture.pixels, SPARSE):
            key = (row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(key, []).append(_word(row))
        self.picture = picture
        self.words = tuple(word for words in lines.values() for word in words)
        return [_padded(_around([word.area for word in words])) for words in lines.values()]

    def read(self, picture: Picture, areas: Sequence[Area]) -> list[Reading]:
        """What stands in some areas."""
        readings = []
        for area in areas:
            words = [word for word in self.words if word.is_in(area)]
            if picture is not self.picture or not words:
                words = self._line(picture.part(area), area)
            readings.append(_reading(words, area))
        return readings

    def _line(self, pixels: Pixels, area: Area) -> list[Word]:
        edge = max(round(MARGIN * pixels.shape[0]), 4)
        padded = np.pad(pixels, ((edge, edge), (edge, edge), (0, 0)), mode="edge")
        left, top = area[0] - edge, area[1] - edge
        return [_word(row, left, top) for row in self._rows(padded, LINE)]

    def _rows(self, pixels: Pixels, layout: str) -> list[dict[str, str]]:
        from PIL import Image

        picture = io.BytesIO()
        Image.fromarray(pixels).save(picture, "PNG", compress_level=1)
        command = [self.program, "stdin", "stdout", "-l", LANGUAGE, "--psm", layout, "tsv"]
        too_slow = f"tesseract 识别超过 {CONVERT_SECONDS} 秒，已停止。请拆分文件后重试。"
        ended = run(command, CONVERT_SECONDS, too_slow, picture.getvalue(), environment=THREADS)
        if ended.status:
            raise Unreadable(
                "tesseract 无法识别：可能缺少中文数据。请安装：apt install tesseract-ocr-chi-sim，"
                '或改用 pip install "jixiao[ocr]"。'
            )
        table = io.StringIO(ended.out.decode("utf-8", "replace"))
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row["level"] == WORD and row["text"].strip()]


def _word(row: dict[str, str], left: float = 0.0, top: float = 0.0) -> Word:
    x, y = left + float(row["left"]), top + float(row["top"])
    area = x, y, x + float(row["width"]), y + float(row["height"])
    return Word(area, row["text"], float(row["conf"]) / 100)


def _reading(words: Sequence[Word], area: Area) -> Reading:
    """The words of a line as one reading; its confidence is the mean over the characters."""
    if not words:
        return Reading("", (area[0], area[2]), area[1], area[3], 0.0)
    ordered = sorted(words, key=lambda word: word.area[0])
    edges: list[float] = []
    for word in ordered:
        edges += np.linspace(word.area[0], word.area[2], len(word.text) + 1)[:-1].tolist()
    edges.append(ordered[-1].area[2])
    sure = sum(word.confidence * len(word.text) for word in ordered)
    _, y0, _, y1 = _around([word.area for word in ordered])
    text = "".join(word.text for word in ordered)
    return Reading(text, tuple(edges), y0, y1, sure / len(text))


def _padded(area: Area) -> Area:
    x0, y0, x1, y1 = area
    edge = 0.1 * (y1 - y0)
    return x0 - edge, y0 - edge, x1 + edge, y1 + edge


def _around(areas: Sequence[Area]) -> Area:
    x0, y0, x1, y1 = zip(*areas, strict=True)
    return min(x0), min(y0), max(x1), max(y1)
