"""The rows of an output folder's CSV tables: sorted, persons blotted out, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from ..model.corpus_tables import Recurring
from ..model.errors import JixiaoError
from ..model.tables import Weakness
from ..store.duck import csv_source, header, quoted
from .persons import Persons
from .schema import Column, Table

MEMORY = "900MB"
_BATCH = 2_000
_ABOUT = ("doc_id", "doc_id_a", "doc_id_b")
_SQL = {int: "BIGINT", Decimal: "DOUBLE", bool: "BOOLEAN", date: "DATE"}
# A recurring problem quotes one of its mentions word for word.
_QUOTED = f"""
SELECT DISTINCT r.example, w.doc_id
FROM {Recurring.table} r JOIN {Weakness.table} w ON w.text = r.example ORDER BY ALL
"""
Row = list[str]


class Source:
    """Opens the tables of ``out``; ``scratch`` takes what memory does not hold."""

    def __init__(self, out: Path, scratch: Path, persons: Persons | None) -> None:
        self._out = out
        self._persons = persons
        self._db = duckdb.connect(
            ":memory:",
            config={"threads": 2, "memory_limit": MEMORY, "temp_directory": str(scratch)},
        )

    def close(self) -> None:
        """Let go of the files."""
        self._db.close()

    def open(self, table: Table, query: str = "") -> None:
        """Make a table readable, from its CSV or from a query; one that is missing is empty."""
        path = self._out / f"{table.name}.csv"
        given = list(table.names) if query else header(path)
        source = f"({query})" if query else csv_source(path, given) if given else "(SELECT 1)"
        cells = ", ".join(
            quoted(c) if c in given else f"NULL::VARCHAR AS {quoted(c)}" for c in table.names
        )
        none = "" if given else " WHERE false"
        with self._reading(table):
            self._db.execute(
                f"CREATE VIEW {quoted(table.name)} AS SELECT {cells} FROM {source}{none}"
            )

    def rows(self, table: Table) -> Iterator[list[Row]]:
        """All rows in batches, as cells of text, the unknown empty; all tables are open."""
        cells = ", ".join(f"coalesce({quoted(c)}, '')" for c in table.names)
        query = f"SELECT {cells} FROM {quoted(table.name)} ORDER BY {_order(table)}"
        cleared = self._cleared(table)
        with self._reading(table):
            cursor = self._db.cursor().execute(query)
            while found := cursor.fetchmany(_BATCH):
                yield [cleared(list(row)) for row in found]

    def digits(self, table: Table) -> dict[str, tuple[int, int]]:
        """The most digits before and behind the point, for every column of decimals."""
        names = [c.name for c in table.columns if c.kind is Decimal]
        if not names:
            return {}
        lengths = (
            f"coalesce(max(length(ltrim(split_part({quoted(n)}, '.', {part}), '-'))), 0)"
            for n in names
            for part in (1, 2)
        )
        with self._reading(table):
            query = f"SELECT {', '.join(lengths)} FROM {quoted(table.name)}"
            found = self._db.execute(query).fetchall()[0]
        return {name: (found[2 * i], found[2 * i + 1]) for i, name in enumerate(names)}

    def with_values(self, table: Table) -> Table:
        """The table whose vocabularies hold every value that its rows have."""
        return table.with_columns(
            c.with_values(self._values(table, c)) if c.vocabulary else c for c in table.columns
        )

    def _values(self, table: Table, column: Column) -> list[str]:
        name = quoted(column.name)
        with self._reading(table):
            query = (
                f"SELECT DISTINCT {name} FROM {quoted(table.name)} WHERE {name} <> '' ORDER BY 1"
            )
            return [value for (value,) in self._db.execute(query).fetchall()]

    def _cleared(self, table: Table) -> Callable[[Row], Row]:
        """What takes persons out of a row."""
        persons = self._persons
        if persons is None:
            return lambda row: row
        free = [i for i, c in enumerate(table.columns) if c.free]
        if table.name == Recurring.table:
            return self._quoted(persons, free, table.names.index("example"))
        about = [i for i, c in enumerate(table.columns) if c.name in _ABOUT]
        return lambda row: persons.blotted([row[i] for i in about], row, free)

    def _quoted(self, persons: Persons, free: list[int], example: int) -> Callable[[Row], Row]:
        documents: dict[str, list[str]] = {}
        for text, doc_id in self._db.cursor().execute(_QUOTED).fetchall():
            documents.setdefault(text, []).append(doc_id)
        return lambda row: persons.blotted(documents.get(row[example], []), row, free)

    @contextmanager
    def _reading(self, table: Table) -> Iterator[None]:
        try:
            yield
        except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
            raise JixiaoError(
                f"{self._out} 里的 {table.name}.csv 被改坏，不能按 CSV 读。"
                "请删除后重新运行 jixiao run。"
            ) from error
        except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
            raise JixiaoError(
                f"读取、排序 {table.name} 时内存或磁盘不够，或者文件读不了（{error}）。"
                "请在写数据集的磁盘上腾出空间后再运行。"
            ) from error


def _order(table: Table) -> str:
    """Sort by the columns of ``order``, then by all, so that equal rows alone may change places."""
    columns = {c.name: c for c in table.columns}
    first = [columns[name] for name in table.order]
    return ", ".join(map(_sorted, [*first, *(c for c in table.columns if c not in first)]))


def _sorted(column: Column) -> str:
    kind = _SQL.get(column.kind)
    name = quoted(column.name)
    return f"TRY_CAST({name} AS {kind}) NULLS FIRST, {name}" if kind else f"{name} NULLS FIRST"
