"""The shape of a canonical text as plain lists: passages, paragraphs and tables.

It lies in the result file, so that whoever shows or searches a document need not read it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..model.canonical import Canonical
from ..segment.passages import Passage, passages
from .cells import to_cell


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage; ``bbox`` is written as in the tables, empty where there is none."""

    start: int
    end: int
    page: int | None
    cell: str
    bbox: str


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A table cell: its place, the places that it covers, its span."""

    row: int
    column: int
    rowspan: int
    colspan: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StoredGrid:
    """A table: its number, its span, its cells in reading order."""

    number: int
    start: int
    end: int
    cells: tuple[StoredCell, ...]


@dataclass(frozen=True, slots=True)
class StoredBlock:
    """A paragraph or a heading (``level`` from 1) outside tables."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The shape of one text, all in its order."""

    passages: tuple[StoredPassage, ...] = ()
    blocks: tuple[StoredBlock, ...] = ()
    grids: tuple[StoredGrid, ...] = field(default=())


def encode_layout(canonical: Canonical) -> dict[str, Any]:
    """The shape of a canonical text, ready for JSON."""
    return {
        "passages": [_passage(p) for p in passages(canonical)],
        "blocks": [
            [b.start, b.end, (b.level or 1) if b.kind == "heading" else 0]
            for b in canonical.blocks
            if b.kind != "row"
        ],
        "grids": [
            [
                g.number,
                g.start,
                g.end,
                [[c.row, c.column, c.rowspan, c.colspan, c.start, c.end] for c in g.cells],
            ]
            for g in canonical.grids
        ],
    }


def decode_layout(value: dict[str, Any]) -> Layout:
    """What ``encode_layout`` made; ``KeyError``, ``TypeError`` or ``ValueError`` for all else."""
    return Layout(
        passages=tuple(StoredPassage(*p) for p in value["passages"]),
        blocks=tuple(StoredBlock(*b) for b in value["blocks"]),
        grids=tuple(_grid(*g) for g in value["grids"]),
    )


def _passage(passage: Passage) -> Sequence[Any]:
    box = to_cell(passage.bbox)
    return [passage.start, passage.end, passage.page, passage.cell, box]


def _grid(number: int, start: int, end: int, cells: list[list[int]]) -> StoredGrid:
    return StoredGrid(number, start, end, tuple(StoredCell(*c) for c in cells))
