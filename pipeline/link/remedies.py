"""The measures of a report and the problems that they answer, by order or by content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.sections import Tree
from ..segment.spans import Span
from .admissions import ITEM

SHORTEST = 4
LEAST_COMMON = 2
LABEL = re.compile(
    r"(?:(?<=[\n\t。;,])|(?<=[\u4e00-\u9fff]\.)|^)"
    r"[ ]*(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.])?[ ]*"
    r"(?:(?:拟?采取的?|下一步|今后|有关|相关|意见|对策|具体)?"
    r"(?:(?:改进|整改|解决|应对|完善)(?:的?(?:措施|办法|建议|意见|方向|计划)(?:[和及与]建议)?)?"
    r"|建议|对策|措施)"
    r"(?:是|为|如下)?[:\t\n]"
    r"|(?=下一步|下步|今后|针对(?:上述|以上|这些)|建议(?!书)))"
)
MARK = re.compile(rf"(?:(?<=[\n\t。;:])|(?<=[\u4e00-\u9fff]\.)|^)[ ]*{ITEM}[ ]*")
_FIRST = re.compile(r"[\s(]*(?:一(?![二三四五六七八九十])|1(?!\d)|①|⑴|首先|[其第]一|问题[一1])")
_HAN = re.compile(r"[一二三四五六七八九十]+")
_DIGITS = re.compile(r"[0-9]+|[①-⑳⑴-⒇]")
_SAME = str.maketrans({".": "、", ",": "、", ":": "", "、": "、"})
_ORDERED = frozenset("首其再最")
_NEWLINE = re.compile(r"\n[ ]*")


@dataclass(frozen=True, slots=True)
class Remedy:
    """A measure in the words of the report."""

    start: int
    end: int
    text: str


def sections(tree: Tree) -> list[Span]:
    """The extents of the sections that are all measures, without those inside them."""
    found: list[Span] = []
    for node in tree.nodes:
        if node.kind == "measures" and not any(s.start <= node.start < s.end for s in found):
            found.append(Span(node.heading_end, node.end))
    return found


class Remedies:
    """The measures of a passage or a report in order, asked for the one that answers a problem.

    Two characters that are ``common`` in all reports tell nothing of what a measure answers.
    """

    def __init__(self, found: Sequence[Remedy], common: re.Pattern[str]) -> None:
        self._found = found
        self._common = common

    def __len__(self) -> int:
        return len(self._found)

    def within(self, start: int, end: int) -> Remedies:
        """The measures that begin in ``start:end``."""
        return Remedies([r for r in self._found if start <= r.start < end], self._common)

    def answer(self, problem: str, index: int, count: int, around: str = "") -> str:
        """The measure for item ``index`` of ``count``: the only one, the one in the same place of a
        list of the same length, else the one with most words in common with the problem, or with
        the text ``around`` it."""
        if len(self) == 1:
            return self._found[0].text
        if len(self) == count and 0 <= index < count:
            return self._found[index].text
        return self.alike(problem) or self.alike(around)

    def alike(self, problem: str) -> str:
        """The first that shares most pairs of characters with the problem; empty for too few."""
        pairs = [p for p in _pairs(problem) if self._common.fullmatch(p) is None]
        common = Counter(place for pair in pairs for place in self._places.get(pair, ()))
        best = min(common, key=lambda place: (-common[place], place), default=0)
        return self._found[best].text if common[best] >= LEAST_COMMON else ""

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """For each pair of characters the places of the measures that have it."""
        places: dict[str, list[int]] = {}
        for place, remedy in enumerate(self._found):
            for pair in _pairs(remedy.text):
                places.setdefault(pair, []).append(place)
        return places


class RemedyFinder:
    """Finds the measures that stand in places; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(packs, "remedy")
        self._common = says.compile("{common}")
        self._signed = says.compile(
            r"[ ]*(?:[^,。;:]{2,24}{office}"
            r"|(?:报告日期:?)?.{0,14}年.{1,3}月.{0,4}日?|附件?[:件表].*)"
        )

    def of(self, text: str, folded: str, places: Sequence[Span]) -> Remedies:
        """The items of the places; a place without items is one measure."""
        spans = (
            span
            for place in places
            for span in _items_or_all(folded, Span(place.start, self._signed_at(folded, place)))
        )
        found = [
            Remedy(start, end, _NEWLINE.sub("", text[start:end]).rstrip("；; "))
            for start, end in spans
            if end - start >= SHORTEST
        ]
        return Remedies(found, self._common)

    def _signed_at(self, folded: str, place: Span) -> int:
        """Where the measures end: before the signature, the date and the list of annexes."""
        end = place.end
        while True:
            line = folded.rfind("\n", place.start, end)
            last = folded[line + 1 : end]
            if line < 0 or (last.strip() and not self._signed.fullmatch(last.rstrip(" 。"))):
                return end
            end = line


def items(folded: str, start: int, end: int) -> list[Span]:
    """The parts of a list 一是…二是… without their marks; none where there is no mark.

    The style of the first mark is that of the list; marks of other styles stand inside its items.
    """
    passage = folded[start:end]
    marks = [*MARK.finditer(passage)]
    marks = [m for m in marks if _style(m.group()) == _style(marks[0].group())]
    stops = [*(m.start() for m in marks[1:]), len(passage)]
    found = []
    for mark, stop in zip(marks, stops, strict=False):
        words = passage[mark.end() : stop]
        at = stop - len(words.lstrip(" \n\t"))
        stop -= len(words) - len(words.rstrip(" \n\t"))
        if stop > at:
            found.append(Span(start + at, start + stop))
    return found


def begins_anew(folded: str, start: int, at: int, end: int) -> bool:
    """Whether the list of ``start:end`` begins again with its first number behind ``at``."""
    outer = MARK.search(folded, start, end)
    if outer is None:
        return False
    style = _style(outer.group())
    behind = (m for m in MARK.finditer(folded, at, end) if _style(m.group()) == style)
    return (mark := next(behind, None)) is not None and is_first(mark.group())


def is_first(mark: str) -> bool:
    """Whether a list mark bears the first number."""
    return _FIRST.match(mark) is not None


def _style(mark: str) -> str:
    """The mark without its number: (一) and (二) are of one style, 1. and 2、 of another."""
    mark = _DIGITS.sub("1", _HAN.sub("一", mark.strip(" \n")))
    return "首先" if mark[:1] in _ORDERED else mark.translate(_SAME)


def _items_or_all(folded: str, place: Span) -> list[Span]:
    """The items of a place, or its paragraphs where they have no marks."""
    found = items(folded, place.start, place.end)
    if found:
        return found
    lines = re.finditer(r"[^\n]+", folded[place.start : place.end])
    return [Span(place.start + m.start(), place.start + m.end()) for m in lines]


def _pairs(text: str) -> set[str]:
    """Two characters that stand together."""
    return {a + b for a, b in pairwise(text) if min(a, b) >= "一"}
