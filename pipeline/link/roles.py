"""The part that each figure plays in its sentence: goal, achievement, completion, difference.

新造林42万亩 is an achievement, 完成年度任务42万亩 names a goal, 的101.43% how far it was reached,
比目标低0.8 by how much it was missed, and in 由84%提高到89% the first figure is what was before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..packs.load import Packs
from ..segment.alternation import any_of
from ..segment.spans import Span
from .context import Text
from .figures import Fact

_PUT = (
    r"(?:调整)?(?:[为是:在]|达到|保持|分别|约|≥|≤|>=|<=|[=<>]"
    r"|不低于|不少于|不高于|不超过|不得超过|控制在|至少)*\s*$"
)
_SHORT_DIFFERENCE = re.compile(
    r"^[,(]\s*(?P<dir>低|高|少|多|超|超出|超过|偏?差|尚?[缺欠差]|未完成|缺口)了?\s*$"
)
_MORE_OR_LESS = re.compile(r"^(?P<dir>多|少)(?:完成|建|办|出)?了?$")
_HELD_AGAINST = re.compile(r"[比较](?!上年|去年|同期)[^,;。\d]*$")
_REMAINS = re.compile(r"差|缺|欠|未")
_BEFORE = re.compile(
    r"(?:由|从)[^,;。\d]{0,10}$|(?<![比较])(?:上年|去年)(?:同期|末|底)?的?[^,;。\d]{0,4}$"
)
_THEN = re.compile(r",(?:达到?|$)")
_REASON_BETWEEN = re.compile(r",(?:但)?(?:因|由于|受)[^,;。\d]+?(?=,|仅|只)")
_AND = re.compile(r"\s*[、和及,]\s*|\s*以及\s*")
_SHORT_OF = re.compile(r"(?:未|低于|高于|不足|超过|,[距离与]|,距离)[^,]{0,4}$")
_BY_RATE = re.compile(r"完成率|的$|占$|为(?:年度|全年)*(?:目标|计划)")
_OWN_COMPLETION = re.compile(
    r"率(?:实际)?完成[了到]?\s*$|[\u4e00-\u9fff]{2,}(?<!实际)完成率[为达是约:]*到?\s*$"
)
_BUDGET = re.compile(r"预算|指标(?:数|额|资金)")
_REAL = re.compile(
    r"^[,;(]?\s*(?:但)?(?:实际|仅|只|已|完成|(?:全年|当年|年末|年底)(?:实际|共|仅|只)?(?:发生|完成|达到|为)|第[一二三四]季度末)"
)
_ONLY = re.compile(r"(?:仅|只)(?:有|完成|实现|建成|办理|处置|[\u4e00-\u9fff]{2})?了?\s*$")
_KEPT = re.compile(r"^[,(]\s*(?:均|全部)?控制在$")
_LOWER = re.compile(r"低|少|减|差|降|缺|欠|未")
_MARKER = re.compile(
    r"突破|提出|设定|预期|预计|追加|偏差|缺口|优于|好于|比|较|拟|应|调[减增整]"
    r"|目标|计划|任务|要求|指标值|完成|实际|控制|[由从]|上年|仅|只"
)
UNITS = {"人次": "人", "场次": "场", "台套": "台", "台(套)": "台", "处次": "处"}


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of a sentence with its role; ``bare`` where it has no words of its own.

    ``role`` is goal, actual, completion, difference or before. ``lower`` tells for a difference
    that the goal was missed.
    """

    fact: Fact
    role: str
    bare: bool
    left: str
    lower: bool = False


def marked(folded: str, span: Span) -> bool:
    """Whether a sentence has a word that can give a figure another role than achievement."""
    return _MARKER.search(folded, span.start, span.end) is not None


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
        aim = rf"{any_of(packs, 'goal_part', 'aim')}(?:值|数|量|任务)?"
        whose = f"{any_of(packs, 'goal_part', 'whose')}*"
        intent = any_of(packs, "goal_part", "intent")
        done = any_of(packs, "goal_part", "done")
        paid = any_of(packs, "goal_part", "done", "paid")
        changed = any_of(packs, "goal_part", "change")
        self.difference = re.compile(
            rf"(?P<rel>比|较|超出?|超过|低于|高于|少于|多于){whose}(?:目标|计划|任务|指标)"
            r"(?:值|数|任务|要求)?(?P<dir>[高低多少增减超降提差][^,;。]{0,3})?(?:了|约|近)*\s*$"
        )
        self.completion = re.compile(
            rf"(?:(?:完成|实现)(?:率|进度|比例)?[为达是约:]?到?"
            rf"|(?:完成|实现|为|达|占|是|达到)?了?{whose}{aim}(?:的|完成率[为达是]?)约?)\s*$"
        )
        self.goal_left = re.compile(
            rf"(?:{aim}|年初设定|指标值|(?:年初|年度|全年|考核|绩效)指标){_PUT}|调[减增整低高][为到至]\s*$|[上下]调[为到至]\s*$"
            r"|(?:追加|核[减增])[为到至]\s*$"
        )
        self.planned = re.compile(
            rf"(?:计划|原定|(?<![响供适效反对相回模虚]){intent}|{aim}[是为:]"
            r"|(?:^|[,;。(])\s*(?:年度|年初|全年)(?:目标|任务|要求))(?!的)[^,。;]{2,24}$"
        )
        self.goal_right = re.compile(
            rf"^(?:以[上内下])?(?:的{whose}(?:年度)?"
            rf"(?:目标|任务|计划|要求|序时进度|控制指标|指标值)|{whose}目标)"
        )
        self.changed = re.compile(rf"^[^,;。\d]{{0,8}}(?:{changed}|上?下?调[高低整至到])")
        self.bare_goal = re.compile(
            r"[,(、;]?\s*(?:其中|但)?(?:超额|仅|已|未|均|远|略|基本|全面)*"
            r"(?:完成|达到|低于|高于|超过|超出|满足|控制|距离?|离|与|为|占|[比较]|[优好]于)?了?(?:在)?"
            rf"(?:{changed})?了?"
            rf"{whose}(?:{aim})?{_PUT}"
        )
        # 95%的目标没有实现，实际只有93.6%
        missed = (
            rf"(?:的{aim}(?:仍|尚|均|已|都)*(?:未|没有?|没能)?能?(?:全部|如期|按期)*"
            r"(?:完成|实现|达到|达成))?"
        )
        self.bare_actual = re.compile(
            rf"{missed}[,(、;]?\s*(?:但|的)?{whose}(?:目标|任务)?值?"
            r"(?:全年|当年|到?年末|到?年底|年终|第?[一二三四]季度末|截至[^,;。]{1,12}[底末日],?)?(?:实际|已|仅|只|共|累计)*"
            rf"{done}?(?:值|数)?(?:了|为|是|达|到|:|有|仅|约|近)*\s*"
        )
        self.real_actual = re.compile(
            rf"{missed}[,(、;]?\s*(?:但|截至[^,]{{0,8}})?"
            r"(?:实际|已|仅|只|到?年[底末](?:实际)?|全年实际|目前|现已|最终|平均"
            r"|实(?![施行现际])(?=[\u4e00-\u9fff]))[\u4e00-\u9fff]{0,6}\s*"
        )
        self.carried_out = re.compile(rf"^\s*[,;(]?\s*(?:已|实际|全部)?{paid}")


class Roles:
    """Tells the roles of figures; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._words = _Words(packs)

    def parts_of(self, text: Text, sentence: Span, facts: Sequence[Fact]) -> list[Part]:
        """The figures of a sentence, in order, with their roles."""
        found: list[Part] = []
        for index, fact in enumerate(facts):
            start = facts[index - 1].figure.end if index else sentence.start
            left = text.folded[min(start, fact.figure.at) : fact.figure.at]
            last = facts[index + 1].figure.start if index + 1 < len(facts) else sentence.end
            right = text.folded[fact.figure.end : max(last, fact.figure.end)]
            found.append(self._part(fact, left, right, found[-1] if found else None))
        return self._implied(text, found)

    def _part(self, fact: Fact, left: str, right: str, previous: Part | None) -> Part:
        if _BEFORE.search(left) and self._words.changed.search(right):
            return Part(fact, "before", False, left)
        if left.endswith("突破") and _THEN.match(right):
            return Part(fact, "before", False, left)
        if previous is not None and _AND.fullmatch(left) and _same(previous.fact, fact):
            return Part(fact, previous.role, previous.role == "goal" or previous.bare, left)
        difference = self._difference(fact, left, previous)
        if difference is not None:
            return difference
        if self._words.goal_right.search(right) and _SHORT_OF.search(left):
            return Part(fact, "goal", self._words.bare_goal.fullmatch(left) is not None, left)
        if self._is_completion(fact, left, previous):
            return Part(fact, "completion", False, left)
        if (
            self._words.goal_left.search(left)
            or self._words.goal_right.search(right)
            or self._words.planned.search(left)
        ):
            return Part(fact, "goal", self._words.bare_goal.fullmatch(left) is not None, left)
        if previous is not None and _KEPT.match(left) and _same(previous.fact, fact):
            return Part(fact, "goal", True, left)
        told = _REASON_BETWEEN.sub("", left)
        bare = self._words.bare_actual.fullmatch(told) or self._words.real_actual.fullmatch(told)
        return Part(fact, "actual", bare is not None, left)

    def _difference(self, fact: Fact, left: str, previous: Part | None) -> Part | None:
        """比目标低0.8个百分点, 超计划150亩; 低于目标值90% names the goal itself."""
        found = self._words.difference.search(left)
        if found is not None:
            points = fact.figure.entry.unit == "pp"
            over = found.group("rel").startswith("超") and fact.figure.entry.measure != "rate"
            if not (points or over or found.group("dir")):
                return None
            lower = _LOWER.search(found.group("rel") + (found.group("dir") or "")) is not None
            return Part(fact, "difference", False, left, lower)
        short = _SHORT_DIFFERENCE.match(left)
        if short is None and previous is not None and _HELD_AGAINST.search(previous.left):
            short = _MORE_OR_LESS.match(left)
        if short is None or previous is None or previous.role not in ("goal", "actual"):
            return None
        if previous.role == "actual" and not (
            _REMAINS.search(short.group("dir"))
            and (_same(previous.fact, fact) or fact.figure.entry.unit == "pp")
        ):
            return None
        return Part(fact, "difference", False, left, _LOWER.search(short.group("dir")) is not None)

    def _is_completion(self, fact: Fact, left: str, previous: Part | None) -> bool:
        if fact.figure.entry.measure != "rate" or fact.figure.entry.unit != "pct":
            return False
        if previous is not None and previous.role == "goal" and left.strip() == "的":
            return True
        if previous is None and _OWN_COMPLETION.search(left):
            return False
        if previous is not None and previous.role == "goal" and _same(previous.fact, fact):
            return _BY_RATE.search(left) is not None
        return self._words.completion.search(left) is not None

    def _implied(self, text: Text, parts: list[Part]) -> list[Part]:
        """Goals by the figure behind: ≤30天,实际26天; 46台仅完成29台; 16项,办15项,94%."""
        for index, (first, second) in enumerate(pairwise(parts)):
            if (
                first.role != "actual"
                or second.role != "actual"
                or not _same(first.fact, second.fact)
            ):
                continue
            third = parts[index + 2] if index + 2 < len(parts) else None
            bound = first.fact.qualifier in ("at_least", "at_most") and _REAL.match(second.left)
            if bound or _falls_short(text, first, second) or self._proves(first, second, third):
                parts[index] = Part(first.fact, "goal", False, first.left)
                parts[index + 1] = Part(second.fact, "actual", True, second.left)
        return parts

    def _proves(self, first: Part, second: Part, third: Part | None) -> bool:
        """Whether a printed completion is the second figure by the first."""
        if third is None or third.role != "completion" or not first.fact.figure.value:
            return False
        if first.fact.figure.entry.measure == "money" and _BUDGET.search(first.left):
            return False
        rate = second.fact.figure.value / first.fact.figure.value * 100
        if abs(rate - third.fact.figure.value) >= 1:
            return False
        return rate != 100 or self._words.carried_out.match(second.left) is not None


def _falls_short(text: Text, first: Part, second: Part) -> bool:
    clause = text.clauses.around(second.fact.figure.at)
    same = clause.start <= first.fact.figure.at
    less = second.fact.figure.value < first.fact.figure.value
    return same and less and _ONLY.search(second.left) is not None


def _same(first: Fact, second: Fact) -> bool:
    return unit_of(first) == unit_of(second)
