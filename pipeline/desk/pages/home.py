"""The first page: what there is, and where to begin."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from ...database.schema import KEPT

if TYPE_CHECKING:
    from ..site import Site

_GROUPS = {
    "weakness": "SELECT weakness, count(*) FROM weaknesses GROUP BY 1 ORDER BY 2 DESC LIMIT 8",
    "severity": (
        "SELECT severity, count(*) FROM checks WHERE status = 'fail' GROUP BY 1 "
        "ORDER BY CASE severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END"
    ),
    "province": (
        "SELECT province, count(*) FROM documents WHERE province != '' "
        "GROUP BY 1 ORDER BY 2 DESC LIMIT 12"
    ),
    "year": (
        "SELECT fiscal_year, count(*) FROM documents WHERE fiscal_year IS NOT NULL "
        "GROUP BY 1 ORDER BY 1 DESC LIMIT 8"
    ),
    "doc_type": "SELECT doc_type, count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC",
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
    names = [table.table for table in KEPT]
    return {
        "counts": {n: db.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in names},
        "groups": {name: [tuple(r) for r in db.execute(sql)] for name, sql in _GROUPS.items()},
        "failed": [tuple(row) for row in db.execute(_FAILED)],
        "documents": [dict(row) for row in db.execute(_DOCUMENTS)],
    }
