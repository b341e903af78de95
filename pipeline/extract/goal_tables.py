"""Goals beside achievements in tables that hold no points: plain lists, and rows of pairs.

A list has heads (绩效目标 | 目标值 | 实际完成值 | 完成率); a base data form has pairs in a row
(重点工作 | 计划数 | 12项 | 实际完成数 | 11项 | 完成率91.67%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.canonical import Cell
from .grids import NUMERIC, GridView
from .score_row import LONGEST_NAME, FormRow

_TARGET = re.compile(
    r"(?:目标|指标|计划|任务|预期|预定)(?:值|数|量|任务)?(?:[(].*[)])?$|^(?:年度|年初|全年)(?:目标|计划|任务)|^(?:应|计划)完成"
)
_ACTUAL = re.compile(
    r"(?<![应划标])(?:完成|实现|达成)(?:数量|值|数|量)(?:[(].*[)])?$|^实际(?:值|数|量|完成|完成情况)$"
    r"|(?:^|实际|月份?)(?:完成|进展|进度|达成|落实)情况$|^(?:工作|实施|目前|完成)?进度$|实绩$"
    r"|^(?:年底|年终)完成$|^(?:全年|年[度末终底])实际(?:完成|执行)?(?:情况)?$|^(?:完成|达成|考核)结果$"
)
_COMPLETION = re.compile(
    r"^(?:目标|任务|计划|指标)?完成(?:率|比例|百分比)(?:[(]%[)])?$|^完成(?:目标|任务|计划)的?[(]%[)]$"
)
_POINTS = re.compile(r"分值|权重|得分|评分|扣分")
_NAME = re.compile(r"目标|指标|任务|项目|内容|事项|工作|名称")
_UNIT = re.compile(r"^(?:计量|度量|指标)?单位$")
_UNIT_IN_NAME = re.compile(r"[(]([^()\d]{1,4})[)]$")
_LIMIT = re.compile(r"(低于|不超过|不高于|控制在)(?:[(][^()]*[)])?$")
_SERIAL = re.compile(r"^(?:序号|编号|类别|单位|计量单位|度量单位|备注|说明)$")
_TOTAL = re.compile(r"^(?:合计|总计|小计|总分)$")
# The block of a form that holds all goals as running text; it is read with the passages.
_OVERALL = re.compile(r"^(?:年度|年初|全年|项目|部门|整体|总体|绩效)+目标$")
_PLAN = re.compile(r"^(?:计划|目标|任务|应完成|全年预算|年度计划|年度目标)(?:数|值|量)?(?:数量)?$")
_DONE = re.compile(
    r"^(?:实际|已|全年)?(?:完成|实现|支出|办结|达成)(?:数|值|量)?(?:数量)?$|^实际数$"
)
_RATE = re.compile(r"^(?:完成|实现|支出|预算完成)(?:率|比例)")
_HAS_DIGIT = re.compile(r"\d")


def goal_rows(view: GridView) -> Iterator[FormRow]:
    """The goals of a table without points, in order."""
    for block in view.head_blocks():
        yield from _list(view, _heads(view, block.heads), range(block.first, block.end))
    for number in range(1, view.grid.rows + 1):
        yield from _pairs(view, [c for c in view.row(number) if view.text(c)])


def _heads(view: GridView, rows: tuple[int, ...]) -> dict[int, Cell]:
    """The head of each column, the lower of two head rows first."""
    heads: dict[int, Cell] = {}
    for row in reversed(rows):
        for column in range(1, view.grid.columns + 1):
            cell = view.cell(row, column)
            if cell is not None and view.text(cell):
                heads.setdefault(column, cell)
    return heads


def _list(view: GridView, cells: dict[int, Cell], rows: range) -> Iterator[FormRow]:
    heads = {column: view.text(cell) for column, cell in cells.items()}
    goals = {c: h for c, h in heads.items() if not _COMPLETION.search(h)}
    named = _column(goals, _TARGET)
    values = {c: h for c, h in goals.items() if not h.endswith(("目标", "指标", "任务"))}
    target = _column(values, _TARGET) or named
    actual = _column(heads, _ACTUAL) or next(
        (c for c in sorted(cells) if c > target and view.role(cells[c]) == "actual"), 0
    )
    if not target or not actual or any(_POINTS.search(h) for h in heads.values()):
        return
    name = next(
        (c for c in sorted(heads) if c < min(target, actual) and not _SERIAL.match(heads[c])), 0
    )
    if not name or (not _NAME.search(heads[name]) and len(heads) < 4):
        return
    rate, unit = _column(heads, _COMPLETION), _column(heads, _UNIT)
    for number in rows:
        found = [view.cell(number, c) if c else None for c in (name, target, actual, rate, unit)]
        row = _row(view, *found)
        if row is not None and not (_TOTAL.match(row.indicator) or _OVERALL.match(row.indicator)):
            yield row


def _column(heads: dict[int, str], pattern: re.Pattern[str]) -> int:
    """The first column whose head matches; 0 for none."""
    return next((c for c in sorted(heads) if pattern.search(heads[c])), 0)


def _row(
    view: GridView,
    name: Cell | None,
    target: Cell | None,
    actual: Cell | None,
    rate: Cell | None,
    unit: Cell | None = None,
) -> FormRow | None:
    if name is None or target is None or actual is None:
        return None
    words = view.text(name)
    if not 2 <= len(words) <= LONGEST_NAME or NUMERIC.fullmatch(words):
        return None
    if not any(_HAS_DIGIT.search(view.text(c)) for c in (target, actual)):
        return None
    cells = sorted(
        (c for c in (name, target, actual, rate) if c is not None), key=lambda c: c.start
    )
    return FormRow(
        cells[0].start, cells[-1].end, 3, (words, "", ""), None, None, "", "",
        target if view.text(target) else None, actual if view.text(actual) else None,
        operator=_limit_in(words),
        unit=view.text(unit) if unit is not None else _unit_in(words), completion=rate,
    )  # fmt: skip


def _unit_in(name: str) -> str:
    """The unit that a name ends with: 城镇新增就业(人)."""
    found = _UNIT_IN_NAME.search(name)
    return found.group(1) if found is not None else ""


def _limit_in(name: str) -> str:
    """The sign for what a name ends with: 城镇登记失业率低于(%)."""
    found = _LIMIT.search(name)
    return "" if found is None else "<" if found.group(1) == "低于" else "≤"


def _pairs(view: GridView, cells: list[Cell]) -> Iterator[FormRow]:
    """name | 计划数 | 12项 | 实际完成数 | 11项 | 完成率91.67%."""
    texts = [view.text(c) for c in cells]
    for at in range(1, len(cells) - 3):
        if not _PLAN.match(texts[at]) or not _DONE.match(texts[at + 2]):
            continue
        if not (NUMERIC.fullmatch(texts[at + 1]) and NUMERIC.fullmatch(texts[at + 3])):
            continue
        rate = _rate(cells[at + 4 : at + 6], texts[at + 4 : at + 6])
        row = _row(view, cells[at - 1], cells[at + 1], cells[at + 3], rate)
        if row is not None:
            yield row


def _rate(cells: list[Cell], texts: list[str]) -> Cell | None:
    """The cell of a printed completion: 完成率91.67% in one, or label and number in two."""
    if not texts or not _RATE.match(texts[0]):
        return None
    if _HAS_DIGIT.search(texts[0]):
        return cells[0]
    return cells[1] if len(cells) > 1 and NUMERIC.fullmatch(texts[1]) else None
