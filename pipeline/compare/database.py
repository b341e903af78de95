"""DuckDB over the tables of a run: what does not fit into memory goes to a folder beside them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ..model.tables import Deduction, Document, Metric, Section, Weakness

MEMORY = "640MB"
THREADS = 2
_READ = (Document, Metric, Section, Weakness, Deduction)
_DOCUMENTS = """
CREATE TABLE docs AS
SELECT doc_id, min(file) AS file, first(doc_type ORDER BY file) AS doc_type,
  first(coalesce(nullif(department_name, ''), department) ORDER BY file) AS department,
  first(department_family ORDER BY file) AS family, first(province ORDER BY file) AS province,
  first(city ORDER BY file) AS city, first(county ORDER BY file) AS county,
  first(region_code ORDER BY file) AS region_code, first(title ORDER BY file) AS title,
  first(status ORDER BY file) AS status,
  try_cast(first(fiscal_year ORDER BY file) AS INTEGER) AS fiscal_year
FROM documents GROUP BY doc_id
"""
_LEVEL = """
ALTER TABLE docs ADD COLUMN level VARCHAR;
UPDATE docs SET level = CASE
  WHEN region_code LIKE '%0000' OR (county = '' AND city = '' AND province <> '') THEN '省'
  WHEN region_code LIKE '%00' OR (county = '' AND city <> '') THEN '市'
  WHEN county <> '' THEN '县' ELSE '' END
"""


@contextmanager
def opened(tables: Path, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with a view of each table of ``tables`` and one row a document in ``docs``.

    A file that lies in the corpus twice counts once, under the path that comes first.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": THREADS,
        "temp_directory": str(scratch),
        "preserve_insertion_order": False,
    }
    base = duckdb.connect(str(scratch / "corpus.duckdb"), config=settings)
    try:
        for table in _READ:
            base.execute(f"CREATE VIEW {table.table} AS {_csv(tables / f'{table.table}.csv')}")
        base.execute(_DOCUMENTS)
        base.execute(_LEVEL)
        yield base
    finally:
        base.close()
        shutil.rmtree(scratch)


def _csv(path: Path) -> str:
    name = str(path).replace("'", "''")
    return (
        f"SELECT * FROM read_csv('{name}', header=true, all_varchar=true, delim=',', quote='\"', "
        "escape='\"', nullstr='\\N', max_line_size=20000000, strict_mode=true)"
    )
