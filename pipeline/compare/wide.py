"""The comparison with a row per department and year, and a column per metric."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import duckdb

from ..model.corpus_tables import WIDE, WIDE_KEYS
from ..packs.rules import MetricRule
from .made import Cells, Made, batches, cells

_ROWS = """
SELECT c.department, p.family, p.province, p.city, p.county, c.region_code, p.level, c.year,
  c.metric || CASE WHEN c.scope = '' THEN '' ELSE ':' || c.scope END, c.value
FROM chosen c JOIN places p USING (department, region_code) WHERE c.reason = ''
ORDER BY c.department, c.region_code, c.year
"""
_SCOPES = """
SELECT DISTINCT metric || ':' || scope FROM chosen WHERE reason = '' AND scope <> '' ORDER BY 1
"""


def wide(base: duckdb.DuckDBPyConnection, rules: Sequence[MetricRule]) -> Made:
    """Only comparable values; metrics that are grouped have a column for each of their scopes."""
    plain = [r.metric for r in rules if r.origin != "level1_scores"]
    scoped = [str(row[0]) for row in base.execute(_SCOPES).fetchall()]
    columns = (*dict.fromkeys(plain), *scoped)
    return Made(WIDE, (*WIDE_KEYS, *columns), _rows(base, columns))


def _rows(base: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> Iterator[Cells]:
    cursor = base.cursor().execute(_ROWS)
    for key, group in groupby(batches(cursor), key=lambda row: row[: len(WIDE_KEYS)]):
        values = {row[-2]: row[-1] for row in group}
        yield cells([*key, *(values.get(c) for c in columns)])
