"""The tables of a dataset, described; all of it follows from the one schema in ``model``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import Field, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_type_hints

from ..database.schema import PRIVATE
from ..model.canonical import Box
from ..model.corpus_tables import CORPUS_TABLES, WIDE, WIDE_KEYS, WIDE_LABEL, Comparison
from ..model.notes import UNITS, Said, hazard
from ..model.tables import KEY_COLUMNS, KEYS, RUN_TABLES, Correction, Document, Row, own_columns
from ..run.made_by import MadeBy
from .provenance import Provenance

# Text that a program made: no person is named in it.
_MACHINE = frozenset({"bbox", "cell", "section", "section_id", "parent_id", "pattern", "evidence"})
_MACHINE_TOO = frozenset({"doc_ids", "sha256", "region_code", "metric", "indicator_id", "unit"})
_NAMING = PRIVATE | {Correction.table}  # who corrected, and a reason may name whom one asked


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the type of its values, its meaning, unit, vocabulary, and what to beware of.

    ``free`` columns hold words of documents, in which a person may be named.
    """

    name: str
    kind: type
    said: Said
    unit: Said | None = None
    vocabulary: tuple[str, ...] = ()
    hazard: Said | None = None
    free: bool = False

    def with_values(self, found: Iterable[str]) -> Column:
        """The column with further words of its vocabulary, which a user's packs have added."""
        return replace(self, vocabulary=tuple(dict.fromkeys([*self.vocabulary, *found])))


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that name a row of another table."""

    columns: tuple[str, ...]
    table: str
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its Chinese and English title, its columns in order, key and references.

    ``order`` are the columns that rows are sorted by, before all others.
    """

    name: str
    said: Said
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    def with_columns(self, columns: Iterable[Column]) -> Table:
        """The table with columns of the same names."""
        return replace(self, columns=tuple(columns))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(c.name for c in self.columns)


def tables_of(made_by: MadeBy, wide: Sequence[str], personal: bool) -> Iterator[Table]:
    """All tables; ``wide`` are the columns of the wide comparison, which follow from the packs."""
    for table in RUN_TABLES:
        if personal or table.table not in _NAMING:
            yield _of_documents(table)
    for corpus_table in CORPUS_TABLES:
        columns = tuple(_columns(corpus_table, fields(corpus_table)))
        said = Said(corpus_table.label, _title(corpus_table))
        found = {c.name for c in columns}
        references = tuple(_documents(f"_{s}") for s in "ab" if f"doc_id_{s}" in found)
        yield Table(corpus_table.table, said, columns, references=references)
    yield _wide(made_by, wide)
    columns = tuple(_columns(Provenance, fields(Provenance)))
    said = Said(Provenance.label, _title(Provenance))
    yield Table(Provenance.table, said, columns, key=("file",), order=("file",))


def _of_documents(table: type[Row]) -> Table:
    keys = (Column(k, str, Said(*KEYS[k]), None, (), hazard(table.table, k)) for k in KEY_COLUMNS)
    return Table(
        name=table.table,
        said=Said(table.label, _title(table)),
        columns=(*keys, *_columns(table, own_columns(table))),
        key=("row_id", "file"),
        order=("file", "char_start", "char_end", "row_id"),
        references=() if table in (Document, Correction) else (_documents(""),),
    )


def _documents(side: str) -> Reference:
    return Reference((f"doc_id{side}", f"file{side}"), Document.table, ("doc_id", "file"))


def _wide(made_by: MadeBy, header: Sequence[str]) -> Table:
    every = {c.name: c for c in _columns(Comparison, fields(Comparison))}
    measures = (_measure(name, made_by) for name in header if name not in WIDE_KEYS)
    return Table(
        name=WIDE,
        said=Said(WIDE_LABEL, "The comparison with a row per department and year."),
        columns=(*(every[name] for name in WIDE_KEYS), *measures),
    )


def _measure(name: str, made_by: MadeBy) -> Column:
    metric, _, scope = name.partition(":")
    title, unit = made_by.metrics.get(metric, [metric, ""])
    zh = f"{title}：{scope}" if scope else title
    en = f"{metric}, {scope}" if scope else metric
    return Column(name, Decimal, Said(zh, en), Said(unit, unit) if unit else None)


def _columns(table: type[Any], given: Iterable[Field[Any]]) -> Iterator[Column]:
    hints = get_type_hints(table)
    for f in given:
        about = f.metadata
        kind = _kind(hints[f.name])
        machine = f.name in _MACHINE | _MACHINE_TOO or f.name.startswith(("doc_id", "file"))
        yield Column(
            name=f.name,
            kind=kind,
            said=Said(about["zh"], about["en"]),
            unit=UNITS[about["unit"]] if about["unit"] else None,
            vocabulary=about["vocabulary"],
            hazard=hazard(table.table, f.name),
            free=kind is str and not about["vocabulary"] and not machine,
        )


def _kind(hint: Any) -> type:
    plain = next(h for h in get_args(hint) or (hint,) if h is not type(None))
    if plain is Box:
        return str
    assert plain in (str, int, bool, Decimal, date)
    return plain  # type: ignore[no-any-return]


def _title(table: type[Any]) -> str:
    return (table.__doc__ or "").split("\n")[0].replace("``", "`")
