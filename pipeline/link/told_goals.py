"""Goals that a sentence names with what was done: 目标2,000户,实际完成1,836户,完成率91.8%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ..segment.spans import Cover, Span
from .answers import ALIKE
from .context import Text
from .figures import Fact
from .goals import Facts
from .likeness import likeness, shared
from .parts import Part, unit_of
from .roles import Roles

REACH = 60
LONG_ENOUGH = 3
BESIDE = 6
ROUNDED = Decimal("0.06")
SAME_WORDS = 5
SOME_WORDS = 2
_EACH = re.compile(r"(?:均|都)[为是达](?:到)?[^,;。\d]{0,4}$")
_LIST = re.compile(r"分别")
_OF_ITS_GOAL = re.compile(
    r"[,(]?[ ]*(?:为|占|达到?|是|完成)?了?[^,;。\d]{0,8}(?:目标|任务|计划)的约?$"
)
_COUNTED = re.compile(r"有(?:约|近)?$")
_OF_ALL = re.compile(r"占[^,]*总")
_AIMED = re.compile(r"(?:目标|任务|计划)数?值?[由从]$")
_REVISED = re.compile(
    r"(?:调(?:整|减|增|低|高)?|追加|核[减增])(?:为|到|至)$|[上下]调(?:为|到|至)$|(?:改|变更)为$"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What its sentence tells of an achievement.

    ``goal`` is the goal it is held against, ``stated`` the printed completion, ``lower`` whether a
    printed difference says that the goal was missed. ``first`` is the goal as it was set before it
    was revised (年初目标500人,调整为400人).
    """

    actual: Fact
    goal: Fact | None
    stated: Decimal | None
    lower: bool | None
    named_by_goal: bool = False
    first: Fact | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A goal with the words that tell its outcome without a figure of what was done."""

    goal: Fact
    words: Span
    status: str


@dataclass(frozen=True, slots=True)
class Telling:
    """All sentences of a document: what is told of achievements, and figures that are neither.

    ``alone`` are printed completions of what no figure tells (各项任务完成率116.7%), ``rated`` the
    achievements with a completion but no goal beside them, by value and unit; ``measured`` are
    those that a sentence holds against a goal named without its figure (完成全年任务的84%).
    ``closed`` are goals whose outcome is told in words alone (18台已全部到位) or as a difference
    (比计划的40户少了4户), with the status that these give.
    """

    told: dict[int, Told]
    others: frozenset[int]
    alone: tuple[Fact, ...]
    rated: dict[tuple[Decimal, str], list[Told]]
    measured: tuple[Fact, ...] = ()
    closed: tuple[Closed, ...] = ()

    def of(self, fact: Fact) -> Told | None:
        """What is told of a fact as an achievement."""
        return self.told.get(fact.figure.at)

    def stated(self, fact: Fact) -> Decimal | None:
        """The completion printed beside the fact, or beside the same figure elsewhere."""
        told = self.of(fact)
        if told is not None:
            return told.stated
        same = self.rated.get((fact.figure.value, fact.figure.unit), ())
        named = (t for t in same if likeness(t.actual.subject, fact.subject) >= ALIKE)
        return next((t.stated for t in named), None)


def telling(text: Text, facts: Facts, roles: Roles, ahead: Cover) -> Telling:
    """Read all sentences; places of figures are the keys. ``ahead`` is where goals are set."""
    told: dict[int, Told] = {}
    others: set[int] = set()
    alone: list[Fact] = []
    closed: list[Closed] = []
    measured: list[Fact] = []
    for sentence, group in _joined(text, facts.all, roles, ahead):
        if not roles.marked(text.folded, sentence):
            continue
        parts = roles.parts_of(text, sentence, group, group[0].figure.at in ahead)
        goals = dict(_pairs(parts))
        stated = {actual: _rate(parts[rate]) for actual, rate in _completions(parts)}
        if not any(p.role in ("goal", "actual") for p in parts):
            alone += [p.fact for p in parts if p.role == "completion"]
        for index, part in enumerate(parts):
            place = part.fact.figure.at
            if part.role in ("completion", "difference", "before", "whole"):
                others.add(place)
            if part.role == "actual":
                known = _told(parts, index, goals.get(index), stated.get(index))
                if known is None:
                    continue
                told[place] = known
                if known.goal is None and _is_measured(roles, parts, index):
                    measured.append(part.fact)
        others.update(parts[g].fact.figure.at for g in goals.values())
        closed += [*_closed(text, sentence, parts, {*goals.values()}, roles)]
        others.update(_explained(parts, goals))
    others.update(t.first.figure.at for t in told.values() if t.first is not None)
    rated: dict[tuple[Decimal, str], list[Told]] = {}
    for row in told.values():
        if row.stated is not None and row.goal is None:
            rated.setdefault((row.actual.figure.value, row.actual.figure.unit), []).append(row)
    others.update(c.goal.figure.at for c in closed)
    return Telling(told, frozenset(others), tuple(alone), rated, tuple(measured), tuple(closed))


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
        end = behind.fact.figure.start if behind is not None else sentence.end
        found = roles.outcome(text.folded, part.fact.figure.end, end)
        if found is not None:
            yield Closed(part.fact, found[0], "met" if found[1] else "unmet")


def _joined(
    text: Text, facts: Sequence[Fact], roles: Roles, ahead: Cover
) -> Iterator[tuple[Span, list[Fact]]]:
    """The sentences, two as one where the second tells what came of the goal of the first."""
    held: tuple[Span, list[Fact]] | None = None
    for sentence, group in _by_sentence(text, facts):
        if held is not None and _follows_on(text, held, sentence, group, roles):
            yield Span(held[0].start, sentence.end), [*held[1], *group]
            held = None
            continue
        if held is not None:
            yield held
        held = (sentence, group)
        if group[0].figure.at in ahead:
            yield held
            held = None
    if held is not None:
        yield held


def _follows_on(
    text: Text, held: tuple[Span, list[Fact]], sentence: Span, group: Sequence[Fact], roles: Roles
) -> bool:
    """Whether a sentence begins with a turn to the outcome and the one before ends with a goal."""
    before, facts = held
    if sentence.start - before.end > 1 or text.folded[before.end : sentence.start] not in "。;":
        return False
    if unit_of(facts[-1]) != unit_of(group[0]) or not roles.opens(text.folded, sentence):
        return False
    return roles.marked(text.folded, before) and (
        roles.parts_of(text, before, facts)[-1].role == "goal"
    )


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
    lists = {**dict(_listed(parts)), **dict(_answered(parts))}
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
        if found is None:
            found = _following(parts, part, behind, taken)
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
        if size == 1 and _EACH.search(parts[start].left):
            same = _run_before(parts, start)
            yield from ((i, start) for i in same)
            continue
        units = {unit_of(p.fact) for p in parts[max(0, start - size) : end]}
        if (
            size > 1
            and roles[max(0, start - size) : start] == ["actual"] * size
            and len(units) == 1
        ):
            yield from zip(range(start - size, start), range(start, end), strict=True)


def _run_before(parts: Sequence[Part], goal: int) -> range:
    """The achievements of the goal's unit right before it, where they are several."""
    first = goal
    unit = unit_of(parts[goal].fact)
    while first and parts[first - 1].role == "actual" and unit_of(parts[first - 1].fact) == unit:
        first -= 1
    return range(first, goal) if goal - first > 1 else range(0)


def _answered(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """排定小区12个、惠及3,860户,到年底竣工11个,受益3,542户: goals, then as many outcomes."""
    start = 0
    while start < len(parts):
        end = start
        while end < len(parts) and parts[end].role == "goal":
            end += 1
        last = next((i for i in range(end, len(parts)) if parts[i].role == "goal"), len(parts))
        done = [i for i in range(end, last) if parts[i].role == "actual"]
        if end - start > 1 and done and _begins_outcome(parts[start], parts[done[0]]):
            for unit in dict.fromkeys(unit_of(p.fact) for p in parts[start:end]):
                goals = [i for i in range(start, end) if unit_of(parts[i].fact) == unit]
                same = [i for i in done if unit_of(parts[i].fact) == unit]
                if len(goals) <= len(same):
                    yield from zip(same, goals, strict=False)
        start = max(end, start + 1)


def _begins_outcome(goal: Part, done: Part) -> bool:
    """Whether the first figure behind a list of goals tells what came of the first of them."""
    named = shared(goal.fact.subject, done.fact.subject) >= SOME_WORDS
    if done.turned or done.bare or _LIST.search(done.left):
        return True
    return named and unit_of(goal.fact) == unit_of(done.fact)


def _follows(done: Part, goal: Part) -> bool:
    """Whether a figure behind a goal is its outcome by its place: 任务62万株,栽植65.3万株."""
    return (goal.put or done.turned or done.later) and not _is_other(done.fact, goal.fact)


def _is_other(first: Fact, second: Fact) -> bool:
    """Whether two rates have names of their own: 验收合格率 and 群众满意度."""
    names = first.subject, second.subject
    own = all(len(n) > LONG_ENOUGH and n.endswith(("率", "度", "比例", "占比")) for n in names)
    return own and not _alike(first, second)


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


def _nearest(
    parts: Sequence[Part], goal: Part, places: Iterable[int], taken: set[int], bare: bool
) -> int | None:
    for place in places:
        part = parts[place]
        if part.role == "goal":
            return None
        if part.role != "actual" or place in taken or unit_of(part.fact) != unit_of(goal.fact):
            continue
        return place if part.bare or not bare or _is_one_thing(part, goal) else None
    return None


def _following(
    parts: Sequence[Part], goal: Part, places: Iterable[int], taken: set[int]
) -> int | None:
    """The first figure behind a goal that is its outcome by its place, before the next goal."""
    for place in places:
        part = parts[place]
        if part.role == "goal":
            return None
        same = part.role == "actual" and unit_of(part.fact) == unit_of(goal.fact)
        if same and place not in taken and _follows(part, goal):
            return place
    return None


def _alike(first: Fact, second: Fact) -> bool:
    """Whether two figures are of one thing: 响应时间要求 and 平均响应时间."""
    names = first.subject, second.subject
    return likeness(*names) >= ALIKE or shared(*names) >= LONG_ENOUGH


def _is_one_thing(first: Part, second: Part) -> bool:
    """Whether two figures are of one thing by their names or by the words before them."""
    words = shared(first.left, second.left) >= SAME_WORDS or _repeats(first, second)
    return words or _alike(first.fact, second.fact)


def _repeats(done: Part, goal: Part) -> bool:
    """Whether only the verb of the goal stands before the outcome: 计划送检420份,送检401份."""
    verb = done.left.strip(" ,;、(了")
    return len(verb) >= SOME_WORDS and goal.left.endswith(verb)


def _completions(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Achievement and printed completion, by their indexes: the next, or in a list its own."""
    rates = [i for i, p in enumerate(parts) if p.role == "completion"]
    listed = [i for i, p in enumerate(parts) if p.role == "actual"]
    if len(rates) > 1 and _LIST.search(parts[rates[0]].left) and len(listed) >= len(rates):
        chosen = [i for i in listed if i < rates[0]][-len(rates) :]
        yield from zip(chosen, rates, strict=False)
        return
    levels = [i for i in listed if parts[i].fact.told != "yoy"]
    for rate in rates:
        near = [i for i in levels if i < rate] or [i for i in listed if i < rate]
        counted = [i for i in near if parts[i].fact.figure.entry.measure != "money"]
        # Money between is what the work cost, unless the rate says that it is of its goal.
        of_goal = _OF_ITS_GOAL.match(parts[rate].left) or parts[rate - 1].role == "goal"
        if counted and near[-1] - counted[-1] <= 2 and not of_goal:
            near = counted
        distance = parts[rate].fact.figure.at - parts[near[-1]].fact.figure.at if near else REACH
        if distance < REACH:
            yield near[-1], rate


def _is_measured(roles: Roles, parts: Sequence[Part], index: int) -> bool:
    """Whether the completion or difference of an achievement names the goal that it is of.

    Not so 推进缓慢的有3项,占总任务的10%, which counts the goals themselves.
    """
    if _COUNTED.search(parts[index].left):
        return False
    rates = (rate for actual, rate in _completions(parts) if actual == index)
    behind = parts[index + 1 : index + 2]
    held = [*(parts[r] for r in rates), *(p for p in behind if p.role == "difference")]
    return any(roles.names_goal(p.left) and not _OF_ALL.search(p.left) for p in held)


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
