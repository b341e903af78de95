"""Corrections: what waits for the next run, what was applied, what fits nothing any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from ...corrections.entry import Entry
from ...corrections.file import Corrections
from ...model.errors import JixiaoError
from ..exports import csv_response
from ..labels import column_names, label, told

if TYPE_CHECKING:
    from ..site import Site

COLUMNS = (
    "file", "doc_id", "table", "quote", "column", "old", "new", "reason", "by", "at", "status",
    "message",
)  # fmt: skip
FINE = ("waiting", "applied", "replaced", "withdrawn")
_TOLD = "SELECT * FROM corrections"
_DOCUMENTS = "SELECT doc_id, file FROM documents"


async def page(datasette: Site, request: Request) -> Response:
    """``/corrections`` and ``/corrections.csv``; the argument ``doc`` is the id of a document."""
    try:
        corrections, error = await datasette.aside(datasette.fixes.read), ""
    except JixiaoError as problem:
        corrections, error = Corrections(), str(problem)
    rows = await datasette.read(lambda db: [*_rows(db, corrections)])
    if error:
        rows = [row for row in rows if row["status"] != "withdrawn"]
    doc = request.args.get("doc") or ""
    rows = [row for row in rows if not doc or row["doc_id"] == doc]
    rows.sort(key=lambda row: row["status"] in FINE)
    if request.url_vars["form"]:
        return csv_response("corrections", COLUMNS, rows)
    context = {
        "rows": rows,
        "error": error,
        "doc": doc,
        "path": datasette.fixes.path.name,
        "lost": sum(row["status"] not in FINE for row in rows),
        "title_of": lambda row: column_names(row["table"]).get(row["column"], row["column"]),
        "told": lambda row, cell: told(row["table"], row["column"], cell),
        "label": label,
    }
    html = await datasette.render_template("corrections.html", context, request=request)
    return Response.html(html)


async def withdraw(datasette: Site, request: Request) -> Response:
    """Take a correction out of the file; the next run gives the value that was read."""
    if request.method != "POST":
        return Response.redirect("/corrections")
    fields = await request.post_vars()
    try:
        await datasette.aside(datasette.fixes.take, [], {fields.get("id", "")})
    except JixiaoError as error:
        return Response.text(str(error), status=400)
    back = fields.get("back", "")
    return Response.redirect(back if back.startswith("/doc/") else "/corrections")


def _rows(db: sqlite3.Connection, corrections: Corrections) -> Iterator[dict[str, Any]]:
    """The entries of the file with what the last run told of them, then those taken back."""
    last = {row["correction"]: dict(row) for row in db.execute(_TOLD)}
    by_file = {row["file"]: row["doc_id"] for row in db.execute(_DOCUMENTS)}
    documents = set(by_file.values())
    for entry in corrections.entries:
        home = entry.doc_id if entry.doc_id in documents else by_file.get(entry.file, "")
        known = last.pop(entry.id, None)
        yield _row(entry, known["doc_id"] if known else home, *_state(entry, home, known))
    for row in last.values():
        yield {
            **{name: row.get(name, "") for name in COLUMNS},
            "table": row["of_table"], "column": row["of_column"], "row_id": row["of_row"],
            "quote": row["text"], "by": row["author"], "at": row["made_at"], "id": "",
            "status": "withdrawn", "message": "已撤回，下一次 make 恢复读出来的值。",
        }  # fmt: skip


def _state(entry: Entry, home: str, known: dict[str, Any] | None) -> tuple[str, str]:
    if known:
        return known["status"], known["message"]
    if entry.problem:
        return "invalid", f"第 {entry.line} 行起的一条用不了：{entry.problem}。"
    if not home:
        return "no_document", f"没有读到这份文件（{entry.file}）。请核对文件名。"
    return "waiting", "下一次 make 用上。"


def _row(entry: Entry, doc_id: str, status: str, message: str) -> dict[str, Any]:
    return {
        "id": entry.id, "file": entry.file, "doc_id": doc_id, "table": entry.table,
        "row_id": entry.row_id, "quote": entry.place.quote, "column": entry.column,
        "old": entry.old, "new": entry.new, "reason": entry.reason, "by": entry.by,
        "at": entry.at, "status": status, "message": message,
    }  # fmt: skip
