"""Rows → pandas frames with the columns of the CSV files and exact values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, get_args, get_type_hints

import pandas as pd

from .document import Result
from .model.tables import TABLES, Row
from .store.rows import csv_columns, encode_rows

_DTYPES = {str: "str", bool: "bool", int: "int64", date: "datetime64[s]"}


class Frames(Mapping[str, pd.DataFrame]):
    """A frame per table, each made when it is first asked for."""

    def __init__(self, result: Result, file: str) -> None:
        self._result = result
        self._file = file
        self._types = {table.table: table for table in TABLES}
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self._made:
            kind = self._types[table]
            rows = self._result.tables.get(table, ())
            self._made[table] = frame(kind, rows, self._result.doc_id, self._file)
        return self._made[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self._types)

    def __len__(self) -> int:
        return len(self._types)

    def __repr__(self) -> str:
        sizes = (f"{name}: {len(self._result.tables.get(name, ()))}" for name in self)
        return f"<{', '.join(sizes)}>"


def frame(table: type[Row], rows: Iterable[Row], doc_id: str, file: str = "") -> pd.DataFrame:
    """The rows of a table.

    Decimals stay ``Decimal`` (None where unknown), boxes stay ``Box``; whole numbers that may be
    unknown are ``Int64``, dates ``datetime64``; an unknown text is empty.
    """
    rows = tuple(rows)
    hints = get_type_hints(table)
    identities = [cells[0] for cells in encode_rows(doc_id, table, rows)]
    columns: dict[str, Any] = {
        "row_id": pd.Series(identities, dtype="str"),
        "doc_id": pd.Series([doc_id] * len(rows), dtype="str"),
        "file": pd.Series([file] * len(rows), dtype="str"),
    }
    for name in csv_columns(table)[len(columns) :]:
        columns[name] = pd.Series(list(map(attrgetter(name), rows)), dtype=_dtype(hints[name]))
    return pd.DataFrame(columns)


def _dtype(hint: Any) -> Any:
    choices = get_args(hint) or (hint,)
    plain = next(choice for choice in choices if choice is not type(None))
    if plain is int and len(choices) > 1:
        return "Int64"
    return _DTYPES.get(plain, "object")
