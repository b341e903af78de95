"""合计 rows of money tables against the rows that they add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..packs.rules import CheckRule
from .expressions import any_of
from .finding import Case, Finding
from .groups import is_alone
from .measured import Measured
from .printed import slack
from .sums import verdict

_OF_WHICH = "其中"


class Line(NamedTuple):
    """A figure of a column with the label beside it."""

    label: str
    figure: Measured
    is_total: bool


def table_sums(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Every total of a column against the rows above it, or below where a total stands first.

    ``check.patterns`` are the labels of totals; ``check.parts`` are measures whose rows may stand
    among the others though they split ``check.whole``.
    """
    totals = any_of(check.patterns)
    columns: dict[tuple[str, str], list[Line]] = {}
    for m in case.measured:
        if m.table and m.row.cell.count("/") == 2 and m.row.basis != "standard":
            table, _, column = m.row.cell.split("/")
            label = _label(case, m)
            line = Line(label, m, totals.fullmatch(label) is not None)
            columns.setdefault((table, column), []).append(line)
    for lines in columns.values():
        lines.sort(key=lambda line: line.figure.row.char_start)
        yield from _column(check, lines)


def _label(case: Case, m: Measured) -> str:
    """The label beside a figure that is alone in its cell; empty where it stands in a text."""
    found = case.text.canonical.cell_at(m.row.char_start)
    if found is None or not is_alone(case, m):
        return ""
    labels = case.text.views[found[0]].labels(found[1])
    return labels.left[0].text if labels.left else ""


def _column(check: CheckRule, lines: Sequence[Line]) -> Iterator[Finding]:
    at = [i for i, line in enumerate(lines) if line.is_total]
    for index, place in enumerate(at):
        total = lines[place]
        start = at[index - 1] + 1 if index else 0
        end = at[index + 1] if index + 1 < len(at) else len(lines)
        above = _joined(total, lines[start:place][::-1])[::-1]
        if above or index:
            found = _compared(check, total, _ways(above, [lines[i] for i in at[:index]]))
        else:
            found = _compared(check, total, [_labelled(_joined(total, lines[place + 1 : end]))])
            if end < len(lines) and found is not None and found.status == "fail":
                continue  # 本年收入合计 above 年初结转 and 总计: its parts are in another table
        if found is not None:
            yield found


def _ways(above: Sequence[Line], totals: Sequence[Line]) -> list[list[Line]]:
    """What a total may add up: the rows since the total before it, also with that one, or with all.

    总计 adds 年初结转 to 本年收入合计; 合计 adds the 小计 above it.
    """
    ways = [_labelled(above)]
    if totals:
        ways += [_labelled([totals[-1], *above])]
    if len(totals) > 1:
        ways += [_labelled([*totals, *above])]
    return ways


def _labelled(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.label]


def _joined(total: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines that follow each other row by row from the total on."""
    found: list[Line] = []
    row = _row(total)
    for line in lines:
        if abs(_row(line) - row) > 1:
            break
        found.append(line)
        row = _row(line)
    return found


def _row(line: Line) -> int:
    return int(line.figure.row.cell.split("/")[1])


def _compared(check: CheckRule, total: Line, ways: Sequence[Sequence[Line]]) -> Finding | None:
    """Rows that split the row above them (其中) may be left out; the shortest such runs first."""
    if total.figure.value is None:
        return None
    ways = [w for w in ways if len(w) > 1 and all(p.figure.value is not None for p in w)]
    runs = [[*_runs(check, way)] for way in ways]
    for kept in (kept for some in runs for kept in some):
        found = _summed(total, kept)
        if found.status == "pass":
            return found
    if not ways or any(len(some) > 1 for some in runs):
        return None
    every = [_summed(total, way) for way in ways]
    return min(every, key=lambda found: abs(found.difference or Decimal(0)))


def _runs(check: CheckRule, parts: Sequence[Line]) -> Iterator[list[Line]]:
    """The rows; the rows without those that split others, by their figures, by 其中, by measure."""
    yield [*parts]
    outer = [*_outer(parts)]
    if len(outer) < len(parts):
        yield outer
    for first, part in enumerate(parts):
        if first and _OF_WHICH in part.label:
            for last in range(first + 1, len(parts) + 1):
                yield [*parts[:first], *parts[last:]]
    inner = [p for p in parts if p.figure.measure not in check.parts]
    if len(inner) < len(parts) and any(p.figure.measure == check.whole for p in parts):
        yield inner


def _outer(parts: Sequence[Line]) -> Iterator[Line]:
    """The rows without those right below that add up to them: 类, 款, 项 of the classification."""
    behind = _behind([p.figure.value.value for p in parts if p.figure.value is not None])
    at = 0
    while at < len(parts):
        yield parts[at]
        at = behind[at]


def _behind(values: Sequence[Decimal]) -> list[int]:
    """For each value the place behind it and the values below that add up to it."""
    behind = list(range(1, len(values) + 1))
    for at in reversed(range(len(values))):
        found, place = Decimal(0), at + 1
        while place < len(values) and found < values[at]:
            found += values[place]
            place = behind[place]
        if found == values[at] and place > at + 1:
            behind[at] = place
    return behind


def _summed(total: Line, parts: Sequence[Line]) -> Finding:
    values = [p.figure.value for p in parts if p.figure.value is not None]
    observed = total.figure.value
    assert observed is not None
    expected = sum((v.value for v in values), Decimal(0))
    used = [total.figure, *(p.figure for p in parts)]
    tolerance = slack([observed, *values])
    return verdict(total.figure, used, expected, observed, tolerance, what=total.label)
