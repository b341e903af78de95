"""Problems that come back in the year after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from ..again import COLUMNS, KINDS, SORTS, exported, returned
from ..differences import differences
from ..exports import rows_response
from ..labels import choices
from ..listing import MOST, Asked, choices_of, page_of

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
    found, count, beyond = await datasette.read(lambda db: returned(db, asked))
    rows, more = page_of(found)
    for row in rows:
        row["before"], row["now"] = differences(row["expected"], row["observed"])
    context = {
        "asked": asked,
        "rows": rows,
        "count": count,
        "beyond": beyond,
        "most": MOST,
        "more": more,
        "kinds": KINDS,
        "classes": choices("weakness"),
        "choices": await datasette.read(
            lambda db: {name: choices_of(db, name) for name in ("province", "family", "year")}
        ),
    }
    return Response.html(await datasette.render_template("again.html", context, request=request))
