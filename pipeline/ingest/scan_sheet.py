"""The picture of a page made ready to be read: level, the right way up, without seals and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .pdf_chars import Floats
from .pdf_rules import Table
from .scan_engine import Area, Engine
from .scan_image import Mask, Picture, grey, ink, slant, turned, without_seals, without_specks
from .scan_rules import erased, ruling

UPRIGHT = 0.75  # the confidence below which a page may stand on its head
SAMPLE = 5  # lines that are read to tell
REACH = 8.0  # points round a pixel that tell whether it is dark


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready to be read: level, without seals and rules, the rules and the tables they form.

    ``text`` is where it is dark, ``quarters`` and ``angle`` tell how it was turned.
    """

    picture: Picture
    text: Mask
    rules: Floats
    tables: list[Table]
    quarters: int
    angle: float

    @property
    def degrees(self) -> float:
        """By how much the page was turned in all, anticlockwise."""
        return self.quarters + self.angle


def ready(picture: Picture, reader: Engine) -> tuple[Sheet, list[Area]]:
    """The page as it is to be read, and the areas of text that the engine finds on it."""
    plain = without_seals(picture)
    sheet = _level(plain)
    areas = reader.find(sheet.picture)
    if _runs_upwards(areas):
        sheet = _level(turned(plain, 90), 90)
        areas = reader.find(sheet.picture)
    if _is_upside_down(sheet, areas, reader):
        degrees = sheet.quarters + 180
        sheet = _level(turned(plain, degrees), degrees)
        areas = reader.find(sheet.picture)
    return sheet, areas


def _level(picture: Picture, quarters: int = 0) -> Sheet:
    """The page, which was turned by quarters, turned further so that its lines are level."""
    mask = ink(grey(picture.pixels), round(REACH * picture.scale))
    angle = slant(mask)
    if angle:
        picture = turned(picture, angle)
        mask = ink(grey(picture.pixels), round(REACH * picture.scale))
    rules, tables, ruled = ruling(mask, picture.scale)
    clean = erased(picture, ruled, tables)
    text = without_specks(mask & ink(grey(clean.pixels), round(REACH * picture.scale)))
    return Sheet(clean, text, rules, tables, quarters, angle)


def _runs_upwards(areas: Sequence[Area]) -> bool:
    """Whether most lines of text run from the bottom to the top or the other way."""
    sides = [(x1 - x0, y1 - y0) for x0, y0, x1, y1 in areas]
    upright = sum(high for wide, high in sides if high > 1.5 * wide)
    return upright > 2 * sum(wide for wide, high in sides if wide > 1.5 * high)


def _is_upside_down(sheet: Sheet, areas: Sequence[Area], reader: Engine) -> bool:
    widest = sorted(areas, key=lambda area: area[0] - area[2])[:SAMPLE]
    if not widest or _confidence(sheet.picture, widest, reader) >= UPRIGHT:
        return False
    wide, high = sheet.picture.width, sheet.picture.height
    over = [(wide - x1, high - y1, wide - x0, high - y0) for x0, y0, x1, y1 in widest]
    there = _confidence(turned(sheet.picture, 180), over, reader)
    return there > _confidence(sheet.picture, widest, reader)


def _confidence(picture: Picture, areas: Sequence[Area], reader: Engine) -> float:
    return float(np.mean([reading.confidence for reading in reader.read(picture, areas)]))
