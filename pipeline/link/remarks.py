"""Outcomes in the remarks of a form without a column of outcomes: 支出率94.12%; 20项,完成18项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..extract.score_row import FormRow
from ..model.canonical import Cell
from ..segment.spans import Cover
from .answers import promised
from .context import Text
from .figures import Fact
from .goal_names import GoalNames
from .goals import Facts, Goal, compare, quoted, value_of
from .likeness import shared
from .telling import Telling

SHARED = 2
_TOLD = re.compile(r"完成|实际|执行情况|实现")
_BUDGET = re.compile(r"(?:预算|计划)[^,;。\d]{0,6}$")
_SPENT = re.compile(
    r"^[,;]\s*(?:但)?(?:年度|全年)?(?:实际|决算|执行|已)[\u4e00-\u9fff]{0,6}[为:]?\s*$"
)
_BECAME = re.compile(r"(?:实际)?(?:为|是|达到?|约|:)+$|(?<=.)实际$")
_FAULT = re.compile(r"未|不|缺|超期|逾期|滞后|扣|低于|闲置|流失|相差|少于|涉及|违规|挪用|其中")
_LOST = re.compile(r"(?:按[^，。]{0,8})?(?:扣|得|计)\d+(?:\.\d+)?分")
_ENDS = " ,;。、"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a row's remark tells: the outcome, the goal it is held against, and why."""

    row: FormRow
    actual: Fact
    goal: Fact | None
    reason: str

    @property
    def place(self) -> tuple[int, int]:
        """Where its figures stand."""
        figures = [f.figure for f in (self.goal, self.actual) if f is not None]
        return min(f.start for f in figures), max(f.end for f in figures)


def remarks(
    text: Text, forms: Sequence[FormRow], facts: Facts, told: Telling, but: Cover
) -> list[Remark]:
    """The outcomes in remarks: every goal with its outcome, else the figure of the first clause.

    A figure alone is an outcome only where it ends its clause: of a rate that names the indicator
    or nothing; under a head that tells of outcomes (实际完成情况及扣分说明) of anything. What
    stands in ``but`` is held against its goal already.
    """
    found = (r for row in forms if row.remark is not None for r in _of(text, row, facts, told))
    return [remark for remark in found if remark.actual.figure.at not in but]


def remarked(text: Text, remark: Remark, names: GoalNames) -> Goal:
    """The row of an outcome that a remark tells; it is of the indicator unless it names another."""
    goal, fact, row = remark.goal, remark.actual, remark.row
    target, actual = promised(text, goal) if goal is not None else None, value_of(fact)
    name = names.named(text, goal, fact) if goal is not None else row.indicator
    own = not names.is_empty(name) and shared(name, row.indicator) < SHARED
    status = compare(row.indicator, target, actual) if target is not None else "no_target"
    lost = row.score is not None and row.weight is not None and row.score < row.weight
    return Goal(
        *remark.place,
        row.names[0],
        name if own else row.indicator,
        quoted(text, goal) if goal is not None else "",
        target,
        quoted(text, fact),
        actual,
        status,
        remark.reason if status == "unmet" or (goal is None and lost) else "",
    )


def _of(text: Text, row: FormRow, facts: Facts, told: Telling) -> Iterator[Remark]:
    cell = row.remark
    if cell is None:
        return
    own = facts.within(cell.start, cell.end)
    pairs = [*_pairs(text, own, told)]
    for goal, actual in pairs:
        behind = max(goal.figure.end, actual.figure.end)
        yield Remark(row, actual, goal, _rest(text, behind, cell.end))
    paired = {f.figure.at for pair in pairs for f in pair}
    if own and own[0].figure.at not in paired and _is_outcome(text, own[0], row, cell):
        yield Remark(row, own[0], None, _rest(text, own[0].figure.end, cell.end))


def _pairs(text: Text, own: Sequence[Fact], told: Telling) -> Iterator[tuple[Fact, Fact]]:
    """Goal and outcome, as the sentence tells them or as 预算 and 实际."""
    places = {f.figure.at for f in own}
    paired = set[int]()
    for fact in own:
        known = told.of(fact)
        if known is not None and known.goal is not None and known.goal.figure.at in places:
            paired.add(fact.figure.at)
            yield known.goal, fact
    for first, second in pairwise(own):
        both = first.figure.entry.measure == second.figure.entry.measure == "money"
        left = text.folded[text.clauses.around(first.figure.at).start : first.figure.start]
        between = text.folded[first.figure.end : second.figure.start]
        new = both and second.figure.at not in paired
        if new and _BUDGET.search(left) and _SPENT.search(between):
            yield first, second


def _is_outcome(text: Text, fact: Fact, row: FormRow, cell: Cell) -> bool:
    figure = fact.figure
    clause = text.clauses.around(figure.at)
    before = text.folded[max(clause.start, cell.start) : figure.start].strip()
    after = text.folded[figure.end : min(clause.end, cell.end)].strip(_ENDS)
    if clause.start > cell.start or after or not text.folded[figure.at].isascii():
        return False
    words = _BECAME.sub("", before)
    if _FAULT.search(words):
        return False
    if figure.entry.measure == "rate" and (not words or words[-SHARED:] in row.indicator):
        return True
    view = text.views[found[0]] if (found := text.canonical.cell_at(figure.at)) else None
    head = view.head_label(cell) if view is not None else None
    return head is not None and _TOLD.search(head.text) is not None


def _rest(text: Text, start: int, end: int) -> str:
    """What follows the clause of a figure in its cell, on one line; lost points are no reason."""
    start = max(start, min(text.clauses.around(start - 1).end, end))
    rest = text.canonical.text[start:end].replace("\n", "").strip(" ，,；;。、")
    return "" if _LOST.fullmatch(rest) else rest
