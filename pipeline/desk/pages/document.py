"""The document page: the source on one side, the rows on the other."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from datasette.utils.asgi import Request, Response

from ...corrections.file import Corrections
from ...corrections.values import correctable
from ...model.errors import JixiaoError
from ...model.tables import Contact, Document
from ..fixes import CELL, Fixes, entries_of, form, waiting
from ..flow import HIT, Flow, Paragraph, Table
from ..labels import column_names, label, told
from ..library import Opened, known, opened, source
from ..marks import SHOWN, Mark, box_of, marks_of
from ..pictures import Gallery, page_size, render
from ..portions import portion_of, portions

if TYPE_CHECKING:
    from ..site import Desk, Site

ZOOMS = (75, 100, 125, 150, 200, 300)
ZOOM = 100
_NUMBERS = ("page", "part", "start", "end", "zoom")
FAILED = "failed"  # of the checks only those that do not hold
_GALLERY = Gallery()


async def page(datasette: Site, request: Request) -> Response:
    """``/doc/<doc_id>``: arguments are page (of a text: part), row, start, end, zoom,
    view, fix, and t for the tables.
    """
    return await _answer(datasette, request, {}, "")


async def correct(datasette: Site, request: Request) -> Response:
    """``/doc/<doc_id>/correct``: take down a correction and go back to the row."""
    if request.method != "POST":
        return Response.redirect(f"/doc/{request.url_vars['doc_id']}")
    typed = await request.post_vars()
    try:
        row = await datasette.read(lambda db: known(db, request.url_vars["doc_id"]))
        await datasette.aside(_take, datasette.desk, datasette.fixes, row, typed)
    except JixiaoError as error:
        return await _answer(datasette, request, typed, str(error))
    query, mark = urlencode(_args(request)), typed.get("row", "")
    return Response.redirect(f"/doc/{row['doc_id']}?{query}#r-{quote(mark)}")


def _take(desk: Desk, fixes: Fixes, row: dict[str, Any], typed: dict[str, str]) -> None:
    entries, instead_of = entries_of(opened(desk, row), typed, fixes.read())
    fixes.take(entries, instead_of)


async def _answer(
    datasette: Site, request: Request, typed: dict[str, str], problem: str
) -> Response:
    args = {name: request.args.get(name) or "" for name in ("row", "view", "t", "fix")}
    numbers = {n: _number(request.args.get(n)) for n in _NUMBERS}
    try:
        row = await datasette.read(lambda db: known(db, request.url_vars["doc_id"]))
        shown = await datasette.aside(
            _context, datasette.desk, row, args, numbers, request.args.getlist("t")
        )
        fixing = await datasette.aside(_fixing, datasette.desk, datasette.fixes, row, args, typed)
    except JixiaoError as error:
        context = {"error": str(error), "status": 404, "title": "找不到"}
        html = await datasette.render_template("error.html", context, request=request)
        return Response.html(html, status=404)
    latest = await datasette.aside(datasette.verdicts.latest)
    context = {**shown, **fixing, "fix_error": problem, "latest": latest}
    html = await datasette.render_template("document.html", context, request=request)
    return Response.html(html, status=400 if problem else 200)


def _args(request: Request) -> list[tuple[str, str]]:
    return [(k, v) for k in request.args for v in request.args.getlist(k) if k != "fix"]


def _fixing(
    desk: Desk, fixes: Fixes, row: dict[str, Any], args: dict[str, str], typed: dict[str, str]
) -> dict[str, Any]:
    """What the page shows of corrections: those that wait, and the form of the chosen row."""
    document = opened(desk, row)
    try:
        corrections, problem = fixes.read(), ""
    except JixiaoError as error:
        corrections, problem = Corrections(), str(error)
    pending = waiting(document, corrections)
    table = next((t for t in correctable() if args["row"] in _names(document, t)), "")
    fields = form(document, table, args["row"], pending.get(args["row"], ())) if table else []
    if typed:
        fields = [replace(f, value=typed.get(CELL + f.name, f.value)) for f in fields]
    return {
        "fixes_error": problem,
        "pending": pending,
        "fix_form": fields,
        "fixing": bool(args["fix"] or typed),
        "typed": {"by": getpass.getuser(), "reason": "", **typed},
    }


def _names(document: Opened, table: str) -> set[str]:
    return {cells[0] for cells in document.stored.tables[table]}


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
        "cited": _cited(every, ("checks",)),
        "fixed": _cited(every, ("corrections",)),
        "own": document.stored.tables[Document.table][0][0],
        "correctable": correctable(),
        "column_names": column_names,
        "told": told,
    }
    if context["as_pages"]:
        return context | _page(desk, document, marks, args["row"], numbers)
    return context | _text(document, marks, args["row"], hit, numbers["part"])


def _text(
    document: Opened, marks: list[Mark], chosen: str, hit: tuple[int, int] | None, asked: int
) -> dict[str, Any]:
    """A portion of the text: that asked for, that of the chosen row or of the hit, or the first."""
    layout = document.stored.layout
    cut = portions(layout, len(document.text))
    at = next((m.start for m in marks if m.row_id == chosen), hit[0] if hit else 0)
    number = min(asked or portion_of(cut, at), len(cut))
    first, last = cut[number - 1]
    here = [m for m in marks if m.start < last and (m.end > first or m.start >= first)]
    flow = Flow(document.text, here, chosen, hit)
    return {
        "part": number,
        "portions": len(cut),
        "parts": list(flow.parts(layout, (first, last))),
        "marks": here,
        "is_table": _is_table,
    }


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


def _cited(marks: Sequence[Mark], tables: Sequence[str]) -> dict[str, list[Mark]]:
    """For each row the checks that used it, or the corrections that found it."""
    cited: dict[str, list[Mark]] = {}
    for mark in (mark for mark in marks if mark.table in tables):
        for _, identity in mark.evidence:
            cited.setdefault(identity, []).append(mark)
    return cited


def _address(
    args: dict[str, str], numbers: dict[str, int], tables: list[str], changes: dict[str, Any]
) -> str:
    every = {"view": args["view"], **numbers, "part": "", "row": args["row"], **changes}
    pairs = [(k, str(v)) for k, v in every.items() if v]
    return urlencode([*pairs, *(("t", table) for table in tables)])


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _zoom(asked: int) -> int:
    return asked if asked in ZOOMS else ZOOM
