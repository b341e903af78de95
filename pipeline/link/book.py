"""All that is known of a document before goals and achievements are paired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..segment.spans import Cover, Span
from .context import Text
from .goal_entries import Entry, GoalEntries, items
from .goals import Facts
from .passages import Passage
from .telling import Telling


@dataclass(frozen=True, slots=True)
class Book:
    """All that is known of a document before goals and achievements are paired."""

    goals: tuple[Entry, ...]
    of_item: Mapping[str, int]
    done: tuple[Entry, ...]
    reported: frozenset[int]
    reasons: dict[str, Span]
    telling: Telling


def book_of(
    text: Text,
    found: Sequence[Passage],
    facts: Facts,
    told: Telling,
    spans: Cover,
    entries: GoalEntries,
) -> Book:
    by_kind = {
        kind: once(e for p in found if p.kind == kind for e in entries.of_passage(text, p, facts))
        for kind in ("goal", "done", "reason")
    }
    paired = {t.actual.figure.at for t in told.told.values() if t.goal is not None}
    out = told.others | paired | {f.figure.at for f in told.measured}
    goals = [e for e in by_kind["goal"] if e.fact.figure.at not in out]
    out = told.others | paired | {e.fact.figure.at for e in goals}
    done = [
        e for e in by_kind["done"] if e.fact.figure.at not in out and e.fact.figure.at not in spans
    ]
    goals += [e for e in done if e.fact.figure.at in told.meant]
    done = [e for e in done if e.fact.figure.at not in told.meant]
    reports = Cover(p.span for p in found if p.kind == "done" and p.reports)
    goals += [e for e in by_kind["reason"] if e.revised]
    return Book(
        tuple(goals),
        Counter(e.item for e in goals),
        tuple(done),
        frozenset(e.fact.figure.at for e in done if e.fact.figure.at in reports),
        _reasons(text, found),
        told,
    )


def once(found: Iterable[Entry]) -> list[Entry]:
    """The entries without those of a passage inside another."""
    return [*{e.fact.figure.at: e for e in reversed([*found])}.values()][::-1]


def _reasons(text: Text, found: Sequence[Passage]) -> dict[str, Span]:
    """Why goals were missed, by task: of numbered lists, and behind the label of a block."""
    reasons = {p.item: p.span for p in found if p.kind == "gap" and p.item}
    listed = (part for p in found if p.kind == "reason" for part in items(text, p))
    return {**reasons, **dict(listed)}
