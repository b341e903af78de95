"""Like passages: the list of pairs, and two of them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from ..differences import differences
from ..exports import rows_response
from ..labels import choices
from ..listing import Asked, listed
from ..similar import COLUMNS, SORTS, exported, pair, passages

if TYPE_CHECKING:
    from ..site import Site

PATH = "/similar"
_ARGS = ("kind", "between", "province", "family", "year", "doc")


async def page(datasette: Site, request: Request) -> Response:
    """``/similar``, ``/similar.csv`` and ``/similar.json``."""
    asked = Asked.of(request, PATH, _ARGS, tuple(SORTS))
    if form := request.url_vars["form"]:
        return await datasette.read(
            lambda db: rows_response(form, "similar", COLUMNS, exported(db, asked))
        )
    context = await listed(datasette, asked, passages)
    context |= {"kinds": choices("passage_kind"), "relations": choices("between")}
    return Response.html(await datasette.render_template("similar.html", context, request=request))


async def both(datasette: Site, request: Request) -> Response:
    """``/similar/<doc_id>-<start>/<doc_id>-<start>``: two passages, their differences marked."""
    said = request.url_vars
    a, b = (said["a"], int(said["a_start"])), (said["b"], int(said["b_start"]))
    row = await datasette.read(lambda db: pair(db, a, b))
    if row is None:
        context: dict[str, Any] = {
            "error": "没有这一对文字，也许文件已经改动。请回到列表查找。",
            "title": "找不到",
        }
        html = await datasette.render_template("error.html", context, request=request)
        return Response.html(html, status=404)
    left, right = await datasette.aside(differences, row["text_a"], row["text_b"])
    context = {"row": row, "sides": (("a", left), ("b", right))}
    html = await datasette.render_template("passages.html", context, request=request)
    return Response.html(html)
