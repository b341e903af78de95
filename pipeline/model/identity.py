"""The identity of a row: the same bytes and packs give the same one, wherever they are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from .tables import Correction, Row


def row_id(doc_id: str, table: str, start: int, end: int, ordinal: int) -> str:
    """The identity of a row: document, table, span, and the place among rows of that span."""
    name = f"{doc_id}|{table}|{start}|{end}|{ordinal}"
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def row_ids(
    doc_id: str, table: str, rows: Iterable[Row], struck: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The identities of a table's rows, in their order.

    One that belonged to a row ``struck`` out is not given again: those behind it keep theirs.
    """
    return (row_id(doc_id, table, *place) for place in _places(doc_id, table, rows, struck))


def struck_rows(tables: Mapping[str, Iterable[Row]]) -> frozenset[str]:
    """The identities of the rows of a document that a person struck out."""
    return frozenset(
        c.of_row
        for c in tables.get(Correction.table, ())
        if isinstance(c, Correction) and c.status == "applied" and not c.of_column
    )


class RowNames:
    """The names by which evidence tells the rows of a document: table:row_id.

    A name is made when it is asked for: few rows are evidence of others.
    """

    def __init__(self, doc_id: str, tables: Mapping[str, Iterable[Row]]) -> None:
        self._doc_id = doc_id
        struck = struck_rows(tables)
        self._places = {
            id(row): (table, *place)
            for table, rows in tables.items()
            for row, place in zip(rows, _places(doc_id, table, rows, struck), strict=True)
        }

    def of(self, rows: Iterable[Row]) -> str:
        """The names of rows of the tables, each once, in the order given."""
        places = dict.fromkeys(self._places[id(row)] for row in rows)
        return " ".join(f"{place[0]}:{row_id(self._doc_id, *place)}" for place in places)


def _places(
    doc_id: str, table: str, rows: Iterable[Row], struck: frozenset[str]
) -> Iterator[tuple[int, int, int]]:
    """Start and end of each row, and its place among the rows of that span."""
    seen: dict[tuple[int, int], int] = {}
    for row in rows:
        span = (row.char_start, row.char_end)
        ordinal = seen.get(span, 0)
        while struck and row_id(doc_id, table, *span, ordinal) in struck:
            ordinal += 1
        seen[span] = ordinal + 1
        yield (*span, ordinal)
