"""One correction as its file holds it: which row of which document, what was wrong, what is right.

A row is known by its place in the text and by what it says, not by its id alone, so that a
correction outlives a better pack, a renamed file and a changed document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..model.errors import JixiaoError
from .values import checked, main_columns, writable

AROUND = 12  # characters before and after a quote that tell it from its like
MOST = 2000
STRIKE = "strike"
_PLACE = ("quote", "start", "end", "before", "after")
_KEYS = (
    "file", "doc_id", "text_sha256", "table", "row_id", "place", "row", STRIKE, "column", "old",
    "new", "reason", "by", "at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the row was quoted: offsets in the text, -1 where unknown, and what stood around."""

    quote: str = ""
    start: int = -1
    end: int = -1
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A correction. ``row`` is what the row said in its main columns when it was corrected.

    Without a ``column`` the row is struck out. All values are cells, as in the CSV tables.
    ``problem`` says why an entry cannot be used; then ``raw`` is how it is written.
    """

    file: str = ""
    doc_id: str = ""
    text_sha256: str = ""
    table: str = ""
    row_id: str = ""
    place: Place = Place()
    row: tuple[tuple[str, str], ...] = ()
    column: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    by: str = ""
    at: str = ""
    problem: str = ""
    raw: str = ""
    line: int = 0

    @property
    def id(self) -> str:
        """A name that changes with any word of the entry."""
        told = self.raw or json.dumps(written(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:12]


def written(entry: Entry) -> dict[str, Any]:
    """An entry as YAML holds it; what is unknown is left out."""
    place = {
        "quote": entry.place.quote,
        "start": entry.place.start,
        "end": entry.place.end,
        "before": entry.place.before,
        "after": entry.place.after,
    }
    known = {
        "file": entry.file,
        "doc_id": entry.doc_id,
        "text_sha256": entry.text_sha256,
        "table": entry.table,
        "row_id": entry.row_id,
        "place": {k: v for k, v in place.items() if v not in ("", -1)},
        "row": dict(entry.row),
    }
    change = {"column": entry.column, "old": entry.old, "new": entry.new}
    told = {"reason": entry.reason, "by": entry.by, "at": entry.at}
    what = change if entry.column else {STRIKE: True}
    return {k: v for k, v in known.items() if v} | what | {k: v for k, v in told.items() if v}


def entry_of(value: Any, line: int = 0) -> Entry:
    """The entry of what a YAML loader gave, all scalars as text; a bad one tells its problem."""
    if not isinstance(value, dict):
        return Entry(line=line, problem="这一条不是“名称: 值”的格式")
    unknown = [key for key in value if key not in _KEYS]
    try:
        entry = _entry(value, line)
    except JixiaoError as error:
        file = value.get("file")
        named = file if isinstance(file, str) else ""
        return Entry(file=named, line=line, problem=str(error))
    if unknown:
        return replace(entry, problem=f"不认识“{unknown[0]}”；可写的有 {'、'.join(_KEYS)}")
    return replace(entry, problem=_problem(entry, value))


def _entry(value: dict[str, Any], line: int) -> Entry:
    place = _mapping(value, "place")
    strike = _text(value, STRIKE)
    if strike not in ("", "true", "false"):
        raise JixiaoError("strike 只能写 true（整行划去）")
    if strike == "true" and _text(value, "column"):
        raise JixiaoError("strike 和 column 只能写一个")
    return Entry(
        **{name: _text(value, name) for name in _KEYS if name not in ("place", "row", STRIKE)},
        place=Place(
            quote=_text(place, "quote"),
            start=_offset(place, "start"),
            end=_offset(place, "end"),
            before=_text(place, "before"),
            after=_text(place, "after"),
        ),
        row=tuple((k, _text(_mapping(value, "row"), k)) for k in _mapping(value, "row")),
        line=line,
    )


def _problem(entry: Entry, value: Mapping[str, Any]) -> str:
    """What makes an entry useless, empty for a good one."""
    if not entry.file and not entry.doc_id:
        return "没有写 file（文件）"
    columns = writable(entry.table)
    if not columns:
        return f"“{entry.table}”不是可以更正的表"
    if not entry.reason.strip():
        return "没有写 reason（理由）"
    if unknown := [name for name, _ in entry.row if name not in main_columns(entry.table)]:
        return f"row 里的“{unknown[0]}”不是 {entry.table} 用来认行的列"
    if not entry.column:
        if value.get(STRIKE) != "true":
            return "没有写 column（列），也没有写 strike: true（整行划去）"
        return "文件自己的一行不能划去" if entry.table == "documents" else ""
    if "old" not in value or "new" not in value:
        return "没有写 old（原值）或 new（新值）"
    try:
        checked(entry.table, entry.column, entry.new)
    except JixiaoError as error:
        return str(error)
    return ""


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name, "")
    if not isinstance(found, str):
        raise JixiaoError(f"“{name}”要写成一个值")
    return found


def _mapping(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name) or {}
    if not isinstance(found, dict):
        raise JixiaoError(f"“{name}”要写成“名称: 值”的格式")
    if name == "place" and (unknown := [key for key in found if key not in _PLACE]):
        raise JixiaoError(f"place 里不认识“{unknown[0]}”；可写的有 {'、'.join(_PLACE)}")
    return found


def _offset(value: Mapping[str, Any], name: str) -> int:
    told = _text(value, name)
    if told and not (told.isascii() and told.isdecimal() and len(told) < 10):
        raise JixiaoError(f"place 里的 {name} 要写整数，不是“{told}”")
    return int(told) if told else -1
