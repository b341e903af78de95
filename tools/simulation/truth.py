"""What a made-up document holds: rows as hand-checked gold has them, told as they are printed."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from .facts import Goal
from .words import Problem, Reason

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": (
        "doc_type", "department", "department_family", "province", "fiscal_year", "report_date",
        "self_score", "grade",
    ),
    "amounts": ("amount_wan", "value", "unit", "currency", "qualifier", "year", "basis"),
    "rates": ("rate_pct", "unit", "qualifier", "kind"),
    "quantities": ("value", "unit", "qualifier"),
    "scores": ("level", "indicator_l1", "indicator_l2", "indicator_l3", "weight", "score"),
    "targets": (
        "indicator", "target_op", "target_value", "target_unit", "actual_value", "actual_unit",
        "status",
    ),
    "deductions": ("indicator", "weight", "score", "points_lost", "reason", "cause", "weakness"),
    "weaknesses": ("weakness", "origin", "measure"),
    "checks": ("check", "observed", "note"),
}  # fmt: skip
_NO_QUOTE = frozenset(("documents", "checks"))
README = """# 模拟语料的真值

本语料由 `tools/simulate_corpus.py` 生成：除省级名称外，部门、数字、问题全部虚构，
**不得当作真实数据引用**。
这里的表同人工标注的格式一样，`checks.csv` 是故意埋下的差错。

命令：{command}
"""


class Ledger:
    """The rows of one document; what it returns is what the document prints."""

    def __init__(self, file: str, year: int) -> None:
        self.file = file
        self.rows: list[tuple[str, dict[str, str]]] = []
        self._year = str(year)

    def add(self, table: str, **cells: object) -> None:
        """A row; nothing known is an empty cell."""
        told = {name: "" if value is None else _plain(value) for name, value in cells.items()}
        self.rows.append((table, told))

    def money(self, value: Decimal, basis: str, unit: str = "万元") -> str:
        """A figure in 万元."""
        shown = f"{value:,.2f}"
        self.add(
            "amounts", amount_wan=value, value=value, unit="万元", currency="CNY",
            qualifier="exact", year=self._year, basis=basis, text=shown + unit,
        )  # fmt: skip
        return shown + unit

    def rate(self, value: Decimal, kind: str, sign: str = "%") -> str:
        """A percentage."""
        shown = f"{_plain(value)}{sign}"
        self.add("rates", rate_pct=value, unit="pct", qualifier="exact", kind=kind, text=shown)
        return shown

    def count(self, value: object, unit: str) -> str:
        """A count with its measure word."""
        shown = f"{_plain(value)}{unit}"
        self.add("quantities", value=value, unit=unit, qualifier="exact", text=shown)
        return shown

    def figure(self, goal: Goal, value: Decimal, least: bool) -> str:
        """The number of a goal (``least``, with its sign) or of what was reached."""
        qualifier = "at_least" if least and goal.aim.op else "exact"
        sign = "≥" if least and goal.aim.op else ""
        shown = f"{sign}{_plain(value)}{goal.aim.unit}"
        if goal.aim.unit == "%":
            self.add("rates", rate_pct=value, unit="pct", qualifier=qualifier, text=shown)
        else:
            self.add("quantities", value=value, unit=goal.aim.unit, qualifier=qualifier, text=shown)
        return shown

    def target(self, goal: Goal, op: str) -> None:
        """A goal held against what was reached."""
        aim = goal.aim
        self.add(
            "targets", indicator=aim.name, target_op=op, target_value=goal.target,
            target_unit=aim.unit, actual_value=goal.actual, actual_unit=aim.unit,
            status=goal.status, text=aim.name,
        )  # fmt: skip

    def score(self, level: int, names: tuple[str, str, str], weight: object, score: object) -> None:
        """A scored indicator by the names of its levels; the total has none."""
        l1, l2, l3 = names
        self.add(
            "scores", level=level, indicator_l1=l1, indicator_l2=l2, indicator_l3=l3,
            weight=weight, score=score, text=l3 or l2 or l1 or score,
        )  # fmt: skip

    def loss(
        self,
        indicator: str,
        weight: object,
        score: object,
        lost: Decimal | None,
        reason: Reason | None,
    ) -> None:
        """Points lost, with the reason where one is in print; full marks may have one too."""
        self.add(
            "deductions", indicator=indicator, weight=weight, score=score, points_lost=lost,
            reason=reason.text if reason else "", cause=reason.cause if reason else "none_given",
            text=reason.text if reason else indicator,
        )  # fmt: skip
        if reason and reason.weaknesses:
            clauses = reason.text.split("，")
            for clause, weakness in zip(clauses, reason.weaknesses, strict=True):
                self.add("weaknesses", weakness=weakness, origin="deduction", text=clause)

    def problem(self, problem: Problem, origin: str = "problem_section") -> str:
        """A problem that is admitted."""
        measure = problem.measure if origin == "problem_section" else ""
        self.add(
            "weaknesses", weakness=problem.weakness, origin=origin, measure=measure,
            text=problem.text,
        )  # fmt: skip
        return problem.text

    def fault(self, check: str, observed: object, note: str) -> None:
        """A fault that was planted, and the check that has to find it."""
        self.add("checks", check=check, observed=observed, note=note)


class TruthFiles:
    """The tables of the truth, written row by row."""

    def __init__(self, folder: Path, command: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "README.md").write_text(README.format(command=command), "utf-8")
        self._stack = ExitStack()
        self._writers = {name: self._open(folder / f"{name}.csv", name) for name in COLUMNS}

    def _open(self, path: Path, name: str) -> csv.DictWriter[str]:
        file = self._stack.enter_context(path.open("w", encoding="utf-8", newline=""))
        columns = ("file", *COLUMNS[name], *(() if name in _NO_QUOTE else ("text",)))
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        return writer

    def __enter__(self) -> TruthFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: Any, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, ledger: Ledger) -> None:
        """Write the rows of a document."""
        for table, cells in ledger.rows:
            self._writers[table].writerow({"file": ledger.file, **cells})


def _plain(value: object) -> str:
    """As printed: no exponent, no zeros at the end of a fraction."""
    if not isinstance(value, Decimal):
        return str(value)
    return f"{value.normalize():f}"
