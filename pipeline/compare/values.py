"""Department × year × metric: one value each, comparable or with the reason why not."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from ..packs.rules import MetricRule

PROJECTS = ("project_table", "project_report")
# Tier 0 is stated, 1 computed, 2 what next year's report says of the year.
# A value that fits no decimal is no figure but what damage left of one.
_VALUES = """
CREATE TABLE metric_values AS
SELECT d.department, d.region_code, m.metric, m.name, m.unit, m.how, m.year::INTEGER AS year,
  CASE WHEN d.doc_type IN ('project_table', 'project_report') THEN '项目：' || d.title
       ELSE m.scope END AS scope,
  d.doc_type IN ('project_table', 'project_report') AS of_project,
  m.prior = 'true' AS prior,
  CASE WHEN m.prior = 'true' THEN 2 WHEN m.how = 'computed' AND NOT g.grouped THEN 1 ELSE 0 END
    AS tier,
  m.value, try_cast(m.value AS DECIMAL(30, 8)) AS number,
  try_cast(m.step AS DECIMAL(30, 8)) AS step,
  m.stage, m.doc_id, d.file, d.fiscal_year, 'metrics:' || m.row_id AS source,
  m.char_start::INTEGER AS char_start, len(string_split(m.evidence, ' ')) AS prints,
  m.evidence
FROM metrics m JOIN docs d ON d.doc_id = m.doc_id AND d.file = m.file
JOIN groups g ON g.metric = m.metric
WHERE d.department <> '' AND m.year <> ''
  AND try_cast(m.value AS DECIMAL(30, 8)) IS NOT NULL
"""
# An amount budgeted in the year as adjusted comes before one that does not say so.
_CHOSEN = """
CREATE TABLE chosen AS
WITH best AS (
  SELECT *, min(tier) OVER (PARTITION BY department, region_code, year, metric, scope) AS least
  FROM metric_values
), joined AS (
  SELECT department, region_code, year, metric, scope, any_value(name) AS name,
    any_value(unit) AS unit, min(tier) AS tier, bool_or(of_project) AS of_project,
    max(number) - min(number) AS spread, max(coalesce(step, 0)) AS step,
    first(value ORDER BY prints DESC, step NULLS LAST, file, char_start, source) AS often,
    first(value ORDER BY step NULLS LAST, file, char_start, source) AS finest,
    first(how ORDER BY tier, file, char_start, source) AS how,
    string_agg(DISTINCT value, '；' ORDER BY value) AS found,
    string_agg(DISTINCT doc_id, ' ' ORDER BY doc_id) AS doc_ids,
    string_agg(DISTINCT source, ' ' ORDER BY source) AS evidence
  FROM best WHERE tier = least
  GROUP BY department, region_code, year, metric, scope
)
SELECT j.*, spread <= j.step AS agreed,
  CASE WHEN spread <= j.step THEN finest ELSE often END AS value,
  (CASE WHEN spread <= j.step THEN finest ELSE often END)::DECIMAL(30, 8) AS number,
  CASE
    WHEN of_project THEN '只是一个项目的数，不是部门整体的'
    WHEN tier = 2 THEN '取自下一年度报告所说的上年数，本年度报告没有写'
    WHEN scope <> '' AND NOT g.grouped THEN '范围不同：只是“' || scope || '”的数'
    WHEN spread > j.step THEN '有几个不同的数：' || found
    WHEN j.unit = '%' AND how = 'computed' AND finest::DECIMAL(30, 8) > 300
      THEN '算出的比率超过 300%，分子和分母可能不是同一范围的数'
    ELSE '' END AS reason
FROM joined j JOIN groups g ON g.metric = j.metric
"""
_PLACES = """
CREATE TABLE places AS
SELECT department, region_code, first(family ORDER BY file) AS family,
  first(province ORDER BY file) AS province, first(city ORDER BY file) AS city,
  first(county ORDER BY file) AS county, first(level ORDER BY file) AS level
FROM docs GROUP BY department, region_code
"""
_RANKED = """
CREATE TABLE ranked AS
SELECT c.department, c.region_code, c.metric, c.scope, c.year,
  count(*) OVER peers AS peers, rank() OVER (peers ORDER BY number DESC) AS place,
  percent_rank() OVER (peers ORDER BY number) AS quantile,
  count(*) OVER region AS region_peers, rank() OVER (region ORDER BY number DESC) AS region_place,
  p.family <> '' AND p.level <> '' AS has_peers, c.region_code <> '' AS has_region
FROM chosen c JOIN places p USING (department, region_code)
WHERE c.reason = ''
WINDOW peers AS (PARTITION BY c.metric, c.scope, c.year, p.family, p.level),
  region AS (PARTITION BY c.metric, c.scope, c.year, c.region_code)
"""
_COMPARISON = """
SELECT c.department, p.family, p.province, p.city, p.county, c.region_code, p.level, c.year,
  c.metric, c.name, c.scope, c.value, c.unit, c.how, c.reason = '', c.reason, c.found,
  CASE WHEN r.has_peers THEN r.peers END, CASE WHEN r.has_peers THEN r.place END,
  CASE WHEN r.has_peers AND r.peers > 1 THEN round(r.quantile, 4)::DECIMAL(8, 4) END,
  CASE WHEN r.has_region THEN r.region_peers END, CASE WHEN r.has_region THEN r.region_place END,
  b.value, CASE WHEN b.number IS NOT NULL THEN c.number - b.number END,
  CASE WHEN c.unit = '万元' AND b.number > 0
    THEN try_cast(round((c.number - b.number)::DOUBLE / b.number::DOUBLE * 100, 2)
      AS DECIMAL(20, 2)) END,
  c.doc_ids, c.evidence
FROM chosen c JOIN places p USING (department, region_code)
LEFT JOIN ranked r USING (department, region_code, metric, scope, year)
LEFT JOIN chosen b ON b.department = c.department AND b.region_code = c.region_code
  AND b.metric = c.metric AND b.scope = c.scope AND b.year = c.year - 1
  AND b.reason = '' AND c.reason = ''
JOIN groups g ON g.metric = c.metric
ORDER BY c.department, c.region_code, c.year, g.place, c.metric, c.scope
"""


def make_values(base: duckdb.DuckDBPyConnection, rules: Sequence[MetricRule]) -> None:
    """Make the tables ``groups`` (the metrics), ``metric_values`` (all) and ``chosen`` (one each).

    ``grouped`` metrics have a value for each of their scopes, comparable with those of its name.
    """
    base.execute("CREATE TABLE groups (metric VARCHAR, place INTEGER, grouped BOOLEAN)")
    for place, rule in enumerate({r.metric: r for r in rules}.values()):
        grouped = rule.origin == "level1_scores"
        base.execute("INSERT INTO groups VALUES (?, ?, ?)", [rule.metric, place, grouped])
    for statement in (_VALUES, _CHOSEN, _PLACES, _RANKED):
        base.execute(statement)


def comparison(base: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The rows of ``comparison`` in the order of its columns."""
    return base.cursor().execute(_COMPARISON)
