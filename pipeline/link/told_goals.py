"""Goals that a sentence names with what was done: 目标2,000户,实际完成1,836户,完成率91.8%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..segment.spans import Span
from .context import Text
from .figures import Fact
from .goals import Facts
from .roles import Part, marked, parts_of, unit_of

REACH = 60
_LIST = re.compile(r"分别")


@dataclass(frozen=True, slots=True)
class Told:
    """What its sentence tells of an achievement.

    ``goal`` is the goal it is held against, ``stated`` the printed completion, ``lower`` whether a
    printed difference says that the goal was missed.
    """

    actual: Fact
    goal: Fact | None
    stated: Decimal | None
    lower: bool | None
    named_by_goal: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """All sentences of a document: what is told of achievements, and figures that are neither."""

    told: dict[int, Told]
    others: frozenset[int]

    def of(self, fact: Fact) -> Told | None:
        """What is told of a fact as an achievement."""
        return self.told.get(fact.figure.at)


def telling(text: Text, facts: Facts) -> Telling:
    """Read all sentences; places of figures are the keys."""
    told: dict[int, Told] = {}
    others: set[int] = set()
    for sentence, group in _by_sentence(text, facts.all):
        if not marked(text.folded, sentence):
            continue
        parts = parts_of(text, sentence, group)
        goals = dict(_pairs(parts))
        stated = dict(_completions(parts))
        for index, part in enumerate(parts):
            place = part.fact.figure.at
            if part.role in ("completion", "difference", "before"):
                others.add(place)
            if part.role == "actual":
                row = _told(parts, index, goals.get(index), stated.get(index))
                if row is not None:
                    told[place] = row
        others.update(parts[g].fact.figure.at for g in goals.values())
    return Telling(told, frozenset(others))


def _by_sentence(text: Text, facts: Sequence[Fact]) -> Iterator[tuple[Span, list[Fact]]]:
    sentence, group = Span(0, 0), list[Fact]()
    for fact in facts:
        if fact.figure.at >= sentence.end:
            if group:
                yield sentence, group
            sentence, group = text.sentences.around(fact.figure.at), []
        group.append(fact)
    if group:
        yield sentence, group


def _pairs(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Achievement and goal of the same unit that stand together, by their indexes."""
    lists = dict(_listed(parts))
    yield from lists.items()
    taken: set[int] = set(lists)
    for index, part in enumerate(parts):
        if part.role != "goal" or index in lists.values():
            continue
        before = range(index - 1, -1, -1) if part.bare else range(0)
        behind = range(index + 1, len(parts))
        found = _nearest(parts, part, before, taken, bare=False)
        if found is None:
            found = _nearest(parts, part, behind, taken, bare=True)
        if found is not None:
            taken.add(found)
            yield found, index


def _listed(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """分别为38%、62.5%,要求分别达到40%、67.5%: two lists of the same length, one by one."""
    roles = [p.role for p in parts]
    for start, role in enumerate(roles):
        if role != "goal" or (start and roles[start - 1] == "goal"):
            continue
        end = next((i for i in range(start, len(roles)) if roles[i] != "goal"), len(roles))
        size = end - start
        units = {unit_of(p.fact) for p in parts[max(0, start - size) : end]}
        if (
            size > 1
            and roles[max(0, start - size) : start] == ["actual"] * size
            and len(units) == 1
        ):
            yield from zip(range(start - size, start), range(start, end), strict=True)


def _nearest(
    parts: Sequence[Part], goal: Part, places: Iterable[int], taken: set[int], bare: bool
) -> int | None:
    for place in places:
        part = parts[place]
        if part.role == "goal":
            return None
        if part.role != "actual" or place in taken or unit_of(part.fact) != unit_of(goal.fact):
            continue
        return place if part.bare or not bare else None
    return None


def _completions(parts: Sequence[Part]) -> Iterator[tuple[int, Decimal]]:
    """The printed completion of an achievement: the next one, or in a list the one in its place."""
    rates = [i for i, p in enumerate(parts) if p.role == "completion"]
    listed = [i for i, p in enumerate(parts) if p.role == "actual"]
    if len(rates) > 1 and _LIST.search(parts[rates[0]].left) and len(listed) >= len(rates):
        chosen = [i for i in listed if i < rates[0]][-len(rates) :]
        yield from ((i, _rate(parts[r])) for i, r in zip(chosen, rates, strict=False))
        return
    for rate in rates:
        near = [i for i in listed if i < rate]
        counted = [i for i in near if parts[i].fact.figure.entry.measure != "money"]
        near = counted if counted and near[-1] - counted[-1] <= 2 else near
        distance = parts[rate].fact.figure.at - parts[near[-1]].fact.figure.at if near else REACH
        if distance < REACH:
            yield near[-1], _rate(parts[rate])


def _rate(part: Part) -> Decimal:
    return part.fact.figure.value


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
    by_goal = goal is not None and goal < index
    return Told(part.fact, parts[goal].fact if goal is not None else None, stated, lower, by_goal)
