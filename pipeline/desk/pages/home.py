"""The first page: what there is, and where to begin."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from ...database.schema import KEPT

if TYPE_CHECKING:
    from ..site import Site

_OVERVIEW = "SELECT value, number FROM overview WHERE topic = ? ORDER BY "
_GROUPS = {
    "weakness": f"{_OVERVIEW} number DESC LIMIT 8",
    "severity": (f"{_OVERVIEW} CASE value WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END"),
    "province": f"{_OVERVIEW} number DESC LIMIT 12",
    "year": f"{_OVERVIEW} value DESC LIMIT 8",
    "doc_type": f"{_OVERVIEW} number DESC",
}
_FAILED = "SELECT file, error FROM runs WHERE status = 'failed' ORDER BY file LIMIT 20"
_DOCUMENTS = """
SELECT doc_id, file, title, department, fiscal_year, doc_type, self_score FROM documents
ORDER BY file LIMIT 30
"""


async def page(datasette: Site, request: Request) -> Response:
    """The first page."""
    context = await datasette.read(_overview)
    return Response.html(await datasette.render_template("home.html", context, request=request))


def _overview(db: sqlite3.Connection) -> dict[str, Any]:
    counts = dict(map(tuple, db.execute(f"{_OVERVIEW} rowid", ("table",))))
    return {
        "counts": {table.table: counts.get(table.table, 0) for table in KEPT},
        "groups": {n: [tuple(r) for r in db.execute(sql, (n,))] for n, sql in _GROUPS.items()},
        "failed": [tuple(row) for row in db.execute(_FAILED)],
        "documents": [dict(row) for row in db.execute(_DOCUMENTS)],
    }
