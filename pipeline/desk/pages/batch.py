"""Many queries in one go, from a CSV file."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from ...model.errors import JixiaoError
from ..exports import csv_response
from ..search import Wish, find
from .search import COLUMNS, exported

if TYPE_CHECKING:
    from ..site import Site

MOST_QUERIES = 200
MOST_ROWS = 100_000
_HEADS = frozenset({"q", "query", "查询", "检索词", "关键词"})


async def page(datasette: Site, request: Request) -> Response:
    """The form; after an upload a line for each query, or all hits as CSV."""
    context: dict[str, Any] = {"results": [], "error": "", "most": MOST_QUERIES, "typed": ""}
    if request.method == "POST":
        try:
            form = await request.post_vars()
            queries = queries_of(form)
            if form.get("as") == "csv":
                rows = await datasette.read(lambda db: list(_rows(db, queries)))
                return csv_response("batch", ("query", *COLUMNS), rows)
            context["results"] = await datasette.read(lambda db: _counts(db, queries))
            context["typed"] = "\n".join(queries)
        except JixiaoError as error:
            context["error"] = str(error)
    return Response.html(await datasette.render_template("batch.html", context, request=request))


def queries_of(form: Mapping[str, str]) -> list[str]:
    """The queries of a form: a column of the CSV file, or the lines that were typed.

    A column that is headed 查询, 检索词, 关键词, query or q is taken, else the first. The browser
    reads the file, so that its text comes as a field like any other.
    """
    if form.get("file", "").strip():
        rows = list(csv.reader(io.StringIO(form["file"].lstrip("\ufeff"))))
        heads = [cell.strip().lower() for cell in rows[0]]
        at = next((i for i, head in enumerate(heads) if head in _HEADS), None)
        lines = [row[at or 0] for row in rows[at is not None :] if len(row) > (at or 0)]
    else:
        lines = form.get("queries", "").splitlines()
    queries = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if not queries:
        raise JixiaoError("没有查询。请选一个 CSV 文件（每行一个查询），或在框里每行写一个。")
    if len(queries) > MOST_QUERIES:
        raise JixiaoError(f"一次最多 {MOST_QUERIES} 个查询，这里有 {len(queries)} 个。请分几次。")
    return queries


def _counts(db: sqlite3.Connection, queries: list[str]) -> list[dict[str, Any]]:
    results = []
    for query in queries:
        wish = Wish(q=query)
        found = find(db, wish, facets=False)
        results.append(
            {
                "query": query,
                "hits": len(found.ids),
                "documents": found.documents,
                "more": found.more,
                "address": "/search?" + wish.address(),
            }
        )
    return results


def _rows(db: sqlite3.Connection, queries: list[str]) -> Iterator[dict[str, Any]]:
    left = MOST_ROWS
    for query in queries:
        ids = find(db, Wish(q=query), facets=False).ids[:left]
        left -= len(ids)
        for row in exported(db, ids):
            yield {"query": query, **row}
