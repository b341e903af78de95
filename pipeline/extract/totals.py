"""The total self-score and the grade, in prose and in total rows of score tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from ..packs.entries import Total
from ..packs.load import Packs
from ..segment.spans import Parts
from .grids import GridView

HIGHEST_SCORE = Decimal(120)
LOWEST_SCORE = Decimal(30)
HUNDRED = Decimal(100)
OF_HUNDRED = "100分"
_LAST_YEAR = re.compile(r"上一?年|去年")
_PARTIAL = re.compile(
    r"[一二三]级指标|指标(?:自评)?得分|合计|项目[^,。]{0,12}(?:有|共)|分项|单项|板块|部分得分"
)
_TOTAL_LABEL = re.compile(
    r"^(?:总分|合计|总计|总得分|自评总分|综合得分|得分合计|总分合计|合计得分)(?:[(].*[)])?:?$"
)
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d+)?分?$")
_SCORE_HEAD = re.compile(r"得分|自评分|自评")
_GRADES = {"优秀": "优", "良好": "良", "合格": "中", "不合格": "差"}


@dataclass(frozen=True, slots=True)
class Totals:
    """Score and grade with the patterns that told them; None and empty where nothing does."""

    score: Decimal | None
    grade: str
    patterns: tuple[str, ...]


class TotalFinder:
    """Finds totals; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._entries = sorted(packs.of(Total), key=lambda e: -e.rank)
        self._patterns = {e.id: regex.compile(e.pattern) for e in self._entries}

    def find(self, folded: str, sentences: Parts, views: Iterable[GridView]) -> Totals:
        """The first total that is not of a part; a total row counts before prose."""
        score = next((s for v in views if (s := _total_row(v)) is not None), None)
        told = ["table"] if score is not None else []
        if score is None:
            score, pattern = self._score(folded, sentences)
            told += [pattern] if pattern else []
        grade, pattern = self._grade(folded)
        return Totals(score, grade, tuple(filter(None, [*told, pattern])))

    def _score(self, folded: str, sentences: Parts) -> tuple[Decimal | None, str]:
        """The first total of this year; 自评总分100分 may name the points to be won."""
        found = [
            (value, entry.id)
            for entry in self._entries
            if entry.field == "self_score"
            for value in self._scores(entry, folded, sentences)
        ]
        best = next((f for f in found if f[0] != HUNDRED), None) or next(iter(found), None)
        return best if best is not None else (None, "")

    def _scores(self, entry: Total, folded: str, sentences: Parts) -> Iterator[Decimal]:
        for match in self._patterns[entry.id].finditer(folded):
            text = next(filter(None, match.groups()), "")
            value = Decimal(text) if text else Decimal(0)
            before = folded[sentences.around(match.start()).start : match.end()]
            clause = before[before.rfind(",") + 1 :]
            # 总分值100分,自评得分合计92.7分: of a hundred, it is the whole that is summed up.
            whole = OF_HUNDRED in match.group()
            if not LOWEST_SCORE <= value <= HIGHEST_SCORE:
                continue
            if _PARTIAL.search(before.removesuffix(match.group()) if whole else before):
                continue
            if not _LAST_YEAR.search(clause):
                yield value

    def _grade(self, folded: str) -> tuple[str, str]:
        for entry in self._entries:
            if entry.field != "grade":
                continue
            for found in self._patterns[entry.id].finditer(folded):
                text = next(filter(None, found.groups()), "")
                return _GRADES.get(text, text), entry.id
        return "", ""


def grade_of(text: str) -> str:
    """The contract's grade for a printed one: 优秀 → 优; empty for anything else."""
    text = text.strip('“”"「」 ')
    grade = _GRADES.get(text, text)
    return grade if grade in ("优", "良", "中", "差") else ""


def _total_row(view: GridView) -> Decimal | None:
    """The score in a row headed 总分 or 合计: under a score head, else behind the weight 100."""
    for cell in view.grid.cells:
        if not _TOTAL_LABEL.match(view.text(cell)):
            continue
        numbers = [
            (c, Decimal(view.text(c).rstrip("分")))
            for c in view.row(cell.row)
            if c.column > cell.column and _NUMBER.match(view.text(c))
        ]
        headed = [
            value
            for c, value in numbers
            if (label := view.head_label(c)) is not None and _SCORE_HEAD.search(label.text)
        ]
        if headed and LOWEST_SCORE <= headed[-1] <= HIGHEST_SCORE:
            return headed[-1]
        if len(numbers) >= 2 and numbers[0][1] == 100:
            return numbers[-1][1]
    return None
