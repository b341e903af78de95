"""合计 rows of money tables against the rows that they add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

import regex

from ..packs.entries import CheckRule
from .finding import Case, Finding, Measured
from .groups import is_alone
from .printed import HALF
from .sums import verdict

_OF_WHICH = "其中"
MOST_NESTED = 2


class Line(NamedTuple):
    """A figure of a column with the label beside it."""

    label: str
    figure: Measured
    is_total: bool


def table_sums(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Every total of a column against the rows above it, or below where a total stands first.

    ``check.patterns`` are the labels of totals.
    """
    totals = regex.compile("|".join(check.patterns))
    columns: dict[tuple[str, str], list[Line]] = {}
    for m in case.measured:
        if m.table and m.row.cell.count("/") == 2 and m.row.basis != "standard":
            table, _, column = m.row.cell.split("/")
            label = _label(case, m)
            line = Line(label, m, totals.fullmatch(label) is not None)
            columns.setdefault((table, column), []).append(line)
    for lines in columns.values():
        lines.sort(key=lambda line: line.figure.row.char_start)
        yield from _column(lines)


def _label(case: Case, m: Measured) -> str:
    """The label beside a figure that is alone in its cell; empty where it stands in a text."""
    found = case.text.canonical.cell_at(m.row.char_start)
    if found is None or not is_alone(case, m):
        return ""
    labels = case.text.views[found[0]].labels(found[1])
    return labels.left[0].text if labels.left else ""


def _column(lines: Sequence[Line]) -> Iterator[Finding]:
    at = [i for i, line in enumerate(lines) if line.is_total]
    for index, place in enumerate(at):
        start = at[index - 1] + 1 if index else 0
        end = at[index + 1] if index + 1 < len(at) else len(lines)
        above, below = lines[start:place], lines[place + 1 : end]
        parts = [line for line in (above or below) if line.label]
        found = _compared(lines[place], parts)
        if found is not None:
            yield found


def _compared(total: Line, parts: Sequence[Line]) -> Finding | None:
    """Rows that split another row (其中) may be left out; where any do, no failure is sure."""
    value = total.figure.value
    if value is None or len(parts) < 2 or any(p.figure.value is None for p in parts):
        return None
    for left_out in range(min(MOST_NESTED, len(parts) - 2) + 1):
        for dropped in combinations(range(len(parts)), left_out):
            kept = [p for i, p in enumerate(parts) if i not in dropped]
            found = _summed(total, kept)
            if found.status == "pass":
                return found
    inner = any(_OF_WHICH in p.label for p in parts[1:]) or any(p.is_total for p in parts)
    return None if inner else _summed(total, parts)


def _summed(total: Line, parts: Sequence[Line]) -> Finding:
    values = [p.figure.value for p in parts if p.figure.value is not None]
    observed = total.figure.value
    assert observed is not None
    expected = sum((v.value for v in values), Decimal(0))
    tolerance = sum((v.step for v in values), observed.step) * HALF
    used = [total.figure, *(p.figure for p in parts)]
    return verdict(total.figure, used, expected, observed, tolerance, what=total.label)
