"""Score and indicator forms: the rows of their blocks, their money block, totals and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ..model.canonical import Cell
from .grids import GridView
from .headless import headless_row
from .points import points_of, weight_of
from .score_block import OWN_SCORE, Block, row_in_order
from .score_row import FormRow, points_under
from .shared_cells import each_its_own

_FUNDS_TOTAL = re.compile(
    r"^(?:年度资金总额|资金总额|总量|年度总金额|总额|预算支出总额|全年资金总额|合计$|总计$|支出总额|(?:部门)?整体支出|预算总额)"
)
_WEIGHTED = re.compile(r"[(](\d{1,3}(?:\.\d+)?)分?[*×xX·][^()]{0,8}率[)]")
LEAST_TEXT = 30
_RULES = re.compile(r"标准|办法|细则|规则|口径|公式")
_COMPLETED = re.compile(r"^(?:指标|目标|任务)?(?:实际)?完成(?:率|比例|百分比|程度)")
_LOST = re.compile("[扣失丢减]分")
EXECUTION = "预算执行率"


def form_rows(view: GridView) -> Iterator[FormRow]:
    """The rows of all form blocks of a table, in order, those without a head first."""
    if view.is_sideways:
        view = view.turned()
    yield from _headless(view)
    for block in view.head_blocks():
        roles = _roles(view, block.heads)
        if not {"score", "actual", "lost", "target"} & set(roles.values()):
            continue
        if not {"level1", "level2", "level3", "indicator"} & set(roles.values()):
            yield from _funds(view, roles, block.heads, range(block.first, block.end))
            continue
        yield from each_its_own([*Block(view, roles).rows(range(block.first, block.end))])


def _headless(view: GridView) -> Iterator[FormRow]:
    names = ("", "", "")
    for number in range(1, view.grid.rows + 1):
        found = headless_row(view, number)
        if found is not None:
            row = row_in_order(view, found, names)
            names = row.names
            yield row


def head_scores(view: GridView) -> Iterator[FormRow]:
    """The total that a form prints in its head: 自评得分 | 92.64."""
    if view.is_sideways:
        return
    for number in range(1, view.grid.rows + 1):
        cells = view.filled(number)
        if cells and view.in_score_block(cells[0]):
            continue
        for label, value in pairwise(cells):
            points = points_of(view.text(value))
            if points is not None and OWN_SCORE.match(view.text(label)):
                yield FormRow(
                    label.start, value.end, 0, ("", "", ""), None, points, "", "",
                )  # fmt: skip


def reason_cells(view: GridView) -> Iterator[Cell]:
    """The cells that tell the reasons of all rows at once, right of a label such as 未完成原因."""
    for number in range(1, view.grid.rows + 1):
        cells = view.filled(number)
        if len(cells) == 2 and view.role(cells[0]) == "reason" and not view.role(cells[1]):
            yield cells[1]


def text_cells(view: GridView) -> Iterator[Cell]:
    """The cells of running text that stand alone right of their label, as 扣分情况说明 has one."""
    for number in range(1, view.grid.rows + 1):
        cells = view.filled(number)
        if len(cells) != 2 or _RULES.search(view.text(cells[0])):
            continue
        text = view.text(cells[1])
        if len(text) >= LEAST_TEXT and "。" in text:
            yield cells[1]


def _roles(view: GridView, heads: tuple[int, ...]) -> dict[int, str]:
    """The role of each column; a rate of completion and points lost are roles of their own."""
    roles = view.roles(heads)
    for column, role in roles.items():
        over = [view.text(c) for row in heads if (c := view.cell(row, column)) is not None]
        if role == "rate" and any(map(_COMPLETED.search, over)):
            roles[column] = "completion"
        elif role == "points" and any(_LOST.search(text) for text in over):
            roles[column] = "lost"
    return roles


def _funds(
    view: GridView, roles: dict[int, str], heads: tuple[int, ...], rows: range
) -> Iterator[FormRow]:
    """The budget execution row of a form's money block."""
    headed = _weight_in_head(view, roles, heads)
    if "money" not in roles.values() or ("weight" not in roles.values() and headed is None):
        return
    scored = [n for n in rows if _points(view, n, roles) is not None]
    for number in scored:
        cells = view.filled(number)
        label = next((c for c in cells if _FUNDS_TOTAL.match(view.text(c).lstrip("其中:"))), None)
        label = label or (cells[0] if len(scored) == 1 else None)
        score = points_under(view, number, roles, "score")
        if label is None or score is None:
            continue
        weight = points_under(view, number, roles, "weight")
        yield FormRow(
            label.start, cells[-1].end, 1, (EXECUTION, "", ""),
            weight_of(view.text(weight)) if weight else headed,
            points_of(view.text(score)), "", "",
        )  # fmt: skip


def _weight_in_head(
    view: GridView, roles: dict[int, str], heads: tuple[int, ...]
) -> Decimal | None:
    """The weight that the head of the scores tells: 得分（20分*执行率）."""
    over = [
        view.text(cell)
        for column, role in roles.items() if role == "score"
        for row in heads if (cell := view.cell(row, column)) is not None
    ]  # fmt: skip
    found = next((f for text in over if (f := _WEIGHTED.search(text)) is not None), None)
    return Decimal(found.group(1)) if found is not None else None


def _points(view: GridView, number: int, roles: dict[int, str]) -> Decimal | None:
    score = points_under(view, number, roles, "score")
    return points_of(view.text(score)) if score is not None else None
