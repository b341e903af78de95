"""Figures and names in two lists: 技术培训、观摩交流分别为12期、3次 gives each figure its name."""

from __future__ import annotations

import re

from ..segment.spans import Span

_RESPECTIVELY = "分别"
_LINK = re.compile(r"[、和与及]|以及")
_CUT = re.compile(r"[,;。:\n\t()]")
_FIGURES = re.compile(
    r"\D{0,8}?\d[^、和与及,;。\n]*(?:(?:[、和与及]|以及)\D{0,6}?\d[^、和与及,;。\n]*)*"
)
_DIGIT = re.compile(r"\d")
SHORTEST = 2
LONGEST_PART = 4


def listed_name(folded: str, clause: Span, at: int) -> str:
    """The name in the list before 分别 that stands where the figure at ``at`` stands behind it.

    Empty where the lists are not equally long.
    """
    mark = folded.rfind(_RESPECTIVELY, clause.start, at)
    if mark < 0:
        return ""
    before = _CUT.split(folded[max(clause.start, mark - 80) : mark])[-1]
    names = [name.strip() for name in _LINK.split(before)]
    figures = _FIGURES.match(folded, mark + len(_RESPECTIVELY), clause.end)
    if len(names) < SHORTEST or figures is None or at >= figures.end() or _DIGIT.search(before):
        return ""
    if len(_LINK.findall(figures.group())) + 1 != len(names):
        return ""
    index = len(_LINK.findall(folded[figures.start() : at]))
    name = names[index] if index == len(names) - 1 else names[index] + _common_end(names)
    return name if len(name) >= SHORTEST else ""


def _common_end(names: list[str]) -> str:
    """What the last name says for all: 播种面积 in 小麦、玉米和大豆播种面积."""
    *first, last = names
    length = len(first[0])
    alike = all(len(name) == length for name in first) and length <= LONGEST_PART
    return last[length:] if alike and len(last) >= length + SHORTEST else ""
