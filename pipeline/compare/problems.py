"""The admitted problems of all documents, numbered in one order, with what they compare by."""

from __future__ import annotations

import duckdb

# Blanks, marks and figures do not make two problems differ.
_PROBLEMS = r"""
CREATE TABLE problems AS
SELECT row_number() OVER (ORDER BY w.weakness, d.department, d.region_code, d.file,
    w.char_start::INTEGER, w.char_end::INTEGER, w.row_id) AS id,
  w.weakness, w.origin, w.text AS quote, w.row_id, 'weaknesses:' || w.row_id AS source,
  regexp_replace(w.text, '[^\p{Han}A-Za-z]', '', 'g') AS text,
  w.char_start::INTEGER AS char_start, w.measure,
  w.doc_id, d.file, d.department, d.region_code, d.fiscal_year
FROM weaknesses w JOIN docs d ON d.doc_id = w.doc_id AND d.file = w.file
"""


def make_problems(base: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``problems``."""
    base.execute(_PROBLEMS)
