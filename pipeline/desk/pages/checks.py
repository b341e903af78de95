"""The checks page: what does not agree, its evidence, and the auditor's verdict on it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import Request, Response

from ...database.facets import quoted, token
from ...model.errors import JixiaoError
from ...model.vocabularies import SEVERITIES
from ..evidence import evidence_rows
from ..exports import csv_response, json_response
from ..labels import choices
from ..verdicts import Verdict

if TYPE_CHECKING:
    from ..site import Site

PAGE = 30
MOST = 20_000  # checks that are counted and exported; a page says when there are more
FILTERS = {
    "severity": "严重程度",
    "status": "核对结果",
    "check": "核对项目",
    "province": "省级",
    "city": "地级",
    "family": "部门类别",
    "year": "年度",
    "doc_type": "文档类型",
    "doc": "文件",
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
FROM checks AS c JOIN documents AS d USING (doc_id)
"""
_MATCHING = "SELECT rowid FROM checks_fts WHERE checks_fts MATCH ? ORDER BY rowid LIMIT ?"
_SPREAD = """
SELECT c.severity, c."check", c.title, d.province, d.department_family, d.fiscal_year
FROM checks AS c JOIN documents AS d USING (doc_id)
WHERE c.rowid IN (SELECT value FROM json_each(?))
"""
_AMONG = """
SELECT rowid FROM checks_fts
WHERE checks_fts MATCH ? AND rowid IN (SELECT value FROM json_each(?)) LIMIT ?
"""
_NUMBERS = "SELECT rowid FROM checks WHERE row_id IN (SELECT value FROM json_each(?))"


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
    row = db.execute(f"{_ROWS} WHERE c.row_id = ?", (identity,)).fetchone()
    if row is None:
        raise JixiaoError("没有这项核对，也许文件已经改动。请刷新页面。")
    return dict(row)


def _found(
    db: sqlite3.Connection,
    args: Mapping[str, Any],
    latest: Mapping[str, Verdict],
    without: str = "",
) -> list[int]:
    """The numbers of the rows asked for, the graver first, up to one more than is counted."""
    asked = [token(n, args[n]) for n in FILTERS if args.get(n) and n != without]
    wanted = args.get("verdict")
    judged = _numbers(db, [i for i, v in latest.items() if wanted in (v.verdict, "none")])
    found: list[int] = []
    for severity in SEVERITIES:
        match = quoted([*asked, token("severity", severity)])
        room = MOST + 1 - len(found)
        if not wanted:
            found += [number for (number,) in db.execute(_MATCHING, (match, room))]
        elif wanted == "none":
            rows = db.execute(_MATCHING, (match, room + len(judged)))
            found += [number for (number,) in rows if number not in judged][:room]
        else:
            rows = db.execute(_AMONG, (match, json.dumps(sorted(judged)), room))
            found += [number for (number,) in rows]
    return found


def _numbers(db: sqlite3.Connection, identities: Sequence[str]) -> set[int]:
    return {number for (number,) in db.execute(_NUMBERS, (json.dumps(identities),))}


def _rows(db: sqlite3.Connection, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Checks with their documents, in the order of the numbers."""
    query = f"{_ROWS} WHERE c.rowid = ?"
    found = (db.execute(query, (number,)).fetchone() for number in numbers)
    return [dict(row) for row in found]


def _export(
    db: sqlite3.Connection, args: dict[str, Any], latest: dict[str, Verdict]
) -> list[dict[str, Any]]:
    rows = _rows(db, _found(db, args, latest)[:MOST])
    return [{c: row[c] for c in COLUMNS} for row in _judged(rows, latest)]


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
    found = _found(db, args, latest)
    number = args["page"] or "1"
    at = max(int(number), 1) if number.isdecimal() and len(number) < 7 else 1
    rows = _rows(db, found[:MOST][(at - 1) * PAGE : at * PAGE])
    for row in rows:
        row["evidence_rows"] = evidence_rows(db, row["evidence"])
    return {
        "checks": _judged(rows, latest),
        "count": min(len(found), MOST),
        "most": MOST,
        "counted_all": len(found) <= MOST,
        "page": at,
        "more": min(len(found), MOST) > at * PAGE,
        "args": {k: v for k, v in args.items() if v},
        "address": lambda **changes: _address(args, changes),
        "facets": _facets(db, args, latest, found[:MOST]),
        "filter_titles": FILTERS,
        "verdicts": choices("verdict"),
    }


def _facets(
    db: sqlite3.Connection,
    args: dict[str, Any],
    latest: dict[str, Verdict],
    found: Sequence[int],
) -> list[dict[str, Any]]:
    """How the checks are spread; of what is filtered by, all that could be chosen instead."""
    whole = _spread(db, found)
    facets = []
    for name in FACETS:
        if args.get(name):
            counted = _spread(db, _found(db, args, latest, without=name)[:MOST])[name]
        else:
            counted = whole[name]
        values = [(value, number, title) for (value, title), number in counted.most_common(20)]
        facets.append({"name": name, "title": FILTERS[name], "values": values})
    return facets


def _spread(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[str, Counter[tuple[Any, str]]]:
    """Value, title and count of what the checks have, facet by facet."""
    rows = Counter(map(tuple, db.execute(_SPREAD, (json.dumps(numbers),))))
    counts: dict[str, Counter[tuple[Any, str]]] = {name: Counter() for name in FACETS}
    for (severity, check, title, *place), number in rows.items():
        told = zip(FACETS, (severity, check, *place), strict=True)
        for name, value in told:
            if value:
                counts[name][value, title if name == "check" else ""] += number
    return counts


def _address(args: dict[str, Any], changes: dict[str, Any]) -> str:
    every = {**args, "page": "", **changes}
    return urlencode({k: v for k, v in every.items() if v and (k, v) != ("status", "fail")})
