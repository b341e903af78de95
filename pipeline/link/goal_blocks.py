"""Passages that set goals and tell right behind what came of them, each under its label.

年初目标：打造示范小区6个。实际完成：创成4个。偏差：少2个。 The labels stand before a colon, in
brackets or on lines of their own. Goals may be a list that a sentence opens (申报了以下目标：1.…
2.…), up to the paragraph that turns to the outcome (到年底，…). Bulletins of final accounts tell
results, problems and measures in turn: 主要产出和效果:一是…。发现的问题:…。下一步改进措施:….
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.spans import Span
from .context import Text

_NUMBER = (
    r"[ ]*+(?:[(]?+(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[)、]|[.](?!\d))|[①-⑳●•·-])?[ ]*+"
)
_AHEAD_KINDS = frozenset({"measures", "problems", "prior_year_rectification"})
_SETS = ("goal", "stated", "list")
LONGEST_LABEL = 24
_BESIDE = 4  # code points between a goal's line and the label of its outcome


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a block; ``kind`` is goal, done, gap or measure.

    ``item`` is what its parts have in common: the heading above them, or their paragraph.
    """

    span: Span
    kind: str
    item: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a part begins: its kind (goal, stated, list, done, turn, gap) and where its text does.

    ``open`` tells that no text follows on its line, ``first`` that it begins a paragraph.
    """

    kind: str
    start: int
    end: int
    open: bool
    first: bool


class Blocks:
    """Finds labelled goals with their outcomes; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(packs, "block", NUMBER=_NUMBER)
        self._mark = says.compile(
            r"[。;\n\]]{NUMBER}(?:\[?(?:(?P<gap>{gap})|(?P<done>{done})|(?P<goal>{goal}))"
            r"(?:\]?[ ]*:|\]|(?=[ ]*\n))"
            r"|(?P<stated>{stated})|(?P<turn>{turn})"
            r"|(?P<list>(?=[^。;\n]*:){opening}:(?=\s*(?:\n|\d|[(一①]))))"
        )
        self._of_outcomes = says.compile("{of_outcomes}")
        self._labels = says.compile(
            "(?P<goal>{label.goals}[:])|(?P<done>{label.results}[:])"
            "|(?P<measure>{label.measures}[:])|(?P<other>{label.problems}[:])"
        )
        self._reporting = says.for_texts("(?<={label.results})[:]")

    def find(self, text: Text) -> Iterator[Block]:
        """All blocks of the running text, the parts of each in order."""
        for region in _regions(text):
            for block in _grouped(text, [*self._marks(text, region)]):
                yield from _parts(text, block, region.end)

    def in_turn(self, text: Text) -> Iterator[Block]:
        """The parts of paragraphs that tell results behind a label, each up to the next label."""
        for paragraph in self._with_results(text):
            marks = [*self._labels.finditer(text.folded, paragraph.start, paragraph.end)]
            stops = [*(m.start() for m in marks[1:]), paragraph.end]
            item = str(paragraph.start) if marks[0].lastgroup == "goal" else ""
            for mark, stop in zip(marks, stops, strict=True):
                if mark.lastgroup in ("goal", "done", "measure"):
                    yield Block(Span(mark.end(), stop), mark.lastgroup, item)

    def _with_results(self, text: Text) -> Iterator[Span]:
        """The paragraphs of running text with a label of results."""
        last = -1
        for colon in self._reporting.finditer(text.folded):
            place = colon.start()
            if place < last or text.canonical.cell_at(place) is not None:
                continue
            start = max(text.folded.rfind(":", 0, place) + 1, place - LONGEST_LABEL)
            mark = self._labels.search(text.folded, start, place + 1)
            if mark is not None and mark.lastgroup == "done":
                paragraph = text.paragraphs.around(place)
                last = paragraph.end
                yield paragraph

    def _marks(self, text: Text, region: Span) -> Iterator[_Mark]:
        for found in self._mark.finditer(text.folded, max(0, region.start - 1), region.end):
            start = found.start() + 1
            if text.canonical.cell_at(start) is not None:
                continue
            kind = found.lastgroup or ""
            if kind == "list" and self._of_outcomes.search(found.group()):
                kind = "done"
            end = found.start(kind) if kind == "turn" else found.end()
            behind = text.folded[end : text.paragraphs.around(end).end].strip()
            is_open = not behind or (kind == "turn" and behind.endswith(":"))
            yield _Mark(kind, start, end, is_open, text.folded[found.start()] == "\n")


def _regions(text: Text) -> Iterator[Span]:
    """The sections of the first level, without what they hold of measures and problems."""
    nodes = text.tree.nodes
    start = nodes[0].heading_end if nodes else 0
    for index, node in enumerate(nodes):
        behind = nodes[index + 1] if index + 1 < len(nodes) else None
        if node.kind in _AHEAD_KINDS:
            start = node.end if behind is None else behind.start
            continue
        if behind is None or not behind.parent_id or behind.kind in _AHEAD_KINDS:
            end = node.end if behind is None else min(node.end, behind.start)
            if end > start:
                yield Span(start, end)
            start = end
    if not nodes:
        yield Span(0, len(text.folded))


def _grouped(text: Text, marks: list[_Mark]) -> Iterator[list[_Mark]]:
    """The marks of each block: the goal's, the outcome's, perhaps the gap's."""
    block: list[_Mark] = []
    for mark in marks:
        if mark.kind in _SETS:
            if len(block) > 1:
                yield block
            block = [mark]
        elif _goes_on(text, block, mark):
            block.append(mark)
    if len(block) > 1:
        yield block


def _goes_on(text: Text, block: list[_Mark], mark: _Mark) -> bool:
    """Whether a mark is the next of a block: the outcome behind a goal, the gap behind both."""
    if len(block) == 1:
        return _answers(text, block[0], mark)
    return len(block) == 2 and mark.kind == "gap"


def _answers(text: Text, goal: _Mark, mark: _Mark) -> bool:
    """Whether a mark begins the outcome of a goal: its label, or a turn where goals have ended."""
    if mark.kind not in ("done", "turn"):
        return False
    if goal.open:
        return mark.first or mark.kind == "done"
    last = text.paragraphs.around(goal.end).end
    return mark.start <= last or (mark.kind == "done" and mark.start - last <= _BESIDE)


def _parts(text: Text, block: list[_Mark], last: int) -> Iterator[Block]:
    """The parts of a block; one whose text begins on the line of its label ends with the line."""
    chain = text.tree.chain(block[0].start)
    item = chain[0].heading if len(chain) > 1 else ""
    for index, mark in enumerate(block):
        end = block[index + 1].start if index + 1 < len(block) else last
        line = text.paragraphs.around(mark.end)
        if not mark.open:
            end = min(end, line.end)
        elif mark.kind not in _SETS:
            end = min(end, _next_section(text, line.end, end))
        kind = "goal" if mark.kind in _SETS else "gap" if mark.kind == "gap" else "done"
        if end > mark.end:
            yield Block(Span(mark.end, end), kind, item)


def _next_section(text: Text, place: int, end: int) -> int:
    """Where the next section behind a place begins, or the end."""
    return min((n.start for n in text.tree.nodes if place < n.start < end), default=end)
