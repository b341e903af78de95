"""Characters with boxes → printed lines → paragraphs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..model.canonical import Box
from .builder import Piece
from .glue import continues, cuts_amount, first_token, is_closed, joint, starts_item
from .pdf_chars import Chars, Integers

_cjk_mark = re.compile("[\u3001-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff65\u2014-\u201d\u2026]")
Area = tuple[int, int]  # page, column
USUAL_SIZE = 12.0  # points, where a damaged page states none


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text, the left edges of its characters and the last right edge.

    ``confidence`` is that of a reader of pictures; ``column`` is 1 or 2 in text of two columns.
    """

    text: str
    edges: tuple[float, ...]
    y0: float
    y1: float
    page: int
    confidence: float | None = None
    column: int = 0

    @property
    def area(self) -> Area:
        """The text area in which it stands: the page and the column."""
        return self.page, self.column

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return self.edges[-1]

    @property
    def size(self) -> float:
        """How high the line is."""
        return self.y1 - self.y0

    @property
    def width(self) -> float:
        """How wide the line is."""
        return self.x1 - self.x0

    def first_token(self) -> float:
        """The width of what may not be broken at the start of the line."""
        return self.edges[first_token(self.text)] - self.x0

    def piece(self) -> Piece:
        """The line as a piece for the builder."""
        box = Box(min(self.edges), self.y0, max(self.edges), self.y1)
        return Piece(
            self.text, page=self.page, box=box, edges=self.edges, confidence=self.confidence
        )


class Run(NamedTuple):
    """Characters that stand close together: their place, and whether pdfium saw a gap before."""

    top: float
    bottom: float
    left: float
    start: int
    end: int
    parted: bool


def lines_by_cell(chars: Chars, cells: Integers, page: int) -> dict[int, list[Line]]:
    """The printed lines of a page, those of each cell apart; -1 is the text outside of tables."""
    count = len(chars.codes)
    if not count:
        return {}
    boxes = chars.boxes
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    high = np.maximum(boxes[:, 3] - boxes[:, 1], 0.1)
    least = np.minimum(high[1:], high[:-1])
    breaks = np.abs(np.diff(middle)) > 0.5 * least
    breaks |= boxes[1:, 0] < boxes[:-1, 0] - 0.3 * least
    breaks |= boxes[1:, 0] - boxes[:-1, 2] > 0.25 * least
    breaks |= (np.diff(cells) != 0) | chars.parted[1:]
    starts = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    ends = np.concatenate((starts[1:], [count]))
    top = np.round(np.minimum.reduceat(boxes[:, 1], starts), 2)
    bottom = np.round(np.maximum.reduceat(boxes[:, 3], starts), 2)
    left = boxes[starts, 0]
    runs: dict[int, list[Run]] = {}
    rows = map(
        Run,
        top.tolist(),
        bottom.tolist(),
        left.tolist(),
        starts.tolist(),
        ends.tolist(),
        chars.parted[starts].tolist(),
    )
    for run, cell in zip(rows, cells[starts].tolist(), strict=True):
        if chars.text[run[3] : run[4]].strip():
            runs.setdefault(cell, []).append(run)
    x0, x1 = np.round(boxes[:, 0], 2).tolist(), np.round(boxes[:, 2], 2).tolist()
    return {
        cell: [
            line
            for band in _bands(found)
            if (line := _line(band, chars.text, x0, x1, page)) is not None
        ]
        for cell, found in runs.items()
    }


def _bands(runs: list[Run]) -> list[list[Run]]:
    """Runs that stand side by side, from top to bottom."""
    runs = sorted(runs, key=lambda r: r[0] + r[1])
    bands: list[list[Run]] = []
    low = high = 0.0
    for run in runs:
        overlap = min(high, run[1]) - max(low, run[0])
        if bands and overlap >= 0.5 * min(high - low, run[1] - run[0]):
            bands[-1].append(run)
            if run[1] - run[0] > high - low:
                low, high = run[0], run[1]
        else:
            bands.append([run])
            low, high = run[0], run[1]
    return bands


def _line(band: list[Run], text: str, x0: list[float], x1: list[float], page: int) -> Line | None:
    if len(band) == 1:
        return _single(band[0], text, x0, x1, page)
    band.sort(key=lambda r: r[2])
    parts: list[str] = []
    edges: list[float] = []
    right = 0.0
    size = max(r[1] - r[0] for r in band)
    usual = _usual_gap(band, x1)
    for run in band:
        start, end = run.start, run.end
        part = text[start:end]
        if parts and run.left - right > max(_least_gap(parts[-1], part, run) * size, 1.6 * usual):
            parts.append(" ")
            edges.append(right)
        parts.append(part)
        edges.extend(x0[start:end])
        right = max(right, x1[end - 1])
    whole = "".join(parts)
    stripped = whole.strip(" ")
    if not stripped:
        return None
    lead = len(whole) - len(whole.lstrip(" "))
    trail = lead + len(stripped)
    edges.append(right)
    tall = max(band, key=lambda r: r[1] - r[0])
    last = edges[trail] if trail < len(whole) else right
    return Line(stripped, (*edges[lead:trail], last), tall[0], tall[1], page)


def _least_gap(before: str, after: str, run: Run) -> float:
    """From what gap on, in font sizes, a blank is read between two runs of a line."""
    left, right = before[-1], after[0]
    if left == " " or right == " ":
        return math.inf
    narrow = (left < "\u2e80" and left.isalnum(), right < "\u2e80" and right.isalnum())
    if all(narrow):
        return 0.15 if run.parted and left.isalpha() and right.isalpha() else 0.3
    if _cjk_mark.match(left) or _cjk_mark.match(right):
        return 0.9
    if any(narrow):
        return 0.5
    return 0.28 if run.parted else 0.7


def _single(run: Run, text: str, x0: list[float], x1: list[float], page: int) -> Line | None:
    """The line of one run: most lines."""
    top, bottom, _, start, end, _ = run
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    if start == end:
        return None
    return Line(text[start:end], (*x0[start:end], x1[end - 1]), top, bottom, page)


def _usual_gap(band: list[Run], x1: list[float]) -> float:
    """The gap between the runs of a line where most gaps are alike, as in spread text."""
    if len(band) < 4:
        return 0.0
    gaps = sorted(after[2] - x1[run[4] - 1] for run, after in pairwise(band))
    if len(gaps) < 3 or sum(run[4] - run[3] for run in band) > 2 * len(band):
        return 0.0
    return gaps[len(gaps) // 2]


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of pages of one size begins and ends, and how its lines follow."""

    left: float
    right: float
    size: float
    pitch: float
    indents: bool


def margins_of(lines: Sequence[Line], width: float) -> Margins:
    """The text area that lines were set in on pages of a width."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = (sizes.most_common(1)[0][0] if sizes else 0.0) or USUAL_SIZE
    body = [line for line in lines if abs(line.size - size) <= 0.15 * size] or list(lines)
    left = _edge(sorted(line.x0 for line in body), size)
    right = _right_edge([line.x1 for line in body], size)
    if right < 0.7 * width:  # no line is long enough to show it: take margins as alike
        right = max(width - left, right)
    steps = Counter[float]()
    for before, after in pairwise(body):
        step = after.y0 - before.y0
        if before.area == after.area and 0.8 * size < step < 3.5 * size:
            steps[round(step)] += 1
    pitch = float(steps.most_common(1)[0][0]) if steps else 2 * size
    indented = sum(1 for line in body if 1.4 * size < line.x0 - left < 2.8 * size)
    return Margins(left, right, size, pitch, indented >= max(2, 0.08 * len(body)))


def page_margins(lines: Sequence[Line], usual: Margins, width: float) -> Margins:
    """The text area of one page where it shows its own: some lines stand two characters in."""
    own = margins_of(lines, width) if len(lines) > 2 else usual
    size = own.size
    long = [line for line in lines if len(line.text) >= 18]
    left = min((line.x0 for line in long), default=usual.left)
    indented = sum(1 for line in long if 1.4 * size < line.x0 - left < 2.8 * size)
    if (
        not indented
        or max(line.x1 for line in long) < 0.7 * width
        or (abs(left - usual.left) < size and abs(own.right - usual.right) < size)
    ):
        return usual
    ends = Counter(round(line.x1 / size) for line in long)
    at, count = max(ends.items(), key=lambda item: (item[1], item[0]))
    right = max(line.x1 for line in long)
    if count >= max(3, len(long) // 3):
        right = max(line.x1 for line in long if round(line.x1 / size) == at)
    return Margins(left, right, size, own.pitch, True)


def _edge(values: list[float], size: float) -> float:
    """The outermost value that is not alone."""
    need = max(min(len(values), max(2, len(values) // 25)), 1)
    for index in range(len(values) - need + 1):
        if values[index + need - 1] - values[index] <= 0.6 * size:
            return values[index]
    return values[0] if values else 0.0


def _right_edge(values: list[float], size: float) -> float:
    """The outermost place where many lines end; single lines may hang over it."""
    step = 0.5 * size
    counts = Counter(int(value // step) for value in values)
    together = {at: counts[at] + counts[at - 1] for at in counts}
    need = max(2.0, 0.3 * max(together.values(), default=0))
    at = max((at for at, count in together.items() if count >= need), default=None)
    if at is None:
        return max(values, default=0.0)
    ends = sorted(value for value in values if at - 1 <= value // step <= at)
    return ends[len(ends) // 2]


def goes_on(before: Line, after: Line, text: str, areas: Mapping[Area, Margins]) -> bool:
    """Whether the paragraph of ``before`` (so far ``text``) goes on with the line ``after``."""
    margins = areas[before.area]
    size = margins.size
    if abs(before.size - after.size) > 0.2 * max(before.size, after.size):
        return False
    same_page = before.area == after.area
    step = after.y0 - before.y0
    if same_page and step < 0.3 * before.size:
        return False
    closed, item = is_closed(text), starts_item(after.text)
    room = margins.right - before.x1
    if room >= after.first_token() + 0.4 * before.size:
        unindented = areas[after.area].indents and _at_left(after, areas[after.area])
        cut = unindented and not closed and not item
        if not cut or room > 0.3 * (margins.right - margins.left):
            return False
    if same_page and step > max(1.6 * margins.pitch, 1.6 * before.size) and (closed or item):
        return False
    if item and closed:
        return False
    indent = after.x0 - areas[after.area].left
    if indent < 0.8 * size:
        return margins.indents or not (closed and item)
    return not closed and not item and abs(after.x0 - before.x0) < 6 * size


def paragraphs(lines: Iterable[Line], areas: Mapping[Area, Margins]) -> Iterator[list[Line]]:
    """Lines put together to paragraphs by where they begin and end."""
    current: list[Line] = []
    text = ""
    for line in lines:
        if current and (
            goes_on(current[-1], line, text, areas)
            or cuts_amount(text, line.text)
            or (line.area != current[-1].area and "，" in text and continues(text, line.text))
        ):
            current.append(line)
            text = (text + joint(text, line.text) + line.text)[-400:]
            continue
        if current:
            yield current
        current, text = [line], line.text
    if current:
        yield current


def _at_left(line: Line, margins: Margins) -> bool:
    return line.x0 - margins.left < 0.8 * margins.size


def cell_paragraphs(lines: Sequence[Line], width: float) -> Iterator[list[Line]]:
    """The lines of a table cell put together where the width of the cell broke them."""
    if not lines:
        return
    used = max(line.width for line in lines)
    size = max(line.size for line in lines)
    room = max(used, width - min(1.1 * size, 11.0))
    narrow = room < 6.5 * size
    current, text = [lines[0]], lines[0].text
    for line in lines[1:]:
        width_then = current[-1].width
        full = width_then + line.first_token() > room
        full = full or ((narrow or width_then > 0.55 * room) and not is_closed(text))
        item = starts_item(line.text) and (is_closed(text) or not full)
        if (full and not item) or cuts_amount(text, line.text):
            current.append(line)
            text = (text + joint(text, line.text) + line.text)[-400:]
            continue
        yield current
        current, text = [line], line.text
    yield current


def pieces(lines: Sequence[Line]) -> list[Piece]:
    """The pieces of lines that form one paragraph."""
    out: list[Piece] = []
    before = ""
    for line in lines:
        glue = joint(before, line.text)
        if glue:
            out.append(Piece(glue))
        out.append(line.piece())
        before = before[-60:] + line.text
    return out
