"""Which columns a person may correct, and what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import Field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_type_hints

from ..model.errors import JixiaoError
from ..model.tables import (
    Amount,
    Deduction,
    Document,
    Policy,
    Quantity,
    Rate,
    Row,
    Score,
    Target,
    Weakness,
    own_columns,
)

LONGEST = 2000
# What tells a row from others at the same place.
_MAIN: Mapping[type[Row], tuple[str, ...]] = {
    Document: (),
    Amount: ("amount_wan", "value", "unit"),
    Rate: ("rate_pct",),
    Quantity: ("value", "unit"),
    Score: ("indicator_l1", "indicator_l2", "indicator_l3", "weight", "score"),
    Target: ("indicator", "target_text", "actual_text"),
    Deduction: ("indicator", "points_lost", "reason"),
    Weakness: ("origin",),
    Policy: ("title", "doc_number"),
}
_OF_THE_MACHINE = frozenset(
    {
        "sha256",
        "media_type",
        "pages",
        "chars",
        "ocr",
        "numbers",
        "numbers_unexplained",
        "cause_confidence",
        "weakness_confidence",
    }
)
_EVIDENCE = frozenset(f.name for f in own_columns(Row))
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,10})?")
_WHOLE = re.compile(r"-?\d{1,9}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@cache
def correctable() -> Mapping[str, type[Row]]:
    """The tables whose rows may be corrected, by name."""
    return {table.table: table for table in _MAIN}


def main_columns(table: str) -> tuple[str, ...]:
    """The columns that tell a row from others at the same place."""
    return _MAIN[correctable()[table]]


@cache
def writable(table: str) -> Mapping[str, Field[Any]]:
    """The columns that may be corrected; none for a table whose rows follow from others."""
    kind = correctable().get(table)
    if kind is None:
        return {}
    return {
        f.name: f
        for f in own_columns(kind)
        if f.name not in _EVIDENCE and f.name not in _OF_THE_MACHINE
    }


def checked(table: str, column: str, text: str) -> str:
    """What a person wrote as a cell of the column; raises with advice where it cannot be one."""
    found = writable(table).get(column)
    if found is None:
        raise JixiaoError(f"{table} 没有可以更正的列“{column}”")
    title, cell = found.metadata["zh"], text.strip()
    words = found.metadata["vocabulary"]
    if not cell:
        if found.default not in ("", None):
            raise JixiaoError(f"“{title}”不能为空")
        return ""
    if words and cell not in words:
        raise JixiaoError(f"“{title}”没有“{cell[:40]}”这一类；可写的有 {'、'.join(words)}")
    if len(cell) > LONGEST:
        raise JixiaoError(f"“{title}”超过 {LONGEST} 字，请写短些")
    if _CONTROL.search(cell):
        raise JixiaoError(f"“{title}”里有控制字符，请删去")
    if check := _CHECKS.get(_kind(table, column)):
        check(title, cell)
    return cell


def kind_of(table: str, column: str) -> str:
    """What a column holds: number, whole, date or text."""
    return _KINDS.get(_kind(table, column), "text")


def _kind(table: str, column: str) -> Any:
    hint = get_type_hints(correctable()[table])[column]
    choices = get_args(hint) or (hint,)
    return next(c for c in choices if c is not type(None))


def _number(title: str, cell: str) -> None:
    if not _NUMBER.fullmatch(cell):
        raise JixiaoError(f"“{title}”要写数字，如 419.86，不写单位和逗号；现在是“{cell[:40]}”")


def _whole(title: str, cell: str) -> None:
    if not _WHOLE.fullmatch(cell):
        raise JixiaoError(f"“{title}”要写整数，如 2023；现在是“{cell[:40]}”")


def _date(title: str, cell: str) -> None:
    try:
        date.fromisoformat(cell)
    except ValueError:
        raise JixiaoError(f"“{title}”要写成 2023-03-31 这样的日期；现在是“{cell[:40]}”") from None


_CHECKS = {Decimal: _number, int: _whole, date: _date}
_KINDS = {Decimal: "number", int: "whole", date: "date"}
