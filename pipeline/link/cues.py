"""Which word beside a figure tells the value of a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..packs.entries import Cue
from ..packs.lexicon import Hit, Hits, Lexicon
from ..packs.load import Packs
from ..segment.fold import fold
from .context import Context, Text

FARTHEST_RIGHT = 14
LABELS = 4096  # labels whose cues are kept: those of a table are asked for at each figure
LONGEST_SPAN = 120
# 增长情况 in a heading speaks of all figures below, most of which are levels.
CHANGES = frozenset({"increase", "decrease"})


@dataclass(frozen=True, slots=True)
class Told:
    """The value that a cue gives a column, and the cue's id."""

    value: str
    pattern: str


def words_of(packs: Packs, column: str) -> list[tuple[str, Cue]]:
    """The words that tell the value of a column, width-folded, with their entries."""
    return [(fold(t), e) for e in packs.of(Cue) if e.column == column for t in e.terms]


class CueFinder:
    """Tells the value of one column by its cues; made once for all documents."""

    def __init__(self, packs: Packs, column: str) -> None:
        self._lexicon = Lexicon(words_of(packs, column))
        self._in_label = lru_cache(maxsize=LABELS)(self._find_in_label)

    def tell(self, text: Text, context: Context, hits: Hits[Cue]) -> Told | None:
        """The nearest strong word in the nearest place that has one, else the nearest weak one."""
        weak: Cue | None = None
        for found in self._places(text, context, hits):
            telling = [h.value for h in found if h.value.value != "skip"]
            strong = [cue for cue in telling if not cue.weak]
            if strong:
                best = max(strong, key=lambda cue: cue.rank)
                return Told(best.value, best.id)
            weak = weak or next(iter(telling), None)
        return Told(weak.value, weak.id) if weak is not None else None

    def _places(
        self, text: Text, context: Context, hits: Hits[Cue]
    ) -> Iterator[Sequence[Hit[Cue]]]:
        """The cues in each place where they may stand, nearest place and nearest cue first."""
        left, right = context.left, context.right
        yield _backwards(hits, max(left.start, left.end - LONGEST_SPAN), left.end, "after")
        yield [
            h
            for h in hits.between(right.start, min(right.end, right.start + FARTHEST_RIGHT))
            if h.value.side != "before"
        ]
        if context.labels is not None:
            found = [self._in_label(label.text) for label in context.labels.ordered]
            yield [h for hits_ in found for h in hits_ if h.value.stage]
            yield from found
        clause = context.clause
        yield _backwards(hits, clause.start, left.start, "after")
        start = max(context.sentence.start, clause.start - LONGEST_SPAN)
        yield _backwards(hits, start, clause.start, "after")
        for node in text.tree.chain(context.figure.at)[:2]:
            heading = _backwards(hits, node.start, node.heading_end, "after")
            yield [h for h in heading if h.value.value not in CHANGES]

    def _find_in_label(self, label: str) -> Sequence[Hit[Cue]]:
        return tuple(self._lexicon.find(label))[::-1]


def _backwards(hits: Hits[Cue], start: int, end: int, unwanted: str) -> list[Hit[Cue]]:
    return [h for h in hits.between(start, end) if h.value.side != unwanted][::-1]
