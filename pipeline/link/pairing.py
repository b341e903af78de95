"""Which achievement answers which goal in one sentence, by place, unit and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .answers import ALIKE
from .figures import Fact
from .likeness import likeness, shared
from .parts import Part, unit_of

LONG_ENOUGH = 3
SAME_WORDS = 5
SOME_WORDS = 2
_LIST = re.compile(r"分别")
_EACH = re.compile(r"(?:均|都)[为是达](?:到)?[^,;。\d]{0,4}$")


def goal_pairs(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
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
        if size < 2 or roles[max(0, start - size) : start] != ["actual"] * size:
            continue
        units = [unit_of(p.fact) for p in parts[start - size : end]]
        if units[:size] == units[size:]:
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
