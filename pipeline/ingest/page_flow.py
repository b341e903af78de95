"""The pages of a document in reading order: paragraphs and tables that go on over page breaks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from .builder import Builder
from .pages import Page
from .pdf_grids import ALIKE, PageTable, continued, grid_cells
from .pdf_lines import Area, Line, Margins, margins_of, page_margins, paragraphs, pieces

HEAD_SHIFT = 5.0  # points by which a running head may stand higher or lower on another page
SMALL = 0.9  # of the size of the text: footnotes are no larger
LARGEST_HEAD = 14.0  # points; what repeats at the top of pages in a larger font is a title
_page_number = re.compile(
    r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|[-—–－\s]*第\s*\d{1,4}\s*页[\s,，/]*(?:共\s*\d{1,4}\s*页)?[-—–－\s]*"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_digits = re.compile(r"\d+")
_note = re.compile(
    r"[①-⑳]|[\[［〔【(（]\d{1,2}[\]］〕】)）]|\d{1,2}(?![\d.．、,，年月日%％])|[*＊†‡]"
)


def write_pages(pages: Sequence[Page], builder: Builder) -> None:
    """Write the pages in order; paragraphs and tables go on over page breaks."""
    furniture = _furniture(pages)
    bodies = {
        page.number: [line for line in page.lines if id(line) not in furniture] for page in pages
    }
    flow = _Flow(builder, _areas(pages, bodies))
    size = _size(pages[0])
    for page in pages:
        if _size(page) != size:
            flow.end_paragraphs()
            size = _size(page)
        lines, notes = _without_notes(bodies[page.number])
        for place, item in enumerate(_in_order(lines, page.tables)):
            flow.add(item, first=place == 0)
        flow.end_page(notes)
    flow.end_paragraphs()
    flow.end_table()


class _Flow:
    """What was read and not yet written, as it may go on: paragraphs, or a table."""

    def __init__(self, builder: Builder, areas: Mapping[Area, Margins]) -> None:
        self._builder, self._areas = builder, areas
        self._lines: list[Line] = []
        self._tables: list[PageTable] = []
        self._notes: list[tuple[Line | None, list[Line]]] = []  # with the last line of the page

    def add(self, item: Line | PageTable, *, first: bool) -> None:
        """Take the next item; ``first`` tells that it is the first of its page."""
        if isinstance(item, Line):
            self.end_table()
            self._lines.append(item)
            return
        self.end_paragraphs()
        rest = continued(self._tables, item) if first else None
        if rest is None:
            self.end_table()
        self._tables.append(rest or item)

    def end_page(self, notes: list[Line]) -> None:
        """Keep the footnotes of a page until what goes on over its end is whole."""
        if notes:
            self._notes.append((self._lines[-1] if self._lines else None, notes))

    def end_paragraphs(self) -> None:
        """Write the paragraphs; footnotes follow the last paragraph of their page."""
        for paragraph in paragraphs(self._lines, self._areas):
            self._builder.paragraph(pieces(paragraph))
            ends = {id(line) for line in paragraph}
            while self._notes and id(self._notes[0][0]) in ends:
                self._write_notes()
        self._lines.clear()

    def end_table(self) -> None:
        """Write the table."""
        if self._tables:
            self._builder.grid(grid_cells(self._tables))
            self._tables.clear()
        while self._notes and self._notes[0][0] is None:
            self._write_notes()

    def _write_notes(self) -> None:
        _, notes = self._notes.pop(0)
        for paragraph in paragraphs(notes, self._areas):
            self._builder.paragraph(pieces(paragraph))


def _without_notes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a page without its footnotes, and those: small print at the end, with a mark."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    start = len(lines)
    while start and lines[start - 1].size <= SMALL * usual:
        start -= 1
    if 0 < start < len(lines) and _note.match(lines[start].text):
        return lines[:start], lines[start:]
    return lines, []


def _in_order(lines: list[Line], found: list[PageTable]) -> Iterator[Line | PageTable]:
    """From top to bottom; text in two columns stands where its first line does, left before right.

    A table in such text stands in the column in which it begins, or over both.
    """
    split = [line for line in lines if line.column]
    top = min((line.y0 for line in split), default=0.0)
    bottom = max((line.y1 for line in split), default=0.0)
    right = min((line.x0 for line in split if line.column == 2), default=0.0)

    def place(y: float, column: int) -> tuple[float, int, float]:
        return (top, column, y) if column else (y, 0, y)

    items: list[tuple[tuple[float, int, float], Line | PageTable]] = [
        (place(line.y0, line.column), line) for line in lines
    ]
    for table in found:
        x0, y0, x1, _ = table.table.box
        beside = split and top < y0 < bottom and (x1 <= right or x0 >= right - ALIKE)
        column = (2 if x0 >= right - ALIKE else 1) if beside else 0
        items.append((place(y0, column), table))
    return (item for _, item in sorted(items, key=lambda pair: pair[0]))


def _size(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _areas(pages: Sequence[Page], bodies: dict[int, list[Line]]) -> dict[Area, Margins]:
    """The text area of each page, and those of its columns."""
    grouped: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for page in pages:
        grouped[_size(page)].extend(line for line in bodies[page.number] if not line.column)
    usual = {size: margins_of(lines, size[0]) for size, lines in grouped.items()}
    areas: dict[Area, Margins] = {}
    for page in pages:
        whole = [line for line in bodies[page.number] if not line.column]
        areas[page.number, 0] = page_margins(whole, usual[_size(page)], page.width)
        for column in (1, 2):
            lines = [line for line in bodies[page.number] if line.column == column]
            if lines:
                areas[page.number, column] = margins_of(lines, max(line.x1 for line in lines))
    return areas


def _furniture(pages: Sequence[Page]) -> set[int]:
    """The lines that are page numbers, running heads or feet, told by place and repetition."""
    edge: dict[int, list[tuple[Line, bool]]] = {}
    sizes = Counter[int]()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size)] += len(line.text)
    largest = min(1.05 * sizes.most_common(1)[0][0], LARGEST_HEAD) if sizes else 0.0
    for page in pages:
        top, bottom = 0.1 * page.height, 0.9 * page.height
        near = [line for line in page.lines if line.y1 < top or line.y0 > bottom]
        edge[page.number] = [(line, line.y1 < top) for line in near]
    places: dict[tuple[bool, str], list[tuple[int, float]]] = defaultdict(list)
    for number, found in edge.items():
        for line, high in found:
            places[_head_key(line, high)].append((number, line.y0))
    furniture: set[int] = set()
    for found in edge.values():
        for line, high in found:
            alike = {n for n, y in places[_head_key(line, high)] if abs(y - line.y0) <= HEAD_SHIFT}
            repeated = len(alike) >= max(2, len(pages) // 4)
            if _page_number.fullmatch(line.text) or (repeated and line.size <= largest):
                furniture.add(id(line))
    return furniture


def _head_key(line: Line, high: bool) -> tuple[bool, str]:
    return high, _digits.sub("#", line.text)
