"""Paragraphs that tell goals, results, problems and measures in turn, each behind its label.

So the bulletins of final accounts do: 主要产出和效果:一是…。发现的问题:…。下一步改进措施:….
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..segment.spans import Span
from .context import Text
from .passages import Passage
from .role_words import RoleWords

LONGEST_LABEL = 24


def told_in_turn(text: Text, words: RoleWords) -> Iterator[Passage]:
    """The parts that set goals, report results or promise measures, each up to the next label."""
    for paragraph in _labelled(text, words):
        marks = [*words.labels.finditer(text.folded, paragraph.start, paragraph.end)]
        stops = [*(m.start() for m in marks), paragraph.end]
        for mark, (_, stop) in zip(marks, pairwise(stops), strict=True):
            kind = mark.lastgroup
            if kind in ("goal", "done", "measure"):
                item = str(paragraph.start) if marks[0].lastgroup == "goal" else ""
                yield Passage(Span(mark.end(), stop), kind, False, kind == "done", item)


def _labelled(text: Text, words: RoleWords) -> Iterator[Span]:
    """The paragraphs of running text with a label of results."""
    last = place = -1
    # Searching before each colon only is many times as fast as searching the whole text.
    while (found := text.folded.find(":", place + 1)) >= 0:
        start, place = max(place + 1, found - LONGEST_LABEL), found
        mark = words.labels.search(text.folded, start, place + 1)
        if mark is None or mark.lastgroup != "done" or place < last:
            continue
        if text.canonical.cell_at(place) is None:
            paragraph = text.paragraphs.around(place)
            last = paragraph.end
            yield paragraph
