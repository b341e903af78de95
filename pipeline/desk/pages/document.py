"""The document page: the source on one side, the rows on the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import Request, Response

from ...model.errors import JixiaoError
from ...model.tables import Contact
from ..flow import HIT, Flow, Paragraph, Table
from ..labels import label
from ..library import Opened, known, opened, source
from ..marks import SHOWN, Mark, box_of, marks_of
from ..pictures import Gallery, page_size, render

if TYPE_CHECKING:
    from ..site import Desk, Site

ZOOMS = (75, 100, 125, 150, 200, 300)
ZOOM = 100
FAILED = "failed"  # of the checks only those that do not hold
_GALLERY = Gallery()


async def page(datasette: Site, request: Request) -> Response:
    """``/doc/<doc_id>``: arguments are page, row, start, end, zoom, view, and t for the tables."""
    args = {name: request.args.get(name) or "" for name in ("row", "view", "t")}
    numbers = {n: _number(request.args.get(n)) for n in ("page", "start", "end", "zoom")}
    try:
        row = await datasette.read(lambda db: known(db, request.url_vars["doc_id"]))
        shown = await datasette.aside(
            _context, datasette.desk, row, args, numbers, request.args.getlist("t")
        )
    except JixiaoError as error:
        context = {"error": str(error), "status": 404, "title": "找不到"}
        html = await datasette.render_template("error.html", context, request=request)
        return Response.html(html, status=404)
    latest = await datasette.aside(datasette.verdicts.latest)
    context = {**shown, "latest": latest}
    return Response.html(await datasette.render_template("document.html", context, request=request))


async def picture(datasette: Site, request: Request) -> Response:
    """``/doc/<doc_id>/page/<n>.png``."""
    number = int(request.url_vars["number"])
    zoom = _zoom(_number(request.args.get("zoom")))
    try:
        row = await datasette.read(lambda db: known(db, request.url_vars["doc_id"]))
        data = await datasette.aside(_picture, datasette.desk, row, number, zoom)
    except JixiaoError as error:
        return Response.text(str(error), status=404)
    return Response(data, content_type="image/png", headers={"cache-control": "private, no-cache"})


def _picture(desk: Desk, row: dict[str, Any], number: int, zoom: int) -> bytes:
    key = (row["doc_id"], number, zoom, desk.contacts)

    def make() -> bytes:
        hidden = [] if desk.contacts else _private(opened(desk, row), number)
        return render(source(desk, row), row["media_type"], number, zoom, hidden)

    return _GALLERY.get(key, make)


def _private(document: Opened, page: int) -> list[Any]:
    rows = document.stored.rows(Contact)
    return [row.bbox for row in rows if row.page == page and row.bbox is not None]


def _context(
    desk: Desk,
    row: dict[str, Any],
    args: dict[str, str],
    numbers: dict[str, int],
    tables: list[str],
) -> dict[str, Any]:
    document = opened(desk, row)
    every = marks_of(document.stored, desk.contacts)
    shown = {t for t in tables if t in (*SHOWN, FAILED)} or {*SHOWN, FAILED} - {"checks"}
    marks = [mark for mark in every if _is_shown(mark, shown, args["row"])]
    span = (numbers["start"], numbers["end"])
    hit = span if span[1] > span[0] else None
    context = {
        "doc": row,
        "paged": document.paged,
        "as_pages": document.paged and args["view"] != "text",
        "chosen": args["row"],
        "tables": _counts(every, shown),
        "hit": hit,
        "address": lambda **changes: _address(args, numbers, tables, changes),
        "label": label,
        "by_row": {mark.row_id: mark for mark in every},
        "cited": _cited(every),
    }
    if context["as_pages"]:
        return context | _page(desk, document, marks, args["row"], numbers)
    flow = Flow(document.text, marks, args["row"], hit)
    parts = list(flow.parts(document.stored.layout))
    return context | {"parts": parts, "marks": marks, "is_table": _is_table}


def _page(
    desk: Desk, document: Opened, marks: list[Mark], chosen: str, numbers: dict[str, int]
) -> dict[str, Any]:
    at = next((m.page for m in marks if m.row_id == chosen), None)
    pages = int(document.row["pages"])
    number = min(max(numbers["page"] or at or 1, 1), pages)
    size = page_size(source(desk, document.row), document.row["media_type"], number)
    zoom = _zoom(numbers["zoom"])
    return {
        "page": number,
        "pages": pages,
        "size": size,
        "zoom": zoom,
        "zooms": ZOOMS,
        "width": round(size.width * zoom / 100 * 96 / 72),
        "height": round(size.height * zoom / 100 * 96 / 72),
        "marks": [mark for mark in marks if mark.page in (number, None)],
        "hits": _hits(document, number, (numbers["start"], numbers["end"])),
        "hit_id": HIT,
    }


def _hits(document: Opened, page: int, span: tuple[int, int]) -> list[Any]:
    """The boxes of the passages that a search found."""
    boxes = [
        box_of(p.bbox)
        for p in document.stored.layout.passages
        if p.page == page and p.start < span[1] and p.end > span[0]
    ]
    return [box for box in boxes if box]


def _is_shown(mark: Mark, shown: set[str], chosen: str) -> bool:
    return mark.row_id == chosen or mark.table in shown or (mark.failed and FAILED in shown)


def _is_table(part: Paragraph | Table) -> bool:
    return isinstance(part, Table)


def _counts(marks: Sequence[Mark], shown: set[str]) -> list[tuple[str, str, int, bool]]:
    """Each table with rows: name, title, number, whether it is shown."""
    counted = []
    for table in SHOWN:
        number = sum(mark.table == table for mark in marks)
        if table == "checks":
            failed = sum(mark.failed for mark in marks)
            counted.append((FAILED, "核对不符", failed, FAILED in shown))
        counted.append((table, label("tables", table), number, table in shown))
    return [entry for entry in counted if entry[2]]


def _cited(marks: Sequence[Mark]) -> dict[str, list[Mark]]:
    """The checks that used each row."""
    cited: dict[str, list[Mark]] = {}
    for mark in marks:
        for _, identity in mark.evidence:
            cited.setdefault(identity, []).append(mark)
    return cited


def _address(
    args: dict[str, str], numbers: dict[str, int], tables: list[str], changes: dict[str, Any]
) -> str:
    every = {"view": args["view"], **numbers, "row": args["row"], **changes}
    pairs = [(k, str(v)) for k, v in every.items() if v]
    return urlencode([*pairs, *(("t", table) for table in tables)])


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _zoom(asked: int) -> int:
    return asked if asked in ZOOMS else ZOOM
