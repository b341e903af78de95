"""Recurring weaknesses: the ranking of classes, and the way down to a sentence."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from ..exports import csv_response, json_response, rows_response
from ..listing import MOST, PAGE, Asked, choices_of
from ..recurring import (
    RANKING,
    RANKING_SORTS,
    VIEWS,
    cluster_name,
    ranking,
    rows_of,
    shade,
    shown_years,
    view_of,
)

if TYPE_CHECKING:
    from ..site import Site

PATH = "/recurring"
_ARGS = ("province", "city", "family", "year", "cluster", "department", "region", "view")


async def page(datasette: Site, request: Request) -> Response:
    """``/recurring``, ``/recurring.csv`` and ``/recurring.json``: the classes."""
    asked = Asked.of(request, PATH, ("province", "family", "year"), tuple(RANKING_SORTS))
    rows = await datasette.read(lambda db: ranking(db, asked))
    form = request.url_vars["form"]
    if form == ".json":
        return json_response([{n: row[n] for n in (*RANKING, "years")} for row in rows])
    years = shown_years(rows)
    if form:
        told = ({**row, **row["years"]} for row in rows)
        return csv_response("recurring", (*RANKING, *years), told)
    context = {
        "asked": asked,
        "rows": rows,
        "years": years,
        "shade": shade,
        "most": max((row["years"].get(y, 0) for row in rows for y in years), default=0),
        "choices": await datasette.read(_choices),
    }
    html = await datasette.render_template("recurring.html", context, request=request)
    return Response.html(html)


async def weakness(datasette: Site, request: Request) -> Response:
    """``/recurring/<class>``: clusters, departments or sentences of it, also as CSV and JSON."""
    name = request.url_vars["weakness"]
    said = Asked.of(request, PATH, _ARGS)
    view = await datasette.read(lambda db: view_of(db, name, said))
    asked = Asked.of(request, f"{PATH}/{name}", _ARGS, tuple(VIEWS[view].sorts))
    if form := request.url_vars["form"]:
        rows, _ = await datasette.read(lambda db: rows_of(db, name, asked, view, MOST))
        return rows_response(form, f"{name}-{view}", VIEWS[view].columns, rows)
    context = await datasette.read(lambda db: _context(db, name, asked, view))
    html = await datasette.render_template("weakness.html", context, request=request)
    return Response.html(html)


def _context(db: sqlite3.Connection, name: str, asked: Asked, view: str) -> dict[str, Any]:
    rows, total = rows_of(db, name, asked, view, PAGE, asked.first)
    return {
        "weakness": name,
        "asked": asked,
        "view": view,
        "views": {n: v.title for n, v in VIEWS.items() if n != "clusters" or not asked["cluster"]},
        "rows": rows,
        "total": total,
        "most": MOST,
        "more": asked.first + len(rows) < total,
        "cluster": cluster_name(db, name, asked["cluster"]) if asked["cluster"] else "",
        "choices": _choices(db),
    }


def _choices(db: sqlite3.Connection) -> dict[str, list[str]]:
    return {name: choices_of(db, name) for name in ("province", "family", "year")}
