"""The kinds of knowledge that a pack may hold; one frozen type a kind.

Every entry has an ``id``, ``examples`` (text → what must come out) and ``never`` (text from which
this entry may make nothing; ``not`` in the file). The file's ``kind`` chooses the type.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..model import vocabularies
from .entry import Entry
from .frameworks import Framework, Indicator
from .rules import CheckRule, Measure, MetricRule

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
    "amounts.basis": (*vocabularies.BASES, "none", "skip"),
    "rates.kind": (*vocabularies.RATE_KINDS, "skip"),
    "qualifier": (*vocabularies.QUALIFIERS, "skip"),
    "sign": ("-1", "1"),
    "sign_point": ("-1", "1"),
    "year": ("-1", "0"),
    "goal": ("yes", "no"),
    "points": ("weight", "score", "lost", "rule", "opener", "nothing", "compared"),
    "goal_part": ("aim", "whose", "intent", "done", "paid", "change"),
    "cause": vocabularies.CAUSES,
    "weakness": vocabularies.WEAKNESSES,
    "shortfall": vocabularies.WEAKNESSES,
    "outcome": vocabularies.WEAKNESSES,
    "deficiency": ("yes", "no", "lapse", "remedy", "name"),
    "clause": ("effect", "half", "ended", "sanction", "mended", "praise"),
}

# Every phrase that code asks for; docs/packs.md says what each is.
PHRASES = (
    "loss.taken",
    "loss.counted",
    "loss.manner",
    "loss.each",
    "loss.total",
    "loss.rule",
    "loss.rules_head",
    "loss.none",
    "loss.part",
    "loss.items",
    "reason.stated",
    "reason.behind",
    "reason.soft",
    "reason.turn",
    "reason.comparison",
    "reason.mended",
    "reason.opening",
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
    "reason.pointer",
    "reason.degree",
    "reason.result",
    "reason.name_tail",
    "reason.class",
    "reason.topic",
    "reason.in",
    "reason.self",
    "reason.inquired",
    "reason.half",
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
    "zone.about",
    "zone.mended",
    "remedy.done",
    "remedy.will",
    "remedy.ahead",
    "fault.suffered",
    "fault.result",
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
    "label.goals",
    "label.results",
    "label.measures",
    "label.problems",
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
    "role.already",
    "role.not_reached",
    "role.reaches_set",
    "role.set_then",
    "role.the_set",
    "role.equal",
    "role.goal_label",
    "role.by_then",
    "role.really",
    "role.until",
    "role.real_now",
    "role.carried",
    "role.later",
    "role.limit",
    "role.by_rule",
    "role.done_behind",
    "block.goal",
    "block.done",
    "block.gap",
    "block.opening",
    "block.of_outcomes",
    "block.stated",
    "block.turn",
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
    "column.nothing",
    "column.remedy",
    "column.other_year",
    "column.counted",
    "role.set",
    "role.turn",
    "role.fulfilled",
    "role.unfulfilled",
)
