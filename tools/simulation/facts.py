"""What one office did in one year: figures that agree, before any fault is planted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from .places import Office
from .words import BY_FAMILY, COMMON, PROBLEMS, REASONS, Aim, Problem, Reason

CENT = Decimal("0.01")
_LEVELS = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "社会效益指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}
EXECUTION_WEIGHT = 10
_WEIGHTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


@dataclass(frozen=True, slots=True)
class Goal:
    """An aim with the numbers of a year; ``reason`` is why it was missed."""

    aim: Aim
    target: Decimal
    actual: Decimal
    weight: int
    score: Decimal
    reason: Reason | None

    @property
    def level1(self) -> str:
        """The first-level indicator."""
        return _LEVELS[self.aim.group]

    @property
    def status(self) -> str:
        """Exceeded, met or unmet: all aims here are the better the more."""
        if self.actual == self.target:
            return "met"
        return "exceeded" if self.actual > self.target else "unmet"

    @property
    def completion(self) -> Decimal:
        """Actual of target in percent, with two decimals."""
        return percent(self.actual, self.target)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the reports of an office on a year are made of; money in 万元."""

    office: Office
    year: int
    staff: int
    posts: int
    sections: int
    initial: Decimal
    added: Decimal
    basic: Decimal
    project: Decimal
    public_budget: Decimal
    public_spent: Decimal
    goals: tuple[Goal, ...]
    problems: tuple[Problem, ...]
    reported: date

    @property
    def adjusted(self) -> Decimal:
        """The budget after changes."""
        return self.initial + self.added

    @property
    def spent(self) -> Decimal:
        """What was spent."""
        return self.basic + self.project

    @property
    def left(self) -> Decimal:
        """What was carried over."""
        return self.adjusted - self.spent

    @property
    def execution(self) -> Decimal:
        """Spent of budgeted, in percent."""
        return percent(self.spent, self.adjusted)

    @property
    def execution_score(self) -> Decimal:
        """The points for it."""
        return cents(self.execution / 100 * EXECUTION_WEIGHT)

    @property
    def total(self) -> Decimal:
        """All points."""
        return self.execution_score + sum((g.score for g in self.goals), Decimal(0))

    @property
    def grade(self) -> str:
        """The grade that goes with the total."""
        return next(grade for least, grade in _GRADES if self.total >= least)

    def by_level(self) -> dict[str, tuple[int, Decimal]]:
        """Weight and score of each first-level indicator but the execution of the budget."""
        found: dict[str, tuple[int, Decimal]] = {}
        for goal in self.goals:
            weight, score = found.get(goal.level1, (0, Decimal(0)))
            found[goal.level1] = (weight + goal.weight, score + goal.score)
        return found


def cents(value: Decimal) -> Decimal:
    """Rounded to two decimals, halves up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent, with two decimals."""
    return cents(part * 100 / whole)


def facts_of(seed: int, office: Office, year: int) -> Facts:
    """The same seed, office and year give the same facts, whatever else is made."""
    chance = Random(f"{seed}|{office.name}|{year}")
    posts = chance.randint(20, 300)
    initial = _money(chance, 300, 9000)
    added = _money(chance, 20, 900)
    spent = cents((initial + added) * Decimal(chance.randint(820, 995)) / 1000)
    basic = cents(spent * Decimal(chance.randint(200, 700)) / 1000)
    public = _money(chance, 3, 60)
    return Facts(
        office=office,
        year=year,
        staff=posts - chance.randint(0, posts // 10),
        posts=posts,
        sections=chance.randint(4, 15),
        initial=initial,
        added=added,
        basic=basic,
        project=spent - basic,
        public_budget=public,
        public_spent=cents(public * Decimal(chance.randint(400, 980)) / 1000),
        goals=tuple(_goals(chance, office.family)),
        problems=problems_of(seed, office, year),
        reported=date(year + 1, chance.randint(2, 6), chance.randint(1, 28)),
    )


def problems_of(seed: int, office: Office, year: int) -> tuple[Problem, ...]:
    """Two problems of a year; none of them was one of the year before."""
    order = Random(f"{seed}|{office.name}|problems").sample(PROBLEMS, len(PROBLEMS))
    first = year * 2 % len(order)
    return tuple(order[first : first + 2])


def _money(chance: Random, low: int, high: int) -> Decimal:
    return Decimal(chance.randint(low * 100, high * 100)) / 100


def _goals(chance: Random, family: str) -> list[Goal]:
    aims = [*BY_FAMILY[family], *COMMON]
    level = {aim: _LEVELS[aim.group] for aim in aims}
    found = []
    for aim in sorted(aims, key=lambda a: list(_LEVELS).index(a.group)):
        alike = [a for a in aims if level[a] == level[aim]]
        share, rest = divmod(_WEIGHTS[level[aim]], len(alike))
        found.append(_goal(chance, aim, share + (rest if aim == alike[-1] else 0)))
    return found


def _goal(chance: Random, aim: Aim, weight: int) -> Goal:
    scale = 10**aim.places
    target = Decimal(chance.randint(aim.low * scale, aim.high * scale)) / scale
    missed = chance.random() < 0.2
    ratio = chance.randint(700, 970) if missed else chance.choice((1000, 1000, 1020, 1080))
    actual = (target * ratio / 1000).quantize(Decimal(1) / scale, ROUND_HALF_UP)
    if aim.unit == "%":
        actual = min(actual, Decimal(100))
    if missed and actual >= target:
        actual = target - Decimal(1) / scale
    reason = chance.choice(REASONS) if actual < target else None
    score = cents(weight * actual / target) if reason else Decimal(weight)
    return Goal(aim, target, actual, weight, score, reason)
