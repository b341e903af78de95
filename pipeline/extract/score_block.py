"""The rows of one block of a score form, as the heads tell them or in their own order.

The heads decide where the columns stand as they should. Where a converter lost cells, the row's own
order decides: names with their weights, a text that explains, the score, then reason and measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..model.canonical import Cell
from .grids import NUMERIC, GridView
from .headless import HeadlessRow, ordered_row
from .points import points_of, weight_of
from .score_cells import RowCells
from .score_row import (
    LONGEST_NAME,
    FormRow,
    cells_of_points,
    is_name,
    plain_name,
    points_under,
    three,
)

LARGEST_WEIGHT = Decimal(100)
_LEVELS = ("level1", "level2", "level3")
_WEIGHT_IN_NAME = re.compile(r"[(](\d{1,3}(?:\.\d+)?)分?[)]$")
OWN_SCORE = re.compile(
    r"^(?:部门|单位|项目)?(?:绩效)?(?:自评|评价|综合|自我评价)(?:总|综合)?(?:得分|分数|总分)(?:[(]分[)])?:?$"
)
TOTAL = re.compile(
    r"^(?:总分|合计|总计|总得分|自评总分|综合得分|得分合计|总分合计|合计得分)(?:[(].*[)])?:?$"
)
_SUM = re.compile(r"^(?:小计|分项?(?:小计|合计)|本?(?:部分|项|类)(?:小计|合计))(?:[(].*[)])?:?$")
NOTE = re.compile(
    r"^(?:备?注|说明|填[表报](?:说明|人|单位|日期)|联系电话|审核人|负责人)(?:[(].*[)])?[:：]"
)
# 一、产出指标（50分，得46.79分） over the indicators of a class, across the form.
BAND = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[、.])?(?P<name>[^(),:;。\d]{2,16})"
    r"(?:[(](?:分值|满分|权重)?[:]?(?P<weight>\d{1,3}(?:\.\d+)?)分?"
    r"(?:[,;](?:自评)?(?:实?得分?|自评分?)[:为]?(?P<score>\d{1,3}(?:\.\d+)?)分?)?[)])$"
)


class Block:
    """A block of rows under one head; remembers the levels that merged cells leave out."""

    def __init__(self, view: GridView, roles: dict[int, str]) -> None:
        self._view = view
        self._roles = roles
        self._cells = RowCells(view, roles)
        self._names = ["", "", ""]
        self._flat = not set(_LEVELS) & set(roles.values())
        self._weighted_levels = list(roles.values()).count("weight") >= 2

    def rows(self, numbers: range) -> Iterator[FormRow]:
        """The rows of the block, in order; a second score of a row (复核分) is a row of its own."""
        rows = [*self._rows(numbers)]
        for number, row in _without_sums(rows):
            second = self._second_score(number, row)
            if second is None:
                yield row
                continue
            told = row.score is not None and row.weight is not None and row.score < row.weight
            yield replace(row, counted=row.counted and told)
            yield replace(
                row, score=second, target=None, actual=None, revised=None,
                counted=row.counted and not told,
            )  # fmt: skip

    def _second_score(self, number: int, row: FormRow) -> Decimal | None:
        """The score of whoever reviews, in a column right of the own score."""
        if row.score is None:
            return None
        cells = [*cells_of_points(self._view, number, self._roles, "score")]
        values = [points_of(self._view.text(c)) for c in cells]
        if len(values) < 2 or values[0] != row.score:
            return None
        sound = values[1] is not None and (row.weight is None or values[1] <= row.weight)
        return values[1] if sound else None

    def _rows(self, numbers: range) -> Iterator[tuple[int, FormRow]]:
        for number in numbers:
            cells = [c for c in self._view.row(number) if self._view.text(c)]
            if len(cells) == 1 and self._flat:
                band = self._band(cells[0])
                if band is not None:
                    yield number, band
            if len(cells) < 2 or NOTE.match(self._view.text(cells[0])):
                continue
            total = self._total(cells, number)
            if total is not None:
                yield number, total
                continue
            slipped = self._in_order(cells)
            row = slipped if self._weighted_levels and slipped is not None else None
            aligned = row or self._aligned(number, cells)
            row = next((r for r in (aligned, slipped) if r is not None and self._sound(r)), None)
            row = row or self._shifted(number)
            # More points than the weight are a misprint only where no other reading is sound.
            if row is None and aligned is not None and self._named(aligned):
                row = aligned if aligned.score is not None else None
            if row is not None:
                self._names = list(row.names)
                yield number, row

    def _band(self, cell: Cell) -> FormRow | None:
        """The class of the rows below, which is their first level; its row if it has a score."""
        found = BAND.match(self._view.text(cell))
        if found is None:
            return None
        self._names = [plain_name(found.group("name")), "", ""]
        weight, score = (Decimal(v) if (v := found.group(g)) else None for g in ("weight", "score"))
        if score is None:
            return None
        return FormRow(
            cell.start, cell.end, 1, three(self._names), weight, score, "", "", counted=False
        )

    def _named(self, row: FormRow) -> bool:
        return bool(row.indicator) and not NUMERIC.fullmatch(row.indicator)

    def _shifted(self, number: int) -> FormRow | None:
        """A row that lost its first cells, as those of a merged 绩效指标, by its own order."""
        found = ordered_row(self._view, number)
        return row_in_order(self._view, found, three(self._names)) if found is not None else None

    def _sound(self, row: FormRow) -> bool:
        if not self._named(row):
            return False
        if row.score is None:
            return not (row.target is None and row.actual is None and row.lost is None)
        return row.weight is None or row.score <= row.weight

    def _total(self, cells: list[Cell], number: int) -> FormRow | None:
        texts = {c.start: self._view.text(c) for c in cells[:3]}
        own = [c for c in cells[:3] if OWN_SCORE.match(texts[c.start])]
        label = next((c for c in cells[:3] if TOTAL.match(texts[c.start])), next(iter(own), None))
        if label is None:
            return None
        after = [c for c in cells if c.start > label.start]
        numbers = [p for c in after if (p := points_of(self._view.text(c))) is not None]
        headed = points_under(self._view, number, self._roles, "score")
        if not numbers or (headed is None and len(numbers) < 2 and not own):
            return None
        score = points_of(self._view.text(headed)) if headed is not None else None
        if score is None or (len(numbers) > 1 and score == numbers[0]):
            score = numbers[-1]
        full = points_under(self._view, number, self._roles, "weight")
        weight = weight_of(self._view.text(full)) if full is not None else None
        if weight is None or weight < score:
            weight = numbers[0] if len(numbers) > 1 else None
        start, end = self._span([label, *after], headed)
        return FormRow(start, end, 0, ("", "", ""), weight, score, "", "")

    def _span(self, cells: list[Cell], score: Cell | None) -> tuple[int, int]:
        """The row's place; of a row that was a column, that of its score."""
        if self._view.was_turned and score is not None:
            return score.start, score.end
        return cells[0].start, cells[-1].end

    def _aligned(self, number: int, cells: list[Cell]) -> FormRow | None:
        """The row as the heads tell it."""
        names = self._names_of(number)
        if names is None:
            return None
        by_role = {role: self._cells.cell(number, role) for role in ("actual", "reason", "measure")}
        score = points_under(self._view, number, self._roles, "score")
        score = score or self._cells.cell(number, "score")
        weight_cell = self._cells.weight_cell(number, score)
        level = max((i + 1 for i, name in enumerate(names) if name), default=0)
        name = names[level - 1] if level else ""
        stated = _WEIGHT_IN_NAME.search(name)
        weight = weight_of(self._view.text(weight_cell)) if weight_cell is not None else None
        if weight is None and stated is not None:
            weight = Decimal(stated.group(1))
        if weight is None and score is not None and points_of(self._view.text(score)) is None:
            weight = weight_of(self._view.text(score))
        won = self._cells.won(number, score, weight)
        reason, measure = self._cells.reason(by_role["reason"], by_role["measure"])
        if not reason and weight is not None and won is not None and won < weight:
            reason = self._cells.remark(number, score)
        operator, goal, unit, second = self._cells.goal(number)
        start, end = self._span(cells, score)
        return FormRow(
            start,
            end,
            level,
            three([_WEIGHT_IN_NAME.sub("", n) for n in names]),
            weight,
            won,
            reason,
            measure,
            goal,
            by_role["actual"],
            operator,
            unit,
            second,
            self._cells.cell(number, "completion"),
            remark=self._cells.remark_cell(number),
            lost=self._cells.lost(number) if weight is None and won is None else None,
        )

    def _names_of(self, number: int) -> list[str] | None:
        """The names by level; an empty level goes on with the one above it in the block."""
        names = ["", "", ""]
        own = False
        for level, role in enumerate(_LEVELS):
            cell = self._cells.cell(number, role)
            text = plain_name(self._view.text(cell)) if cell is not None else ""
            if text and cell is not None and cell.row == number:
                own = True
            names[level] = text
        if self._flat:
            cell = self._cells.cell(number, "indicator")
            names[2] = plain_name(self._view.text(cell)) if cell is not None else ""
            own = bool(names[2])
        elif not names[2] and (cell := self._cells.cell(number, "indicator")) is not None:
            names[2] = plain_name(self._view.text(cell))
            own = own or bool(names[2])
        if any(len(n) > LONGEST_NAME for n in names):
            return None
        summed = next((i for i, n in enumerate(names) if _SUM.match(n)), None)
        if summed is not None:
            return self._sum_of(names, summed)
        return self._carried(names) if own or any(names) else None

    def _sum_of(self, names: list[str], level: int) -> list[str]:
        """The names of what a 小计 in the column of a level sums up."""
        above = [names[i] or self._names[i] for i in range(level)] or [self._names[0]]
        return [*above, "", "", ""][:3]

    def _carried(self, names: list[str]) -> list[str]:
        carried = list(names)
        for level in range(3):
            if not carried[level] and any(names[level + 1 :]):
                carried[level] = self._names[level]
        if not any(names[1:]) and not names[0]:
            carried = list(self._names)
        return carried

    def _in_order(self, cells: list[Cell]) -> FormRow | None:
        """A row whose cells have slipped: name and weight pairs, a text, the score, the reasons."""
        texts = [self._view.text(c) for c in cells]
        pairs: list[tuple[str, Decimal]] = []
        at = 0
        while at + 1 < len(texts) and is_name(texts[at]) and points_of(texts[at + 1]) is not None:
            pairs.append((plain_name(texts[at]), points_of(texts[at + 1]) or Decimal(0)))
            at += 2
        weight = pairs[-1][1] if pairs else points_of(texts[0]) if len(texts) > 1 else None
        if weight is None or weight > LARGEST_WEIGHT:
            return None
        at = at if pairs else 1
        score_at = next((i for i in range(at, len(texts)) if points_of(texts[i]) is not None), None)
        if score_at is None or score_at > at + 1:
            return None
        rest = [self._view.printed(c) for c in cells[score_at + 1 :]]
        names = self._names if not pairs else self._levels([name for name, _ in pairs])
        level = max((i + 1 for i, name in enumerate(names) if name), default=3)
        return FormRow(
            cells[0].start, cells[-1].end, level, three(names), weight, points_of(texts[score_at]),
            rest[0] if rest else "", rest[1] if len(rest) > 1 else "",
        )  # fmt: skip

    def _levels(self, named: list[str]) -> list[str]:
        """The last name is the indicator, those before it are its parents."""
        depth = len(set(_LEVELS) & set(self._roles.values())) or len(_LEVELS)
        kept = self._names[: max(0, depth - len(named))]
        return (
            (kept + named[-depth:])[-depth:] if len(kept) + len(named) >= depth else [*kept, *named]
        )


def _without_sums(rows: Sequence[tuple[int, FormRow]]) -> Iterator[tuple[int, FormRow]]:
    """The rows, those that sum up rows below their own name marked as not counted."""
    parents = {row.names[:level] for _, row in rows for level in (1, 2) if any(row.names[level:])}
    for number, row in rows:
        summed = row.level in (1, 2) and row.names[: row.level] in parents
        yield number, row if row.counted != summed else replace(row, counted=not summed)


def row_in_order(view: GridView, found: HeadlessRow, above: tuple[str, str, str]) -> FormRow:
    """The row of a form whose own order tells what its cells are; ``above`` fills its levels."""
    own = [_WEIGHT_IN_NAME.sub("", plain_name(view.text(c))) for c in found.names]
    names = three([*above[: 3 - len(own)], *own])
    reason = view.printed(found.reason) if found.reason is not None else ""
    last = found.reason or found.score
    return FormRow(
        found.names[0].start, last.end, 3, names, points_of(view.text(found.weight)),
        points_of(view.text(found.score)), reason, "", found.target, found.actual, found.operator,
        found.unit,
    )  # fmt: skip
