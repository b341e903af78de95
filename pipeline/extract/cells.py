"""Bare numbers in table cells: the heads say what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import Literal

from ..model.canonical import Canonical, Cell
from ..packs.entries import Unit
from .figures import FigureFinder
from .found_numbers import Bare, Explained, Figure, Numbers, scale_value
from .grids import GridReader, GridView, Label, units_in_head
from .headless import HeadlessRow, headless_row
from .number_scan import PER
from .operators import qualifier_of

UnitSource = Literal["inline", "context", "form"]
_PLAIN = re.compile(r"(?:[≥≤=<>]=?\s?)?[-+]?\d[\d,]*(?:\.\d+)?")
# How far in percent, or in the unit that the row names.
_PROGRESS = re.compile(r"(?:工作|实施|完成|目前)?进度")
_LARGEST_RATIO = Decimal(2)
_ACTUAL = re.compile(r"完成|实际|实现|系数|得分|率(?:\(.*\))?$")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Numbers after the tables were asked, and where units that are not inline came from."""

    numbers: Numbers
    unit_sources: dict[int, UnitSource]
    no_unit: tuple[Figure, ...]


class CellResolver:
    """Gives bare numbers in cells their unit, or says what they are; made once."""

    def __init__(self, finder: FigureFinder, reader: GridReader) -> None:
        self._finder = finder
        self._reader = reader

    def views(
        self, canonical: Canonical, folded: str, known: Mapping[int, GridView]
    ) -> dict[int, GridView]:
        """The grids of a document by number; ``known`` are those that were looked at before."""
        return {
            g.number: known.get(g.number) or self._reader.view(g, canonical, folded)
            for g in canonical.grids
        }

    def resolve(
        self, numbers: Numbers, canonical: Canonical, folded: str, views: dict[int, GridView]
    ) -> Resolved:
        """Move bare numbers to figures or explained ones where their cell tells what they are."""
        figures = list(numbers.figures)
        bare: list[Bare] = []
        explained = list(numbers.explained)
        sources: dict[int, UnitSource] = {}
        no_unit: list[Figure] = []
        rows = {number: _Rows(view) for number, view in views.items()}
        for number in numbers.bare:
            found = canonical.cell_at(number.at)
            view = views[found[0]] if found is not None else None
            result = (
                _Cell(self._finder, rows[found[0]], view, view.own(found[1]), folded).resolve(
                    number
                )
                if found is not None and view is not None
                else None
            )
            if result is None:
                bare.append(number)
            elif isinstance(result, Explained):
                explained.append(result)
            elif result[1] is None:
                no_unit.append(result[0])
            else:
                figures.append(result[0])
                sources[result[0].at] = result[1]
        bare = _with_row_mates(bare, figures, sources, canonical)
        figures.sort(key=lambda f: f.at)
        resolved = Numbers(tuple(figures), tuple(bare), tuple(explained))
        return Resolved(resolved, sources, tuple(no_unit))


def _with_row_mates(
    bare: list[Bare], figures: list[Figure], sources: dict[int, UnitSource], canonical: Canonical
) -> list[Bare]:
    """A number without any label takes the unit of its row, where the rest of it is money."""
    mates: dict[tuple[int, int], list[Figure]] = {}
    for figure in figures:
        found = canonical.cell_at(figure.at) if figure.at in sources else None
        if found is not None and figure.entry.measure == "money":
            mates.setdefault((found[0], found[1].row), []).append(figure)
    left: list[Bare] = []
    for number in bare:
        found = canonical.cell_at(number.at)
        row = mates.get((found[0], found[1].row), []) if found is not None else []
        if found is None or len(row) < 2 or found[1].end - found[1].start > number.end - number.at:
            left.append(number)
            continue
        figures.append(
            replace(
                row[0],
                start=number.start,
                end=number.end,
                at=number.at,
                value=number.value,
                basis=number.basis,
            )
        )
        sources[number.at] = sources[row[0].at]
    return left


Outcome = tuple[Figure, UnitSource | None] | Explained | None


class _Rows:
    """What the rows of a table show, found once for all bare numbers of a row."""

    def __init__(self, view: GridView) -> None:
        self._view = view
        self._headless: dict[int, HeadlessRow | None] = {}
        self._operators: dict[int, int | None] = {}

    def headless(self, number: int) -> HeadlessRow | None:
        """The row by the order of its cells, where no head stands over it."""
        if number not in self._headless:
            self._headless[number] = headless_row(self._view, number)
        return self._headless[number]

    def operator(self, number: int) -> int | None:
        """The place of the first cell of a row that is an operator."""
        if number not in self._operators:
            texts = map(self._view.text, self._view.row(number))
            found = (i for i, text in enumerate(texts) if qualifier_of(text))
            self._operators[number] = next(found, None)
        return self._operators[number]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell with a bare number in it."""

    finder: FigureFinder
    rows: _Rows
    view: GridView
    cell: Cell
    folded: str

    def resolve(self, bare: Bare) -> Outcome:
        text = self.view.text(self.cell)
        if not _PLAIN.fullmatch(text):
            return None
        if self.view.is_year_head(self.cell):
            return Explained(bare.at, bare.end, "year", "")
        if self.view.is_counting_row(self.cell):
            return Explained(bare.at, bare.end, "serial", "")
        headless = self.rows.headless(self.cell.row)
        if headless is not None and self.cell in (headless.weight, headless.score):
            return Explained(bare.at, bare.end, "points", "")
        shifted = self._in_shifted_row(bare)
        if shifted is not None:
            return shifted
        bare = self._with_operator(bare)
        labels = self.view.labels(self.cell).ordered
        roles: dict[str, Callable[[Bare, Label], Outcome]] = {
            "weight": self._points,
            "score": self._points,
            "points": self._points,
            "serial": self._no_value,
            "code": self._no_value,
            "money": self._money,
            "rate": self._rate,
            "count": self._count,
            "target": self._value,
            "actual": self._value,
        }
        own = self.view.labels(self.cell)
        known = own.above if self.view.in_score_block(self.cell) and own.above else labels
        for label in known:
            if label.head is not None and label.head.role in roles:
                return roles[label.head.role](bare, label)
        if self.view.in_score_block(self.cell):
            return Explained(bare.at, bare.end, "points", "")
        for label in labels:
            if unit := self._unit_in_head(label):
                return self._with_unit(bare, unit, label)
        return self._by_neighbours(bare, labels)

    def _in_shifted_row(self, bare: Bare) -> Outcome:
        """A row that lost its columns: ≥ | 5000 | 头 | 4906 | 15 | 14.7 under other heads.

        The operator tells where the values begin, the last two numbers are weight and score.
        """
        at = self.rows.operator(self.cell.row)
        if at is None:
            return None
        row = self.view.row(self.cell.row)
        head = self.view.head_label(row[at])
        if head is not None and head.head is not None and head.head.role == "operator":
            return None
        unit = next((u for c in row if self._known(u := self.view.text(c)) is not None), "")
        numbers = [c for c in row[at + 1 :] if _PLAIN.fullmatch(self.view.text(c))]
        if not unit or len(numbers) < 3 or self.cell not in numbers:
            return None
        if self.cell in numbers[-2:]:
            return Explained(bare.at, bare.end, "points", "")
        first = self.cell is numbers[0]
        bare = replace(bare, qualifier=qualifier_of(self.view.text(row[at]))) if first else bare
        return self._with_unit(bare, unit, Label("", 0, 0, None))

    def _with_operator(self, bare: Bare) -> Bare:
        """≥ | 95 | %: the operator stands in a cell of its own."""
        beside = self.view.cell(self.cell.row, self.cell.column - 1)
        qualifier = qualifier_of(self.view.text(beside)) if beside is not None else ""
        head = self.view.head_label(self.cell)
        if not qualifier and not (head and _ACTUAL.search(head.text)):
            other = self.view.operator_cell(self.cell)
            qualifier = qualifier_of(self.view.text(other)) if other is not None else ""
        return replace(bare, qualifier=qualifier) if qualifier else bare

    def _points(self, bare: Bare, label: Label) -> Outcome:
        return Explained(bare.at, bare.end, "points", _pattern(label))

    def _no_value(self, bare: Bare, label: Label) -> Outcome:
        assert label.head is not None
        return Explained(bare.at, bare.end, label.head.role, label.head.id)

    def _money(self, bare: Bare, label: Label) -> Outcome:
        unit = self._money_unit()
        found = self.finder.unit_at(_base(unit), 0) if unit else None
        if found is not None:
            return self._figure(bare, unit, found[1], _pattern(label)), "context"
        form = self.view.form
        if form is not None:
            base = self.finder.unit_at(_base(form.money_unit), 0)
            if base is not None:
                return self._figure(bare, form.money_unit, base[1], form.id), "form"
        yuan = self.finder.unit_at("元", 0)
        if yuan is None:
            return None
        return self._figure(bare, "", yuan[1], _pattern(label)), None

    def _money_unit(self) -> str:
        """A money unit in any label of the cell, else the one noted over the table."""
        labels = self.view.labels(self.cell)
        noted = [self.view.note_unit] if self.view.note_unit else []
        named = [u for lb in (*labels.above, *labels.left) for u in units_in_head(lb.text)]
        for unit in chain(named, noted, self.view.units_above(self.cell)):
            found = self.finder.unit_at(_base(unit), 0)
            if found is not None and found[1].measure == "money":
                return unit
        return ""

    def _unit_in_head(self, label: Label) -> str:
        """The unit that a label names in brackets, if a pack knows it."""
        units = (u for u in units_in_head(label.text) if self._known(u) is not None)
        return next(units, "")

    def _known(self, unit: str) -> Unit | None:
        """The unit entry that a whole cell or bracket names, 元/吨 included."""
        base = _base(unit)
        found = self.finder.unit_at(base, 0) if base else None
        if found is None:
            return None
        rest = base[len(found[0]) :]
        return found[1] if not rest or PER.fullmatch(rest) else None

    def _rate(self, bare: Bare, label: Label) -> Outcome:
        if _PROGRESS.fullmatch(label.text) and self._row_unit():
            return self._value(bare, label)
        found = self.finder.unit_at("%", 0)
        if found is None:
            return None
        ratio = bare.value <= _LARGEST_RATIO and "%" not in label.text
        value = bare.value * 100 if ratio else bare.value
        return self._figure(replace(bare, value=value), "%", found[1], _pattern(label)), "context"

    def _count(self, bare: Bare, label: Label) -> Outcome:
        assert label.head is not None
        unit = self._unit_in_head(label) or label.head.unit
        return self._with_unit(bare, unit, label)

    def _value(self, bare: Bare, label: Label) -> Outcome:
        """An indicator's value: its unit stands in a cell of its own, or in its name."""
        other = self.view.unit_cell(self.cell)
        if other is not None and other is not self.cell:
            found = self._with_unit(bare, self.view.text(other), label)
            if found is not None:
                return found
        if unit := self._row_unit():
            found = self._with_unit(bare, unit, label)
            if found is not None:
                return found
        return Explained(bare.at, bare.end, "indicator_value", _pattern(label))

    def _row_unit(self) -> str:
        """The unit that a label on the left names: 城镇新增就业(人)."""
        units = (self._unit_in_head(left) for left in self.view.labels(self.cell).left)
        return next((u for u in units if u), "")

    def _with_unit(self, bare: Bare, unit: str, label: Label) -> Outcome:
        entry = self._known(unit)
        if entry is None:
            return None
        return self._figure(bare, unit, entry, _pattern(label) or entry.id), "context"

    def _by_neighbours(self, bare: Bare, labels: Iterable[Label]) -> Outcome:
        """No head is known: a unit in the next cell, or the unit noted over the table."""
        right = self.view.cell(self.cell.row, self.cell.column + self.cell.colspan)
        if right is not None:
            unit = self.view.text(right)
            entry = self._known(unit)
            if entry is not None:
                return self._figure(bare, unit, entry, entry.id), "context"
        unit = self.view.note_unit
        money = self.finder.unit_at(_base(unit), 0) if unit else None
        if money is not None and any(True for _ in labels):
            return self._figure(bare, unit, money[1], money[1].id), "context"
        return None

    def _figure(self, bare: Bare, unit: str, entry: Unit, pattern: str) -> Figure:
        base = _base(unit)
        scale = scale_value(unit.removesuffix(base)) if base else Decimal(1)
        return Figure(
            bare.start, bare.end, bare.at, bare.value, bare.high, scale, unit, entry,
            entry.currency, bare.qualifier, tuple(filter(None, (pattern, *bare.patterns))),
            bare.basis,
        )  # fmt: skip


def _base(unit: str) -> str:
    """The unit without its scale: 万元 → 元."""
    return unit.lstrip("十百千万亿") if unit[:1] in "十百千万亿" else unit


def _pattern(label: Label) -> str:
    return label.head.id if label.head else ""
