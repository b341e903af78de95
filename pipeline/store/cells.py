"""One value ↔ one cell of text, the same in result files and in CSV.

A cell holds what the document says and nothing else: no apostrophe is put before ``=``, ``+``,
``-`` or ``@``, because ``canonical[char_start:char_end] == text`` must hold for whoever reads the
CSV with a program. The variants made for spreadsheets are the place that renders such cells
harmless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_type_hints

from ..model.canonical import Box


def _coordinate(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    str: str,
    int: str,
    bool: lambda value: "true" if value else "false",
    Decimal: lambda value: format(value, "f"),
    date: date.isoformat,
    Box: lambda box: " ".join(map(_coordinate, box)),
}

_READERS: dict[type, Callable[[str], Any]] = {
    str: str,
    int: int,
    bool: lambda cell: cell == "true",
    Decimal: Decimal,
    date: date.fromisoformat,
    Box: lambda cell: Box(*map(float, cell.split())),
}


def to_cell(value: object) -> str:
    """The text of a value; an unknown type is a ``KeyError``, never a guess."""
    return _WRITERS[type(value)](value)


def to_cells(values: Iterable[object]) -> list[str]:
    """The texts of many values; most are texts already, and a run does millions."""
    return [v if type(v) is str else _WRITERS[type(v)](v) for v in values]


def readers(table: type[Any]) -> dict[str, Callable[[str], Any]]:
    """For each column of a table the function that makes the value of a cell."""
    hints = get_type_hints(table)
    return {f.name: reader(hints[f.name]) for f in fields(table)}


def reader(hint: Any) -> Callable[[str], Any]:
    """The function that makes a value of a type, or None of an empty cell where it may be none."""
    choices = get_args(hint) or (hint,)
    plain = next(c for c in choices if c is not type(None))
    read = _READERS[plain]
    if type(None) not in choices:
        return read
    return lambda cell: read(cell) if cell else None
