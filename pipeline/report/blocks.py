"""What a section of the report is made of; the template knows how each block looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Literal

Kind = Literal["text", "long", "number"]
Tone = Literal["", "bad", "warn", "info", "good"]


@dataclass(frozen=True, slots=True)
class Source:
    """A department and below it the file that a row comes from."""

    department: str
    file: str


Value = str | int | Decimal | Source | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline number with its unit and what stands behind it."""

    label: str
    value: str
    unit: str = ""
    hint: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Headline numbers side by side."""

    block: ClassVar[str] = "figures"
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that explains, or says what is missing."""

    block: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a colour and shape of a chart mean."""

    name: str
    colour: str
    shape: str = "■"


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite chart; ``marks`` is how many bars, points or cells it must show.

    The page writes the legend, because text of the page finds room where a drawing is cut.
    """

    block: ClassVar[str] = "chart"
    key: str
    title: str
    caption: str
    spec: dict[str, Any]
    marks: int
    legend: Sequence[Symbol] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing; ``choose`` offers its values in a drop-down filter."""

    title: str
    kind: Kind = "text"
    choose: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A table to sort and filter; ``total`` counts all rows, shown or not."""

    block: ClassVar[str] = "listing"
    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    total: int
    source: str
    order: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of another table that a check used."""

    table: str
    place: str
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A failed check of one document."""

    department: str
    file: str
    place: str
    expected: str
    observed: str
    difference: str
    tolerance: str
    message: str
    quote: str
    evidence: Sequence[Evidence] = ()


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The failures of one check: ``total`` of them in ``documents`` files."""

    check: str
    title: str
    severity: str
    total: int
    documents: int
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Findings:
    """Failed checks, the severest first."""

    block: ClassVar[str] = "findings"
    groups: Sequence[FindingGroup]


Block = Figures | Note | Chart | Listing | Findings


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report; ``key`` is its anchor."""

    key: str
    title: str
    blocks: Sequence[Block] = field(default_factory=tuple)
