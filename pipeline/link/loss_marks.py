"""Where a text says that points were lost: 酌情扣0.5分, 分别少得0.3分和0.5分, 按0.5分计失分."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..packs.load import Packs
from ..segment.alternation import Expressions

_NUMBER = r"\d{1,2}(?:\.\d{1,3})?"
_NO_POINTS = "钟之公局院支部类别布析配管担工期批数年级店贝享拨众镇子号中会"
_POINTS = re.compile(_NUMBER)
_LONGEST_MANNER = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """Points lost; from the words that tell how (``start``) to the last 分 (``end``).

    ``each`` says that every indicator before it loses the points, or its own of several;
    ``total`` that they lose them together.
    """

    start: int
    end: int
    points: tuple[Decimal, ...]
    each: bool
    total: bool

    @property
    def lost(self) -> Decimal:
        """All points of the mark."""
        return sum(self.points, Decimal(0))


class LossWords:
    """The words by which texts and forms tell lost points; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(
            packs,
            "loss",
            POINTS=rf"{_NUMBER}[ ]?分(?![{_NO_POINTS}])",
            LISTED=r"[^,、;。()\d]{2,20}{POINTS}[)]?",
        )
        self._mark = says.for_texts(
            r"(?:{taken}(?:了|的)?分?(?:了|值)?[ :为]?|(?<=[(,:])[ ]?-)"
            r"{POINTS}(?:[、,和及]{POINTS})*|按{POINTS}{counted}"
        )
        self._manner = says.compile(r"(?:[, ]*(?:{manner}|{each}|{total}))+[ ]*$")
        self._each = says.compile("{each}")
        self._total = says.compile("{total}")
        self._items = says.compile(
            r"[ ,:;(。]*(?:{items}[:,]?|(?<=[(:]))(?P<told>{LISTED}(?:[、,;和及]{LISTED})+)"
        )
        self._parts = says.compile("[ ]*{parts}")
        self._rule = says.compile("{rule}")
        self._rules_head = says.compile(r"[^,。;:]{0,8}{rules_head}")

    def find(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[Mark]:
        """The marks of a folded text, in order."""
        for mark in self._told(folded, start, len(folded) if end is None else end):
            yield mark
            yield from self._items_of(mark, folded)

    def _items_of(self, mark: Mark, folded: str) -> Iterator[Mark]:
        """失3分,其中:执行率2分、合同管理1分: items without 扣, that make up what is lost."""
        found = self._items.match(folded, mark.end)
        if found is None or self._mark.search(folded, *found.span("told")):
            return
        points = [*_POINTS.finditer(folded, *found.span("told"))]
        if sum(Decimal(p.group()) for p in points) == mark.lost:
            for one in points:
                yield Mark(one.start(), _end_of(folded, one), (Decimal(one.group()),), False, False)

    def _told(self, folded: str, start: int, end: int) -> Iterator[Mark]:
        for found in self._mark.finditer(folded, start, end):
            before = folded[max(start, found.start() - _LONGEST_MANNER) : found.start()]
            manner = self._manner.search(before)
            words = manner.group().lstrip(", ") if manner is not None else ""
            each = self._each.search(words) is not None
            points = [*_POINTS.finditer(folded, found.start(), found.end())]
            points = points if each else points[:1]
            behind = folded[found.start()] == "按"
            yield Mark(
                found.start() - len(words),
                found.end() if each or behind else _end_of(folded, points[0]),
                tuple(Decimal(p.group()) for p in points),
                each,
                self._total.search(words) is not None,
            )

    def parts_behind(self, folded: str, mark: Mark) -> int | None:
        """Where the parts begin that a mark only heads: 失掉的1.5分出在两处:…,扣1分;…,扣0.5分."""
        found = self._parts.match(folded, mark.end)
        return found.end() if found is not None else None

    def is_rule(self, words: str) -> bool:
        """Whether words (folded) tell how points would be lost: 每少一项扣1分,扣完为止."""
        return self._rule.search(words) is not None

    def opens_rules(self, paragraph: str) -> bool:
        """Whether a paragraph holds nothing but rules: 评分标准:…."""
        return self._rules_head.match(paragraph) is not None


def _end_of(folded: str, points: re.Match[str]) -> int:
    """Behind the 分 of a number."""
    return folded.index("分", points.end()) + 1


class Marked:
    """The marks of one text, asked by their places."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._starts = [mark.start for mark in marks]

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks)

    def within(self, start: int, end: int) -> Sequence[Mark]:
        """The marks that begin in ``start:end``, in order."""
        return self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
