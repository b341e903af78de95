"""Goals that only the figure behind them makes goals: ≤30天,实际26天; 下达46台,完成29台.

No word right before such a figure says that it is a goal: what follows is held against it, falls
short of it, or a printed completion or difference is theirs.
"""

from __future__ import annotations

import re
from itertools import pairwise

from .context import Text
from .parts import Part, same_unit
from .role_words import RoleWords

_EXCUSED = re.compile(r"[,(][^,;。\d]{2,24},?[^,;。\d]{1,8}")
_STEADY = re.compile(r"(?:稳定|保持|维持|巩固)[在到]$")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_PER = re.compile(r"不[超高低少][过于](?:每[\u4e00-\u9fff]{1,3})?$")


def implied(text: Text, parts: list[Part], words: RoleWords) -> list[Part]:
    """The parts with the goals and outcomes that two figures of one unit show to be such."""
    for index, (first, second) in enumerate(pairwise(parts)):
        if not first.role == second.role == "actual" or not same_unit(first.fact, second.fact):
            continue
        third = parts[index + 2] if index + 2 < len(parts) else None
        if (
            _is_held_against(text, first, second, words)
            or _falls_short(text, first, second, words)
            or _proves(first, second, third, words)
            or _differs_by(first, second, third, words)
        ):
            parts[index] = Part(first.fact, "goal", False, first.left)
            parts[index + 1] = Part(second.fact, "actual", True, second.left)
    return parts


def _is_held_against(text: Text, first: Part, second: Part, words: RoleWords) -> bool:
    """Whether a bound or something set stands before an outcome, or 实际 contrasts with it."""
    if _contrasts(first, second, words):
        return True
    if _STEADY.search(first.left) and second.bare and _WORD.search(second.left):
        return True
    outcome = second.turned or words.real.match(second.left) is not None
    return outcome and (
        first.fact.qualifier in ("at_least", "at_most")
        or _PER.search(first.left) is not None
        or _is_set(first, words)
        or words.due_behind.match(text.folded, first.fact.figure.end, second.fact.figure.start)
        is not None
    )


def _is_set(part: Part, words: RoleWords) -> bool:
    """Whether the words before a count or a rate say that it was set: 提出…控制在, 下达."""
    money = part.fact.figure.entry.measure == "money"
    return not money and words.sets.search(part.left) is not None


def _contrasts(first: Part, second: Part, words: RoleWords) -> bool:
    """Whether 实际 sets a count or rate off against the one before: 整改率要做到100%,实际91%."""
    if first.fact.figure.entry.measure == "money" or first.bare or first.turned:
        return False
    return words.contrast.search(second.left) is not None and (
        words.no_plan.search(first.left) is None
    )


def _proves(first: Part, second: Part, third: Part | None, words: RoleWords) -> bool:
    """Whether a printed completion is the second figure by the first."""
    if third is None or third.role != "completion" or not first.fact.figure.value:
        return False
    if first.fact.figure.entry.measure == "money" and words.budget.search(first.left):
        return False
    rate = second.fact.figure.value / first.fact.figure.value * 100
    if abs(rate - third.fact.figure.value) >= 1:
        return False
    return rate != 100 or words.carried_out.match(second.left) is not None


def _differs_by(first: Part, second: Part, third: Part | None, words: RoleWords) -> bool:
    """Whether a printed difference is the second figure less the first: 1,200亩,1,356亩,多156亩."""
    if third is None or first.fact.figure.entry.measure == "money":
        return False
    apart = abs(first.fact.figure.value - second.fact.figure.value)
    if not apart or apart != third.fact.figure.value or not same_unit(second.fact, third.fact):
        return False
    return words.apart.search(third.left) is not None and (words.no_plan.search(first.left) is None)


def _falls_short(text: Text, first: Part, second: Part, words: RoleWords) -> bool:
    """Whether 仅 or 只 sets a smaller figure off against the one before, here or behind why."""
    if second.fact.figure.value >= first.fact.figure.value:
        return False
    if second.fact.figure.entry.measure == "money" and "到位" in second.left:
        return False
    if words.only.search(second.left) is None:
        return False
    clause = text.clauses.around(second.fact.figure.at)
    if clause.start <= first.fact.figure.at:
        return True
    counted = second.fact.figure.entry.measure == "quantity" and "其中" not in second.left
    excused = counted and _EXCUSED.fullmatch(second.left) is not None
    return excused and words.no_plan.search(first.left) is None
