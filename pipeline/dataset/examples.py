"""``examples/``: programs that read the dataset in R, Stata, Python and DuckDB, made of its schema.

They are run from the folder of the dataset.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ..store.duck import quoted
from .about import Made
from .schema import Column, Table
from .stata import stata_names

_READR: dict[type, str] = {
    str: "col_character()",
    int: "col_integer()",
    bool: "col_logical()",
    Decimal: "col_double()",
    date: 'col_date(format = "%Y-%m-%d")',
}
_R = """\
# 用 readr 读全部表；每列的类型都写明。Reads every table, with the type of every column.
# 在数据集的文件夹里运行：Rscript examples/read.R
library(readr)

read_table_of <- function(name, types) {
  table <- read_csv(file.path("csv", paste0(name, ".csv")),
    col_types = types, na = "", trim_ws = FALSE, progress = FALSE,
    locale = locale(encoding = "UTF-8")
  )
  stop_for_problems(table)
  cat(name, ": ", nrow(table), " rows, ", ncol(table), " columns\\n", sep = "")
  table
}
"""
_DO = """\
* 读全部表；长的表分成几个文件，用 append 接起来。Reads every table; long ones are appended.
* 在数据集的文件夹里运行：do examples/read.do
version 15
clear all
"""
_PYTHON = '''\
"""用 pandas 读全部表。Reads every table with pandas: python examples/read.py"""

from pathlib import Path

import pandas as pd

TEXT = {text}
WHOLE = {whole}
YES_NO = {yes_no}
DATES = {dates}


def read(name: str) -> pd.DataFrame:
    """A table from CSV; every type is that of the schema."""
    types = {{c: "string" for c in TEXT[name]}}
    types |= {{c: "Int64" for c in WHOLE[name]}} | {{c: "boolean" for c in YES_NO[name]}}
    return pd.read_csv(
        Path("csv", f"{{name}}.csv"),
        dtype=types,
        parse_dates=DATES[name],
        keep_default_na=False,
        na_values=[""],
        encoding="utf-8",
    )


if __name__ == "__main__":
    for name in TEXT:
        table = read(name)
        exact = pd.read_parquet(Path("parquet", f"{{name}}.parquet"))  # decimals exact
        assert len(table) == len(exact) and list(table) == list(exact)
        print(f"{{name}}: {{len(table)}} rows, {{len(table.columns)}} columns")
'''
_SQL = """\
-- 用 DuckDB 读 Parquet，不占内存。Reads Parquet with DuckDB: duckdb < examples/read.sql
-- 在数据集的文件夹里运行。
"""
_SQL_LAST = """
-- 每个年度、每类部门的自评总分；每份文件只算一次。Self-scores by year and family, each file once.
SELECT fiscal_year, department_family, count(*) AS documents, round(avg(self_score), 2) AS mean
FROM (SELECT DISTINCT ON (doc_id) * FROM documents WHERE status = 'filled' ORDER BY doc_id, file)
GROUP BY ALL ORDER BY ALL;
"""


def examples(tables: Sequence[Made]) -> dict[str, str]:
    """File name → text."""
    return {
        "read.R": _R + "".join(_r(made.table) for made in tables),
        "read.do": _DO + "".join(map(_do, tables)),
        "read.py": _python([made.table for made in tables]),
        "read.sql": _SQL + "".join(_view(made.table.name) for made in tables) + _SQL_LAST,
    }


def _r(table: Table) -> str:
    """Without Chinese names, which R cannot parse where the locale is not UTF-8."""
    types = [f"  `{c.name}` = {_READR[c.kind]}" for c in table.columns if c.name.isascii()]
    others = {_READR[c.kind] for c in table.columns if not c.name.isascii()}
    types += [f"  .default = {kind}" for kind in others]  # measures by scope, all of one type
    listed = ",\n".join(types)
    return f'\n{table.name} <- read_table_of("{table.name}", cols(\n{listed}\n))\n'


def _do(made: Made) -> str:
    paths = [file.path for file in made.files["stata"]]
    lines = ["", f"* {made.table.said.zh} {made.table.said.en}", f'use "{paths[0]}", clear']
    lines += [f'append using "{path}"' for path in paths[1:]]
    lines += [f"* {old} → {new}" for old, new in _renamed(made.table)]
    return "\n".join([*lines, "describe, short", ""])


def _renamed(table: Table) -> list[tuple[str, str]]:
    pairs = zip(table.names, stata_names(table.names), strict=True)
    return [(old, new) for old, new in pairs if old != new]


def _python(tables: Sequence[Table]) -> str:
    return _PYTHON.format(
        text=_by_table(tables, str),
        whole=_by_table(tables, int),
        yes_no=_by_table(tables, bool),
        dates=_by_table(tables, date),
    )


def _by_table(tables: Sequence[Table], kind: type) -> str:
    def names(columns: Sequence[Column]) -> str:
        return ", ".join(f'"{c.name}"' for c in columns if c.kind is kind)

    return "{\n" + "".join(f'    "{t.name}": [{names(t.columns)}],\n' for t in tables) + "}"


def _view(name: str) -> str:
    return f"CREATE VIEW {quoted(name)} AS SELECT * FROM 'parquet/{name}.parquet';\n"
