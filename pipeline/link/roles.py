"""The part that each figure plays in its sentence: goal, achievement, completion, difference.

新造林42万亩 is an achievement, 完成年度任务42万亩 names a goal, 的101.43% how far it was reached,
比目标低0.8 by how much it was missed, and in 由84%提高到89% the first figure is what was before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..packs.load import Packs
from ..segment.alternation import any_of, phrase
from ..segment.spans import Span
from .context import Text
from .figures import Fact

_PER = re.compile(r"不[超高低少][过于](?:每[\u4e00-\u9fff]{1,3})?$")
_SENTENCES = re.compile(r"^.*[。;!?]", re.DOTALL)
_CLOSE = re.compile(r"\s*[、(]?\s*(?:共计?|合计|累?计)?\s*")
_WHOLE = re.compile(r"[^,;。、\d]{0,14}(?<!其)[中里],?[^,;。、\d]{0,12}")
_JOINED = ("、", "和", "及", "以及")
_AND = re.compile(r"\s*[、和及,]\s*|\s*以及\s*")
UNITS = {"人次": "人", "场次": "场", "台套": "台", "台(套)": "台", "处次": "处"}


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of a sentence with its role; ``bare`` where it has no words of its own.

    ``role`` is goal, actual, completion, difference, before or whole (of 14所中有12所). ``lower``
    tells for a difference that the goal was missed; ``put`` that a goal stands right behind the
    word for it (任务62万株), ``turned`` that an achievement stands behind a turn to the outcome.
    """

    fact: Fact
    role: str
    bare: bool
    left: str
    lower: bool = False
    put: bool = False
    turned: bool = False


def unit_of(fact: Fact) -> str:
    """The unit for comparing: 2.13万人 and 21,350人 count the same, so do 人次, 公顷 and 亩."""
    entry = fact.figure.entry
    if entry.measure != "quantity":
        return entry.id
    if entry.unit:
        return entry.unit
    unit = fact.figure.unit.lstrip("万亿")
    return UNITS.get(unit, unit)


class _Words:
    """The expressions that are made of the packs' words for goals and for what was done."""

    def __init__(self, packs: Packs) -> None:
        def told(name: str) -> str:
            return phrase(packs, f"role.{name}")

        whose = f"{any_of(packs, 'goal_part', 'whose')}*"
        changed = any_of(packs, "goal_part", "change")
        self.marker = re.compile(told("marker"))
        self.lower = re.compile(told("lower"))
        self.budget = re.compile(told("budget"))
        self._of_others(told, whose, changed)
        aim = rf"{any_of(packs, 'goal_part', 'aim')}{told('aim_tail')}?"
        self._of_goals(told, whose, aim, changed, any_of(packs, "goal_part", "intent"))
        self._of_actuals(
            told,
            whose,
            aim,
            any_of(packs, "goal_part", "done"),
            any_of(packs, "goal_part", "done", "paid"),
        )

    def _of_others(self, told: Callable[[str], str], whose: str, changed: str) -> None:
        """Differences, and figures that are neither of the goal nor of what was done."""
        self.difference = re.compile(
            rf"(?P<rel>{told('against')}){whose}{told('compared_aim')}"
            rf"(?P<dir>{told('direction')}[^,;。]{{0,3}})?(?:了|约|近)*\s*$"
        )
        self.short_difference = re.compile(rf"^[,(]\s*(?P<dir>{told('difference')})了?\s*$")
        self.more_or_less = re.compile(rf"^(?P<dir>{told('more')}){told('more_done')}?了?$")
        self.held_against = re.compile(rf"{told('held')}[^,;。\d]*$")
        self.remains = re.compile(told("remains"))
        self.before = re.compile(
            rf"{told('from')}[^,;。\d]{{0,10}}$|{told('last_year')}[^,;。\d]{{0,4}}$"
        )
        self.changed = re.compile(rf"^[^,;。\d]{{0,8}}(?:{changed}|{told('changed')})")
        self.broken = re.compile(rf"{told('broken')}$")
        self.then = re.compile(rf",(?:{told('reached')}|$)")

    def _of_goals(
        self, told: Callable[[str], str], whose: str, aim: str, changed: str, intent: str
    ) -> None:
        """Goals and completions."""
        put = rf"{told('anew')}?(?:{told('put')}|[≥≤=<>:])*(?:每[\u4e00-\u9fff]{{1,3}})?\s*$"
        self.short_of = re.compile(rf"{told('short_of')}[^,]{{0,4}}$")
        self.by_rate = re.compile(told("by_rate"))
        self.own_completion = re.compile(rf"{told('own_completion')}\s*$")
        self.completion = re.compile(
            rf"(?:{told('completion_rate')}"
            rf"|{told('completes')}?了?{whose}{aim}{told('share_of')}约?)\s*$"
        )
        self.aim = re.compile(aim)
        self.part_of = re.compile(rf"{told('part_of')}了?{whose}{aim}约?\s*$")
        self.goal_left = re.compile(
            rf"(?:{aim}|{told('goal')}|{told('set')}){put}|{told('set_to')}\s*$"
        )
        # 响应 and 供应 are no 应.
        self.planned = re.compile(
            rf"(?:{told('planned')}|(?<![响供适效反对相回模虚]){intent}|{aim}[是为:]"
            rf"|(?:^|[,;。(])\s*{told('yearly_goal')})(?!的)[^,。;]{{2,24}}$"
        )
        self.sets = re.compile(told("sets"))
        self.due_behind = re.compile(rf"[^,;。\d]{{0,16}}{told('due_behind')}[^,;。\d]{{2,16}}[,;]")
        self.goal_right = re.compile(
            rf"^(?:以[上内下])?(?:的{whose}{told('goal_behind')}|{whose}{told('goal_alone')})"
        )
        self.bare_goal = re.compile(
            rf"[,(、;]?\s*(?:其中|但)?{told('degree')}*{told('meets')}?了?(?:在)?(?:{changed})?了?"
            rf"{whose}的?(?:{aim})?{put}"
        )
        self.kept = re.compile(rf"^[,(]\s*{told('kept')}$")

    def _of_actuals(
        self, told: Callable[[str], str], whose: str, aim: str, done: str, paid: str
    ) -> None:
        """What was done."""
        only = told("only")
        # 95%的目标没有实现，实际只有93.6%
        missed = rf"(?:的{aim}{told('missed')})?"
        self.reason_between = re.compile(rf",(?:但)?{told('cause')}[^,;。\d]+?(?=,|{only})")
        self.real = re.compile(rf"^[,;(]?\s*[但而]?{told('real')}")
        self.only = re.compile(rf"{only}(?:{told('only_done')}|[\u4e00-\u9fff]{{2}})?了?\s*$")
        self.bare_actual = re.compile(
            rf"{missed}[,(、;]?\s*(?:但|的)?{whose}{told('goal_label')}?{told('by_then')}?"
            rf"{told('really')}*{done}?(?:值|数)?(?:了|为|是|达|到|:|有|仅|约|近)*\s*"
        )
        self.real_actual = re.compile(
            rf"{missed}[,(、;]?\s*(?:但|{told('until')})?{told('real_now')}"
            r"[\u4e00-\u9fff]{0,6}\s*"
        )
        self.opens = re.compile(rf"\s*(?:但|而)?(?:{told('turn')}|{told('by_then')})")
        self.turn = re.compile(rf"(?:^|[,;(])\s*(?:但|而)?{told('turn')}")
        self.fulfilled = re.compile(told("fulfilled"))
        self.unfulfilled = re.compile(told("unfulfilled"))
        self.carried_out = re.compile(rf"^\s*[,;(]?\s*{told('carried')}?{paid}")


class Roles:
    """Tells the roles of figures; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._words = _Words(packs)

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
            return self._implied(text, [*map(_without_turn, found)])
        return self._implied(text, _continued(_wholes(text, found)))

    def _part(self, fact: Fact, left: str, right: str, previous: Part | None) -> Part:
        if self._words.before.search(left) and self._words.changed.search(right):
            return Part(fact, "before", False, left)
        if self._words.broken.search(left) and self._words.then.match(right):
            return Part(fact, "before", False, left)
        if previous is not None and _continues(previous, fact, left):
            return Part(fact, previous.role, previous.role == "goal" or previous.bare, left)
        difference = self._difference(fact, left, right, previous)
        if difference is not None:
            return difference
        if self._words.goal_right.search(right) and self._words.short_of.search(left):
            return Part(fact, "goal", self._words.bare_goal.fullmatch(left) is not None, left)
        if self._is_completion(fact, left, previous):
            return Part(fact, "completion", False, left)
        put = self._words.goal_left.search(left) is not None
        words = self._words
        money = fact.figure.entry.measure == "money"
        granted = money and words.budget.search(left) is not None
        planned = words.planned.search(left) is not None and not granted
        if put or words.goal_right.search(right) or planned:
            return Part(fact, "goal", words.bare_goal.fullmatch(left) is not None, left, put=put)
        if previous is not None and self._words.kept.match(left) and _same(previous.fact, fact):
            return Part(fact, "goal", True, left)
        told = self._words.reason_between.sub("", left)
        bare = self._words.bare_actual.fullmatch(told) or self._words.real_actual.fullmatch(told)
        turned = self._words.turn.search(left) is not None
        return Part(fact, "actual", bare is not None, left, turned=turned)

    def _difference(self, fact: Fact, left: str, right: str, previous: Part | None) -> Part | None:
        """比目标低0.8个百分点, 超计划150亩; 低于目标值90% names the goal itself."""
        found = self._words.difference.search(left)
        if found is not None:
            points = fact.figure.entry.unit == "pp"
            over = found.group("rel").startswith("超") and fact.figure.entry.measure != "rate"
            if not (points or over or found.group("dir")):
                return None
            return self._differs(fact, left, found.group("rel") + (found.group("dir") or ""))
        if previous is None or self._words.goal_right.search(right):
            return None
        short = self._words.short_difference.match(left)
        if short is None and self._words.held_against.search(previous.left):
            short = self._words.more_or_less.match(left)
        if short is None or previous.role not in ("goal", "actual"):
            return None
        if previous.role == "actual" and not (
            self._words.remains.search(short.group("dir"))
            and (_same(previous.fact, fact) or fact.figure.entry.unit == "pp")
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
        if previous is not None and previous.role == "goal" and _same(previous.fact, fact):
            return self._words.by_rate.search(left) is not None
        if self._words.completion.search(left) is not None:
            return True
        counted = previous is not None and previous.fact.figure.entry.measure != "rate"
        return counted and self._words.part_of.search(left) is not None

    def _is_set(self, part: Part) -> bool:
        """Whether the words before a count or a rate say that it was set: 提出…控制在, 下达."""
        money = part.fact.figure.entry.measure == "money"
        return not money and self._words.sets.search(part.left) is not None

    def _implied(self, text: Text, parts: list[Part]) -> list[Part]:
        """Goals by the figure behind: ≤30天,实际26天; 下达46台,完成29台; 16项,办15项,94%."""
        for index, (first, second) in enumerate(pairwise(parts)):
            if (
                first.role != "actual"
                or second.role != "actual"
                or not _same(first.fact, second.fact)
            ):
                continue
            third = parts[index + 2] if index + 2 < len(parts) else None
            bound = (
                first.fact.qualifier in ("at_least", "at_most")
                or _PER.search(first.left) is not None
                or self._is_set(first)
                or self._words.due_behind.match(
                    text.folded, first.fact.figure.end, second.fact.figure.start
                )
                is not None
            )
            if (
                (bound and (second.turned or self._words.real.match(second.left)))
                or self._falls_short(text, first, second)
                or self._proves(first, second, third)
            ):
                parts[index] = Part(first.fact, "goal", False, first.left)
                parts[index + 1] = Part(second.fact, "actual", True, second.left)
        return parts

    def _proves(self, first: Part, second: Part, third: Part | None) -> bool:
        """Whether a printed completion is the second figure by the first."""
        if third is None or third.role != "completion" or not first.fact.figure.value:
            return False
        if first.fact.figure.entry.measure == "money" and self._words.budget.search(first.left):
            return False
        rate = second.fact.figure.value / first.fact.figure.value * 100
        if abs(rate - third.fact.figure.value) >= 1:
            return False
        return rate != 100 or self._words.carried_out.match(second.left) is not None

    def _falls_short(self, text: Text, first: Part, second: Part) -> bool:
        clause = text.clauses.around(second.fact.figure.at)
        same = clause.start <= first.fact.figure.at
        less = second.fact.figure.value < first.fact.figure.value
        paid = second.fact.figure.entry.measure == "money" and "到位" in second.left
        return same and less and not paid and self._words.only.search(second.left) is not None


def _continues(previous: Part, fact: Fact, left: str) -> bool:
    """Whether a figure plays the part of the one before: 40%、67.5%; 2次360人次."""
    if _same(previous.fact, fact):
        return _AND.fullmatch(left) is not None
    counts = previous.fact.figure.entry.measure == fact.figure.entry.measure == "quantity"
    return counts and previous.role in ("goal", "actual") and _CLOSE.fullmatch(left) is not None


def _without_turn(part: Part) -> Part:
    """The part as if no word set it as a goal and none turned to it as an outcome."""
    return replace(part, put=False, turned=False) if part.put or part.turned else part


def _wholes(text: Text, parts: list[Part]) -> list[Part]:
    """14所学校中有12所: the first figure is all there are, the second what was done of them."""
    for index, (first, second) in enumerate(pairwise(parts)):
        between = text.folded[first.fact.figure.end : second.fact.figure.start]
        if first.role == "actual" and _same(first.fact, second.fact) and _WHOLE.fullmatch(between):
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


def _same(first: Fact, second: Fact) -> bool:
    return unit_of(first) == unit_of(second)
