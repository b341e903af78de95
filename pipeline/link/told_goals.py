"""Goals that a sentence names with what was done: 目标2,000户,实际完成1,836户,完成率91.8%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import pairwise

from ..segment.spans import Cover, Span
from .completions import completions, is_measured
from .context import Text
from .figures import Fact
from .goals import Facts
from .joined_sentences import joined
from .pairing import goal_pairs
from .parts import Part, unit_of
from .roles import Roles
from .telling import Closed, Telling, Told

BESIDE = 6
ROUNDED = Decimal("0.06")
_AIMED = re.compile(r"(?:目标|任务|计划)数?值?[由从]$")
_REVISED = re.compile(
    r"(?:调(?:整|减|增|低|高)?|追加|核[减增])(?:为|到|至)$|[上下]调(?:为|到|至)$|(?:改|变更)为$"
)


def telling(text: Text, facts: Facts, roles: Roles, ahead: Cover) -> Telling:
    """Read all sentences; places of figures are the keys. ``ahead`` is where goals are set."""
    told: dict[int, Told] = {}
    others: set[int] = set()
    alone: list[Fact] = []
    closed: list[Closed] = []
    measured: list[Fact] = []
    as_set: set[int] = set()
    meant: set[int] = set()
    for sentence, group in joined(text, facts.all, roles, ahead):
        if not roles.marked(text.folded, sentence):
            continue
        parts = roles.parts_of(text, sentence, group, group[0].figure.at in ahead)
        goals = dict(goal_pairs(parts))
        stated = {actual: parts[rate].fact.figure.value for actual, rate in completions(parts)}
        if not any(p.role in ("goal", "actual") for p in parts):
            alone += [p.fact for p in parts if p.role == "completion"]
        for index, part in enumerate(parts):
            place = part.fact.figure.at
            if part.role in ("completion", "difference", "before", "whole"):
                others.add(place)
            if part.role == "actual":
                known = _told(parts, index, goals.get(index), stated.get(index))
                if roles.as_set(text.folded, part.fact.figure.end, sentence.end):
                    as_set.add(place)
                if known is None:
                    if place in as_set:
                        measured.append(part.fact)
                    continue
                told[place] = known
                if known.goal is None and is_measured(roles, parts, index):
                    measured.append(part.fact)
        others.update(parts[g].fact.figure.at for g in goals.values())
        lone = {*range(len(parts))} - {*goals.values()}
        meant.update(parts[i].fact.figure.at for i in lone if parts[i].meant)
        closed += [*_closed(text, sentence, parts, {*goals.values()}, roles)]
        others.update(_explained(parts, goals))
    others.update(t.first.figure.at for t in told.values() if t.first is not None)
    rated: dict[tuple[Decimal, str], list[Told]] = {}
    for row in told.values():
        if row.stated is not None and row.goal is None:
            rated.setdefault((row.actual.figure.value, row.actual.figure.unit), []).append(row)
    others.update(c.goal.figure.at for c in closed)
    return Telling(
        told, frozenset(others), tuple(alone), rated, tuple(measured), tuple(closed),
        frozenset(as_set), frozenset(meant),
    )  # fmt: skip


def _closed(
    text: Text, sentence: Span, parts: Sequence[Part], answered: Set[int], roles: Roles
) -> Iterator[Closed]:
    """年内应采购的18台除雪机械已全部到位: goals whose outcome is told in words."""
    for index, part in enumerate(parts):
        if part.role != "goal" or index in answered:
            continue
        behind = parts[index + 1] if index + 1 < len(parts) else None
        if behind is not None and behind.role == "difference":
            place = behind.fact.figure
            yield Closed(
                part.fact, Span(place.start, place.end), "unmet" if behind.lower else "exceeded"
            )
            continue
        if roles.falls_short(part):
            yield Closed(part.fact, Span(part.fact.figure.start, part.fact.figure.end), "unmet")
            continue
        end = behind.fact.figure.start if behind is not None else sentence.end
        found = roles.outcome(text.folded, part.fact.figure.end, end)
        if found is not None:
            yield Closed(part.fact, found[0], "met" if found[1] else "unmet")


def _explained(parts: Sequence[Part], goals: Mapping[int, int]) -> Iterator[int]:
    """Where figures stand that only explain others: 验收56项,通过54项 behind 96.43%, or 差2.7个."""
    for done, goal in goals.items():
        actual, aimed = parts[done].fact.figure, parts[goal].fact.figure
        last = max(done, goal) + 1
        for part in parts[last : last + BESIDE]:
            figure = part.fact.figure
            alike = unit_of(part.fact) == unit_of(parts[done].fact) or figure.entry.unit == "pp"
            if alike and part.role == "actual" and abs(actual.value - aimed.value) == figure.value:
                yield figure.at
        if actual.entry.unit == "pct":
            yield from _counted(parts[max(0, done - BESIDE) : done], actual.value)


def _counted(parts: Sequence[Part], rate: Decimal) -> Iterator[int]:
    """Two counts of one unit in a row that the rate behind them is made of, or what it lacks."""
    for first, second in pairwise(p for p in parts if p.role in ("actual", "whole")):
        figures = first.fact.figure, second.fact.figure
        if unit_of(first.fact) != unit_of(second.fact) or not figures[0].value:
            continue
        share = figures[1].value / figures[0].value * 100
        if min(abs(share - rate), abs(100 - share - rate)) < ROUNDED:
            yield from (f.at for f in figures)


def _told(
    parts: Sequence[Part], index: int, goal: int | None, stated: Decimal | None
) -> Told | None:
    part = parts[index]
    lower = None
    following = parts[index + 1] if index + 1 < len(parts) else None
    if following is not None and following.role == "difference":
        lower = following.lower
    if goal is None and stated is None and lower is None:
        return None
    if goal is None:
        return Told(part.fact, None, stated, lower)
    first = _before_revision(parts, goal)
    return Told(part.fact, parts[goal].fact, stated, lower, goal < index, first)


def _before_revision(parts: Sequence[Part], goal: int) -> Fact | None:
    """The goal right before one that 调整为 introduces."""
    earlier = parts[goal - 1] if goal else None
    if earlier is None or not _REVISED.search(parts[goal].left):
        return None
    if earlier.role != "goal" and not _AIMED.search(earlier.left):
        return None
    return earlier.fact if unit_of(earlier.fact) == unit_of(parts[goal].fact) else None
