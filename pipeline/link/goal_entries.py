"""The figures of a passage that can be goals or achievements: no surveys, budgets or causes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.spans import Span
from .context import Text
from .figures import Fact
from .goal_names import SHORTEST, WORDED, GoalNames
from .goals import LESS_IS_BETTER, Facts
from .passages import ITEM, Passage

_COUNTED_FOR = re.compile(r"^[^,;。\t\n\d]{2,20}率[达为]?\d")
_OF_THOSE = re.compile(r"以[上下]的")
_SHARE = re.compile(r"占[^,]{2,}的$")
_ENDS = re.compile(r"(?:以[上内下]|左右)?\s*$")
_TIMES = frozenset({"次", "场", "期", "轮", "遍", "场次", "批"})
_OFTEN = re.compile(r"^[\u4e00-\u9fff]{2,10}$")
_PERIODS = frozenset({"个月", "年", "月"})
_NO_COUNTS = _PERIODS | {"日", "天", "岁", "个工作日", "小时", "分钟", "周岁"}
_CHANGE = re.compile(r"由[^,]{0,8}$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as part of a task: its item number, the clause it stands in."""

    fact: Fact
    item: str
    clause: Span
    revised: bool = False
    home: int = 0


class GoalEntries:
    """Finds figures that can be goals, achievements or promises; made once for all documents."""

    def __init__(self, packs: Packs, names: GoalNames) -> None:
        self._names = names
        says = Expressions(packs, "entry")
        self._revised = says.compile("{revised}[ ]*$")
        self._aside = says.compile(
            r"[(][^()]*各$|[(](?!{bracketed})[^()]{0,6}共?[^()]{0,4}$|{formerly}[^,。]{0,4}$"
            r"|从[^,。]{0,6}$"
        )
        self._no_goal = says.compile("{no_goal}")
        self._scope = says.compile(r"^(?:\d{1,2}[.、])?(?:对|在|由|面?向){region}?(?:所有|全部)?$")
        self._lack = says.compile(
            r"^{added}|^{still_has}$"
            r"|^{away}?(?:还|仍|尚|但|且|均|约)*有?{short}(?:的|了|约|近|为|达|仅|有)*$|{apart}$"
        )
        self._undone = says.compile("{not_yet}{in_time}*{work}|{undone}")
        self._of_reports(says)
        self._of_promises(says)

    def _of_reports(self, says: Expressions) -> None:
        """What is no achievement of its own."""
        self._survey = says.compile("{survey}")
        self._survey_rate = says.compile("{survey_rate}")
        self._cause = says.compile("{cause}")
        self._causes = says.compile("{causes}")
        self._goals_told = says.compile(r"{goals}(?:共|共有|有|为)?\d+[个项条]")
        self._goals_counted = says.compile("{goals}(?:中|共|数量?)?[^,]{0,4}$")
        self._goals_behind = says.compile(r"(?:[\u4e00-\u9fff]{0,4}级)?{goals_behind}")
        self._bare = says.compile("^(?:其中)?{manner}*{reached}[的了有]*$")
        self._control = says.compile("{control}$")
        self._running = says.compile("{running}")
        self._funds = says.compile("{funds}")

    def _of_promises(self, says: Expressions) -> None:
        """What is promised, and what is a condition, advice or past instead."""
        self._promise = says.compile("{promise}")
        self._promised_behind = says.compile(
            "^(?:以[上内下]|内)|^[^,。;]{0,20}{promised_behind}|^(?!的)[^,。;]{2,12}{recovered}"
        )
        self._condition = says.compile(
            "^(?:以[上下])?(?:的|及以[上下]的)(?:{conditioned}|{conditioned_funds})"
            "|^[^,。;]{0,8}的[^,。;]{0,8}(?:{conditioned}|{without_exception})"
        )
        self._conditional = says.compile("对[^,]{0,30}{exceeds}[^,]{0,14}$|{conditional}")
        self._no_promise = says.compile(
            "^(?:针?对|将|把)?[^,;。]{0,6}{existing}|{bound}[^,;。]{0,12}$"
        )
        self._past = says.compile("{past}")
        self._own = says.compile(",(?={own})")
        self._advice = says.compile("{advice}")

    def of_passage(self, text: Text, passage: Passage, facts: Facts) -> Iterator[Entry]:
        """The figures of a passage that may be goals or achievements."""
        marks = list(ITEM.finditer(text.folded, passage.span.start, passage.span.end))
        home = passage.span.start
        for fact in facts.within(passage.span.start, passage.span.end):
            at = fact.figure.at
            if (text.canonical.cell_at(at) is not None) != passage.tabular:
                continue
            clause = text.clauses.around(at)
            before = text.folded[clause.start : fact.figure.start]
            if self._aside.search(before) or fact.figure.unit in ("日", "岁", "天"):
                continue
            if passage.kind == "goal" and self._is_no_goal(text, fact, before):
                continue
            if _COUNTED_FOR.search(text.folded[fact.figure.end : fact.figure.end + 24]):
                continue
            if passage.kind == "goal" and self._lack.search(before.strip()):
                continue
            if passage.kind == "done" and self._is_lacking(text, fact, clause):
                continue
            if _OF_THOSE.search(text.folded[at : fact.figure.end + 3]):
                continue
            item = next((m.group(1) or m.group(2) for m in reversed(marks) if m.start() <= at), "")
            name = self._names.treated(text, fact)
            if not name and passage.kind == "done" and not passage.tabular:
                name = self._names.topical(text, fact, fact.subject)
            if name and name != fact.subject:
                fact = replace(fact, subject=name)
            yield Entry(
                fact, item or passage.item, clause, self._revised.search(before) is not None, home
            )

    def told(self, text: Text, fact: Fact, facts: Facts) -> Iterator[Entry]:
        """An achievement of running text whose sentence says how far its goal was reached."""
        place = fact.figure.at
        if text.canonical.cell_at(place) is None:
            sentence = Passage(text.sentences.around(place), "done", False)
            yield from (
                e for e in self.of_passage(text, sentence, facts) if e.fact.figure.at == place
            )

    def _is_no_goal(self, text: Text, fact: Fact, before: str) -> bool:
        """Only of accidents none is promised, and a written-out number (四项清单) is no measure."""
        counted = fact.figure.value == 0 and fact.figure.entry.measure != "rate"
        scope = self._scope.search(before) is not None and not self._names.treated(text, fact)
        nothing = counted and not LESS_IS_BETTER.search(before)
        written = not text.folded[fact.figure.at].isascii()
        return scope or nothing or written or self._no_goal.search(before) is not None

    def _is_lacking(self, text: Text, fact: Fact, clause: Span) -> bool:
        """Whether a figure tells what was not done, or by how much a goal was missed."""
        before = text.folded[clause.start : fact.figure.at].strip()
        undone = self._undone.search(text.folded, clause.start, clause.end)
        return self._lack.search(before) is not None or (
            fact.figure.entry.measure != "rate" and undone is not None
        )

    def is_reported(self, text: Text, entry: Entry) -> bool:
        """Whether an achievement without a goal counts: no survey, no budget, no cause."""
        place = entry.fact.figure.at
        measure = entry.fact.figure.entry.measure
        clause = text.folded[entry.clause.start : entry.clause.end]
        before = text.folded[entry.clause.start : place]
        sentence = text.sentences.around(place)
        if self._survey.search(text.folded, sentence.start, sentence.end) and (
            measure == "quantity" or self._survey_rate.search(before)
        ):
            return False
        if self._cause.search(clause) or self._causes.search(text.folded, sentence.start, place):
            return False
        if self._counts_goals(text, entry.fact, before) or _SHARE.search(before):
            return False
        if self._control.search(entry.fact.subject):
            return False
        if measure == "quantity" and not text.folded[place].isascii():
            return entry.fact.figure.unit not in ("项", "档", "类", "种", "个", "块")
        if measure == "money" and self._running.search(text.folded, sentence.start, sentence.end):
            return False
        return measure != "money" or not self._funds.search(clause)

    def _counts_goals(self, text: Text, fact: Fact, before: str) -> bool:
        """Whether goals themselves are counted: 7项指标未拿到满分, 指标共18项,已完成17项."""
        place = fact.figure.at
        start = text.sentences.around(place).start
        return (
            self._goals_counted.search(before) is not None
            or self._goals_behind.match(text.folded, fact.figure.end) is not None
            or (
                self._bare.search(before) is not None
                and self._goals_told.search(text.folded, start, place) is not None
            )
        )

    def measures(self, text: Text, passage: Passage, facts: Facts) -> Iterator[Entry]:
        """What is promised for the time to come: 确保投资完成率不低于95%, 6月底前补齐70万元."""
        for fact in facts.within(passage.span.start, passage.span.end):
            at = fact.figure.at
            in_cell = text.canonical.cell_at(at) is not None
            if in_cell != passage.tabular or not (text.folded[at].isascii() or _is_bound(fact)):
                continue
            sentence = text.folded[text.sentences.around(at).start : at]
            advised = self._advice.search(self._own.split(sentence)[-1])
            if not self._past.search(sentence) and not advised and self._promised(text, fact):
                yield Entry(self._named_there(text, fact), passage.item, text.clauses.around(at))

    def _named_there(self, text: Text, fact: Fact) -> Fact:
        """In a cell, the fact under the words before it: the cell's labels are of the problem."""
        found = text.canonical.cell_at(fact.figure.at)
        if found is None or fact.subject in text.folded[found[1].start : found[1].end]:
            return fact
        words = self._names.own_words(text, found[1], fact)
        return replace(fact, subject=words) if len(words) >= WORDED else fact

    def _promised(self, text: Text, fact: Fact) -> bool:
        """Whether the clause promises the figure; a condition (低于50%的项目), a period do not."""
        at, end = fact.figure.at, fact.figure.end
        clause = text.clauses.around(at)
        before, behind = text.folded[clause.start : at], text.folded[end : clause.end]
        within = "内" in text.folded[at : end + 1]
        if self._condition.search(behind) or self._conditional.search(before):
            return False
        if _CHANGE.search(before):
            return False
        if within and fact.figure.unit in _PERIODS:
            return False
        if within or self._promise.search(before) or self._promised_behind.search(behind):
            return True
        ends = _ENDS.match(behind) or (fact.figure.unit in _TIMES and _OFTEN.match(behind))
        counted = fact.figure.entry.measure != "rate" and fact.figure.unit not in _NO_COUNTS
        counted = counted and len(before) >= SHORTEST and bool(ends)
        return counted and not self._no_promise.search(before)


def items(text: Text, passage: Passage) -> Iterator[tuple[str, Span]]:
    """The numbered parts of a passage: their number and their text."""
    marks = list(ITEM.finditer(text.folded, passage.span.start, passage.span.end))
    ends = [*(m.start() for m in marks[1:]), passage.span.end]
    for mark, end in zip(marks, ends, strict=False):
        yield mark.group(1) or mark.group(2), Span(mark.end(), end)


def _is_bound(fact: Fact) -> bool:
    """Whether a written-out number is a measure: 不少于两次."""
    return fact.qualifier in ("at_least", "at_most")
