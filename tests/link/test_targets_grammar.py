"""The grammar of goals and outcomes in running text, by the cases of ``goal_grammar.csv``.

A line has the kind of section, the text, and the rows that must come out: indicator, operator,
goal, outcome and status; lines of ``none`` set no goal at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.document import Pipeline
from jixiao.link.likeness import likeness

TITLE = "某县某局2023年度部门整体支出绩效自评报告\n\n"
HEADS = {
    "done": "一、绩效目标完成情况\n（一）产出指标\n",
    "none": "一、绩效目标完成情况\n（一）产出指标\n",
    "block": "一、目标实现情况\n",
    "measure": "一、下一步改进措施\n",
}
ALIKE = 0.5


def cases() -> Iterator[tuple[str, str, str]]:
    for line in (Path(__file__).parent / "goal_grammar.csv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, text, rows = line.split("|")
            yield kind, text.replace("\\n", "\n"), rows


def number(words: str) -> Decimal | None:
    return Decimal(words) if words else None


@pytest.mark.parametrize(("kind", "text", "expected"), list(cases()))
def test_goals_and_outcomes(pipeline: Pipeline, kind: str, text: str, expected: str) -> None:
    rows = pipeline(f"{TITLE}{HEADS[kind]}{text}\n".encode()).tables["targets"]
    set_ = [r for r in rows if r.target_value is not None]
    found = [(r.target_op, r.target_value, r.actual_value, r.status) for r in set_]
    wanted = [row.split(";") for row in expected.split("&")] if expected != "-" else []
    assert found == [(op, number(t), number(a), status) for _, op, t, a, status in wanted]
    for row, (name, *_) in zip(set_, wanted, strict=True):
        assert likeness(row.indicator, name) >= ALIKE, row.indicator
    if kind != "none":
        assert len(rows) == len(set_), [r.indicator for r in rows]
