"""The picture of a page → lines and tables with places, as they come from a page with text.

A page is made ready (``scan_sheet.py``), its areas of text are found and read (``scan_areas.py``),
numbers are put right (``scan_repairs.py``), and the readings become characters with places
(``scan_readings.py``), of which lines and tables are made as on a page with text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .pages import placed
from .pdf_grids import PageTable
from .pdf_half import with_half_ruled
from .pdf_lines import Line
from .scan_areas import SURE, missed, to_read, trimmed
from .scan_engine import Reading, engine
from .scan_image import Picture, Turn
from .scan_readings import (
    cells_of_chars,
    characters,
    even,
    in_points,
    table_with_confidence,
    with_confidence,
)
from .scan_repairs import Repair, among_figures, repair_of, repaired_reading
from .scan_sheet import Sheet, ready

SIGNS = frozenset("≥≤＞＜><=＝%％√☑□")  # alone in a cell they are read with less confidence
SIGN_SURE = 0.3


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was read on a page, how the page was turned for that, and what is doubtful."""

    lines: list[Line]
    tables: list[PageTable]
    turn: Turn
    repairs: tuple[Repair, ...]
    unsure: tuple[str, ...]


def scan(picture: Picture, number: int) -> Scanned:
    """Read the picture of a page."""
    reader = engine()
    sheet, areas = ready(picture, reader)
    readings = reader.read(sheet.picture, to_read(areas, sheet))
    readings += missed(sheet, readings, reader)
    turn = Turn(sheet.degrees, _points(picture), _points(sheet.picture))
    return _scanned(
        [trimmed(r, sheet) for r in readings], sheet, turn, number, reader.halves_per_mille
    )


def _points(picture: Picture) -> tuple[float, float]:
    return picture.width / picture.scale, picture.height / picture.scale


def _scanned(
    readings: Sequence[Reading], sheet: Sheet, turn: Turn, number: int, halved: bool
) -> Scanned:
    printed = [r for r in readings if r.text.strip()]
    kept = [in_points(r, sheet.picture.scale) for r in printed if _is_sure(r)]
    sure = even(among_figures([repaired_reading(r, halved) for r in kept], sheet.tables))
    chars = characters(sure)
    ruled = with_half_ruled(sheet.rules, sheet.tables, chars)
    lines, tables = placed(chars, cells_of_chars(sure, chars, ruled), ruled, number)
    return Scanned(
        lines=[with_confidence(line, sure) for line in lines],
        tables=[table_with_confidence(table, sure) for table in tables],
        turn=turn,
        repairs=tuple(
            repair_of(a.text, b) for a, b in zip(kept, sure, strict=True) if a.text != b.text
        ),
        unsure=tuple(r.text for r in printed if not _is_sure(r)),
    )


def _is_sure(reading: Reading) -> bool:
    return reading.confidence >= (SIGN_SURE if reading.text in SIGNS else SURE)
