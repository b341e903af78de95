"""The part that each figure plays in its sentence: goal, achievement, completion, difference.

新造林42万亩 is an achievement, 完成年度任务42万亩 names a goal, 的101.43% how far it was reached,
比目标低0.8 by how much it was missed, and in 由84%提高到89% the first figure is what was before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..extract.goal_tables import GoalTables
from ..packs.load import Packs
from ..segment.spans import Span
from .context import Text
from .figures import Fact
from .goal_blocks import Blocks
from .goal_entries import GoalEntries
from .goal_names import GoalNames
from .implied import implied
from .parts import Part, same_unit
from .role_words import RoleWords

_SENTENCES = re.compile(r"^.*[。;!?]", re.DOTALL)
_CLOSE = re.compile(r"\s*[、(]?\s*(?:共计?|合计|累?计)?\s*")
_WHOLE = re.compile(r"[^,;。、\d]{0,14}(?<!其)[中里],?[^,;。、\d]{0,12}")
_JOINED = ("、", "和", "及", "以及")
_AND = re.compile(r"\s*[、和及,]\s*|\s*以及\s*")


class Roles:
    """Tells the roles of figures; made once for all documents.

    With it travels all else that packs' words make for goals: their blocks, tables, names, entries.
    """

    def __init__(self, packs: Packs) -> None:
        self._words = RoleWords(packs)
        self.blocks = Blocks(packs)
        self.tables = GoalTables(packs)
        self.names = GoalNames(packs)
        self.entries = GoalEntries(packs, self.names)

    def names_goal(self, left: str) -> bool:
        """Whether the words before a completion or a difference name the goal, not the budget."""
        named = self._words.aim.search(left) is not None
        return named and self._words.budget.search(left) is None

    def marked(self, folded: str, span: Span) -> bool:
        """Whether a sentence has a word that can give a figure another role than achievement."""
        return self._words.marker.search(folded, span.start, span.end) is not None

    def opens(self, folded: str, sentence: Span) -> bool:
        """Whether a sentence begins with a turn to the outcome: 截至年末,…; 全年…."""
        return self._words.opens.match(folded, sentence.start, sentence.end) is not None

    def as_set(self, folded: str, start: int, end: int) -> bool:
        """Whether the words behind a figure say that it is what was set: 120台,与计划数一致."""
        return self._words.as_set.match(folded, start, end) is not None

    def falls_short(self, part: Part) -> bool:
        """Whether the words before a goal say that it was not reached: 降幅未达10%的目标."""
        return self._words.not_reached.search(part.left) is not None

    def outcome(self, folded: str, start: int, end: int) -> tuple[Span, bool] | None:
        """The words that tell what came of a goal, and whether it was reached."""
        missed = self._words.unfulfilled.search(folded, start, end)
        found = missed or self._words.fulfilled.search(folded, start, end)
        return (Span(*found.span()), missed is None) if found is not None else None

    def parts_of(
        self, text: Text, sentence: Span, facts: Sequence[Fact], ahead: bool = False
    ) -> list[Part]:
        """The figures of a sentence, in order, with their roles.

        ``ahead`` tells that it stands among goals, where 到年底 turns to no outcome.
        """
        found: list[Part] = []
        for index, fact in enumerate(facts):
            start = facts[index - 1].figure.end if index else sentence.start
            left = _SENTENCES.sub(",", text.folded[min(start, fact.figure.at) : fact.figure.at])
            last = facts[index + 1].figure.start if index + 1 < len(facts) else sentence.end
            right = text.folded[fact.figure.end : max(last, fact.figure.end)].partition("。")[0]
            found.append(self._part(fact, left, right, found[-1] if found else None))
        if ahead:
            return implied(text, [*map(_without_turn, found)], self._words)
        return implied(text, _continued(_wholes(text, found)), self._words)

    def _part(self, fact: Fact, left: str, right: str, previous: Part | None) -> Part:
        if self._words.before.search(left) and self._words.changed.match(right):
            return Part(fact, "before", False, left)
        if self._words.broken.search(left) and self._words.then.match(right):
            return Part(fact, "before", False, left)
        if left.strip() == "," and self._words.done_behind.match(right):
            return Part(fact, "actual", True, left)
        if previous is not None and _continues(previous, fact, left):
            return Part(fact, previous.role, previous.role == "goal" or previous.bare, left)
        words = self._words
        behind = words.goal_right.match(right) is not None
        difference = self._difference(fact, left, behind, previous)
        if difference is not None:
            return difference
        if behind and words.short_of.search(left):
            return Part(fact, "goal", words.bare_goal.fullmatch(left) is not None, left)
        if self._is_completion(fact, left, previous):
            return Part(fact, "completion", False, left)
        put = words.goal_left.search(left) is not None
        counted = fact.figure.entry.measure != "rate"
        put = put or (counted and words.compared.search(left) is not None)
        money = fact.figure.entry.measure == "money"
        granted = money and words.budget.search(left) is not None
        planned = not granted and words.planned.search(left) is not None
        limit = words.limit.match(right) is not None and words.held_to.search(left) is not None
        put = put or (behind and words.by_rule.search(left) is not None)
        if put or behind or planned or limit:
            alone = words.bare_goal.fullmatch(left) is not None
            meant = not money and (behind or words.meant.search(left) is not None)
            meant = meant and words.already.search(left) is None
            return Part(fact, "goal", alone, left, put=put, meant=meant)
        if previous is not None and self._words.kept.match(left) and same_unit(previous.fact, fact):
            return Part(fact, "goal", True, left)
        told = self._words.reason_between.sub("", left)
        bare = self._words.bare_actual.fullmatch(told) or self._words.real_actual.fullmatch(told)
        turned = self._words.turn.search(left) is not None
        later = not money and words.later.search(left) is not None
        return Part(fact, "actual", bare is not None, left, turned=turned, later=later)

    def _difference(
        self, fact: Fact, left: str, is_goal: bool, previous: Part | None
    ) -> Part | None:
        """比目标低0.8个百分点, 超计划150亩; 低于目标值90% names the goal itself.

        ``is_goal`` tells that the words behind the figure say that it is one.
        """
        found = self._words.difference.search(left)
        if found is not None:
            points = fact.figure.entry.unit == "pp"
            by_size = _is_apart(found.group("rel"), fact, previous)
            if not (points or by_size or found.group("dir")):
                return None
            return self._differs(fact, left, found.group("rel") + (found.group("dir") or ""))
        if previous is None or is_goal:
            return None
        short = self._words.short_difference.match(left)
        if short is None and self._words.held_against.search(previous.left):
            short = self._words.more_or_less.match(left)
        if short is None or previous.role not in ("goal", "actual"):
            return None
        if previous.role == "actual" and not (
            self._words.remains.search(short.group("dir"))
            and (same_unit(previous.fact, fact) or fact.figure.entry.unit == "pp")
        ):
            return None
        return self._differs(fact, left, short.group("dir"))

    def _differs(self, fact: Fact, left: str, words: str) -> Part:
        return Part(fact, "difference", False, left, self._words.lower.search(words) is not None)

    def _is_completion(self, fact: Fact, left: str, previous: Part | None) -> bool:
        if fact.figure.entry.measure != "rate" or fact.figure.entry.unit != "pct":
            return False
        if previous is not None and previous.role == "goal" and left.strip() == "的":
            return True
        if previous is None and self._words.own_completion.search(left):
            return False
        if previous is not None and same_unit(previous.fact, fact) and self._words.really(left):
            return False
        if previous is not None and previous.role == "goal" and same_unit(previous.fact, fact):
            return self._words.by_rate.search(left) is not None
        if self._words.completion.search(left) is not None:
            return True
        counted = previous is not None and previous.fact.figure.entry.measure != "rate"
        return counted and self._words.part_of.search(left) is not None


def _continues(previous: Part, fact: Fact, left: str) -> bool:
    """Whether a figure plays the part of the one before: 40%、67.5%; 2次360人次."""
    if same_unit(previous.fact, fact):
        return _AND.fullmatch(left) is not None
    counts = previous.fact.figure.entry.measure == fact.figure.entry.measure == "quantity"
    return counts and previous.role in ("goal", "actual") and _CLOSE.fullmatch(left) is not None


def _is_apart(relation: str, fact: Fact, previous: Part | None) -> bool:
    """Whether the size shows a difference: 1,952户,低于预期448户; a goal is not that much less."""
    if fact.figure.entry.measure == "rate":
        return False
    done = previous.fact.figure.value if previous and same_unit(previous.fact, fact) else None
    if relation.startswith("超"):
        return done is None or 2 * fact.figure.value <= done
    return done is not None and relation in ("低于", "少于") and fact.figure.value < done


def _without_turn(part: Part) -> Part:
    """The part as if no word set it as a goal and none turned to it as an outcome."""
    return replace(part, put=False, turned=False) if part.put or part.turned else part


def _wholes(text: Text, parts: list[Part]) -> list[Part]:
    """14所学校中有12所: the first figure is all there are, the second what was done of them."""
    for index, (first, second) in enumerate(pairwise(parts)):
        between = text.folded[first.fact.figure.end : second.fact.figure.start]
        if (
            first.role == "actual"
            and same_unit(first.fact, second.fact)
            and _WHOLE.fullmatch(between)
        ):
            parts[index] = replace(first, role="whole")
    return parts


def _continued(parts: list[Part]) -> list[Part]:
    """排定小区12个、惠及3,860户,到年底竣工11个: goals go on up to the turn to the outcome."""
    turns = [i for i, p in enumerate(parts) if p.turned]
    for index, goal in enumerate(parts):
        if goal.role != "goal" or goal.bare:
            continue
        later = bisect_right(turns, index)
        turn = turns[later] if later < len(turns) else None
        for place in range(index + 1, len(parts) if turn is None else turn):
            part = parts[place]
            goes_on = part.left.startswith(_JOINED) or (turn is not None and not goal.put)
            if part.role != "actual" or part.bare or not goes_on:
                break
            parts[place] = replace(part, role="goal")
    return parts
