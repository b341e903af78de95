"""The checks page: what does not agree, its evidence, and the auditor's verdict on it."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import Request, Response

from ...model.errors import JixiaoError
from ..evidence import evidence_rows
from ..exports import csv_response, json_response
from ..labels import choices
from ..verdicts import Verdict

if TYPE_CHECKING:
    from ..site import Site

PAGE = 30
MOST = 20_000
FILTERS = {
    "severity": ("严重程度", "c.severity"),
    "status": ("核对结果", "c.status"),
    "check": ("核对项目", 'c."check"'),
    "province": ("省级", "d.province"),
    "city": ("地级", "d.city"),
    "family": ("部门类别", "d.department_family"),
    "year": ("年度", "d.fiscal_year"),
    "doc_type": ("文档类型", "d.doc_type"),
    "doc": ("文件", "c.doc_id"),
}
FACETS = ("severity", "check", "province", "family", "year")
COLUMNS = (
    "severity", "status", "check", "title", "expected", "observed", "difference", "tolerance",
    "message", "text", "evidence", "file", "department", "department_family", "province", "city",
    "fiscal_year", "page", "char_start", "char_end", "row_id", "doc_id", "verdict", "note",
    "verdict_at",
)  # fmt: skip
_ROWS = """
SELECT c.*, d.file, d.department, d.department_family, d.province, d.city, d.fiscal_year, d.doc_type
FROM checks AS c JOIN documents AS d USING (doc_id) WHERE {where}
ORDER BY CASE c.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END, c.rowid
LIMIT {limit} OFFSET {offset}
"""


async def page(datasette: Site, request: Request) -> Response:
    """``/checks``, ``/checks.csv`` and ``/checks.json``."""
    args = {name: request.args.get(name) for name in (*FILTERS, "verdict", "page")}
    args["status"] = args["status"] or "fail"
    latest = await datasette.aside(datasette.verdicts.latest)
    form = request.url_vars["form"]
    if form:
        rows = await datasette.read(lambda db: _export(db, args, latest))
        return csv_response("checks", COLUMNS, rows) if form == ".csv" else json_response(rows)
    context = await datasette.read(lambda db: _context(db, args, latest))
    return Response.html(await datasette.render_template("checks.html", context, request=request))


async def verdict(datasette: Site, request: Request) -> Response:
    """Take down a verdict and go back to the check."""
    if request.method != "POST":
        return Response.redirect("/checks")
    try:
        fields = await request.post_vars()
        check = await datasette.read(lambda db: _check(db, fields.get("row_id", "")))
        note = fields.get("note", "").strip()
        await datasette.aside(datasette.verdicts.say, check, fields.get("verdict", ""), note)
    except JixiaoError as error:
        return Response.text(str(error), status=400)
    args = {k: v for k, v in fields.items() if k in (*FILTERS, "page") and v}
    return Response.redirect(f"/checks?{urlencode(args)}#c-{check['row_id']}")


def _check(db: sqlite3.Connection, identity: str) -> dict[str, Any]:
    rows = db.execute(_ROWS.format(where="c.row_id = ?", limit=1, offset=0), (identity,)).fetchall()
    if not rows:
        raise JixiaoError("没有这项核对，也许文件已经改动。请刷新页面。")
    return dict(rows[0])


def _conditions(
    args: dict[str, Any], latest: dict[str, Verdict], without: str = ""
) -> tuple[str, list[str]]:
    where, values = ["1"], []
    for name, (_, column) in FILTERS.items():
        if args.get(name) and name != without:
            where.append(f"{column} = ?")
            values.append(args[name])
    wanted = args.get("verdict")
    if wanted:
        judged = [i for i, v in latest.items() if wanted in (v.verdict, "none")]
        where.append(
            f"c.row_id {'NOT ' if wanted == 'none' else ''}IN (SELECT value FROM json_each(?))"
        )
        values.append(json.dumps(judged))
    return " AND ".join(where), values


def _export(
    db: sqlite3.Connection, args: dict[str, Any], latest: dict[str, Verdict]
) -> list[dict[str, Any]]:
    where, values = _conditions(args, latest)
    rows = db.execute(_ROWS.format(where=where, limit=MOST, offset=0), values)
    return [{c: row[c] for c in COLUMNS} for row in _judged(map(dict, rows), latest)]


def _judged(rows: Any, latest: dict[str, Verdict]) -> list[dict[str, Any]]:
    judged = []
    for row in rows:
        said = latest.get(row["row_id"])
        judged.append(
            {
                **row,
                "verdict": said.verdict if said else "",
                "note": said.note if said else "",
                "verdict_at": said.made_at if said else "",
                "outdated": bool(said and said.outdated(row["expected"], row["observed"])),
            }
        )
    return judged


def _context(
    db: sqlite3.Connection, args: dict[str, Any], latest: dict[str, Verdict]
) -> dict[str, Any]:
    where, values = _conditions(args, latest)
    number = args["page"] or "1"
    at = max(int(number), 1) if number.isdecimal() and len(number) < 7 else 1
    query = _ROWS.format(where=where, limit=PAGE + 1, offset=(at - 1) * PAGE)
    rows = [dict(row) for row in db.execute(query, values)]
    for row in rows[:PAGE]:
        row["evidence_rows"] = evidence_rows(db, row["evidence"])
    count = f"SELECT count(*) FROM checks AS c JOIN documents AS d USING (doc_id) WHERE {where}"
    return {
        "checks": _judged(rows[:PAGE], latest),
        "count": db.execute(count, values).fetchone()[0],
        "page": at,
        "more": len(rows) > PAGE,
        "args": {k: v for k, v in args.items() if v},
        "address": lambda **changes: _address(args, changes),
        "facets": [_facet(db, name, args, latest) for name in FACETS],
        "filter_titles": {name: title for name, (title, _) in FILTERS.items()},
        "verdicts": choices("verdict"),
    }


def _facet(
    db: sqlite3.Connection, name: str, args: dict[str, Any], latest: dict[str, Verdict]
) -> dict[str, Any]:
    title, column = FILTERS[name]
    where, values = _conditions(args, latest, without=name)
    told = "max(c.title)" if name == "check" else "''"
    rows = db.execute(
        f"SELECT {column}, count(*), {told} FROM checks AS c JOIN documents AS d USING (doc_id) "
        f"WHERE {where} AND {column} != '' GROUP BY 1 ORDER BY 2 DESC LIMIT 20",
        values,
    )
    return {"name": name, "title": title, "values": [tuple(row) for row in rows]}


def _address(args: dict[str, Any], changes: dict[str, Any]) -> str:
    every = {**args, "page": "", **changes}
    return urlencode({k: v for k, v in every.items() if v and (k, v) != ("status", "fail")})
