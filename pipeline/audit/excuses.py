"""Where a report tells why a goal was missed.

Beside the goal or its outcome, for its twin in a table, or in a section that is all reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import fuzz

from ..model.tables import Deduction, Target
from ..segment.spans import Span
from .expressions import any_of
from .finding import Case

ALIKE = 60  # of the names under which a table and a list tell one goal
SPOKEN_OF = 2  # characters by which a sentence near a goal speaks of it
NAMED = 3  # and a section of reasons


class Reasons:
    """The reasons of a report: ``patterns`` are words that give one, ``kinds`` sections of them."""

    def __init__(self, case: Case, patterns: Sequence[str], kinds: Collection[str]) -> None:
        self._case = case
        sections = (n for n in case.text.tree.nodes if n.kind in kinds)
        self._sections = "\n".join(case.text.folded[n.start : n.end] for n in sections)
        self._excuse = any_of(tuple(patterns))
        self._told = [t for t in case.rows(Target) if t.reason]
        self._lost = {d.indicator for d in case.rows(Deduction) if d.reason}

    def explain(self, goal: Target) -> bool:
        """Whether the report gives a reason for a missed goal."""
        return (
            bool(goal.reason)
            or any(_one_goal(goal, other) for other in self._told)
            or any(_alike(goal.indicator, indicator) for indicator in self._lost)
            or _speaks_of(self._sections, goal.indicator, NAMED)
            or any(map(self._has_reason, self._near(goal)))
        )

    def _near(self, goal: Target) -> Iterator[Span]:
        """The sentences of the goal and of its outcome, and those near it that speak of it."""
        text = self._case.text
        at = text.canonical.text.find(goal.actual_text) if goal.actual_text else -1
        for place in {goal.char_start, goal.char_end - 1, at} - {-1}:
            yield text.sentences.around(place)
        if at >= 0:
            paragraph = text.paragraphs.around(at)
            for sentence in text.sentences.spans(at, paragraph.end):
                words = text.folded[sentence.start : sentence.end]
                if _speaks_of(words, goal.indicator, SPOKEN_OF):
                    yield sentence

    def _has_reason(self, place: Span) -> bool:
        return self._excuse.search(self._case.text.folded, place.start, place.end) is not None


def _one_goal(goal: Target, other: Target) -> bool:
    """Whether two rows tell the outcome of one goal."""
    outcome = (goal.actual_value, goal.actual_unit), (other.actual_value, other.actual_unit)
    same = outcome[0] == outcome[1] and goal.actual_value is not None
    return same and _alike(goal.indicator, other.indicator)


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and fuzz.partial_ratio(one, other) >= ALIKE


def _speaks_of(words: str, name: str, shared: int) -> bool:
    parts = (name[i : i + shared] for i in range(len(name) - shared + 1))
    return any(part in words for part in parts)
