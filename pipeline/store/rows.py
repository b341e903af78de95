"""Rows of a table as lists of cells, each with an identity that no machine or order changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TypeVar

from ..model.identity import row_ids
from ..model.tables import KEY_COLUMNS, RUN_TABLES, Row, own_columns
from .cells import readers, to_cells

Cells = list[str]
R = TypeVar("R", bound=Row)
_STORED = {t.table: ("row_id", *(f.name for f in own_columns(t))) for t in RUN_TABLES}


def stored_columns(table: type[Row]) -> tuple[str, ...]:
    """The columns of a result file: the identity, then the table's own, then the evidence."""
    return _STORED[table.table]


def csv_columns(table: type[Row]) -> tuple[str, ...]:
    """The columns of the CSV file of a table."""
    return (*KEY_COLUMNS, *stored_columns(table)[1:])


def encode_rows(
    doc_id: str, table: type[Row], rows: Iterable[Row], struck: frozenset[str] = frozenset()
) -> Iterator[Cells]:
    """The cells of each row in the order of ``stored_columns``; ``struck`` as in ``row_ids``."""
    values = attrgetter(*stored_columns(table)[1:])
    every = list(rows)
    for identity, row in zip(row_ids(doc_id, table.table, every, struck), every, strict=True):
        yield [identity, *to_cells(values(row))]


def decode_rows(table: type[R], rows: Iterable[Sequence[str]]) -> Iterator[R]:
    """The typed rows of cells that ``encode_rows`` made."""
    names = stored_columns(table)[1:]
    read = readers(table)
    for cells in rows:
        yield table(**{name: read[name](cell) for name, cell in zip(names, cells[1:], strict=True)})
