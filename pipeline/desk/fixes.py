"""What an auditor corrects on the desk: the form of a row, and the entries that it makes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from threading import Lock

from ..corrections.apply import place_of
from ..corrections.entry import Entry
from ..corrections.file import Corrections, change, read
from ..corrections.values import checked, correctable, kind_of, main_columns, writable
from ..model.errors import JixiaoError
from ..model.tables import Correction
from ..store.private import masked
from ..store.rows import stored_columns
from .labels import told
from .library import Opened

CELL = "c-"  # before the name of a column in a form: some are called as the form's own fields
LONGEST_REASON = 1000
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Field:
    """A column in the form: its value as it will be, and the words that may stand in it."""

    name: str
    title: str
    value: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()


class Fixes:
    """The file of corrections of the desk's corpus; one change at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()

    def read(self) -> Corrections:
        """All entries; raises where the file is no list of entries."""
        return read(self.path)[1]

    def take(self, entries: Iterable[Entry], instead_of: Collection[str]) -> None:
        """Write down entries in place of others."""
        with self._lock:
            change(self.path, entries, instead_of)


def done(document: Opened) -> list[dict[str, str]]:
    """The rows of ``corrections`` by which the last run told of a document."""
    columns = stored_columns(Correction)
    rows = document.stored.tables[Correction.table]
    return [dict(zip(columns, cells, strict=True)) for cells in rows]


def waiting(document: Opened, corrections: Corrections) -> dict[str, list[Entry]]:
    """The entries of a document that no run has seen yet, by row."""
    seen = {row["correction"] for row in done(document)}
    found: dict[str, list[Entry]] = {}
    for entry in corrections.of(document.row["file"], document.row["sha256"]):
        if entry.id not in seen:
            found.setdefault(entry.row_id, []).append(entry)
    return found


def form(document: Opened, table: str, row_id: str, pending: Iterable[Entry]) -> list[Field]:
    """The columns of a row that may be corrected, as they will be after the next run."""
    cells = _cells(document, table, row_id) | {e.column: e.new for e in pending if e.column}
    return [_field(table, name, cells[name]) for name in writable(table)]


def entries_of(
    document: Opened, typed: Mapping[str, str], corrections: Corrections
) -> tuple[list[Entry], set[str]]:
    """The entries that a filled form makes, and the ids of those that they take the place of.

    ``typed`` holds ``table`` and ``row``, the columns (``c-`` and their name), ``strike``,
    ``reason`` and ``by``; raises with advice.
    """
    table, row_id = typed.get("table", ""), typed.get("row", "")
    if table not in correctable():
        raise JixiaoError("这张表的行由别的行算出，不能更正。请更正算出它的那一行。")
    if table == "documents" and typed.get("strike"):
        raise JixiaoError("文件自己的一行不能划去。")
    own = corrections.of(document.row["file"], document.row["sha256"])
    before = [e for e in own if (e.table, e.row_id) == (table, row_id)]
    was = _as_read(document, table, row_id)
    values = {"": ""} if typed.get("strike") else _changes(document, table, row_id, typed, before)
    base = _entry(document, table, row_id, was, typed)
    made = [
        replace(base, column=name, old=was.get(name, ""), new=new)
        for name, new in values.items()
        if not name or new != was[name]
    ]
    return made, {e.id for e in before if not e.column or e.column in values or "" in values}


def _changes(
    document: Opened, table: str, row_id: str, typed: Mapping[str, str], before: Iterable[Entry]
) -> dict[str, str]:
    """The columns that the form changes, with what follows from them."""
    shown = {field.name: field.value for field in form(document, table, row_id, before)}
    values = {
        name: checked(table, name, typed[CELL + name])
        for name in shown
        if CELL + name in typed and _plain(typed[CELL + name]) != _plain(shown[name])
    }
    if not values:
        raise JixiaoError("没有改动任何一列。请把错的值改成对的，再记下。")
    return values | _following(table, shown, values)


def _following(table: str, shown: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """The printed number and its amount in 万 go together; so do weight, score and loss."""
    now = {**shown, **values}
    if table == "amounts" and "unit" not in values:
        for one, other in (("value", "amount_wan"), ("amount_wan", "value")):
            if one in values and other not in values and values[one]:
                scale = _scale(shown[one], shown[other])
                if scale is not None:
                    return {other: format((Decimal(values[one]) * scale).normalize(), "f")}
    scored = table == "scores" and "points_lost" not in values and {"weight", "score"} & {*values}
    if scored and now["weight"] and now["score"]:
        return {"points_lost": str(Decimal(now["weight"]) - Decimal(now["score"]))}
    return {}


def _scale(one: str, other: str) -> Decimal | None:
    """The power of ten between two numbers, if that is what lies between them."""
    if not one or not other or not Decimal(one):
        return None
    scale = Decimal(other) / Decimal(one)
    return scale if scale.normalize().as_tuple().digits == (1,) else None


def _entry(
    document: Opened, table: str, row_id: str, was: Mapping[str, str], typed: Mapping[str, str]
) -> Entry:
    reason, by = typed.get("reason", "").strip(), typed.get("by", "").strip()
    if not reason:
        raise JixiaoError("请写明理由：原件哪里、是多少。")
    if len(reason) > LONGEST_REASON or len(by) > LONGEST_NAME:
        raise JixiaoError(f"理由不能超过 {LONGEST_REASON} 字，姓名不能超过 {LONGEST_NAME} 字。")
    return Entry(
        file=document.row["file"],
        doc_id=document.row["doc_id"],
        text_sha256=hashlib.sha256(document.stored.text.encode()).hexdigest(),
        table=table,
        row_id=row_id,
        place=place_of(masked(document.stored), was),
        row=tuple((name, was[name]) for name in main_columns(table) if was[name]),
        reason=_plain(reason),
        by=_plain(by),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _cells(document: Opened, table: str, row_id: str) -> dict[str, str]:
    """The cells of a row as the last run left them."""
    columns = stored_columns(correctable()[table])
    for cells in document.stored.tables[table]:
        if cells[0] == row_id:
            return dict(zip(columns, cells, strict=True))
    raise JixiaoError("没有这一行，也许文件已经重新处理。请刷新页面。")


def _as_read(document: Opened, table: str, row_id: str) -> dict[str, str]:
    """The cells of a row as they were read, before any correction."""
    was = {
        row["of_column"]: row["old"]
        for row in done(document)
        if row["of_row"] == row_id and row["status"] == "applied"
    }
    return _cells(document, table, row_id) | was


def _field(table: str, name: str, value: str) -> Field:
    column = writable(table)[name]
    words = column.metadata["vocabulary"]
    kind = "choice" if words else kind_of(table, name)
    choices = tuple((word, told(table, name, word)) for word in words)
    if column.default in ("", None) and choices:
        choices = (("", "（没有）"), *choices)
    return Field(name, column.metadata["zh"], value, kind, choices)


def _plain(text: str) -> str:
    """A text as a form gives it back: lines end with LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
