"""The CSV tables of an output folder as typed views of DuckDB, which streams them.

A table or column that is not there is an empty view or an empty column: older outputs, and runs
that found nothing of a kind, give a report too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

import duckdb

from ..model.corpus_tables import CORPUS_TABLES
from ..model.errors import JixiaoError
from ..model.tables import KEY_COLUMNS, TABLES, own_columns
from ..store.duck import csv_source, header, quoted

_SQL = {int: "BIGINT", Decimal: "DECIMAL(38, 6)", bool: "BOOLEAN", date: "DATE"}
_MEMORY = "900MB"
_RUNS = {
    "file": "VARCHAR",
    "doc_id": "VARCHAR",
    "status": "VARCHAR",
    "seconds": "DECIMAL(38, 6)",
    "chars": "BIGINT",
    "error": "VARCHAR",
    "duplicate_of": "VARCHAR",
}
# One row a file: the department as compared, so that the other tables need only join by file.
_DOCS = """
CREATE TABLE docs AS SELECT *,
    coalesce(department_name, department, '（部门不明）') AS dept,
    coalesce(department_name, department) IS NOT NULL AS known,
    coalesce(department_family, '其他') AS family,
    coalesce(CAST(fiscal_year AS VARCHAR), '年度不明') AS year,
    coalesce(county, city, province) AS region
FROM documents ORDER BY file
"""


class Tables:
    """The tables of one output folder, to be asked in SQL; ``docs`` is documents with labels."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; one without any table is a ``JixiaoError``."""
        schema = _schema()
        self.folder = folder
        self.present = {name for name in schema if header(folder / f"{name}.csv")}
        if not self.present:
            raise JixiaoError(
                f"{folder} 里没有表格。请先运行 jixiao run 报告文件夹 --out {folder}。"
            )
        self._db = duckdb.connect(
            ":memory:", config={"threads": 2, "memory_limit": _MEMORY, "temp_directory": ""}
        )
        for name, columns in schema.items():
            self._db.execute(_view(folder / f"{name}.csv", name, columns))
        self.rows(_DOCS)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query; a table that is no CSV is a ``JixiaoError``."""
        try:
            return self._db.execute(query, list(values)).fetchall()
        except duckdb.InvalidInputException as error:
            damaged = [name for name in self.present if f"/{name}.csv" in str(error)]
            files = "、".join(f"{name}.csv" for name in sorted(damaged)) or "有的表格"
            raise JixiaoError(
                f"{self.folder} 里的 {files} 被改坏，不能按 CSV 读。请删除后重新运行 make。"
            ) from error

    def row(self, query: str, *values: Any) -> tuple[Any, ...]:
        """The only row of a query that gives exactly one."""
        (row,) = self.rows(query, *values)
        return row

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return int(self.row(f"SELECT count(*) FROM {quoted(name)}")[0])

    def close(self) -> None:
        """Let go of the files."""
        self._db.close()


def _schema() -> dict[str, Mapping[str, str]]:
    """The SQL type of each column of each table; contacts stay out of a report."""
    found: dict[str, Mapping[str, str]] = {}
    for table in TABLES:
        if table.table == "contacts":
            continue
        hints = get_type_hints(table)
        own = {f.name: _sql(hints[f.name]) for f in own_columns(table)}
        found[table.table] = dict.fromkeys(KEY_COLUMNS, "VARCHAR") | own
    for whole in CORPUS_TABLES:
        hints = get_type_hints(whole)
        found[whole.table] = {f.name: _sql(hints[f.name]) for f in fields(whole)}
    return found | {"runs": _RUNS}


def _sql(hint: Any) -> str:
    plain = next(h for h in get_args(hint) or (hint,) if h is not type(None))
    return _SQL.get(plain, "VARCHAR")


def _view(path: Path, name: str, columns: Mapping[str, str]) -> str:
    """SQL that makes the view; values that do not fit their type are unknown."""
    given = header(path)
    cells = ", ".join(
        f"TRY_CAST({quoted(c) if c in given else 'NULL'} AS {kind}) AS {quoted(c)}"
        for c, kind in columns.items()
    )
    if not given:
        return f"CREATE VIEW {quoted(name)} AS SELECT {cells} WHERE false"
    source = csv_source(path, given)
    return f"CREATE VIEW {quoted(name)} AS SELECT {cells} FROM {source}"
