"""Amounts whose measure is known, and which of them stand together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ..model.tables import Amount
from .printed import Printed

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Measured:
    """An amount whose measure is known.

    ``measure`` is a measure of the packs, or the subject's own words where it is none; ``fund`` the
    kind of budget that it is limited to; ``stage`` initial, adjusted, budget, actual, disbursed,
    change or other. Two are of one passage where ``paragraph`` (text) or ``table`` is the same.
    ``prior`` figures are of the year before, or changes against it. ``value`` is in 万, None where
    the figure is not exact; ``rows`` are those that it was made of. ``bare`` tells that only words
    such as 支出 name it, ``lead`` are the words between the amount before and this one. ``holds``
    are measures that its name counts in (支出总计 holds 年末结转结余), ``scope`` says so.
    """

    row: Amount
    rows: tuple[Amount, ...]
    value: Printed | None
    measure: str
    known: bool
    fund: str
    stage: str
    prior: bool
    sentence: int
    paragraph: int
    section: str
    table: str
    patterns: tuple[str, ...]
    bare: bool
    lead: str
    holds: tuple[str, ...] = ()
    scope: str = ""

    @property
    def in_row(self) -> str:
        """The table row that holds it, as ``table/row``; empty in running text."""
        return self.row.cell.rpartition("/")[0]

    @property
    def in_column(self) -> tuple[str, str]:
        """The table and the column that hold it."""
        return self.table, self.row.cell.rpartition("/")[2]


class Amounts:
    """The measured amounts of a document by where they stand, in each place in the order given."""

    def __init__(self, found: Sequence[Measured]) -> None:
        self._found = tuple(found)

    def __iter__(self) -> Iterator[Measured]:
        return iter(self._found)

    def between(self, start: int, end: int) -> Sequence[Measured]:
        """Those that begin in ``start:end``; only of amounts that are in text order."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def of_sentence(self, sentence: int) -> Sequence[Measured]:
        """Those of a sentence."""
        return self._by_sentence.get(sentence, ())

    def of_paragraph(self, paragraph: int) -> Sequence[Measured]:
        """Those of a paragraph."""
        return self._by_paragraph.get(paragraph, ())

    def of_section(self, section: str) -> Sequence[Measured]:
        """Those of a section without those inside it, also in tables."""
        return self._by_section.get(section, ())

    def of_table(self, table: str) -> Sequence[Measured]:
        """Those of a table."""
        return self._by_table.get(table, ())

    def of_row(self, row: str) -> Sequence[Measured]:
        """Those of a table row, ``table/row``."""
        return self._by_row.get(row, ())

    def of_column(self, column: tuple[str, str]) -> Sequence[Measured]:
        """Those of a table's column."""
        return self._by_column.get(column, ())

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [m.row.char_start for m in self._found]

    @cached_property
    def _by_sentence(self) -> Mapping[int, Sequence[Measured]]:
        return self._grouped(lambda m: m.sentence)

    @cached_property
    def _by_paragraph(self) -> Mapping[int, Sequence[Measured]]:
        return self._grouped(lambda m: m.paragraph)

    @cached_property
    def _by_section(self) -> Mapping[str, Sequence[Measured]]:
        return self._grouped(lambda m: m.section)

    @cached_property
    def _by_table(self) -> Mapping[str, Sequence[Measured]]:
        return self._grouped(lambda m: m.table)

    @cached_property
    def _by_row(self) -> Mapping[str, Sequence[Measured]]:
        return self._grouped(lambda m: m.in_row)

    @cached_property
    def _by_column(self) -> Mapping[tuple[str, str], Sequence[Measured]]:
        return self._grouped(lambda m: m.in_column)

    def _grouped(self, key: Callable[[Measured], K]) -> Mapping[K, Sequence[Measured]]:
        groups: dict[K, list[Measured]] = {}
        for one in self._found:
            groups.setdefault(key(one), []).append(one)
        return groups
