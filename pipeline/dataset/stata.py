"""A table as Stata files: variable and value labels, long texts as strL.

A .dta file is written whole, so a long table becomes several (``amounts.dta``, ``amounts-2.dta``,
…) to be put together with ``append``; memory holds one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from .schema import Column, Table

MOST_ROWS = 50_000
_MOST_BYTES = 64 << 20
_NAME, _LABEL = 32, 80
_LONG = 2**31 - 28  # what Stata's long holds
_WRITTEN = datetime(1960, 1, 1)  # Stata's epoch: a file of the same rows is the same file


class Stata:
    """The Stata files of a table."""

    def __init__(self, folder: Path, table: Table, most_rows: int = MOST_ROWS) -> None:
        self.paths: list[Path] = []
        self._stem = folder / table.name
        self._table = table
        self._names = stata_names(table.names)
        self._most = most_rows
        self._rows: list[Sequence[str]] = []
        self._size = 0

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Append rows."""
        for row in rows:
            self._rows.append(row)
            self._size += sum(map(len, row))
            if len(self._rows) >= self._most or self._size >= _MOST_BYTES:
                self._write()

    def close(self) -> None:
        """Bring the last file to disk; a table without rows has one file too."""
        if self._rows or not self.paths:
            self._write()

    def _write(self) -> None:
        number = len(self.paths) + 1
        end = f"-{number}.dta" if number > 1 else ".dta"
        path = self._stem.with_name(self._stem.name + end)
        columns = self._table.columns
        frame = pd.DataFrame(
            {
                name: _series([row[i] for row in self._rows], column)
                for i, (name, column) in enumerate(zip(self._names, columns, strict=True))
            }
        )
        named = list(zip(self._names, columns, strict=True))
        frame.to_stata(
            path,
            write_index=False,
            version=118,
            time_stamp=_WRITTEN,
            data_label=self._table.said.en[:_LABEL],
            variable_labels={name: _label(column) for name, column in named},
            value_labels={n: {0: "false", 1: "true"} for n, c in named if c.kind is bool},
            convert_dates={n: "td" for n, c in named if c.kind is date},
            convert_strl=[n for n, c in named if c.free],
        )
        self.paths.append(path)
        self._rows, self._size = [], 0


def stata_names(names: Sequence[str]) -> list[str]:
    """Names that Stata takes: letters, digits and _, at most 32, no two alike."""
    given: list[str] = []
    for name in names:
        plain = re.sub(r"\W", "_", name)[:_NAME]
        other = plain
        for number in range(2, len(names) + 2):
            if other not in given:
                break
            other = f"{plain[: _NAME - 3]}_{number}"
        given.append(other)
    return given


def _label(column: Column) -> str:
    unit = f" ({column.unit.en})" if column.unit else ""
    text = column.said.en + unit
    return text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"


def _series(cells: list[str], column: Column) -> Any:
    if column.vocabulary and cells:  # pandas cannot label a column without rows
        return pd.Categorical([c or None for c in cells], categories=list(column.vocabulary))
    return _MAKERS[column.kind](cells)


def _integers(cells: list[str]) -> Any:
    values = [int(c) if c else None for c in cells]
    fits = all(v is None or abs(v) < _LONG for v in values)
    return pd.array(values, dtype="Int32" if fits else "Float64")


_MAKERS: dict[type, Callable[[list[str]], Any]] = {
    str: lambda cells: pd.Series(cells, dtype=object),
    int: _integers,
    bool: lambda cells: pd.array([None if c == "" else c == "true" for c in cells], dtype="Int8"),
    Decimal: lambda cells: pd.Series([float(c) if c else None for c in cells], dtype="float64"),
    date: lambda cells: pd.to_datetime(pd.Series([c or None for c in cells], dtype=object)),
}
