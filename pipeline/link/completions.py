"""Printed completions, and which achievement of the sentence each is of: 完成28条,完成率93%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .parts import Part
from .roles import Roles

REACH = 60
_LIST = re.compile(r"分别")
_OF_ITS_GOAL = re.compile(
    r"[,(]?[ ]*(?:为|占|达到?|是|完成)?了?[^,;。\d]{0,8}(?:目标|任务|计划)的约?$"
)
_COUNTED = re.compile(r"有(?:约|近)?$")
_OF_ALL = re.compile(r"占[^,]*总")


def completions(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
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


def is_measured(roles: Roles, parts: Sequence[Part], index: int) -> bool:
    """Whether the completion or difference of an achievement names the goal that it is of.

    Not so 推进缓慢的有3项,占总任务的10%, which counts the goals themselves.
    """
    if _COUNTED.search(parts[index].left):
        return False
    rates = (rate for actual, rate in completions(parts) if actual == index)
    behind = parts[index + 1 : index + 2]
    held = [*(parts[r] for r in rates), *(p for p in behind if p.role == "difference")]
    return any(roles.names_goal(p.left) and not _OF_ALL.search(p.left) for p in held)
