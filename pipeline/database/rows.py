"""One stored result → the rows that the database holds of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args, get_type_hints

from ..model.tables import RUN_TABLES, Check, Deduction, Row, Section, Weakness
from ..store.layout import StoredPassage
from ..store.results import Stored
from ..store.rows import Cells, stored_columns
from .schema import KEPT

# What a passage is tagged with: the kind of tag, and the column of which table it comes from.
_TAGS: tuple[tuple[str, type[Row], str], ...] = (
    ("weakness", Weakness, "weakness"),
    ("weakness", Deduction, "weakness"),
    ("cause", Deduction, "cause"),
    ("check", Check, "check"),
    ("status", Check, "status"),
)
Passages = list[tuple[int, StoredPassage]]


def plain_rows(table: type[Row], rows: Sequence[Cells]) -> Iterator[list[Any]]:
    """Cells as the database takes them: unknown is NULL, true is 1."""
    kinds = _kinds()[table.table]
    for cells in rows:
        yield [
            cell if kind is str else None if not cell else _number(cell, kind)
            for cell, kind in zip(cells, kinds, strict=True)
        ]


@cache
def _kinds() -> dict[str, list[Any]]:
    """The types of each table's columns, found once: to evaluate annotations is slow."""
    return {table.table: _kinds_of(table) for table in RUN_TABLES}


def _kinds_of(table: type[Row]) -> list[Any]:
    hints = get_type_hints(table)
    kinds: list[Any] = [str]
    for name in stored_columns(table)[1:]:
        choices = get_args(hints[name]) or (hints[name],)
        kinds.append(next(c for c in choices if c is not type(None)))
    return kinds


def _number(cell: str, kind: Any) -> Any:
    return int(cell == "true") if kind is bool else cell


def sections_of(stored: Stored, passages: Sequence[StoredPassage]) -> list[str]:
    """The innermost section of each passage, empty before the first heading."""
    columns = stored_columns(Section)
    at = [columns.index(name) for name in ("char_start", "char_end", "section_id")]
    found = sorted((int(c[at[0]]), -int(c[at[1]]), c[at[2]]) for c in stored.tables[Section.table])
    starts = [start for start, _, _ in found]
    sections = []
    for passage in passages:
        index = bisect_right(starts, passage.start) - 1
        while index >= 0 and -found[index][1] <= passage.start:
            index -= 1
        sections.append(found[index][2] if index >= 0 else "")
    return sections


def tags_of(stored: Stored, passages: Passages) -> Iterator[tuple[str, str, int, str]]:
    """Kind, value, passage and row of every tag: a passage has those of the rows that quote it."""
    starts = [passage.start for _, passage in passages]
    for kind, table, column in _TAGS:
        columns = stored_columns(table)
        value, first, last = (columns.index(n) for n in (column, "char_start", "char_end"))
        for cells in stored.tables[table.table]:
            start, end = int(cells[first]), int(cells[last])
            if not cells[value] or end <= start:
                continue
            index = max(bisect_right(starts, start) - 1, 0)
            while index < len(passages) and passages[index][1].start < end:
                identity, passage = passages[index]
                if passage.end > start:
                    yield kind, cells[value], identity, cells[0]
                index += 1


def rows_of(stored: Stored) -> Iterator[tuple[type[Row], list[list[Any]]]]:
    """The rows of each table that the database keeps."""
    for table in KEPT:
        yield table, list(plain_rows(table, stored.tables[table.table]))
