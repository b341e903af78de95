"""The one way in which all readers make canonical text.

A reader hands over pieces (text and where it came from); the builder cleans them, joins them and
writes down anchors, blocks and grids. Offsets therefore never have to be searched for again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..model.canonical import (
    Anchor,
    Block,
    BlockKind,
    Box,
    Canonical,
    Cell,
    Grid,
    Unread,
)
from ..model.errors import Unreadable
from .limits import TABLE_CELLS

# Control, zero-width, bidirectional and non-characters, lone surrogates, variation selectors.
DROPPED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
BLANKS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
NEWLINES = "\r\x0b\x0c\x85\u2028\u2029"
_special = re.compile(f"[{DROPPED}{BLANKS}{NEWLINES}]")
_dropped = re.compile(f"[{DROPPED}]+")
_blank = re.compile(f"[{BLANKS}]")
_newline = re.compile(f"[{NEWLINES}]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text from one place of the source; the places are those of ``Anchor``."""

    text: str
    source: int | None = None
    page: int | None = None
    box: Box | None = None
    edges: tuple[float, ...] | None = None
    confidence: float | None = None

    def part(self, start: int, end: int) -> Piece:
        """The piece without what lies before ``start`` and from ``end`` on."""
        if start == 0 and end == len(self.text):
            return self
        source = None if self.source is None else self.source + start
        if self.edges is None:
            return replace(self, text=self.text[start:end], source=source)
        edges, box = self.edges[start : end + 1], self.box
        if box is not None:
            box = Box(min(edges), box.y0, max(edges), box.y1)
        return Piece(self.text[start:end], source, self.page, box, edges, self.confidence)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell to be written: its place, counted from 1, its paragraphs, spans, page and box."""

    row: int
    column: int
    paragraphs: Sequence[Sequence[Piece]]
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    box: Box | None = None


def guard_cells(count: int) -> None:
    """Refuse tables without end."""
    if count > TABLE_CELLS:
        raise Unreadable(
            f"表格过大：单元格超过 {TABLE_CELLS} 个。请删去空行空列，或把表格拆成几个文件后重试。"
        )


def clean(piece: Piece) -> list[Piece]:
    """The parts of a piece that stay, with all blanks plain and all line ends ``\\n``."""
    if not _special.search(piece.text):
        return [piece] if piece.text else []
    text = _newline.sub("\n", _blank.sub(" ", piece.text))
    plain = replace(piece, text=text)
    parts: list[Piece] = []
    start = 0
    for match in _dropped.finditer(text):
        if match.start() > start:
            parts.append(plain.part(start, match.start()))
        start = match.end()
    if start < len(text):
        parts.append(plain.part(start, len(text)))
    return parts


def lines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Cleaned pieces, cut at line ends, without blanks at both ends and without empty lines."""
    pieces = list(pieces)
    if len(pieces) == 1:
        only = pieces[0].text
        if not only:
            return []
        if only[0] != " " and only[-1] != " " and "\n" not in only and not _special.search(only):
            return [pieces]
    cut: list[list[Piece]] = [[]]
    for piece in pieces:
        for part in clean(piece):
            if "\n" not in part.text:
                cut[-1].append(part)
                continue
            start = 0
            for index, line in enumerate(part.text.split("\n")):
                if index:
                    cut.append([])
                if line:
                    cut[-1].append(part.part(start, start + len(line)))
                start += len(line) + 1
    stripped = (strip(line) for line in cut)
    return [line for line in stripped if line]


def strip(pieces: Sequence[Piece], end: Literal["both", "left", "right"] = "both") -> list[Piece]:
    """The pieces without blanks before the first and after the last character."""
    kept = list(pieces)
    while kept and end != "right":
        text = kept[0].text.lstrip(" ")
        if text:
            kept[0] = kept[0].part(len(kept[0].text) - len(text), len(kept[0].text))
            break
        kept.pop(0)
    while kept and end != "left":
        text = kept[-1].text.rstrip(" ")
        if text:
            kept[-1] = kept[-1].part(0, len(text))
            break
        kept.pop()
    return kept


class Builder:
    """Collects paragraphs and tables in reading order and yields a ``Canonical``."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._grids: list[Grid] = []
        self._anchors: list[Anchor] = []
        self._unread: list[Unread] = []
        self._cells = 0

    @property
    def length(self) -> int:
        """How many code points have been written."""
        return self._length

    def paragraph(
        self, pieces: Iterable[Piece], kind: BlockKind = "paragraph", level: int | None = None
    ) -> None:
        """Write a paragraph; a line end inside parts it into several."""
        for line in lines(pieces):
            self._part()
            start = self._length
            self._write(line)
            self._blocks.append(Block(start, self._length, kind, level))

    def grid(self, cells: Iterable[TableCell]) -> None:
        """Write a table; the cells come in reading order. A table without any text is left out."""
        written: list[tuple[TableCell, list[list[Piece]]]] = []
        for cell in cells:
            self._cells += 1
            guard_cells(self._cells)
            content = [line for paragraph in cell.paragraphs for line in lines(paragraph)]
            written.append((cell, content))
        if not any(content for _, content in written):
            return
        self._part()
        start = self._length
        done: list[Cell] = []
        row, row_start = 0, start
        for cell, content in written:
            if row and cell.row != row:
                self._blocks.append(Block(row_start, self._length, "row"))
                self._raw("\n")
                row_start = self._length
            elif row:
                self._raw("\t")
            row = cell.row
            cell_start = self._length
            for index, line in enumerate(content):
                if index:
                    self._raw("\n")
                self._write(line)
            done.append(
                Cell(
                    row,
                    cell.column,
                    cell_start,
                    self._length,
                    cell.rowspan,
                    cell.colspan,
                    cell.page,
                    cell.box,
                )
            )
        self._blocks.append(Block(row_start, self._length, "row"))
        self._grids.append(
            Grid(
                number=len(self._grids) + 1,
                start=start,
                end=self._length,
                rows=max(cell.row + cell.rowspan - 1 for cell in done),
                columns=max(cell.column + cell.colspan - 1 for cell in done),
                cells=tuple(done),
            )
        )

    def unread(self, kind: str, text: str, reason: str) -> None:
        """Note something that stands here in the source and could not be read."""
        self._unread.append(Unread(kind, text, reason, self._length, self._length))

    def build(self, media_type: str, pages: int | None = None) -> Canonical:
        """The canonical text of all that was written."""
        return Canonical(
            text="".join(self._texts),
            media_type=media_type,
            blocks=tuple(self._blocks),
            grids=tuple(self._grids),
            anchors=tuple(self._anchors),
            pages=pages,
            unread=tuple(self._unread),
        )

    def _part(self) -> None:
        if self._length:
            self._raw("\n")

    def _raw(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)

    def _write(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            start = self._length
            self._raw(piece.text)
            if piece.source is None and piece.page is None and piece.box is None:
                continue
            self._anchors.append(
                Anchor(
                    start,
                    self._length,
                    piece.source,
                    piece.page,
                    piece.box,
                    piece.edges,
                    piece.confidence,
                )
            )
