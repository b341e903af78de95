"""Measures that stand together: parts near their whole, and pairs that a rate is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .finding import Case
from .measured import Amounts, Measured

BUDGETS = frozenset({"initial", "adjusted", "budget"})


def is_level(found: Measured) -> bool:
    """Whether an amount is a figure of the audited year, no change and none of the year before."""
    return found.stage != "change" and not found.prior


def same_year(one: Measured, other: Measured) -> bool:
    """Whether nothing says that the two are of different years; what was carried over may be."""
    years = one.row.year, other.row.year
    return None in years or years[0] == years[1] or "carryover" in (one.row.basis, other.row.basis)


def alike(one: Measured, other: Measured) -> bool:
    """Whether two amounts are of the same stage and year, in the same currency."""
    same = one.stage == other.stage or {one.stage, other.stage} <= {"actual", "other"}
    return same and same_year(one, other) and one.row.currency == other.row.currency


def is_alone(case: Case, found: Measured) -> bool:
    """Whether a figure of a table is all that its cell holds."""
    place = case.text.canonical.cell_at(found.row.char_start)
    return place is not None and place[1].end - place[1].start <= len(found.row.text) + 4


def near(amounts: Amounts, whole: Measured) -> Iterator[list[Measured]]:
    """The company of a measure, the nearest first: sentence, paragraph or table, section."""
    groups: Iterator[Sequence[Measured]]
    if whole.table:
        groups = iter((amounts.of_column(whole.in_column), amounts.of_table(whole.table)))
    else:
        groups = _in_text(amounts, whole)
    for group in groups:
        yield [m for m in group if m is not whole]


def _in_text(amounts: Amounts, whole: Measured) -> Iterator[Sequence[Measured]]:
    yield amounts.of_sentence(whole.sentence)
    yield amounts.of_paragraph(whole.paragraph)
    section = amounts.of_section(whole.section) if whole.section else ()
    yield [m for m in section if not m.table]
