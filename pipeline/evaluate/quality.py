"""How good the tables of a run are: against gold, and by the numbers that nothing explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .alike import number, same
from .match import match
from .rules import RULES, Rule
from .tables import DOCUMENTS, Cells, Tables, read_gold, read_outputs

NAMES = (DOCUMENTS, *(rule.table for rule in RULES))
# Columns of documents that gold may fill for the reader's sake and that are not judged.
_NOT_JUDGED = frozenset(("file", "doc_id", "row_id", "sha256", "text", "note"))


def share(part: int, whole: int, empty: float = 1.0) -> float:
    """A share between 0 and 1; ``empty`` where there is nothing to share."""
    return part / whole if whole else empty


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many cells of a column are right among those that gold fills."""

    column: str
    right: int
    gold: int

    @property
    def share(self) -> float:
        """Right of gold."""
        return share(self.right, self.gold)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that differs from gold; ``text`` quotes the gold row."""

    file: str
    column: str
    gold: str
    found: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class TableQuality:
    """A table held against gold, over all documents that gold covers."""

    table: str
    gold: int
    found: int
    right: int
    attributes: tuple[Accuracy, ...] = ()
    missed: tuple[Cells, ...] = ()
    extra: tuple[Cells, ...] = ()
    wrong: tuple[Wrong, ...] = ()

    @property
    def precision(self) -> float:
        """Right of found."""
        return share(self.right, self.found, float(not self.gold))

    @property
    def recall(self) -> float:
        """Right of gold."""
        return share(self.right, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return share(2 * self.right, self.gold + self.found)

    def attribute(self, column: str) -> Accuracy | None:
        """The accuracy of a column, where gold fills it."""
        return next((a for a in self.attributes if a.column == column), None)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a document, and how many of them nothing explains."""

    file: str
    numbers: int
    unexplained: int

    @property
    def share(self) -> float:
        """Unexplained of all."""
        return share(self.unexplained, self.numbers, 0.0)


@dataclass(frozen=True, slots=True)
class Quality:
    """All that is known of how good a run's tables are.

    ``documents`` are the columns of that table, ``wrong`` its wrong cells; ``files`` those that
    gold covers and ``lost`` those of them that the outputs do not have.
    """

    tables: tuple[TableQuality, ...]
    documents: tuple[Accuracy, ...]
    wrong: tuple[Wrong, ...]
    numbers: tuple[Numbers, ...]
    files: tuple[str, ...]
    lost: tuple[str, ...]

    def table(self, name: str) -> TableQuality:
        """The quality of a table that gold has."""
        return next(t for t in self.tables if t.table == name)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the tables."""
        return sum(t.f1 for t in self.tables) / len(self.tables) if self.tables else 0.0

    @property
    def unexplained(self) -> float:
        """The share of unexplained numbers over all documents, with gold or without."""
        whole = sum(n.numbers for n in self.numbers)
        return share(sum(n.unexplained for n in self.numbers), whole, 0.0)


def quality(outputs: Path, gold: Path | None = None) -> Quality:
    """Measure the tables in ``outputs``; against gold where there is any."""
    found = read_outputs(outputs, NAMES)
    if gold is None:
        return Quality((), (), (), _numbers(found), (), ())
    checked = read_gold(gold, NAMES)
    names = _names(checked.files, found.files)
    columns, wrong = _documents(checked, found, names)
    return Quality(
        tables=judged(checked, found, names),
        documents=columns,
        wrong=wrong,
        numbers=_numbers(found),
        files=checked.files,
        lost=tuple(f for f in checked.files if f not in names),
    )


def judged(
    gold: Tables, found: Tables, names: Mapping[str, str] | None = None
) -> tuple[TableQuality, ...]:
    """The tables that gold has; ``names`` are gold's file names → those of the outputs."""
    same_names = {file: file for file in gold.files}
    chosen = same_names if names is None else names
    return tuple(_table(r, gold, found, chosen) for r in RULES if r.table in gold.rows)


def _names(gold: Iterable[str], found: Iterable[str]) -> Mapping[str, str]:
    """Gold's file names → those of the outputs: the same path, else the only one of that name."""
    by_path = set(found)
    by_name: dict[str, list[str]] = {}
    for path in by_path:
        by_name.setdefault(PurePosixPath(path).name, []).append(path)
    names = {}
    for file in gold:
        alike = [file] if file in by_path else by_name.get(PurePosixPath(file).name, [])
        if len(alike) == 1:
            names[file] = alike[0]
    return names


def _table(rule: Rule, gold: Tables, found: Tables, names: Mapping[str, str]) -> TableQuality:
    wanted = seen = right = 0
    tally: dict[str, tuple[int, int]] = {}
    missed: list[Cells] = []
    extra: list[Cells] = []
    wrong: list[Wrong] = []
    for file in sorted(gold.covered[rule.table]):
        ours = gold.of(rule.table, file)
        theirs = found.of(rule.table, names[file]) if file in names else ()
        pairs = match(rule, ours, theirs)
        wanted, seen, right = wanted + len(ours), seen + len(theirs), right + len(pairs)
        for i, j in pairs:
            wrong += _judge(rule.attributes, file, ours[i], theirs[j], tally)
        matched = {i for i, _ in pairs}, {j for _, j in pairs}
        missed += [row for i, row in enumerate(ours) if i not in matched[0]]
        extra += [row for j, row in enumerate(theirs) if j not in matched[1]]
    return TableQuality(
        table=rule.table,
        gold=wanted,
        found=seen,
        right=right,
        attributes=_accuracies(rule.attributes, tally),
        missed=tuple(missed),
        extra=tuple(extra),
        wrong=tuple(wrong),
    )


def _documents(
    gold: Tables, found: Tables, names: Mapping[str, str]
) -> tuple[tuple[Accuracy, ...], tuple[Wrong, ...]]:
    tally: dict[str, tuple[int, int]] = {}
    wrong: list[Wrong] = []
    columns: dict[str, None] = {}
    for file, rows in sorted(gold.rows.get(DOCUMENTS, {}).items()):
        theirs = found.of(DOCUMENTS, names.get(file, ""))
        judged = [c for c in rows[0] if c not in _NOT_JUDGED]
        columns.update(dict.fromkeys(judged))
        wrong += _judge(judged, file, rows[0], theirs[0] if theirs else {}, tally)
    return _accuracies(columns, tally), tuple(wrong)


def _judge(
    columns: Iterable[str], file: str, gold: Cells, found: Cells, tally: dict[str, tuple[int, int]]
) -> Iterator[Wrong]:
    """Count the cells that gold fills; gives those that differ."""
    for column in columns:
        cell = gold.get(column, "")
        if not cell:
            continue
        right, whole = tally.get(column, (0, 0))
        equal = same(cell, found.get(column, ""))
        tally[column] = (right + equal, whole + 1)
        if not equal:
            yield Wrong(file, column, cell, found.get(column, ""), gold.get("text", ""))


def _accuracies(
    columns: Iterable[str], tally: Mapping[str, tuple[int, int]]
) -> tuple[Accuracy, ...]:
    return tuple(Accuracy(c, *tally[c]) for c in columns if c in tally)


def _numbers(found: Tables) -> tuple[Numbers, ...]:
    """What ``documents`` says of each file's numbers; nothing where it has no such columns."""
    return tuple(
        Numbers(file, _count(row, "numbers"), _count(row, "numbers_unexplained"))
        for file, rows in sorted(found.rows[DOCUMENTS].items())
        for row in rows
    )


def _count(row: Cells, column: str) -> int:
    value = number(row.get(column, ""))
    return 0 if value is None else int(value)
