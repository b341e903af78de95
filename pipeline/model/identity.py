"""The identity of a row: the same bytes and packs give the same one, wherever they are read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from .tables import Row


def row_id(doc_id: str, table: str, start: int, end: int, ordinal: int) -> str:
    """The identity of a row: document, table, span, and the place among rows of that span."""
    name = f"{doc_id}|{table}|{start}|{end}|{ordinal}"
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def row_ids(doc_id: str, table: str, rows: Iterable[Row]) -> Iterator[str]:
    """The identities of a table's rows, in their order."""
    seen: Counter[tuple[int, int]] = Counter()
    for row in rows:
        span = (row.char_start, row.char_end)
        yield row_id(doc_id, table, *span, seen[span])
        seen[span] += 1
