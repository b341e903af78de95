"""Goals held against what was done: rows of indicator tables, and budgets that must be kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ..extract.operators import EQUAL, qualifier_of
from ..extract.score_row import FormRow
from ..model.canonical import Cell
from .context import Text
from .figures import Fact

_OPERATORS = {"at_least": "ge", "at_most": "le", "over": "gt", "under": "lt"}
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
LESS_IS_BETTER = re.compile(
    r"(?:投诉|事故|信访)(?![^,。;]{0,8}(?:办结|办理|处理|处置|回复|答复|回访|回应|化解|解决|受理|查处|反馈|结案|满意))"
    r"|用时|耗时|响应时间|成本|三公|公用经费|运行经费|死亡率|发病率|漏损|超标|逾期"
    r"|(?<!追回)(?<!追缴)(?<!收回)(?<!查处)(?<!查办)(?<!纠正)(?<!处理)(?<!整治)(?<!挽回)违规"
)
_CONTROLLED = re.compile(r"三公”?经费|(?<!生均)(?<!人均)(?<!师均)公用经费|机关运行经费")
_BUDGETED = frozenset({"budget", "initial_budget", "adjusted_budget"})
_SPENT = frozenset({"expenditure", "final_account"})
_CUT = re.compile(r"(?:压减|压缩|精简|核减)(?:了|到|达)?$")
_REDUCTION = re.compile(r"(?:下降|[降压减节][低降减缩少约])(?:率|幅度?|比例)$|降幅$")
_DATE = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:份)?"
    r"(?:(?P<day>\d{1,2})日|(?P<part>上旬|中旬|下旬|[初中底末]))?"
)
_PART_ENDS = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}
# The last days of a month are its end: 6月底 and 6月30日 are one day.
MONTH_ENDS = 28
_DUE = re.compile(r"(?:前|之前|以前)(?:[\u4e00-\u9fff]{0,6})$")
# 晚了12天 and 提前5天 tell a difference from the time that was set, no time taken.
_APART = re.compile(
    r"(?:(?P<late>晚|迟|逾期|超期|超时|延期|延迟|延后|推迟|拖后|滞后|拖延)|(?P<early>提前|提早))"
    r"[了约近达]{0,2}[ ]?\d+(?:\.\d+)?[ ]?(?:个?(?:工作)?[日天月周年]|个?小时)"
)
_GRADES = ("优", "良", "中", "差")
_REACHED = re.compile(r"^(?:已?完成|达成|达标|达到|实现|有效|良好|及时|合规|规范|健全|明显)")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
LONGEST_TITLE = 24
HUNDRED = Decimal(100)
LARGEST_RATIO = Decimal(2)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(%)?")
_SUM = re.compile(r"^\s*(?:总\s*分|合\s*计|总\s*计|小\s*计)")


class Value(NamedTuple):
    """A number with its unit as printed; a rate is in percent and signed.

    ``standard`` is the unit in which it compares with others (亩 for 公顷), where a pack knows one,
    and ``factor`` what one unit is worth in it.
    """

    value: Decimal
    unit: str
    operator: str
    standard: str = ""
    factor: Decimal = Decimal(1)

    @property
    def base(self) -> str:
        """The unit for comparing, without 万 and 亿."""
        return self.standard or self._plain

    @property
    def scaled(self) -> Decimal:
        """The value in its base: 2.13万人 is 21300, 8.4公顷 is 126."""
        scale = _SCALES[self.unit[0]] if self._plain != self.unit else 1
        return self.value * scale * self.factor

    @property
    def _plain(self) -> str:
        return self.unit[1:] if self.unit[:1] in _SCALES and self.unit[1:] else self.unit


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its achievement; offsets of the quote."""

    start: int
    end: int
    item: str
    indicator: str
    target_text: str
    target: Value | None
    actual_text: str
    actual: Value | None
    status: str
    reason: str
    stated: Decimal | None = None

    @property
    def completion(self) -> Decimal | None:
        """Actual by target in percent, where both count the same thing; rates have none."""
        if self.target is None or self.actual is None or not self.target.value:
            return None
        if self.target.base != self.actual.base or "%" in self.target.unit:
            return None
        return (self.actual.scaled / self.target.scaled * HUNDRED).quantize(Decimal("0.01"))


def missed(goals: Sequence[Goal]) -> frozenset[int]:
    """Where goals stand that were missed, and not met as they were revised."""
    met = {g.start for g in goals if g.status in ("met", "exceeded")}
    return frozenset(g.start for g in goals if g.status == "unmet") - met


_KINDS = "[一二三]级|绩效|目标|产出|数量|质量|时效|成本|效益|满意度|服务对象"
_INDICATORS = rf"(?:{_KINDS})(?:绩效|目标|满意度)?指标"
REACH_OF_PARTS = 80
_PARTS_OF_SUM = re.compile(r"\d[万亿]?元?[(](?!其中)[^()\n]{2,}$")
_COUNTED = frozenset("个项条类")  # measure words of indicators
_BEFORE_COUNT = re.compile(rf"{_INDICATORS}[共有为是:]{{0,2}}$")
_BEHIND_COUNT = re.compile(_INDICATORS)


def counts_indicators(text: Text, fact: Fact) -> bool:
    """三级指标12个, 9个数量指标: how many goals there are is no goal."""
    figure = fact.figure
    if figure.entry.measure != "quantity" or figure.unit not in _COUNTED:
        return False
    before = text.folded[max(0, figure.start - 12) : figure.start]
    return bool(_BEFORE_COUNT.search(before) or _BEHIND_COUNT.match(text.folded, figure.end))


def is_part_of_sum(text: Text, fact: Fact) -> bool:
    """854万元(农田400万元,道路159万元): what an amount is made of is no goal."""
    if fact.figure.entry.measure != "money":
        return False
    before = text.folded[max(0, fact.figure.start - REACH_OF_PARTS) : fact.figure.start]
    return _PARTS_OF_SUM.search(before) is not None


class Facts:
    """The figures of a document by place."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.all = facts
        self._places = [f.figure.at for f in facts]

    def within(self, start: int, end: int) -> Sequence[Fact]:
        """The facts whose digits begin in ``start:end``."""
        first = bisect_left(self._places, start)
        return self.all[first : bisect_left(self._places, end, first)]


def value_of(fact: Fact) -> Value:
    """The value of a fact as a goal or achievement prints it; a planned cut counts as such."""
    figure, entry = fact.figure, fact.figure.entry
    less = fact.negative and figure.value > 0 and not _CUT.search(fact.subject)
    value = -figure.value if less else figure.value
    operator = _OPERATORS.get(fact.qualifier, "")
    if entry.measure == "quantity":
        return Value(value, figure.unit, operator, entry.unit, entry.factor)
    percent = entry.measure == "rate" and entry.unit == "pct"
    return Value(value, "%" if percent else figure.unit, operator)


def form_goals(text: Text, rows: Sequence[FormRow], facts: Facts) -> Iterator[Goal]:
    """The rows of indicator tables with a goal or an achievement; a revised goal is one more."""
    for row in rows:
        if row.target is row.actual or _SUM.match(row.indicator):
            continue  # neither, or one cell across both columns: a note
        first = _form_goal(text, row, row.target, facts)
        yield first
        if row.revised is None or first.target is None:
            continue
        second = _form_goal(text, row, row.revised, facts)
        if second.target is not None and second.target.value != first.target.value:
            yield second


def _form_goal(text: Text, row: FormRow, goal: Cell | None, facts: Facts) -> Goal:
    target = _value(text, goal.start, goal.end, row, facts) if goal else None
    actual = _value(text, row.actual.start, row.actual.end, row, facts) if row.actual else None
    operator = "eq" if row.operator in EQUAL else _OPERATORS.get(qualifier_of(row.operator), "")
    if target is not None and goal is not None:
        printed = text.folded[goal.start : goal.end].strip()
        operator = operator or target.operator or ("eq" if printed.startswith("=") else "")
        if not operator and target.base == "元" and _CONTROLLED.search(row.indicator):
            operator = "le"
        target = target._replace(operator=operator)
    target_text = _printed(text, goal.start, goal.end) if goal else ""
    actual_text = _printed(text, row.actual.start, row.actual.end) if row.actual else ""
    apart = _APART.search(actual_text) if goal is not None else None
    if apart is not None and apart.group()[:1] not in row.indicator + target_text:
        actual, status = None, "met" if apart["early"] else "unmet"
    else:
        status = _status(row.indicator, target, actual, target_text, actual_text)
    return Goal(
        row.start,
        row.end,
        row.names[0],
        row.indicator,
        target_text,
        target,
        actual_text,
        actual,
        status,
        row.reason,
        _completion(text, row.completion),
    )


def _completion(text: Text, cell: Cell | None) -> Decimal | None:
    """A printed completion in percent; 0.96 without a sign is 96 %."""
    found = _PERCENT.search(text.folded[cell.start : cell.end]) if cell is not None else None
    if found is None:
        return None
    value = Decimal(found.group(1))
    return value * HUNDRED if not found.group(2) and value <= LARGEST_RATIO else value


def control_goals(text: Text, facts: Facts) -> Iterator[Goal]:
    """三公经费 and 公用经费: a budget that spending must keep, in one row or sentence."""
    held = -1
    for first, second in zip(facts.all, facts.all[1:], strict=False):
        if (
            first.figure.at == held
            or first.figure.entry.measure != "money"
            or second.figure.entry.measure != "money"
        ):
            continue
        pair = (first, second) if first.told in _BUDGETED else (second, first)
        budget, spent = pair
        if budget.told not in _BUDGETED or spent.told not in _SPENT:
            continue
        if budget.year is not None and spent.year is not None and budget.year != spent.year:
            continue
        start, end = _shared(text, first, second)
        named = _CONTROLLED.search(text.folded[start:end]) or _CONTROLLED.search(first.subject)
        if start < 0 or named is None or "采购" in text.folded[start:end]:
            continue
        held = second.figure.at
        target, actual = value_of(budget), value_of(spent)
        target = target._replace(operator="le")
        node = text.tree.at(first.figure.at)
        headed = _CONTROLLED.search(node.heading) if node is not None else None
        name = (headed or named).group()
        yield Goal(
            min(first.figure.start, second.figure.start),
            max(first.figure.end, second.figure.end),
            name,
            name,
            quoted(text, budget),
            target,
            quoted(text, spent),
            actual,
            _status(name, target, actual, "", ""),
            "",
        )


def _shared(text: Text, first: Fact, second: Fact) -> tuple[int, int]:
    """The sentence or table row that holds both figures; -1 where they stand apart."""
    a, b = first.figure.at, second.figure.at
    found, other = text.canonical.cell_at(a), text.canonical.cell_at(b)
    if found is not None and other is not None and found[0] == other[0]:
        if found[1].row != other[1].row:
            return -1, -1
        row = text.views[found[0]].row(found[1].row)
        return row[0].start, row[-1].end
    sentence = text.sentences.around(a)
    paragraph = text.paragraphs.around(a)
    titled = sentence.start - paragraph.start <= LONGEST_TITLE
    start = paragraph.start if titled else sentence.start
    # 支出2,214万元,其中三公经费预算18.6万元: what holds a part is not held against it.
    apart = b >= paragraph.end or any(w in text.folded[a:b] for w in ("。", "其中"))
    return (-1, -1) if apart else (start, second.figure.end)


def _value(text: Text, start: int, end: int, row: FormRow, facts: Facts) -> Value | None:
    found = facts.within(start, end)
    if found:
        return value_of(found[0])
    number = _NUMBER.search(text.folded[start:end])
    plain = text.folded[start:end].strip().strip("≥≤=<> ")
    if number is None or number.group() != plain:
        return None
    operator = _OPERATORS.get(qualifier_of(text.folded[start:end].strip()[:1]), "")
    return Value(Decimal(number.group().replace(",", "")), row.unit, operator)


def _printed(text: Text, start: int, end: int) -> str:
    return text.canonical.text[start:end].replace("\n", "").strip()


def quoted(text: Text, fact: Fact) -> str:
    """The clause of a figure as printed."""
    clause = text.clauses.around(fact.figure.at)
    return text.canonical.text[clause.start : clause.end].strip()


def _status(
    indicator: str, target: Value | None, actual: Value | None, goal: str, done: str
) -> str:
    if target is None and actual is None:
        return _status_by_words(goal, done)
    if target is None:
        return "no_target" if not goal else ""
    if actual is None:
        return "no_actual" if not done else "met" if _REACHED.match(done) else ""
    return compare(indicator, target, actual)


def compare(indicator: str, target: Value, actual: Value) -> str:
    """met, unmet or exceeded; less is better for costs and complaints, but not of a cut of them."""
    cut = _CUT.search(indicator) is not None
    less = target.operator in ("le", "lt") or (
        not target.operator and not cut and LESS_IS_BETTER.search(indicator) is not None
    )
    goal, done = target.scaled, actual.scaled
    if goal < 0 and done < 0:  # 下降10%以上: the more the better, unless it is bounded from above
        less, goal, done = target.operator in ("le", "lt"), -goal, -done
    if less:
        return "met" if done <= goal else "unmet"
    if done < goal:
        return "unmet"
    return "exceeded" if done > goal else "met"


def as_aimed(name: str, target: Value, actual: Value) -> Value:
    """An achievement as its goal counts it: of 能耗降低率3% 降低3.6% is 3.6, not -3.6."""
    if target.value > 0 > actual.value and _REDUCTION.search(name):
        return actual._replace(value=-actual.value)
    return actual


def _by(words: str) -> tuple[int, int, int] | None:
    """The last day that the words name, as (year or 0, month, day): 9月15日前 is (0, 9, 15)."""
    found = _DATE.search(words)
    if found is None:
        return None
    day = int(found["day"] or _PART_ENDS.get(found["part"] or "", MONTH_ENDS))
    return int(found["year"] or 0), int(found["month"]), min(day, MONTH_ENDS)


def _names_day(words: str) -> bool:
    """Whether the words name more than a month."""
    found = _DATE.search(words)
    return found is not None and bool(found["day"] or found["part"])


def _late(goal: str, done: str) -> bool | None:
    """Whether something was done after the day it was due; nothing where either names no day."""
    due, day = _by(goal), _by(done)
    if due is None or day is None or not _DUE.search(goal.strip()):
        return None
    if day[1] == due[1] and day[2] > due[2] and not _names_day(done):
        return None  # 6月 may be before 6月15日 or after
    if due[0] and day[0]:
        return day > due
    if day[0] and day[1:] <= due[1:]:
        return None  # the year that it was due is not printed
    return day[1:] > due[1:]


def _status_by_words(goal: str, done: str) -> str:
    """A goal in words is met where the achievement repeats it, says so, or came in time."""
    if not done:
        return "no_actual" if goal else ""
    late = _late(goal, done)
    if late is not None:
        return "unmet" if late else "met"
    if goal.strip() in _GRADES and done.strip() in _GRADES:
        return "unmet" if _GRADES.index(done.strip()) > _GRADES.index(goal.strip()) else "met"
    if goal and (goal == done or goal in done):
        return "met"
    return "met" if _REACHED.match(done) else ""
