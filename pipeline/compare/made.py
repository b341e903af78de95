"""A table of the corpus on its way into a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from ..model.corpus_tables import CorpusRow

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Made:
    """Name and columns of a table, and its rows, read once and in order."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Cells]


def made(table: type[CorpusRow], rows: Iterable[Iterable[Any]]) -> Made:
    """A table from rows whose values are in the order of its columns."""
    return Made(table.table, corpus_columns(table), map(cells, rows))


def made_of(table: type[CorpusRow], rows: Iterable[CorpusRow]) -> Made:
    """A table from its typed rows."""
    columns = corpus_columns(table)
    return made(table, ([getattr(row, c) for c in columns] for row in rows))


def corpus_columns(table: type[CorpusRow]) -> tuple[str, ...]:
    """The columns of a table in output order."""
    return tuple(f.name for f in fields(table))


def cells(values: Iterable[Any]) -> Cells:
    """The values as they stand in CSV: exact, no exponent, no idle zeros behind the point."""
    return [_cell(v) for v in values]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if value == 0 else text
    return str(value)


def batches(cursor: Any, size: int = 10_000) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, not all at once."""
    while rows := cursor.fetchmany(size):
        yield from rows
