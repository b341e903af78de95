"""Passages that stand nearly word for word in several documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import duckdb

from ..model.corpus_tables import Similar
from ..segment.fold import fold
from .made import batches
from .near import Likeness, Pair, add_bands, groups, insert, pairs

ALIKE = Likeness(bands=12, rows=5, ngram=4, least=85)
SHORTEST = 40  # characters without blanks; shorter ones are headings and stock phrases
COMMON = 5  # departments from which on a passage is boilerplate
_BLANK = re.compile(r"\s+")
_HAN = re.compile("[\u4e00-\u9fff]")
_FOUND = """
WITH n AS (
  SELECT g.root, count(DISTINCT p.doc_id) AS documents,
    count(DISTINCT (d.department, d.region_code)) FILTER (d.department <> '') AS departments,
    bool_or(d.status IN ('blank', 'no_report')) AS template
  FROM passage_groups g JOIN passages p ON p.id = g.id JOIN docs d ON d.doc_id = p.doc_id
  GROUP BY g.root
)
SELECT CASE WHEN n.departments >= {common} OR n.template THEN 'boilerplate' ELSE 'copied' END,
  CASE WHEN x.department = y.department AND x.region_code = y.region_code
    THEN 'same_department' ELSE 'across_departments' END,
  l.ratio, n.documents,
  (SELECT arg_max(s.kind, s.level::INTEGER) FROM sections s WHERE s.doc_id = p.doc_id
     AND s.file = x.file AND s.char_start::INTEGER <= p.char_start
     AND s.char_end::INTEGER > p.char_start),
  p.doc_id, x.file, x.department, x.fiscal_year, p.char_start, p.char_end,
  q.doc_id, y.file, y.department, y.fiscal_year, q.char_start, q.char_end
FROM passage_pairs l JOIN passages p ON p.id = l.a JOIN passages q ON q.id = l.b
JOIN passage_groups g ON g.id = l.a JOIN n ON n.root = g.root
JOIN docs x ON x.doc_id = p.doc_id JOIN docs y ON y.doc_id = q.doc_id
WHERE p.doc_id <> q.doc_id
ORDER BY x.file, p.char_start, y.file, q.char_start
"""


def similar(base: duckdb.DuckDBPyConnection, texts: Path) -> Iterator[Similar]:
    """The pairs in the order of the first passage; a passage of many documents is linked twice.

    It is held against the first document that has it and against the one before, not against all.
    """
    _make_passages(base, texts)
    every = batches(base.cursor().execute("SELECT id, '', text FROM passages ORDER BY id"))
    add_bands(base, "passages", every, ALIKE)
    base.execute("CREATE TABLE passage_pairs (a BIGINT, b BIGINT, ratio DECIMAL(5, 2))")
    found: list[Pair] = list(pairs(base, "passages", ALIKE))
    linked = ((p.a, p.b, round(p.ratio, 2)) for p in found)
    insert(base, "passage_pairs", linked, ("BIGINT", "BIGINT", "DECIMAL(5, 2)"))
    base.execute("CREATE TABLE passage_groups (id BIGINT, root BIGINT)")
    insert(base, "passage_groups", sorted(groups(found).items()))
    for row in batches(base.cursor().execute(_FOUND.format(common=COMMON))):
        yield _row(row, texts)


def _make_passages(base: duckdb.DuckDBPyConnection, texts: Path) -> None:
    """The paragraphs of all documents, numbered in the order of their files."""
    base.execute(
        "CREATE TABLE passages (id BIGINT, doc_id VARCHAR, char_start BIGINT, char_end BIGINT, "
        "text VARCHAR)"
    )
    documents = base.execute("SELECT doc_id FROM docs ORDER BY file, doc_id").fetchall()
    every = (
        (doc_id, *passage)
        for (doc_id,) in documents
        for passage in paragraphs(_text(texts, doc_id))
    )
    rows = ((number, *one) for number, one in enumerate(every, 1))
    insert(base, "passages", rows, ("BIGINT", "VARCHAR", "BIGINT", "BIGINT", "VARCHAR"))


def paragraphs(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and folded text without blanks of the paragraphs that are long enough."""
    at = 0
    for line in text.split("\n"):
        if "\t" not in line:
            bare = _BLANK.sub("", fold(line))
            if len(bare) >= SHORTEST and len(_HAN.findall(bare)) * 2 >= len(bare):
                yield at, at + len(line), bare
        at += len(line) + 1


def _text(texts: Path, doc_id: str) -> str:
    return (texts / f"{doc_id}.txt").read_bytes().decode()


def _row(row: tuple[Any, ...], texts: Path) -> Similar:
    kind: Literal["copied", "boilerplate"]
    kind, between, ratio, documents, section, *ends = row
    a, b = ends[:6], ends[6:]
    return Similar(
        kind=kind,
        between=between,
        similarity=Decimal(ratio),
        documents=documents,
        section_kind=section or "",
        doc_id_a=a[0],
        file_a=a[1],
        department_a=a[2],
        year_a=a[3],
        char_start_a=a[4],
        char_end_a=a[5],
        text_a=_text(texts, a[0])[a[4] : a[5]],
        doc_id_b=b[0],
        file_b=b[1],
        department_b=b[2],
        year_b=b[3],
        char_start_b=b[4],
        char_end_b=b[5],
        text_b=_text(texts, b[0])[b[4] : b[5]],
    )
