"""Rows → pandas frames with the columns of the CSV files and exact values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pandas as pd

from .document import Result
from .model.corpus_tables import CORPUS_TABLES, WIDE, WIDE_KEYS, Comparison
from .model.errors import JixiaoError
from .model.tables import KEY_COLUMNS, TABLES, Row
from .store.cells import reader
from .store.rows import csv_columns, encode_rows
from .store.tables import csv_records

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


class FolderFrames(Mapping[str, pd.DataFrame]):
    """A frame per table of an output folder, each read when it is first asked for.

    Beside the tables of the documents there are those of the whole corpus: comparison,
    comparison_wide, recurring, similar, cross_checks.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self._made:
            path = self._path(table)
            if table not in NAMES or not path.exists():
                raise KeyError(f"{self._folder} 里没有 {table}.csv；有：{'、'.join(self)}")
            self._made[table] = _read(table, path)
        return self._made[table]

    def __iter__(self) -> Iterator[str]:
        return (name for name in NAMES if self._path(name).exists())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table not in NAMES:
            raise AttributeError(f"没有 {table} 这张表；有：{'、'.join(self)}")
        return self[table]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self})

    def __repr__(self) -> str:
        return f"<{self._folder}：{'，'.join(self)}>"

    def _path(self, table: str) -> Path:
        return self._folder / f"{table}.csv"


_TYPES: dict[str, type] = {t.table: t for t in TABLES} | {t.table: t for t in CORPUS_TABLES}
NAMES = (*_TYPES, WIDE)


def _read(table: str, path: Path) -> pd.DataFrame:
    """A CSV file of a run as a frame with exact values."""
    names, *lines = csv_records(path)
    columns = [*zip(*lines, strict=True)] or [()] * len(names)
    hints = _hints(table, names)
    return pd.DataFrame(
        {
            name: pd.Series(list(map(reader(hints[name]), cells)), dtype=_dtype(hints[name]))
            for name, cells in zip(names, columns, strict=True)
        }
    )


def _hints(table: str, names: Sequence[str]) -> Mapping[str, Any]:
    """The type of each column of a file."""
    if table == WIDE:
        keys = get_type_hints(Comparison)
        return {n: keys[n] if n in WIDE_KEYS else Decimal | None for n in names}
    hints = dict.fromkeys(KEY_COLUMNS, str) | get_type_hints(_TYPES[table])
    if unknown := set(names) - set(hints):
        raise JixiaoError(
            f"{table}.csv 有不认识的列：{'、'.join(sorted(unknown))}。请用这个版本再运行一次。"
        )
    return hints


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
