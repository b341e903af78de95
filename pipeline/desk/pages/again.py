"""Problems that come back in the year after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from ..again import COLUMNS, KINDS, SORTS, exported, returned
from ..differences import differences
from ..exports import rows_response
from ..labels import choices
from ..listing import Asked, listed

if TYPE_CHECKING:
    from ..site import Site

PATH = "/again"
_ARGS = ("kind", "weakness", "province", "family", "year")


async def page(datasette: Site, request: Request) -> Response:
    """``/again``, ``/again.csv`` and ``/again.json``."""
    asked = Asked.of(request, PATH, _ARGS, tuple(SORTS))
    if form := request.url_vars["form"]:
        return await datasette.read(
            lambda db: rows_response(form, "again", COLUMNS, exported(db, asked))
        )
    context = await listed(datasette, asked, returned)
    for row in context["rows"]:
        row["before"], row["now"] = differences(row["expected"], row["observed"])
    context |= {"kinds": KINDS, "classes": choices("weakness")}
    return Response.html(await datasette.render_template("again.html", context, request=request))
