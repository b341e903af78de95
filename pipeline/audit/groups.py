"""Measures that stand together: parts near their whole, and pairs that a rate is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .finding import Measured

BUDGETS = frozenset({"initial", "adjusted", "budget"})


def same_year(one: Measured, other: Measured) -> bool:
    """Whether nothing says that the two are of different years; what was carried over may be."""
    years = one.row.year, other.row.year
    return None in years or years[0] == years[1] or "carryover" in (one.row.basis, other.row.basis)


def alike(one: Measured, other: Measured) -> bool:
    """Whether two amounts are of the same stage and year, in the same currency."""
    same = one.stage == other.stage or {one.stage, other.stage} <= {"actual", "other"}
    return same and same_year(one, other) and one.row.currency == other.row.currency


def near(case: Sequence[Measured], whole: Measured) -> Iterator[list[Measured]]:
    """The company of a measure, the nearest first: sentence, paragraph or table, section."""
    tests: tuple[Callable[[Measured], bool], ...]
    if whole.table:
        tests = (lambda m: m.table == whole.table and _same_column(m, whole),)
        tests += (lambda m: m.table == whole.table,)
    else:
        tests = (
            lambda m: m.sentence == whole.sentence,
            lambda m: m.paragraph == whole.paragraph,
            lambda m: bool(whole.section) and m.section == whole.section and not m.table,
        )
    for test in tests:
        yield [m for m in case if m is not whole and test(m)]


def _same_column(one: Measured, other: Measured) -> bool:
    return one.row.cell.rpartition("/")[2] == other.row.cell.rpartition("/")[2]
