"""Which achievement answers which goal where they stand apart, and how a goal is meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from .context import Text
from .figures import Fact
from .goal_entries import Entry
from .goals import Value, value_of
from .likeness import likeness, shared
from .parts import unit_of

ALIKE = 0.34
SAME_GOAL = 0.5
OWN_TASK = 0.3
OWN_UNIT = 0.1
OWN_NAME = 0.1
FAR_OFF = 0.4
LARGEST_FACTOR = 20
SOME_WORDS = 2
NEAR = Decimal("1.5")
TELLING = 100  # a number from here on is hardly the same by chance
MOST = 200  # achievements that are compared with one goal
_MISSED = re.compile(r"(?:低于|不足|未能?达到?|高于|超过|超出|突破)$")
_TURN = re.compile(r"调[减增整][为到]?$")
_COUNT = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:人数|户数|起数|件数|数量)$")
_UNBROKEN = re.compile(r"[未没]有?能?(?:超[出过]|突破)$")
_KEPT = re.compile(r"不得?(?:低于|少于|高于|多于|超过|突破|超出)$")
_PER = re.compile(r"不([超高低少])[过于]每[\u4e00-\u9fff]{1,3}$")
_AT_LEAST = re.compile(r"至少[^,;。\d]{0,8}$")
_LIMIT = re.compile(r"(?:控制(?:数|值|线|标准)|上限|限额)[为是:]?$")
_CONTROLLED = re.compile(r"^的?(?:控制|上限|限额)")


def answers(goals: Sequence[Entry], done: Sequence[Entry]) -> list[Entry | None]:
    """The achievement of each goal.

    One achievement answers two goals only where they are the same goal, as set and as revised.
    """
    by_unit: dict[str, list[Entry]] = {}
    for entry in sorted(done, key=_place):
        by_unit.setdefault(unit_of(entry.fact), []).append(entry)
    found = [_answer(goal, _near(goal, by_unit.get(unit_of(goal.fact), []))) for goal in goals]
    best: dict[int, tuple[float, Entry]] = {}
    for goal, answer in zip(goals, found, strict=True):
        if answer is not None:
            place, alike = answer[1].fact.figure.at, answer[0]
            if place not in best or alike > best[place][0]:
                best[place] = (alike, goal)
    kept = [
        answer[1] if answer and _is_of(goal, best[answer[1].fact.figure.at][1]) else None
        for goal, answer in zip(goals, found, strict=True)
    ]
    kept = list(_equal(goals, kept, done))
    return list(_sole(goals, list(_alone(goals, kept, done)), done))


def _place(entry: Entry) -> int:
    return entry.fact.figure.at


def _near(goal: Entry, entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries nearest to the goal: all of a report, but not all of a book of reports."""
    if len(entries) <= MOST:
        return entries
    at = bisect_left(entries, _place(goal), key=_place)
    return entries[max(0, at - MOST // 2) : at + MOST // 2]


def _is_of(goal: Entry, first: Entry) -> bool:
    if goal is first:
        return True
    return goal.home != first.home and _share(goal.fact.subject, first.fact.subject) >= SAME_GOAL


def _share(a: str, b: str) -> float:
    """How much of the shorter name the longest common words are: 示范小区 and 新建示范小区."""
    a, b = _TURN.sub("", a), _TURN.sub("", b)
    return shared(a, b) / max(1, min(len(a), len(b)))


def _answer(goal: Entry, done: Sequence[Entry]) -> tuple[float, Entry] | None:
    """Of those with the same unit, the one whose words are most alike, of the same task first."""
    best: tuple[float, Entry] | None = None
    name = _COUNT.sub("", goal.fact.subject.rpartition(":")[2])
    for entry in done:
        own = OWN_TASK if goal.item and goal.item == entry.item else 0.0
        if not _may_be_alike(name, entry.fact.subject, ALIKE - own):
            continue
        alike = likeness(name, entry.fact.subject) + own
        if alike < ALIKE:
            continue
        alike += OWN_NAME if entry.fact.subject in name or name in entry.fact.subject else 0.0
        alike += OWN_UNIT if goal.fact.figure.unit == entry.fact.figure.unit else 0.0
        alike -= FAR_OFF if _is_far(goal.fact, entry.fact) else 0.0
        if best is None or alike > best[0]:
            best = (alike, entry)
    return best


def _is_far(goal: Fact, done: Fact) -> bool:
    """Whether the figures are too far apart to be of one thing: 50吨 a day and 1.69万吨 a year."""
    first, second = value_of(goal).scaled, value_of(done).scaled
    low, high = sorted((abs(first), abs(second)))
    return low > 0 and high / low > LARGEST_FACTOR


def _equal(
    goals: Sequence[Entry], kept: Sequence[Entry | None], done: Sequence[Entry]
) -> Iterator[Entry | None]:
    """The only achievement left with the very number of a goal answers it, if words agree."""
    taken = {a.fact.figure.at for a in kept if a is not None}
    left: dict[tuple[Decimal, str], list[Entry]] = {}
    for entry in done:
        if entry.fact.figure.at not in taken:
            left.setdefault((value_of(entry.fact).scaled, unit_of(entry.fact)), []).append(entry)
    for goal, answer in zip(goals, kept, strict=True):
        value = value_of(goal.fact).scaled
        same = left.get((value, unit_of(goal.fact)), []) if value >= TELLING else []
        named = [e for e in same if shared(goal.fact.subject, e.fact.subject) >= SOME_WORDS]
        yield named[0] if answer is None and len(named) == 1 else answer


def _alone(
    goals: Sequence[Entry], kept: Sequence[Entry | None], done: Sequence[Entry]
) -> Iterator[Entry | None]:
    """Within a task the figures left of a unit answer the goals left of it, where as many are."""
    taken = {a.fact.figure.at for a in kept if a is not None}
    rivals = Counter(_task(g) for g, a in zip(goals, kept, strict=True) if a is None)
    nth = Counter[tuple[str, str]]()
    left: dict[tuple[str, str], list[Entry]] = {}
    for entry in done:
        if entry.fact.figure.at not in taken:
            left.setdefault(_task(entry), []).append(entry)
    for goal, answer in zip(goals, kept, strict=True):
        if answer is not None or not goal.item:
            yield answer
            continue
        task = _task(goal)
        same = left.get(task, [])
        yield same[nth[task]] if len(same) == rivals[task] else None
        nth[task] += 1


def _sole(
    goals: Sequence[Entry], kept: Sequence[Entry | None], done: Sequence[Entry]
) -> Iterator[Entry | None]:
    """The only count left of a unit answers the only goal left of it, if near to it.

    It must stand in the passage that answers most of the goals beside, or share words.
    """
    taken = {a.fact.figure.at for a in kept if a is not None}
    rivals = Counter(unit_of(g.fact) for g, a in zip(goals, kept, strict=True) if a is None)
    left: dict[str, list[Entry]] = {}
    for entry in done:
        if entry.fact.figure.at not in taken:
            left.setdefault(unit_of(entry.fact), []).append(entry)
    homes = _homes(goals, kept)
    for goal, answer in zip(goals, kept, strict=True):
        unit = unit_of(goal.fact)
        only = left.get(unit, [])
        lone = answer is None and len(only) == rivals[unit] == 1
        if not lone or goal.fact.figure.entry.measure != "quantity":
            yield answer
            continue
        told = homes.get(goal.home) == only[0].home
        alike = shared(goal.fact.subject, only[0].fact.subject) >= SOME_WORDS
        yield only[0] if (told or alike) and _is_near(goal.fact, only[0].fact) else None


def _homes(goals: Sequence[Entry], kept: Sequence[Entry | None]) -> dict[int, int]:
    """The passage that answers most goals of a passage, for those with several goals."""
    pairs = [(g.home, a.home) for g, a in zip(goals, kept, strict=True) if a is not None]
    size = Counter(g.home for g in goals)
    counted = Counter(pairs)
    return {goal: done for (goal, done), n in counted.items() if n > 1 and 2 * n >= size[goal]}


def _is_near(goal: Fact, done: Fact) -> bool:
    low, high = sorted((value_of(goal).scaled, value_of(done).scaled))
    return low > 0 and high / low <= NEAR


def _task(entry: Entry) -> tuple[str, str]:
    return entry.item, unit_of(entry.fact)


def _may_be_alike(a: str, b: str, least: float) -> bool:
    """Whether the likeness may reach ``least``, by an upper bound that is quick to find.

    The blocks that difflib matches are a common subsequence; rapidfuzz counts the longest one.
    """
    return fuzz.ratio(a, b) > 100 * least - 1


def promised(text: Text, fact: Fact) -> Value:
    """A goal's value: 以上, 以内, 控制在 promise; 低于90%的目标 tells the outcome, 余 nothing."""
    value = value_of(fact)
    figure = fact.figure
    before = text.folded[max(0, figure.at - 6) : figure.at]
    behind = text.folded[figure.at : figure.end + 4]
    operator = value.operator
    controlled = _CONTROLLED.search(text.folded[figure.end : figure.end + 8])
    controlled = controlled or _LIMIT.search(before)
    capped = controlled or _UNBROKEN.search(before)
    if capped or (not operator and before.endswith("控制在")):
        operator = "le"
    elif _MISSED.search(before) and not _KEPT.search(before):
        operator = ""
    elif not operator and (per := _PER.search(text.folded, max(0, figure.at - 12), figure.at)):
        operator = "le" if per.group(1) in "超高" else "ge"
    elif not operator and _AT_LEAST.search(text.folded, max(0, figure.at - 12), figure.at):
        operator = "ge"
    elif operator == "gt":
        operator = "ge" if "以上" in behind else ""
    elif operator == "lt" and ("以内" in behind or "以下" in behind):
        operator = "le"
    return value if operator == value.operator else value._replace(operator=operator)
