"""Rows as CSV that Excel opens rightly, and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from datasette.utils.asgi import Response

from ..store.spreadsheet import harmless

BOM = "\ufeff"


def csv_response(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Response:
    """A CSV file to download: UTF-8 with a BOM, and no cell that Excel would run."""
    data = io.BytesIO()
    with io.TextIOWrapper(data, "utf-8", newline="", write_through=True) as out:
        out.write(BOM)
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
        out.flush()
        body = data.getvalue()
    return Response(
        body,
        content_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}.csv"'},
    )


def rows_response(
    form: str, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> Response:
    """Rows as ``form`` says, .csv or .json, written one by one: all of them at once are large."""
    if form == ".csv":
        return csv_response(name, columns, rows)
    told = (json.dumps({c: row[c] for c in columns}, ensure_ascii=False).encode() for row in rows)
    body = b"[" + b",\n".join(told) + b"]\n"
    return Response(body, content_type="application/json; charset=utf-8")


def json_response(value: Any) -> Response:
    """JSON with Chinese left as it is."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return Response(text, content_type="application/json; charset=utf-8")


def _cell(value: Any) -> str:
    return harmless("" if value is None else str(value))
