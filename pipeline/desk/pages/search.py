"""The search page, and its hits as CSV and JSON."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from ..exports import csv_response, json_response
from ..labels import label
from ..marked import pieces
from ..search import (
    DOCUMENT_FACETS,
    FACETS,
    MOST,
    PAGE,
    SORTS,
    TAG_FACETS,
    Found,
    Wish,
    check_titles,
    details,
    find,
)

if TYPE_CHECKING:
    from ..site import Site

COLUMNS = (
    "file", "title", "department", "department_name", "department_family", "province", "city",
    "county", "fiscal_year", "doc_type", "heading", "page", "cell", "char_start", "char_end",
    "text", "weakness", "cause", "check", "status", "doc_id", "address",
)  # fmt: skip


async def page(datasette: Site, request: Request) -> Response:
    """``/search``, ``/search.csv`` and ``/search.json``: the same arguments, the same hits."""
    wish = Wish.of({name: request.args.get(name) for name in request.args})
    form = request.url_vars["form"]
    if form:
        rows = await datasette.read(lambda db: list(exported(db, find(db, wish, facets=False).ids)))
        if form == ".csv":
            return csv_response("search", COLUMNS, rows)
        return json_response({"query": wish.q, "filters": dict(wish.filters), "rows": rows})
    context = await datasette.read(lambda db: _context(db, wish))
    return Response.html(await datasette.render_template("search.html", context, request=request))


def _context(db: sqlite3.Connection, wish: Wish) -> dict[str, Any]:
    found = find(db, wish)
    first = (wish.page - 1) * PAGE
    titles = check_titles(db, [wish.filters["check"]]) if "check" in wish.filters else {}
    return {
        "wish": wish,
        "found": found,
        "most": MOST,
        "hits": [_hit(wish, row) for row in details(db, found.ids[first : first + PAGE])],
        "first": first,
        "pages": _pages(wish.page, found),
        "chosen": [
            (name, FACETS[name], titles.get(value) or label(name, value))
            for name, value in wish.filters.items()
        ],
        "facet_titles": FACETS,
        "document_facets": DOCUMENT_FACETS,
        "tag_facets": TAG_FACETS,
        "sorts": SORTS,
    }


def _hit(wish: Wish, row: dict[str, Any]) -> dict[str, Any]:
    tags = sorted({(k, v) for k, v, _ in row["tags"] if k in ("weakness", "cause")})
    failed = {i for k, v, i in row["tags"] if (k, v) == ("status", "fail")}
    return {
        **row,
        "pieces": pieces(row["text"], wish.query.wanted),
        "shown_tags": tags,
        "failed": len(failed),
        "address": address(row),
    }


def address(row: dict[str, Any]) -> str:
    """The address of the document page, at a hit."""
    start, end = row["char_start"], row["char_end"]
    page = f"page={row['page']}&" if row["page"] else ""
    return f"/doc/{row['doc_id']}?{page}start={start}&end={end}#hit"


def exported(db: sqlite3.Connection, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Hits as flat rows with the columns of an export."""
    for at in range(0, len(ids), 500):
        for row in details(db, ids[at : at + 500]):
            for kind in TAG_FACETS:
                values = dict.fromkeys(v for k, v, _ in row["tags"] if k == kind)
                row[kind] = " ".join(values)
            row["address"] = address(row)
            yield {column: row[column] for column in COLUMNS}


def _pages(page: int, found: Found) -> list[int]:
    last = max((len(found.ids) + PAGE - 1) // PAGE, 1)
    near = {1, last, *range(max(page - 3, 1), min(page + 3, last) + 1)}
    return sorted(near)
