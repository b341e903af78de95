"""The kinds of knowledge that a pack may hold; one frozen type a kind.

Every entry has an ``id``, ``examples`` (text → what must come out) and ``never`` (text from which
this entry may make nothing; ``not`` in the file). The file's ``kind`` chooses the type.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

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
