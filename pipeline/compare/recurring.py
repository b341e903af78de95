"""Weaknesses that recur: by class, and by clusters of like problems inside a class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb

from ..model.corpus_tables import Recurring
from ..segment.words import Tokenizer
from .made import batches
from .naming import Namer, typical
from .near import Likeness, add_bands, groups, insert, pairs
from .problems import make_problems

# Problems are short: two texts with half of their characters pairs in common are one problem.
ALIKE = Likeness(bands=24, rows=2, ngram=2, least=62)
_EXAMPLES = 20
_QUOTED = 60
_GROUPED = """
WITH kept AS (
  SELECT p.*, 0 AS root FROM problems p
  UNION ALL
  SELECT p.*, g.root FROM problems p JOIN problem_groups g ON g.id = p.id
), shown AS (
  SELECT weakness, root, list(quote ORDER BY id) AS quotes,
    array_to_string(list(source ORDER BY id)[1:{examples}], ' ') AS sources
  FROM (
    SELECT weakness, root, id, quote, source FROM kept
    QUALIFY row_number() OVER (PARTITION BY weakness, root ORDER BY id) <= {quoted})
  GROUP BY ALL
), years AS (
  SELECT weakness, root, fiscal_year, count(*) AS n FROM kept GROUP BY ALL
), told AS (
  SELECT weakness, root,
    string_agg(fiscal_year || ':' || n, ' ' ORDER BY fiscal_year) AS years
  FROM years WHERE fiscal_year IS NOT NULL GROUP BY ALL
), lasting AS (
  SELECT weakness, root, count(*) FILTER (WHERE n > 1) AS repeated FROM (
    SELECT weakness, root, department, region_code, count(DISTINCT fiscal_year) AS n
    FROM kept WHERE department <> '' GROUP BY ALL) GROUP BY ALL
), points AS (
  SELECT l.weakness, k.root, sum(try_cast(l.points_lost AS DECIMAL(18, 4))) AS points
  FROM deductions l JOIN docs d ON d.doc_id = l.doc_id AND d.file = l.file
  JOIN (SELECT DISTINCT root, weakness, doc_id, quote FROM kept WHERE root > 0) k
    ON k.doc_id = l.doc_id AND k.weakness = l.weakness AND contains(l.reason, k.quote)
  GROUP BY ALL
  UNION ALL
  SELECT l.weakness, 0, sum(try_cast(l.points_lost AS DECIMAL(18, 4)))
  FROM deductions l JOIN docs d ON d.doc_id = l.doc_id AND d.file = l.file
  WHERE l.weakness <> '' GROUP BY ALL
)
SELECT k.weakness, k.root,
  count(DISTINCT (department, region_code, CASE WHEN department = '' THEN doc_id ELSE '' END)),
  count(DISTINCT doc_id), count(*), any_value(q.points),
  min(fiscal_year), max(fiscal_year), any_value(t.years), any_value(r.repeated),
  any_value(s.quotes), any_value(s.sources)
FROM kept k JOIN shown s ON s.weakness = k.weakness AND s.root = k.root
LEFT JOIN told t ON t.weakness = k.weakness AND t.root = k.root
LEFT JOIN lasting r ON r.weakness = k.weakness AND r.root = k.root
LEFT JOIN points q ON q.weakness = k.weakness AND q.root = k.root
GROUP BY k.weakness, k.root
ORDER BY k.weakness, k.root > 0, count(DISTINCT doc_id) DESC, count(*) DESC, k.root
"""

# A department has one region and one family, whatever a single report of it says.
_MENTIONS = """
SELECT p.weakness, coalesce(n.number, 0), p.department, l.family, l.province, l.city,
  p.region_code, p.fiscal_year, p.doc_id, p.row_id
FROM problems p JOIN places l USING (department, region_code)
LEFT JOIN problem_groups g ON g.id = p.id LEFT JOIN problem_numbers n ON n.root = g.root
ORDER BY p.weakness, coalesce(n.number, 0), p.id
"""


def recurring(base: duckdb.DuckDBPyConnection, tokenizer: Tokenizer) -> Iterator[Recurring]:
    """Each class (cluster 0), followed by its clusters, those of most documents first.

    When all are read, ``problem_numbers`` holds the numbers of the clusters.
    """
    make_problems(base)
    _make_groups(base)
    quotes = batches(base.cursor().execute("SELECT quote FROM problems ORDER BY id"))
    namer = Namer(tokenizer, (quote for (quote,) in quotes))
    number = 0
    numbers: list[tuple[int, int]] = []
    cursor = base.cursor().execute(_GROUPED.format(examples=_EXAMPLES, quoted=_QUOTED))
    for row in batches(cursor):
        number = number + 1 if row[1] else 0
        numbers += [(row[1], number)] if number else []
        yield _row(row, number, namer)
    base.execute("CREATE TABLE problem_numbers (root BIGINT, number BIGINT)")
    insert(base, "problem_numbers", numbers)


def mentions(base: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The rows of ``recurring_rows``, after ``recurring`` has been read to its end."""
    return base.cursor().execute(_MENTIONS)


def _make_groups(base: duckdb.DuckDBPyConnection) -> None:
    """Put the clusters into ``problem_groups``; a text stands for all mentions that equal it."""
    base.execute(
        "CREATE TABLE problem_texts AS SELECT min(id) AS id, weakness AS kind, text "
        "FROM problems WHERE len(text) >= 4 GROUP BY weakness, text"
    )
    texts = batches(base.cursor().execute("SELECT id, kind, text FROM problem_texts ORDER BY id"))
    add_bands(base, "problem_texts", texts, ALIKE)
    base.execute("CREATE TABLE problem_roots (id BIGINT, root BIGINT)")
    insert(base, "problem_roots", sorted(groups(pairs(base, "problem_texts", ALIKE)).items()))
    base.execute(
        """CREATE TABLE problem_groups AS
        WITH same AS (
          SELECT p.id, p.weakness, t.id AS first
          FROM problems p JOIN problem_texts t ON t.kind = p.weakness AND t.text = p.text
        ), all_of AS (
          SELECT s.id, s.weakness, coalesce(r.root, s.first) AS root
          FROM same s LEFT JOIN problem_roots r ON r.id = s.first
        )
        SELECT id, root FROM all_of
        QUALIFY count(*) OVER (PARTITION BY weakness, root) > 1"""
    )


def _row(row: tuple[Any, ...], number: int, namer: Namer) -> Recurring:
    weakness, _, departments, documents, mentions, points, first, last, years, repeated = row[:10]
    quotes = list(row[10])
    return Recurring(
        weakness=weakness,
        cluster=number,
        name=namer.name(quotes),
        departments=departments,
        documents=documents,
        mentions=mentions,
        points_lost=points,
        first_year=first,
        last_year=last,
        years=years or "",
        repeated_departments=repeated or 0,
        example=typical(quotes),
        evidence=row[11],
    )
