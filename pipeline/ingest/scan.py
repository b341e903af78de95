"""The picture of a page → lines and tables with places, as they come from a page with text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from .glue import is_figure
from .pages import cells_of, placed
from .pdf_chars import Chars, Floats, Integers
from .pdf_grids import PageTable
from .pdf_half import with_half_ruled
from .pdf_lines import Line
from .pdf_rules import Table
from .scan_engine import Area, Engine, Reading, engine
from .scan_image import Mask, Picture, Turn, grey, ink, slant, turned, without_seals, without_specks
from .scan_numbers import figure_of, per_milles, repaired
from .scan_rules import erased, ruling

SURE = 0.5  # what is read with less confidence is left out and noted
UPRIGHT = 0.75  # the confidence below which a page may stand on its head
SAMPLE = 5  # lines that are read to tell
REACH = 8.0  # points round a pixel that tell whether it is dark
EDGE = 3.0  # points by which an area must reach over a rule to be cut there
LEAST = 2.0  # points: what is neither so high nor so wide in a cell is dirt
TALLEST = 24.0  # points: what is higher in a cell is more than one line
SIGNS = frozenset("≥≤＞＜><=＝%％√☑□")  # alone in a cell they are read with less confidence
SIGN_SURE = 0.3
IN_NUMBERS = frozenset("0123456789.,%‰")
FIGURES = 3  # clear figures that make a column one of figures
ROUND = 6  # characters round a repair that are told
STROKES = frozenset(("", *"1lI|/一—_－-–―−ー~丿J"))
FLAT, LEANING = 1.6, 0.3  # points; how far a stroke goes to the right while it goes up
ALIKE = (0.6, 1.35)  # heights, in usual heights, that are taken for the usual one
LARGER, TALLER = 1.25, 1.15  # usual widths and heights of characters above which type is larger
ENOUGH = 4  # characters that tell their width
SAME_LINE, SHARED = 0.8, 0.25  # heights that two areas have in common if a line is in both


@dataclass(frozen=True, slots=True)
class Repair:
    """What was put right: a few characters with it before and after, and where it stands.

    ``x0``, ``x1`` are the edges of the number on the page as it was read, ``y`` is its middle.
    """

    before: str
    after: str
    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was read on a page, how the page was turned for that, and what is doubtful."""

    lines: list[Line]
    tables: list[PageTable]
    turn: Turn
    repairs: tuple[Repair, ...]
    unsure: tuple[str, ...]


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


def scan(picture: Picture, number: int) -> Scanned:
    """Read the picture of a page."""
    reader = engine()
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
    readings = reader.read(sheet.picture, _cut(_whole(areas), sheet))
    readings += _missed(sheet, readings, reader)
    turn = Turn(sheet.degrees, _points(picture), _points(sheet.picture))
    trimmed = [_trimmed(r, sheet) for r in readings]
    return _scanned(trimmed, sheet, turn, number, reader.halves_per_mille)


def _points(picture: Picture) -> tuple[float, float]:
    return picture.width / picture.scale, picture.height / picture.scale


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


def _whole(areas: Sequence[Area]) -> list[Area]:
    """The areas, those put together that share a part of a line: it would be read twice."""
    whole: list[Area] = []
    for area in sorted(areas):
        for at, other in enumerate(whole):
            least = min(area[3] - area[1], other[3] - other[1])
            beside = min(area[3], other[3]) - max(area[1], other[1]) > SAME_LINE * least
            if beside and min(area[2], other[2]) - area[0] > SHARED * least:
                (x0, y0, x1, y1), (_, top, right, bottom) = other, area
                whole[at] = (x0, min(y0, top), max(x1, right), max(y1, bottom))
                break
        else:
            whole.append(area)
    return whole


def _cut(areas: Sequence[Area], sheet: Sheet) -> list[Area]:
    """The areas, cut where an upright rule of a table stands inside one."""
    scale = sheet.picture.scale
    cut: list[Area] = []
    for x0, y0, x1, y1 in areas:
        rules = _rules_at((y0 + y1) / 2 / scale, sheet.tables)
        inside = [x * scale for x in rules if x0 + EDGE * scale < x * scale < x1 - EDGE * scale]
        cut += [(left, y0, right, y1) for left, right in pairwise((x0, *inside, x1))]
    return cut


def _rules_at(y: float, tables: Sequence[Table]) -> list[float]:
    """Where upright rules of tables cross a height."""
    found: list[float] = []
    for table in tables:
        row = int(np.searchsorted(table.ys, y, "right")) - 1
        if not 0 <= row < len(table.ys) - 1:
            continue
        cells = table.places[row]
        parted = np.flatnonzero(cells[1:] != cells[:-1]) + 1
        found += [float(table.xs[0]), *table.xs[parted].tolist(), float(table.xs[-1])]
    return found


def _missed(sheet: Sheet, readings: Sequence[Reading], reader: Engine) -> list[Reading]:
    """What stands in cells where the engine found no text: mostly single figures."""
    scale = sheet.picture.scale
    filled = set(_cells([_in_points(r, scale) for r in readings], sheet.tables).tolist())
    areas: list[Area] = []
    boxes = (table.cell_box(index) for table in sheet.tables for index in range(len(table.cells)))
    for number, box in enumerate(boxes):
        if number not in filled and (area := _inked(sheet.text, box, scale)):
            areas.append(area)
    return reader.read(sheet.picture, areas)


def _inked(mask: Mask, box: tuple[float, float, float, float], scale: float) -> Area | None:
    """The area of what is printed in a cell, if it is one line."""
    x0, y0 = (round((side + 1.5) * scale) for side in box[:2])
    x1, y1 = (round((side - 1.5) * scale) for side in box[2:])
    inside = mask[y0:y1, x0:x1]
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows) or inside.sum() < 4 * scale:
        return None
    high, wide = (rows[-1] - rows[0] + 1) / scale, (columns[-1] - columns[0] + 1) / scale
    if high > TALLEST or max(high, wide) < LEAST:
        return None
    pad = 2.5 * scale
    return (
        x0 + float(columns[0]) - pad,
        y0 + float(rows[0]) - pad,
        x0 + float(columns[-1]) + 1 + pad,
        y0 + float(rows[-1]) + 1 + pad,
    )


def _trimmed(reading: Reading, sheet: Sheet) -> Reading:
    """The reading with the box of what is dark in it, and with strokes told from characters."""
    x0, x1 = int(reading.edges[0]), round(reading.edges[-1])
    y0, y1 = max(int(reading.y0), 0), round(reading.y1)
    dark = sheet.text[y0:y1, max(x0, 0) : x1]
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return reading
    text, sure = reading.text, reading.confidence
    if text.strip() in STROKES and (stroke := _stroke(dark, sheet.picture.scale)):
        text, sure = stroke, max(sure, SURE)
    left, right = max(x0, 0) + float(columns[0]), max(x0, 0) + float(columns[-1]) + 1
    edges = tuple(min(max(edge, left), right) for edge in reading.edges[1:-1])
    low, high = y0 + float(rows[0]), y0 + float(rows[-1]) + 1
    return Reading(text, (left, *edges, right), low, high, sure)


def _stroke(dark: Mask, scale: float) -> str | None:
    """What a single stroke in a cell is: ``-`` or ``/``; ``None`` for what it was read as."""
    y, x = np.nonzero(dark)
    high, wide = (int(np.ptp(v)) + 1 for v in (y, x))
    if high <= FLAT * scale and wide > high:
        return "-"
    lean = -float(np.cov(x, y)[0, 1] / max(float(np.var(y)), 1e-9))
    return "/" if lean > LEANING and wide > 0.3 * high else None


def _scanned(
    readings: Sequence[Reading], sheet: Sheet, turn: Turn, number: int, halved: bool
) -> Scanned:
    printed = [r for r in readings if r.text.strip()]
    kept = [_in_points(r, sheet.picture.scale) for r in printed if _is_sure(r)]
    sure = _even(_among_figures([_repaired(r, halved) for r in kept], sheet.tables))
    chars = _chars(sure)
    ruled = with_half_ruled(sheet.rules, sheet.tables, chars)
    lines, tables = placed(chars, _cells_of_chars(sure, chars, ruled), ruled, number)
    return Scanned(
        lines=[_with_confidence(line, sure) for line in lines],
        tables=[_table_with_confidence(table, sure) for table in tables],
        turn=turn,
        repairs=tuple(
            _repair(a.text, b) for a, b in zip(kept, sure, strict=True) if a.text != b.text
        ),
        unsure=tuple(r.text for r in printed if not _is_sure(r)),
    )


def _is_sure(reading: Reading) -> bool:
    return reading.confidence >= (SIGN_SURE if reading.text in SIGNS else SURE)


def _repair(before: str, reading: Reading) -> Repair:
    """Where a text differs from what was read, with a few characters round it."""
    after = reading.text
    first = _alike(before, after)
    alike_end = _alike(before[first:][::-1], after[first:][::-1])
    last = len(after) - alike_end
    start, end = max(first - ROUND, 0), max(alike_end - ROUND, 0)
    while first and after[first - 1] in IN_NUMBERS:
        first -= 1
    while last < len(after) and after[last] in IN_NUMBERS:
        last += 1
    return Repair(
        before[start : len(before) - end],
        after[start : len(after) - end],
        reading.edges[first],
        reading.edges[last],
        (reading.y0 + reading.y1) / 2,
    )


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _repaired(reading: Reading, halved: bool) -> Reading:
    """The reading with its confused numbers put right; ``halved`` tells of ``‰`` read as ``%0``."""
    text, edges = repaired(reading.text), list(reading.edges)
    for at in reversed(per_milles(text) if halved else []):
        text = text[:at] + "‰" + text[at + 2 :]
        del edges[at + 1]
    return replace(reading, text=text, edges=tuple(edges))


def _among_figures(readings: Sequence[Reading], tables: Sequence[Table]) -> list[Reading]:
    """The readings with confused numbers put right that stand alone in a cell among figures."""
    put_right = list(readings)
    places = [(cell, at) for at, cell in enumerate(_cells(readings, tables).tolist()) if cell >= 0]
    alone = Counter(cell for cell, _ in places)
    columns = [(number, c[1]) for number, table in enumerate(tables) for c in table.cells]
    by_column: dict[tuple[int, int], list[int]] = defaultdict(list)
    for cell, at in places:
        if alone[cell] == 1:
            by_column[columns[cell]].append(at)
    for found in by_column.values():
        odd = {at: figure for at in found if (figure := figure_of(readings[at].text))}
        clear = [at for at in found if at not in odd and is_figure(readings[at].text)]
        if len(clear) >= max(FIGURES, len(odd) + 1):
            for at, figure in odd.items():
                put_right[at] = replace(readings[at], text=figure)
    return put_right


def _in_points(reading: Reading, scale: float) -> Reading:
    return Reading(
        reading.text,
        tuple(round(edge / scale, 2) for edge in reading.edges),
        reading.y0 / scale,
        reading.y1 / scale,
        reading.confidence,
    )


def _cells(readings: Sequence[Reading], tables: Sequence[Table]) -> Integers:
    """The cell in which each reading lies; places are points."""
    x = np.array([(r.edges[0] + r.edges[-1]) / 2 for r in readings])
    y = np.array([(r.y0 + r.y1) / 2 for r in readings])
    return cells_of(tables, x, y)


def _cells_of_chars(readings: Sequence[Reading], chars: Chars, tables: Sequence[Table]) -> Integers:
    """The cell in which each character lies: that of its reading where columns are ruled."""
    cells = np.repeat(_cells(readings, tables), [len(r.text) for r in readings]).astype(np.int32)
    first = 0
    middle = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    for table in tables:
        last = first + len(table.cells)
        if table.half:
            own = table.cell_of(middle[:, 0], middle[:, 1]) + first
            inside = (cells >= first) & (cells < last) & (own >= first)
            cells[inside] = own[inside]
        first = last
    return cells


def _even(readings: Sequence[Reading]) -> list[Reading]:
    """The readings with heights that differ by chance made the usual height."""
    if not readings:
        return []
    heights = np.repeat([r.y1 - r.y0 for r in readings], [len(r.text) for r in readings])
    usual = float(np.median(heights))
    pitches = [_pitch(r) for r in readings]
    pitch = float(np.median([p for p in pitches if p] or [usual]))
    return [
        replace(r, y0=(r.y0 + r.y1 - usual) / 2, y1=(r.y0 + r.y1 + usual) / 2)
        if ALIKE[0] <= (r.y1 - r.y0) / usual <= (TALLER if wide > LARGER * pitch else ALIKE[1])
        else r
        for r, wide in zip(readings, pitches, strict=True)
    ]


def _pitch(reading: Reading) -> float:
    """The width of a Chinese character in a reading, 0 where too few tell."""
    sides = zip(reading.text, pairwise(reading.edges), strict=True)
    widths = [right - left for char, (left, right) in sides if "\u4e00" <= char <= "\u9fff"]
    return sum(widths) / len(widths) if len(widths) >= ENOUGH else 0.0


def _chars(readings: Sequence[Reading]) -> Chars:
    """The characters of readings with a box each, as they come from a page with text."""
    text = "".join(r.text for r in readings)
    boxes = [(left, r.y0, right, r.y1) for r in readings for left, right in pairwise(r.edges)]
    return Chars(
        text=text,
        codes=np.array([ord(character) for character in text], np.int32),
        boxes=np.array(boxes, np.float64).reshape(-1, 4),
        parted=np.zeros(len(text), bool),
        unmapped=0,
    )


def _with_confidence(line: Line, readings: Sequence[Reading]) -> Line:
    """The line with the confidence of its least sure reading."""
    scores = [
        r.confidence
        for r in readings
        if line.y0 <= (r.y0 + r.y1) / 2 <= line.y1
        and line.x0 - 1 <= (r.edges[0] + r.edges[-1]) / 2 <= line.x1 + 1
    ]
    return replace(line, confidence=round(min(scores), 4) if scores else None)


def _table_with_confidence(table: PageTable, readings: Sequence[Reading]) -> PageTable:
    lines = {
        cell: [_with_confidence(line, readings) for line in found]
        for cell, found in table.lines.items()
    }
    return replace(table, lines=lines)
