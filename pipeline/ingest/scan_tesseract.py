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

LANGUAGE = "chi_sim"
SPARSE, LINE = "11", "7"  # how tesseract looks at a page: text anywhere; one line
MARGIN = 0.4  # of the height: tesseract wants white round a line


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program tesseract with its data for simplified Chinese."""

    program: str

    def find(self, picture: Picture) -> list[Area]:
        """Where there are lines of text."""
        lines: dict[tuple[str, ...], list[Area]] = {}
        for row in self._rows(picture.pixels, SPARSE):
            if row["level"] == "5" and row["text"].strip():
                key = (row["block_num"], row["par_num"], row["line_num"])
                lines.setdefault(key, []).append(_area(row))
        pad = 0.1
        return [
            (x0 - pad * (y1 - y0), y0 - pad * (y1 - y0), x1 + pad * (y1 - y0), y1 + pad * (y1 - y0))
            for x0, y0, x1, y1 in (_around(areas) for areas in lines.values())
        ]

    def read(self, picture: Picture, areas: Sequence[Area]) -> list[Reading]:
        """What stands in some areas."""
        return [self._line(picture.part(area), area) for area in areas]

    def _line(self, pixels: Pixels, area: Area) -> Reading:
        edge = max(round(MARGIN * pixels.shape[0]), 4)
        padded = np.pad(pixels, ((edge, edge), (edge, edge), (0, 0)), mode="edge")
        words = [r for r in self._rows(padded, LINE) if r["level"] == "5" and r["text"].strip()]
        text, edges, scores = "", list[float](), list[float]()
        for row in words:
            start, _, end, _ = _area(row)
            places = np.linspace(start, end, len(row["text"]) + 1) + area[0] - edge
            edges += places[:-1].tolist()
            text += row["text"]
            scores.append(float(row["conf"]) / 100)
        edges.append(_area(words[-1])[2] + area[0] - edge if words else area[2])
        sure = sum(scores) / len(scores) if scores else 0.0
        return Reading(text, tuple(edges), area[1], area[3], sure)

    def _rows(self, pixels: Pixels, layout: str) -> list[dict[str, str]]:
        from PIL import Image

        picture = io.BytesIO()
        Image.fromarray(pixels).save(picture, "PNG", compress_level=1)
        command = [self.program, "stdin", "stdout", "-l", LANGUAGE, "--psm", layout, "tsv"]
        too_slow = f"tesseract 识别超过 {CONVERT_SECONDS} 秒，已停止。请拆分文件后重试。"
        ended = run(command, CONVERT_SECONDS, too_slow, picture.getvalue())
        if ended.status:
            raise Unreadable(
                "tesseract 无法识别：可能缺少中文数据。请安装：apt install tesseract-ocr-chi-sim，"
                '或改用 pip install "jixiao[ocr]"。'
            )
        table = ended.out.decode("utf-8", "replace")
        return list(csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE))


def _area(row: dict[str, str]) -> Area:
    left, top = float(row["left"]), float(row["top"])
    return left, top, left + float(row["width"]), top + float(row["height"])


def _around(areas: Sequence[Area]) -> Area:
    x0, y0, x1, y1 = zip(*areas, strict=True)
    return min(x0), min(y0), max(x1), max(y1)
