"""The kinds of knowledge that a pack may hold; one frozen type a kind.

Every entry has an ``id``, ``examples`` (text → what must come out) and ``never`` (text from which
this entry may make nothing; ``not`` in the file). The file's ``kind`` chooses the type.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..model import tables

HeadRole = Literal[
    "weight",
    "score",
    "points",
    "money",
    "rate",
    "count",
    "target",
    "actual",
    "unit",
    "operator",
    "level1",
    "level2",
    "level3",
    "indicator",
    "reason",
    "measure",
    "text",
    "serial",
    "code",
]


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the cells that some row made by the entry must hold."""

    text: str
    gives: tuple[tuple[str, str], ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What all entries share; ``source`` is file and line, ``id`` carries the pack's name."""

    id: str
    examples: tuple[Example, ...]
    never: tuple[str, ...] = ()
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Entry):
    """Unit words of one measure.

    ``factor`` is what one unit is worth in the base (yuan or the currency's main unit for money,
    percent for rates, ``unit`` for quantities that have one). ``unit`` is the canonical unit of
    rates; quantities keep the printed word, and ``unit`` is that in which 亩 and 公顷 compare.
    ``han`` says whether Chinese numerals count before it, ``one`` whether 一 does too.
    """

    measure: Literal["money", "rate", "quantity"]
    forms: tuple[str, ...]
    unit: str = ""
    currency: str = "CNY"
    factor: Decimal = Decimal(1)
    han: bool = True
    one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Entry):
    """Numbers that are no values: a regular expression (over width-folded text) and their class.

    The expression is tried where a number begins that starts with a digit, a Chinese numeral, or
    either (``starts``); ``late`` ones only when no unit follows it.
    """

    cls: str
    pattern: str
    starts: Literal["digit", "han", "any"] = "any"
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPolicy(Entry):
    """Titles in 《》 that are no rule: reports, forms, contracts; a regular expression."""

    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue(Entry):
    """Words beside a figure that tell the value of a column.

    ``column`` is a key of ``CUE_VALUES``; the value ``skip`` only keeps shorter words inside these
    from being found. ``side`` is where the words stand, seen from the figure. ``weak`` cues count
    only where no other cue is found, ``rank`` puts a cue before nearer ones of a lower rank in the
    same place, ``in_goal`` is the value where the figure belongs to a goal. ``stage`` cues (预算数,
    决算数) come before others (基本支出) among the heads and labels of a cell. ``definition`` says
    what a class of ``CLASS_COLUMNS`` is; an entry with one may bring a class of its own.
    """

    column: str
    value: str
    terms: tuple[str, ...]
    side: Literal["before", "after", "either"] = "either"
    weak: bool = False
    rank: int = 0
    in_goal: str = ""
    stage: bool = False
    definition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Entry):
    """Turns of phrase that code looks for where its grammar lets them stand.

    ``phrase`` is one of ``PHRASES``. The patterns are expressions of ``re`` over folded text,
    without groups that capture; an earlier one goes before a later one that begins in its place.
    """

    phrase: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Entry):
    """Headings of one kind of section, as regular expressions over the heading's text."""

    kind: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Entry):
    """Labels of a cover line or form cell whose value is a field of the document or a contact."""

    field: str
    labels: tuple[str, ...]
    role: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocType(Entry):
    """A type of document told by its title, or by text in the body where the title is silent."""

    doc_type: str
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Entry):
    """Heads of table columns and labels of form cells, and what the cells beside them are."""

    role: HeadRole
    patterns: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Entry):
    """A standard form that fixes the unit of its money cells where the copy dropped it.

    The form is known by ``at_least`` of its ``heads``; ``basis`` is that of the cells under them.
    """

    heads: tuple[str, ...]
    at_least: int
    money_unit: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Entry):
    """A family of like departments, by words in their names."""

    family: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """An indicator by all its names; what it measures, as a fraction in words.

    ``indicator`` is what stands in ``scores.indicator_id``; another pack may give it more names.
    ``better`` is the direction in which the figure is good; ``none`` for a judged one. ``rule`` is
    the number of the regulation that defines it.
    """

    indicator: str
    terms: tuple[str, ...]
    numerator: str = ""
    denominator: str = ""
    better: Literal["more", "less", "none"] = "none"
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A step of a scale: from ``bound`` percent on, ``share`` percent of the weight."""

    operator: Literal["≥", "≤"]
    bound: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """An indicator's place in a form: level, parent, points, and how the points follow.

    ``weight`` is None where the form leaves it to who fills it in. ``scoring`` is ``proportion``
    (rate × weight), ``floor`` (nothing below ``floor`` percent, from there in proportion),
    ``bands``, or ``judged`` (no formula). ``terms`` are names that mean this only in this form;
    ``numerator`` and ``denominator`` are given where the form has others than the indicator.
    """

    indicator: str
    level: Literal["1", "2", "3"]
    parent: str = ""
    weight: Decimal | None = None
    scoring: Literal["proportion", "floor", "bands", "judged"] = "judged"
    floor: Decimal = Decimal(60)
    bands: tuple[Band, ...] = ()
    numerator: str = ""
    denominator: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Entry):
    """An indicator framework: the words that tell it, and the rows of its form.

    ``at_least`` of the ``terms`` must occur in the text; where a form is filled in, its indicators
    decide. A framework with a ``province`` is only that province's. ``rule`` is the number of the
    regulation that sets the form.
    """

    framework: str
    terms: tuple[str, ...]
    at_least: int = 1
    province: str = ""
    rule: str = ""
    rows: tuple[Rated, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter(Entry):
    """How a text names its own department where the cover does not: a group ``name``."""

    pattern: str
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Total(Entry):
    """How the total self-score or the grade is printed: a group ``value``."""

    field: Literal["self_score", "grade"]
    pattern: str
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Entry):
    """Words of the domain for the tokenizer's dictionary."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Entry):
    """A money measure that departments share, by the names that reports use for it.

    ``role`` tells what the terms are: names of the measure; ``bare`` words (预算, 决算, 支出) that
    say budget or spending of the measure before, or else of ``measure``; names of a ``fund``, the
    kind of budget that it is limited to; ``beside`` words that change nothing (本年, 合计).

    ``carried`` tells the money that a year begins or ends with. A measure that ``keeps_fund`` is of
    the fund that its sentence named before. ``holds`` are measures that the terms count in, where
    other names of the measure do not (支出总计 holds 年末结转结余); ``scope`` says so in a metric.
    """

    terms: tuple[str, ...]
    measure: str = ""
    role: Literal["name", "bare", "fund", "beside"] = "name"
    carried: Literal["no", "opening", "closing"] = "no"
    keeps_fund: bool = False
    holds: tuple[str, ...] = ()
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRule(Entry):
    """A metric by which departments are compared, and where a document states it.

    Money: the amounts of ``measure`` at one of the ``stages``. Rates: those whose subject, or the
    goals whose indicator, ends with one of the ``terms`` (words of ``whole`` before it limit
    nothing, other words are the scope), and those of one of the ``kinds`` that follow an amount of
    ``measure``. ``without`` are words of the clause that make it another thing, ``not_in`` kinds of
    sections where they do too (资产处置收入 is no income). ``numerator`` over ``denominator``, each
    the first ``measure:stage`` that is there, computes a rate. ``origin`` other than ``figures``
    takes the total score, or the score rate of each first-level indicator.
    """

    metric: str
    name: str
    unit: Literal["万元", "%", "分"]
    measure: str = ""
    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    origin: Literal["figures", "total_score", "level1_scores"] = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule(Entry):
    """An audit check: which rule of ``pipeline/audit`` is applied to which facts.

    ``whole`` and ``parts`` are measures; ``complete`` are parts that leave no remainder when all of
    them are there, ``optional`` parts that some count in and some do not. ``kinds`` are values of
    ``rates.kind``, ``sections`` of ``sections.kind``, ``patterns`` expressions over the folded
    text. ``message`` may hold {expected}, {observed}, {difference} and {what}; ``needs`` says what
    was not found when nothing could be checked.
    """

    rule: str
    title: str
    severity: Literal["error", "warning", "info"]
    message: str
    needs: str
    whole: str = ""
    parts: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


KINDS: dict[str, type[Entry]] = {
    "units": Unit,
    "names": Name,
    "no_policies": NoPolicy,
    "cues": Cue,
    "phrases": Phrase,
    "headings": Heading,
    "labels": Label,
    "doc_types": DocType,
    "heads": Head,
    "forms": Form,
    "families": Family,
    "indicators": Indicator,
    "frameworks": Framework,
    "reporters": Reporter,
    "totals": Total,
    "words": Words,
    "measures": Measure,
    "metrics": MetricRule,
    "checks": CheckRule,
}

# The named group that the expressions of a kind must have.
GROUPS: dict[type[Entry], str] = {Reporter: "name", Total: "value"}

LABEL_FIELDS = (
    "department",
    "fiscal_year",
    "report_date",
    "self_score",
    "grade",
    "contact",
    "phone",
    "email",
)

# Columns whose classes a pack may add to, by an entry with a definition.
CLASS_COLUMNS = ("cause", "weakness")

CUE_VALUES: dict[str, tuple[str, ...]] = {
    "amounts.basis": (*tables.BASES, "none", "skip"),
    "rates.kind": (*tables.RATE_KINDS, "skip"),
    "qualifier": (*tables.QUALIFIERS, "skip"),
    "sign": ("-1", "1"),
    "sign_point": ("-1", "1"),
    "year": ("-1", "0"),
    "goal": ("yes", "no"),
    "points": ("weight", "score", "lost", "rule", "opener", "nothing", "compared"),
    "goal_part": ("aim", "whose", "intent", "done", "paid", "change"),
    "cause": tables.CAUSES,
    "weakness": tables.WEAKNESSES,
    "shortfall": tables.WEAKNESSES,
    "outcome": tables.WEAKNESSES,
    "deficiency": ("yes", "no", "lapse", "remedy", "name"),
    "clause": ("effect", "half", "ended", "sanction", "mended", "praise"),
}

# Every phrase that code asks for; docs/packs.md says what each is.
PHRASES = (
    "reason.stated",
    "reason.behind",
    "reason.soft",
    "reason.turn",
    "reason.comparison",
    "reason.mended",
    "reason.opening",
    "reason.this",
    "reason.points",
    "reason.label",
    "reason.name_end",
    "reason.no_name",
    "reason.rate",
    "reason.measured",
    "reason.praise",
    "reason.spared",
    "reason.caused",
    "reason.missed",
    "zone.title",
    "zone.column",
    "zone.lacks",
    "zone.problem",
    "zone.note",
    "zone.aside",
    "zone.other",
    "zone.answer",
    "zone.treated",
    "zone.still",
    "zone.opening",
    "zone.kind",
    "zone.lacking",
    "zone.finding",
    "zone.astray",
    "zone.prior_year",
    "zone.raised",
    "clause.lead",
    "clause.exists",
    "clause.generic",
    "clause.intro",
    "clause.none",
    "clause.already",
    "clause.put_right",
    "clause.still",
    "clause.compared",
    "clause.negative",
    "clause.because",
    "clause.counted",
    "clause.will",
    "clause.raised",
    "clause.aside",
    "clause.bare",
    "clause.under",
    "role.marker",
    "role.lower",
    "role.budget",
    "role.against",
    "role.compared_aim",
    "role.direction",
    "role.difference",
    "role.more",
    "role.more_done",
    "role.held",
    "role.remains",
    "role.from",
    "role.last_year",
    "role.changed",
    "role.broken",
    "role.reached",
    "role.aim_tail",
    "role.anew",
    "role.put",
    "role.short_of",
    "role.by_rate",
    "role.own_completion",
    "role.completion_rate",
    "role.completes",
    "role.part_of",
    "role.share_of",
    "role.goal",
    "role.due_behind",
    "role.set_to",
    "role.planned",
    "role.sets",
    "role.contrast",
    "role.no_plan",
    "role.apart",
    "role.yearly_goal",
    "role.goal_behind",
    "role.goal_alone",
    "role.degree",
    "role.meets",
    "role.kept",
    "role.only",
    "role.only_done",
    "role.missed",
    "role.cause",
    "role.real",
    "role.finished",
    "role.goal_label",
    "role.by_then",
    "role.really",
    "role.until",
    "role.real_now",
    "role.carried",
    "prose.compared",
    "prose.elsewhere",
    "prose.group_behind",
    "prose.group_before",
    "prose.within",
    "prose.of_level",
    "prose.all",
    "prose.total",
    "prose.overall",
    "prose.own",
    "prose.in_order",
    "prose.counted",
    "prose.theirs",
    "prose.first_level",
    "prose.weight_label",
    "prose.broad_heading",
    "role.set",
    "role.turn",
    "role.fulfilled",
    "role.unfulfilled",
)
