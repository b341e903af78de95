"""Goals that no figure answers: what came of them is told in words, or as a rate of the goal."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..segment.spans import Span
from .context import Text
from .figures import Fact
from .goals import Goal
from .likeness import overlap, shared
from .passages import Passage
from .roles import Roles

SHORTEST = 3
SOME_WORDS = 2
MOST_WORDS = 0.7
MOST = 100  # sayings before a goal and behind it that are compared with it
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Saying:
    """A clause without figures that tells what came of something."""

    at: int
    words: str
    quote: str
    reached: bool


def sayings(text: Text, found: Iterable[Passage], roles: Roles) -> Iterator[Saying]:
    """The clauses of achievements that tell an outcome: 县级物流配送中心已投入运营."""
    for passage in found:
        if passage.kind != "done":
            continue
        for clause in text.clauses.spans(*passage.span):
            if _DIGIT.search(text.folded, clause.start, clause.end):
                continue
            told = roles.outcome(text.folded, clause.start, clause.end)
            if told is not None:
                words = text.folded[clause.start : told[0].start]
                yield Saying(clause.start, words, _quote(text, clause), told[1])


def answered_in_words(goal: Goal, said: Sequence[Saying]) -> Goal:
    """The goal with the outcome that names it, where one does; else the goal itself."""
    if goal.status != "no_actual":
        return goal
    best = max(_near(said, goal.start), key=lambda s: _same(goal.indicator, s.words), default=None)
    if best is None or not _same(goal.indicator, best.words):
        return goal
    return replace(goal, actual_text=best.quote, status="met" if best.reached else "unmet")


def rate_of(goal: Goal, rates: Sequence[Fact]) -> Fact | None:
    """The printed completion that names a goal which no figure answers: 淫羊藿为计划的116%."""
    if goal.status != "no_actual":
        return None
    best = max(rates, key=lambda r: _same(goal.indicator, r.subject), default=None)
    return best if best is not None and _same(goal.indicator, best.subject) else None


def _near(said: Sequence[Saying], place: int) -> Sequence[Saying]:
    """The sayings nearest to a place: all of a report, but not all of a book of reports."""
    at = bisect_left(said, place, key=lambda s: s.at)
    return said[max(0, at - MOST) : at + MOST]


def _same(name: str, words: str) -> float:
    """How much the words name the thing, whatever their order; 0 where they name another."""
    alike = overlap(name, words) if min(len(name), len(words)) >= SHORTEST else 0.0
    return alike if alike >= MOST_WORDS and shared(name, words) >= SOME_WORDS else 0.0


def _quote(text: Text, clause: Span) -> str:
    return text.canonical.text[clause.start : clause.end].strip()
