"""Comparison: a metric by department and year as chart and table, and the sources of a value."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import Request, Response

from ..chart import chart, told
from ..comparison import (
    COLUMNS,
    EDGE,
    LEVELS,
    SORTS,
    Metric,
    chosen,
    counted,
    dots,
    metrics,
    of_department,
    reasons,
    sources,
    spread,
    values_of,
    within,
    years_of,
)
from ..exports import rows_response
from ..listing import MOST, PAGE, Asked, Condition, choices_of, page_of

if TYPE_CHECKING:
    from ..site import Site

PATH = "/comparison"
MOST_DOTS = 600
NOT = "not"  # of ``show``: what may not be compared
_ARGS = ("metric", "family", "level", "province", "city", "department", "region", "show")
_VALUE_ARGS = ("metric", "scope", "department", "region", "year")


async def page(datasette: Site, request: Request) -> Response:
    """``/comparison``, ``/comparison.csv`` and ``/comparison.json``."""
    asked = Asked.of(request, PATH, _ARGS, tuple(SORTS), ("year",))
    if form := request.url_vars["form"]:
        return await datasette.read(
            lambda db: rows_response(form, "comparison", COLUMNS, _export(db, asked))
        )
    context = await datasette.read(lambda db: _context(db, asked))
    html = await datasette.render_template("comparison.html", context, request=request)
    return Response.html(html)


async def value(datasette: Site, request: Request) -> Response:
    """``/comparison/value``: one value, its place among its peers, and what it is made of."""
    asked = Asked.of(request, f"{PATH}/value", _VALUE_ARGS)
    context = await datasette.read(lambda db: _value(db, asked))
    if context is None:
        error = {"error": "没有这个数，也许文件已经改动。请回到比较页查找。", "title": "找不到"}
        html = await datasette.render_template("error.html", error, request=request)
        return Response.html(html, status=404)
    html = await datasette.render_template("value.html", context, request=request)
    return Response.html(html)


def _export(db: sqlite3.Connection, asked: Asked) -> Iterator[dict[str, Any]]:
    metric = chosen(metrics(db), asked["metric"])
    if metric is None:
        return iter(())
    return values_of(db, asked, within(metric, asked, comparable=asked["show"] != NOT), MOST)


def _context(db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    every = metrics(db)
    metric = chosen(every, asked["metric"])
    if metric is None:
        return {"asked": asked, "metric": None}
    good, bad = (within(metric, asked, comparable=flag) for flag in (True, False))
    shown = bad if asked["show"] == NOT else good
    rows, more = page_of(list(values_of(db, asked, shown, PAGE + 1, asked.first)))
    province = asked["province"]
    return {
        "asked": asked,
        "metrics": every,
        "metric": metric,
        "rows": rows,
        "more": more,
        "counts": {"": counted(db, good), NOT: counted(db, bad)},
        "most": MOST,
        "reasons": reasons(db, bad),
        "years": years_of(db, metric),
        "levels": LEVELS,
        "choices": {name: choices_of(db, name) for name in ("family", "province")},
        "cities": choices_of(db, "city", province) if province else [],
        "edge": EDGE,
        "address": _address,
        "told": told,
        **_drawn(db, metric, asked, shown),
    }


def _drawn(
    db: sqlite3.Connection, metric: Metric, asked: Asked, shown: Condition
) -> dict[str, Any]:
    """The chart, and whether it has a dot for every value."""
    points = spread(db, shown)
    whole = sum(map(len, points.values())) <= MOST_DOTS
    rows = dots(db, points, whole)
    if asked["department"] and not whole:
        own = of_department(db, metric.metric, metric.scope, asked)
        there = {(row["department"], row["region_code"], row["fiscal_year"]) for row in rows}
        rows += [
            row
            for row in own
            if row["comparable"] == (asked["show"] != NOT)
            and (row["department"], row["region_code"], row["fiscal_year"]) not in there
        ]
    values = {year: [value for value, _ in every] for year, every in points.items()}
    return {"chart": chart(values, rows), "whole": whole}


def _value(db: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    course = of_department(db, asked["metric"], asked["scope"], asked)
    row = next((r for r in course if str(r["fiscal_year"] or "") == asked["year"]), None)
    if row is None:
        return None
    every = metrics(db)
    key = Metric(row["metric"], row["scope"], row["name"], row["unit"], 0).key
    known = any(metric.key == key for metric in every)
    return {
        "asked": asked,
        "row": row,
        "course": course,
        "sources": sources(db, row["evidence"]),
        "address": _address,
        "key": key if known else row["metric"],
    }


def _address(row: dict[str, Any]) -> str:
    """The address of the page of a value."""
    said = {
        "metric": row["metric"],
        "scope": row["scope"],
        "department": row["department"],
        "region": row["region_code"],
        "year": row["fiscal_year"] or "",
    }
    return f"{PATH}/value?{urlencode({n: v for n, v in said.items() if v})}"
